using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Data.Backups;

/// <summary>The archive inside of a backup: written file by file with their digests, read only when all of them fit.</summary>
internal static class BackupArchive
{
    public static async Task<BackedUpFile> Add(ZipArchive archive, string name, Stream content, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        var buffer = new byte[128 * 1024];
        long size = 0;
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0; size += read)
        {
            hash.AppendData(buffer, 0, read);
            await entry.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return new BackedUpFile(name, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Opens a backup; sealed, by way of a file that only this user may read and that is gone when it is closed.</summary>
    public static ZipArchive Open(string path, string? passphrase)
    {
        Stream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            using var key = BackupFormat.Open(file, passphrase);
            if (key is not null)
                file = Unsealed(file, key, path);
            return new ZipArchive(file, ZipArchiveMode.Read);
        }
        catch (Exception fault)
        {
            file.Dispose();
            if (fault is InvalidDataException)
                throw new BackupException("The backup is damaged.");
            throw;
        }
    }

    private static FileStream Unsealed(Stream file, AesGcm key, string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var plain = new FileStream(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".", Path.GetRandomFileName()), options);
        try
        {
            using (file)
                SealingStream.Open(file, key, plain);
            plain.Position = 0;
            return plain;
        }
        catch
        {
            plain.Dispose();
            throw;
        }
    }

    /// <summary>The manifest, once every file was read and fits it, and there is no other.</summary>
    public static async Task<BackupManifest> Verify(ZipArchive archive, CancellationToken ct)
    {
        try
        {
            await using var text = (archive.GetEntry(BackupManifest.Name) ?? throw new BackupException("The backup has no manifest.")).Open();
            var manifest = await JsonSerializer.DeserializeAsync(text, BackupJson.Default.BackupManifest, ct);
            if (manifest is not { Format: BackupManifest.CurrentFormat })
                throw new BackupException("The backup is of a kind that this portal does not know.");
            if (archive.Entries.Count != manifest.Files.Count + 1)
                throw new BackupException("The backup holds other files than its manifest names.");

            foreach (var file in manifest.Files)
                await Check(archive, file, ct);
            return manifest;
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException)
        {
            throw new BackupException("The backup is damaged.");
        }
    }

    private static async Task Check(ZipArchive archive, BackedUpFile file, CancellationToken ct)
    {
        if (file.Name.Split('/').Any(part => part is "" or "." or "..") || file.Name.Contains('\\', StringComparison.Ordinal))
            throw new BackupException($"The backup names a file that cannot be: {file.Name}");

        await using var content = (archive.GetEntry(file.Name) ?? throw new BackupException($"The backup lacks {file.Name}.")).Open();
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)) != file.Digest)
            throw new BackupException($"In the backup, {file.Name} is not what was put into it.");
    }
}
