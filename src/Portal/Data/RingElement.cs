using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data;

/// <summary>One element of the ring of cookie keys, sealed by the host before it comes here.</summary>
public sealed class RingElement(string name, string xml)
{
    public string Name { get; private set; } = name;

    public string Xml { get; private set; } = xml;

    internal sealed class Mapping : IEntityTypeConfiguration<RingElement>
    {
        public void Configure(EntityTypeBuilder<RingElement> builder)
        {
            builder.HasKey(element => element.Name);
            builder.Property(element => element.Name).HasMaxLength(200);
        }
    }
}
