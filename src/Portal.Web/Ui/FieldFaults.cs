using Portal.Shared;

namespace Portal.Web.Ui;

internal static class FieldFaults
{
    /// <summary>What a refusal says of one field; absent when it says nothing.</summary>
    public static string? Of(this Invalid? refused, string field) => refused?.Faults.FirstOrDefault(fault => fault.Field == field)?.Message;
}
