// Each test starts portals and browsers of its own, and some say how long a person waits: side by side they would only measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
