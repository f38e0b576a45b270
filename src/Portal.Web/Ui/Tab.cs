namespace Portal.Web.Ui;

/// <summary>A part of a page: its key in the address, its title, and how many things are in it where that is worth saying.</summary>
public sealed record Tab(string Key, string Text, int? Count = null);
