using System.Text;
using Portal.Ledger.Checkpoints;

namespace Portal.Ledger.Packs;

/// <summary>What a pack says to whoever opens it: what is in it, what is left out, and how to check it without us.</summary>
public static class PackGuide
{
    public const string Readme = "README.txt";
    public const string Script = "verify.py";

    /// <summary>A checker of a hundred lines that shares nothing with the portal but the format.</summary>
    public static byte[] ScriptBytes()
    {
        using var stream = typeof(PackGuide).Assembly.GetManifestResourceStream("Portal.Ledger.Packs.verify.py") ?? throw new InvalidOperationException("The script is no part of this build.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static byte[] ReadmeBytes(string scope, string day, string asOf, bool personalData, Checkpoint checkpoint) => Encoding.UTF8.GetBytes(
        $"""
        EVIDENCE PACK

        Scope        {scope}
        As of        {day}: everything is told as it stood at {asOf}, when the last
                     entry was made that the checkpoint below covers
        Checkpoint   {checkpoint.Origin}, {checkpoint.Size} entries
                     root {Convert.ToBase64String(checkpoint.Root)}
        {(personalData
            ? "People       are named, since who asked for this pack acknowledged that and gave a reason"
            : "People       have pseudonyms (P-0012), the same ones in every pack; names, addresses and\n             printed names under signatures are left out")}


        WHAT IS IN IT

        manifest.json            every file with its length and SHA-256; this is what is signed
        signature/manifest.sig   the signature of manifest.json: ECDSA on P-256 over SHA-256, in DER
        signature/key.pem        the key that made it: the ledger's own
        signature/keys.ndjson    how that key took over from earlier ones, entry by entry, if it did
        summary/                 a report to read first
        tables/                  every list as CSV (UTF-8, a comma between values)
        records/                 what stood then, one record a line: the register, classifications with their
                                 answers, model cards, evaluations with the thresholds of that time, promotions
                                 with votes and conditions, findings, exceptions, policies, monitoring
        {(scope == PackLayout.Estate
            ? "ledger/ledger.ndjson     the ledger up to the checkpoint: a head, every entry, every checkpoint"
            : "ledger/entries.ndjson    the entries about this scope, each with its proof (RFC 6962) that it stands in\n                         the ledger of the checkpoint")}
        ledger/checkpoint.txt    the checkpoint, as a signed note (C2SP)
        verify.py                checks all of this with Python and openssl

        Entries of the ledger are carried as they were recorded, since their digests are over these bytes. They
        name people by ids; what they say about people is sealed in them{(personalData ? "" : ", and no key is in this pack")}. Texts that
        people wrote, such as reasons and remarks, are carried as they were written.


        HOW TO CHECK IT

        1. The signature, with openssl alone (after unpacking):

             openssl dgst -sha256 -verify signature/key.pem -signature signature/manifest.sig manifest.json

        2. Everything, with Python 3.8 or later and openssl:

             python3 verify.py PACK.zip ledger-key.pem

           A pack that somebody changed may carry a changed verify.py. Read it, it is a hundred lines, or take the
           copy from the portal's source, src/Portal.Ledger/Packs/verify.py.

        3. Everything, with the portal's own checker, which needs no access to the portal:

             dotnet run --project src/Portal.Verify -- pack PACK.zip --key ledger-key.pem --checkpoint kept.txt

        ledger-key.pem is a key of the ledger that you had before this pack, from /.well-known/ledger-key.pem or
        from an earlier pack; an older key vouches for a newer one through signature/keys.ndjson. kept.txt is a
        checkpoint that you kept. {(scope == PackLayout.Estate
            ? "The ledger in this pack has to continue every checkpoint up to its own."
            : "A pack over a part of the ledger can be held against the checkpoint of\nthe same size alone; a pack over the estate against every earlier one.")} Without either of
        them a pack proves that nobody changed it since it was signed, not who signed it: compare the key's
        fingerprint with the one that the portal's owner tells you.

        The same scope, checkpoint, choice of personal data and version of the portal give the same bytes, unless
        a person's data was erased in between.

        """.ReplaceLineEndings("\n"));
}
