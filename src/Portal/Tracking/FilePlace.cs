using Portal.Shared;

namespace Portal.Tracking;

public enum FileOwner { Run = 1, LoggedModel, SealedVersion }

/// <summary>
/// Where a file is, read from an address: in the folder of a run, of a logged model, or of a sealed version, whose files are only read. What lies
/// before that in the address, such as the experiment's number, says nothing more.
/// </summary>
public sealed record FilePlace(FileOwner Kind, TrackedId Owner, string Path)
{
    public const string Scheme = "mlflow-artifacts";
    public const int LongestPath = 500;
    private const string Folder = "artifacts";
    private const string Registered = "registered";

    /// <summary>The address of all files of a sealed version.</summary>
    public static string OfVersion(TrackedId version) => $"{Scheme}:/{Registered}/{version}";

    /// <summary>Takes <c>1/RUN/artifacts/model/MLmodel</c>; null when it is no such place, or tries to leave it.</summary>
    public static FilePlace? Of(string address)
    {
        var parts = address.Trim('/').Split('/');
        if (parts is [Registered, var version, .. var within] && TrackedId.TryParse(version) is { } registered)
            return Within(FileOwner.SealedVersion, registered, within);

        for (var at = 0; at + 1 < parts.Length; at++)
        {
            if (parts[at + 1] != Folder)
                continue;
            if (TrackedId.TryParse(parts[at]) is { } run)
                return Within(FileOwner.Run, run, parts[(at + 2)..]);
            if (LoggedModel.IdOf(parts[at]) is { } model)
                return Within(FileOwner.LoggedModel, model, parts[(at + 2)..]);
        }

        return null;
    }

    /// <summary>Takes the source of a model version; null when it is somewhere else than here.</summary>
    public static FilePlace? OfSource(string source)
    {
        if (source.StartsWith("models:/m-", StringComparison.Ordinal) && LoggedModel.IdOf(source["models:/".Length..].Split('/')[0]) is { } model)
            return Within(FileOwner.LoggedModel, model, source["models:/".Length..].Trim('/').Split('/')[1..]);
        if (source.StartsWith("runs:/", StringComparison.Ordinal) && source["runs:/".Length..].Trim('/').Split('/') is [var id, .. var path] && TrackedId.TryParse(id) is { } run)
            return Within(FileOwner.Run, run, path);

        return source.StartsWith($"{Scheme}:/", StringComparison.Ordinal) ? Of(source[$"{Scheme}:/".Length..]) : null;
    }

    /// <summary>Whether the file lies here or further down.</summary>
    public bool Holds(string path) => Path.Length == 0 || path == Path || path.StartsWith(Path + "/", StringComparison.Ordinal);

    // A slash in its coded form is a slash to whoever takes the file along.
    private static bool IsName(string part) =>
        PlainText.NameProblem(part, LongestPath) is null && !part.Contains("%2f", StringComparison.OrdinalIgnoreCase) && !part.Contains("%5c", StringComparison.OrdinalIgnoreCase);

    private static FilePlace? Within(FileOwner kind, TrackedId owner, string[] parts)
    {
        var path = string.Join('/', parts);
        return path.Length == 0 || path.Length <= LongestPath && parts.All(IsName) ? new FilePlace(kind, owner, path) : null;
    }
}
