using Portal.Shared;

namespace Portal.Register;

/// <summary>
/// Who may write an entry, once for the aggregate and for the pages that ask before offering it: who filed it until something is
/// published, and whom the grid gives a hand in registering.
/// </summary>
internal static class EntryWriters
{
    public static bool Write(PersonId person, PersonId filedBy, EntryContent? published, EntryContent? open) =>
        (published is null && person == filedBy) || published?.HasHandIn(RaciActivity.Register, person) == true || open?.HasHandIn(RaciActivity.Register, person) == true;
}
