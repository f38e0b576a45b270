namespace Portal.Reports.Tables;

/// <summary>As which kind of file a table leaves the portal.</summary>
public enum TableFormat { Csv = 1, Xlsx, Json }
