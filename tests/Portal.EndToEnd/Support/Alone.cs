namespace Portal.EndToEnd.Support;

/// <summary>For tests that say how long something takes: beside others they would only measure each other.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
