using Microsoft.Playwright;

namespace Portal.EndToEnd.Support;

internal static class FileInputs
{
    /// <summary>Chooses a file once the page listens for it: no person is as quick as a journey.</summary>
    public static async Task ChooseAsync(this ILocator input, string name, string type, byte[] content)
    {
        await Wait.UntilAsync(TimeSpan.FromMilliseconds(Browser.Patience), $"the page listens for {name}", () => input.EvaluateAsync<bool>("element => '_blazorInputFileNextFileId' in element"));
        await input.SetInputFilesAsync(new FilePayload { Name = name, MimeType = type, Buffer = content });
    }
}
