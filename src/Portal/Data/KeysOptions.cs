namespace Portal.Data;

/// <summary>The settings under <c>Portal:Keys</c>.</summary>
public sealed record KeysOptions
{
    /// <summary>The file whose first line seals backups, keys included; empty means backups in the clear, without keys.</summary>
    public string BackupPassphraseFile { get; init; } = "";

    internal IEnumerable<string> Faults()
    {
        if (BackupPassphraseFile.Length > 0 && !File.Exists(BackupPassphraseFile))
            yield return "Portal:Keys:BackupPassphraseFile names no file.";
        else if (BackupPassphraseFile.Length > 0 && (Passphrase ?? "").Length < 12)
            yield return "Portal:Keys:BackupPassphraseFile holds fewer than 12 characters.";
    }

    internal string? Passphrase => BackupPassphraseFile.Length > 0 ? File.ReadLines(BackupPassphraseFile).FirstOrDefault()?.Trim() : null;
}
