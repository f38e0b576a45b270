using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Shared;

namespace Portal.Data;

/// <summary>
/// An Idempotency-Key that has had its effect, written in the same transaction: the unique key makes a second effect impossible,
/// the subject lets a replay read the resource again.
/// </summary>
public sealed class AnsweredRequest
{
    private AnsweredRequest() { }

    public AnsweredRequest(PersonId person, RequestKey request, string subject, DateTimeOffset now) =>
        (Person, Key, Body, Subject, At) = (person, request.Key, request.Body, subject, now);

    public PersonId Person { get; private set; }

    public string Key { get; private set; } = "";

    public Digest Body { get; private set; } = Digest.Of([]);

    public string Subject { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AnsweredRequest>
    {
        public void Configure(EntityTypeBuilder<AnsweredRequest> builder)
        {
            builder.HasKey(request => new { request.Person, request.Key });
            builder.Property(request => request.Key).HasMaxLength(200);
            builder.Property(request => request.Subject).HasMaxLength(200);
        }
    }
}
