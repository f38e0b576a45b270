using Portal.Data;
using Portal.ModelRegistry;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.ModelRegistry;

public sealed class ModelVersionTests
{
    private static readonly PersonId Ann = new(Guid.Parse("01980000-0000-7000-8000-000000000001"));
    private static readonly PersonId Ben = new(Guid.Parse("01980000-0000-7000-8000-000000000002"));

    [Fact]
    public void A_version_goes_from_incomplete_to_sealed_and_never_back()
    {
        var moves = from before in Enum.GetValues<VersionState>() from after in Enum.GetValues<VersionState>() where VersionMoves.CanMove(before, after) select $"{before} -> {after}";

        Assert.Equal(["Incomplete -> Sealed"], moves);
    }

    [Fact]
    public void A_stage_moves_forward_and_ends_retired()
    {
        var moves = from before in Enum.GetValues<Stage>() from after in Enum.GetValues<Stage>() where VersionMoves.CanMove(before, after) select $"{before} -> {after}";

        Assert.Equal(
            [
                "Development -> Staging", "Development -> Pilot", "Development -> Production", "Development -> Retired",
                "Staging -> Pilot", "Staging -> Production", "Staging -> Retired",
                "Pilot -> Production", "Pilot -> Retired",
                "Production -> Retired",
            ],
            moves);
    }

    [Fact]
    public void Moving_the_stage_along_the_table_is_done_and_any_other_move_is_refused()
    {
        foreach (var (from, to) in Enum.GetValues<Stage>().SelectMany(from => Enum.GetValues<Stage>().Select(to => (from, to))))
        {
            var version = At(from);

            var refusal = version.MoveTo(to, House.Noon);

            Assert.Equal(VersionMoves.CanMove(from, to), refusal is null);
            Assert.Equal(refusal is null ? to : from, version.Stage);
        }
    }

    [Fact]
    public void A_version_that_is_not_sealed_has_no_stage_to_move()
    {
        var version = Declared("v1");

        var refusal = version.MoveTo(Stage.Production, House.Noon);

        Assert.IsType<NotAllowed>(refusal);
        Assert.Null(version.Stage);
    }

    [Fact]
    public void The_last_declared_artifact_seals_the_version_into_development()
    {
        var version = Declared("v1", "a.bin", "b.bin");

        Assert.Null(version.Take("a.bin", StoredOf("a.bin"), House.Noon));
        var between = version.State;
        Assert.Null(version.Take("b.bin", StoredOf("b.bin"), House.Noon));

        Assert.Equal(VersionState.Incomplete, between);
        Assert.Equal((VersionState.Sealed, Stage.Development, House.Noon), (version.State, version.Stage, version.SealedAt));
    }

    [Fact]
    public void A_sealed_version_takes_the_same_bytes_again_and_no_others()
    {
        var version = Sealed("v1");

        Assert.Null(version.Take("a.bin", StoredOf("a.bin"), House.Noon));
        Assert.IsType<NotAllowed>(version.Take("a.bin", StoredOf("other"), House.Noon));
        Assert.IsType<NotAllowed>(version.Take("new.bin", StoredOf("new.bin"), House.Noon));
    }

    [Fact]
    public void The_content_digest_does_not_depend_on_the_label_nor_on_the_order_of_the_declaration()
    {
        var one = Sealed("v1", "a.bin", "b.bin");
        var two = Sealed("v2", "b.bin", "a.bin");
        var other = Sealed("v1", "a.bin", "c.bin");

        Assert.Equal(one.ContentDigest, two.ContentDigest);
        Assert.NotEqual(one.ContentDigest, other.ContentDigest);
    }

    [Fact]
    public void The_content_digest_is_over_these_bytes_so_that_anybody_can_compute_it()
    {
        var version = Sealed("v1");

        Assert.Equal(
            Digest.Of("""{"artefact":{"kind":"Model","name":"scorecard"},"artifacts":[{"name":"a.bin","sha256":"sha256:4fef9cffec13baaa0b8bab5ae61005c5ee8bdb7880b255d60c27e8b7b45202ba","size":5}],"contributors":["01980000-0000-7000-8000-000000000001","01980000-0000-7000-8000-000000000002"]}"""u8),
            version.ContentDigest);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" v1")]
    [InlineData("v1/2")]
    [InlineData("v1\\2")]
    [InlineData("..")]
    [InlineData("v1\n")]
    [InlineData("v1\u0000")]
    [InlineData("v\u202e1")]
    [InlineData("v\u200b1")]
    [InlineData("e\u0301")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void A_label_is_short_and_looks_like_what_it_is(string label) =>
        Assert.Equal("label", Assert.Single(new Declaration(label, new(ArtefactKind.Model, "m"), [Announced("a.bin")], [Ann]).Faults()).Field);

    [Fact]
    public void Half_a_surrogate_pair_is_no_label() =>
        Assert.Equal("label", Assert.Single(new Declaration("v\ud800", new(ArtefactKind.Model, "m"), [Announced("a.bin")], [Ann]).Faults()).Field);

    [Fact]
    public void A_declaration_without_anything_names_every_field_at_once()
    {
        var faults = new Declaration("", new(0, ""), [], []).Faults();

        Assert.Equal(["label", "artefact.kind", "artefact.name", "artifacts", "contributors"], faults.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData("../../etc/passwd", 1)]
    [InlineData("folder/model.bin", 1)]
    [InlineData("model.bin", 0)]
    [InlineData("model.bin", -1)]
    [InlineData("model.bin", (5L << 30) + 1)]
    [InlineData("model.bin", long.MaxValue)]
    public void An_artifact_is_a_plain_file_name_with_a_size(string name, long size) =>
        Assert.StartsWith("artifacts[0].", Assert.Single(new Declaration("v1", new(ArtefactKind.Model, "m"), [new(name, size, Digest.Of([]))], [Ann]).Faults()).Field);

    [Fact]
    public void An_artifact_of_five_gigabytes_is_the_largest_that_the_portal_takes() =>
        Assert.Empty(new Declaration("v1", new(ArtefactKind.Model, "m"), [new("model.bin", 5L << 30, Digest.Of([]))], [Ann]).Faults());

    [Fact]
    public void What_is_elsewhere_is_not_waited_for()
    {
        var version = ModelVersion.Declare(SystemId.New(House.Noon), Elsewhere([Announced("a.bin")], "s3://models/weights.bin"), Ann, House.Noon);

        var before = version.State;
        Assert.IsType<NotAllowed>(version.Take("weights.bin", StoredOf("weights.bin"), House.Noon));
        Assert.Null(version.Take("a.bin", StoredOf("a.bin"), House.Noon));

        Assert.Equal((VersionState.Incomplete, VersionState.Sealed), (before, version.State));
        Assert.Null(version.Artifacts.Single(artifact => artifact.Name == "weights.bin").StoredAt);
    }

    [Fact]
    public void A_version_that_waits_for_nothing_is_sealed_at_once() =>
        Assert.Equal(VersionState.Sealed, ModelVersion.Declare(SystemId.New(House.Noon), Elsewhere([], "https://models.example.org/weights"), Ann, House.Noon).State);

    [Theory]
    [InlineData("weights")]
    [InlineData("/srv/weights.bin")]
    [InlineData("../weights.bin")]
    [InlineData("c:weights.bin")]
    [InlineData("s3://models/a\nb")]
    public void Elsewhere_is_an_address(string source) =>
        Assert.Equal("artifacts[0].source", Assert.Single(Elsewhere([], source).Faults()).Field);

    private static Declaration Elsewhere(AnnouncedArtifact[] here, string source) =>
        new("v1", new(ArtefactKind.Model, "scorecard"), [.. here, Announced("weights.bin") with { Source = source }], [Ann]);

    private static ModelVersion Declared(string label, params string[] artifacts) => ModelVersion.Declare(
        SystemId.New(House.Noon),
        new Declaration(label, new(ArtefactKind.Model, "scorecard"), [.. (artifacts.Length > 0 ? artifacts : ["a.bin"]).Select(Announced)], [Ben, Ann]),
        Ann, House.Noon);

    private static ModelVersion Sealed(string label, params string[] artifacts)
    {
        var version = Declared(label, artifacts);
        foreach (var artifact in version.Artifacts)
            Assert.Null(version.Take(artifact.Name, StoredOf(artifact.Name), House.Noon));
        return version;
    }

    private static ModelVersion At(Stage stage)
    {
        var version = Sealed("v1");
        if (stage != Stage.Development)
            Assert.Null(version.MoveTo(stage, House.Noon));
        return version;
    }

    private static AnnouncedArtifact Announced(string name) => new(name, StoredOf(name).Size, StoredOf(name).Digest);

    private static Stored StoredOf(string content) => new(Digest.Of(System.Text.Encoding.UTF8.GetBytes(content)), content.Length);
}
