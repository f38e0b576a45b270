using Portal.Integrations.Mail;
using Portal.Shared;

namespace Portal.Integrations.Notices;

/// <summary>What one person is told in the portal itself, in the words of the mail.</summary>
public sealed class Notice
{
    private Notice() { }

    internal Notice(PersonId person, MailText text, DateTimeOffset now) =>
        (Id, Person, Kind, Type, About, Title, Text, Path, At, ChangedAt) = (NoticeId.New(now), person, text.Kind, text.Type, text.About, text.Title, text.Text, text.Path, now, now);

    public NoticeId Id { get; private set; }

    public PersonId Person { get; private set; }

    public NoticeKind Kind { get; private set; }

    /// <summary>The act that it tells of, in the ledger's words.</summary>
    public string Type { get; private set; } = "";

    /// <summary>What it is about, as the ledger names it.</summary>
    public string About { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>Where in the portal it goes on.</summary>
    public string Path { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>When it came or was read: what open bells have to hear of.</summary>
    public DateTimeOffset ChangedAt { get; private set; }
}

/// <summary>How a person wants to be told of one kind; without one it is by mail and in the bell.</summary>
public sealed class NoticeChoice
{
    private NoticeChoice() { }

    internal NoticeChoice(PersonId person, NoticeKind kind, ToldBy by) => (Person, Kind, By) = (person, kind, by);

    public PersonId Person { get; private set; }

    public NoticeKind Kind { get; private set; }

    public ToldBy By { get; internal set; }
}

/// <summary>That the notices of a person changed.</summary>
public sealed record NoticesOf(PersonId Person);
