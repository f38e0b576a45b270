using Bunit;
using Portal.Accounts;
using Portal.Shared;
using Portal.Web.Promotions;

namespace Portal.Web.Tests.Pages;

public sealed class ConditionsEditorTests : BunitContext
{
    private static readonly PersonId Owner = PersonId.From(Guid.CreateVersion7());

    private readonly List<ConditionForm> _conditions = [new(), new()];

    [Fact]
    public void Fields_that_are_left_faster_than_the_page_draws_keep_one_another()
    {
        // Whoever shows the editor draws nothing between the changes, as when a slow browser holds drawing up.
        var editor = Show();

        editor.FindAll("input.input")[0].Change("Publish the notice.");
        editor.Find("select").Change("0");
        editor.Find("input[type=date]").Change("2031-01-31");
        editor.Find("input[type=checkbox]").Change(false);

        Assert.Equal(("Publish the notice.", Owner, new DateOnly(2031, 1, 31), false), (_conditions[0].Text, _conditions[0].Owner, _conditions[0].Due, _conditions[0].Blocking));
        Assert.Equal("", _conditions[1].Text);
    }

    [Fact]
    public void The_condition_that_is_taken_out_is_the_one_whose_button_was_pressed()
    {
        var editor = Show();
        editor.FindAll(".condition")[1].QuerySelector("input.input")!.Change("Stays.");

        editor.FindAll("button").First(button => button.TextContent == "Take condition 1 out").Click();

        Assert.Equal("Stays.", Assert.Single(_conditions).Text);
        Assert.Equal("Stays.", editor.Find(".condition input.input").GetAttribute("value"));
    }

    private IRenderedComponent<ConditionsEditor> Show() => Render<ConditionsEditor>(parameters => parameters
        .Add(editor => editor.Conditions, _conditions)
        .Add(editor => editor.Owners, [new PersonLine(Owner, "Nora Lindqvist", "owner@demo.example", "Retail lending")])
        .Add(editor => editor.OnChanged, () => { }));
}
