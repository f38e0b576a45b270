using System.IO.Compression;
using Portal.Ledger.Packs;

namespace Portal.Reports.Packs;

/// <summary>One file of a pack, what is said while it is being written, and how: into a stream, in portions, telling after each how much is done.</summary>
internal sealed record PackSheet(string Path, string Title, Func<Stream, PackProgress, CancellationToken, Task> Write);

/// <summary>Is told after every portion, and holds the pack on: throws when it was cancelled or taken for lost.</summary>
internal delegate Task PackProgress(string more, CancellationToken ct);

/// <summary>Somebody cancelled the pack, or another node took it for lost: whoever was making it stops.</summary>
internal sealed class PackLostException() : Exception("The pack is no longer this worker's.");

/// <summary>The parts of a pack that are written, in a folder of their own, so that whoever goes on begins where the last whole one ended.</summary>
internal sealed class PackFolder(string root)
{
    public async Task<PackedFile> Make(PackSheet sheet, PackProgress progress, CancellationToken ct)
    {
        if (await Made(sheet.Path, ct) is { } made)
            return made;

        Directory.CreateDirectory(root);
        PackedFile file;
        await using (var target = new FileStream(PlaceOf(sheet.Path), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
        {
            file = await PackedFile.Pack(sheet.Path, target, content => sheet.Write(content, progress, ct));
            target.Flush(flushToDisk: true);
        }

        // The note says that the part is whole, so it comes when the bytes are on disk.
        await PackNotes.Write(NoteOf(sheet.Path), file, ct);
        return file;
    }

    public Stream Open(PackedFile file) => File.OpenRead(PlaceOf(file.File.Path));

    /// <summary>What a part says, where it is text.</summary>
    public string Text(PackedFile file)
    {
        using var reader = new StreamReader(new DeflateStream(Open(file), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    public void Delete()
    {
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
    }

    private async Task<PackedFile?> Made(string path, CancellationToken ct) =>
        await PackNotes.Read(NoteOf(path), ct) is { } file && file.File.Path == path && new FileInfo(PlaceOf(path)) is { Exists: true } part && part.Length == file.PackedSize ? file : null;

    private string PlaceOf(string path) => Path.Combine(root, path.Replace('/', '_'));

    private string NoteOf(string path) => PlaceOf(path) + ".note";
}
