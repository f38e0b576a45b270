using System.Text;
using Portal.Shared;

namespace Portal.Monitoring.Intake;

/// <summary>A post as bytes: what is known of it, then its body as it came.</summary>
internal static class PostRecord
{
    private const byte Form = 1;

    /// <summary>What stands before the body.</summary>
    public static byte[] HeaderOf(TelemetryBatch post)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Form);
        writer.Write(post.Id.ToByteArray());
        writer.Write(post.System.Value.ToByteArray());
        writer.Write((byte)post.Kind);
        writer.Write(post.Key);
        writer.Write(post.Body.ToHash());
        writer.Write(post.ReceivedAt.UtcTicks);
        writer.Write(post.Rows);
        writer.Write(post.Prices);
        writer.Write(post.Versions.Count);
        foreach (var version in post.Versions)
            writer.Write(version.ToByteArray());
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>The post without its content, and where in the record that begins.</summary>
    public static (TelemetryBatch Post, int Body) Read(byte[] record)
    {
        using var bytes = new MemoryStream(record, writable: false);
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        if (reader.ReadByte() != Form)
            throw new InvalidDataException("A post was written by a newer portal: start that one.");

        var id = new Guid(reader.ReadBytes(16));
        var system = new SystemId(new Guid(reader.ReadBytes(16)));
        var kind = (TelemetryKind)reader.ReadByte();
        var key = reader.ReadString();
        var body = Digest.FromHash(reader.ReadBytes(32));
        var receivedAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        var (rows, prices) = (reader.ReadInt32(), reader.ReadInt32());
        var versions = new VersionId[reader.ReadInt32()];
        for (var index = 0; index < versions.Length; index++)
            versions[index] = new VersionId(new Guid(reader.ReadBytes(16)));
        return (TelemetryBatch.Again(id, system, kind, key, body, rows, versions, prices, receivedAt), (int)bytes.Position);
    }
}
