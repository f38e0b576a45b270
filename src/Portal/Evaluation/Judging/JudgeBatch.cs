using Portal.Policies;

namespace Portal.Evaluation.Judging;

/// <summary>One call that is still to be made.</summary>
internal readonly record struct JudgeItem(int Row, Metric Metric);

/// <summary>Makes a few calls side by side, within what the run may still spend.</summary>
internal sealed class JudgeBatch(JudgeRun run, string? apiKey, IReadOnlyList<JudgeRow> rows, IJudge judge)
{
    public const int Size = 8;

    private const int SideBySide = 4;

    /// <summary>The first and two more for an answer that cannot be read.</summary>
    private const int MostAttempts = 3;

    private readonly Lock _lock = new();
    private readonly List<JudgeAnswer> _answers = [];
    private int _calls;
    private long _tokens;
    private Judgement? _trouble;
    private Judgement? _never;

    public IReadOnlyList<JudgeAnswer> Answers => _answers;

    public BatchOutcome Outcome => new(_answers.Count(answer => answer.Score is not null), _answers.Count(answer => answer.Score is null), _calls, _tokens)
    {
        Trouble = _trouble?.Words,
        RetryAfter = _trouble?.RetryAfter,
        Never = _never?.Words,
    };

    /// <summary>Whoever stops the portal keeps what was answered until then.</summary>
    public async Task Run(IEnumerable<JudgeItem> items, CancellationToken ct)
    {
        try
        {
            await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct }, async (item, stop) => await Judge(item, stop));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The next turn asks again for what is missing.
        }
    }

    private async Task Judge(JudgeItem item, CancellationToken ct)
    {
        var rubric = run.Terms.Rubrics.First(one => one.Metric == item.Metric);
        var call = new JudgeCall(run.Terms.ChatAddress, run.Terms.Model, apiKey, rubric, rows[item.Row], SeedOf(run));
        for (var attempt = 1; attempt <= MostAttempts && MayCall(); attempt++)
        {
            if (Note(item, attempt, await judge.Ask(call, ct)))
                return;
        }
    }

    // The same rows by the same rubric are asked about the same way.
    private static int SeedOf(JudgeRun run) => BitConverter.ToInt32(Convert.FromHexString(run.Rows.Hex[..8])) & int.MaxValue;

    private bool MayCall()
    {
        lock (_lock)
        {
            var may = _trouble is null && _never is null && run.Calls + _calls < run.Terms.MostCalls && run.Tokens + _tokens < run.Terms.MostTokens;
            _calls += may ? 1 : 0;
            return may;
        }
    }

    /// <summary>False when it is worth asking again at once.</summary>
    private bool Note(JudgeItem item, int attempt, Judgement judgement)
    {
        lock (_lock)
        {
            _tokens += judgement.Tokens;
            if (judgement.Kind == JudgementKind.Unreadable && attempt < MostAttempts)
                return false;

            switch (judgement.Kind)
            {
                case JudgementKind.Later: _trouble = _trouble?.RetryAfter > judgement.RetryAfter ? _trouble : judgement; break;
                case JudgementKind.Never: _never = judgement; break;
                case JudgementKind.Score: _answers.Add(new JudgeAnswer(run.Id, item.Row, item.Metric, judgement.Score, judgement.Words)); break;
                default: _answers.Add(new JudgeAnswer(run.Id, item.Row, item.Metric, null, judgement.Words)); break;
            }

            return true;
        }
    }
}
