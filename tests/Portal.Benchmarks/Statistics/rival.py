"""The same figures of the same rows with NumPy, SciPy and scikit-learn, one core: what, seconds and a value a line, as JSON."""
import json, sys, time
import numpy as np
from scipy import stats
from sklearn import metrics

folder = sys.argv[1]
read = lambda name, kind: np.fromfile(f"{folder}/{name}", kind)
score, label, predicted = read("scores", "f8"), read("labels", "u1"), read("predictions", "u1")
segment, group = read("segments", "u1"), read("groups", "u1")
Z = 1.959963984540054


def best(what, act, times=3):
    took = []
    for _ in range(times):
        began = time.perf_counter()
        value = act()
        took.append(time.perf_counter() - began)
    print(json.dumps({"what": what, "seconds": min(took), "value": float(value)}), flush=True)


def delong(y, s):
    positive, negative = s[y == 1], s[y == 0]
    m, n = len(positive), len(negative)
    above = (stats.rankdata(np.concatenate([positive, negative]))[:m] - stats.rankdata(positive)) / n
    below = 1 - (stats.rankdata(np.concatenate([negative, positive]))[:n] - stats.rankdata(negative)) / m
    return metrics.roc_auc_score(y, s), Z * np.sqrt(above.var(ddof=1) / m + below.var(ddof=1) / n)


def ece(y, s):
    band = np.clip(np.ceil(s * 10).astype(int) - 1, 0, 9)
    return np.abs(np.bincount(band, y, 10) - np.bincount(band, s, 10)).sum() / len(y)


def calibration(y, s):
    order = np.random.default_rng(1).permutation(len(y))
    batches = [ece(y[rows], s[rows]) for rows in np.array_split(order, 30)]
    p = np.clip(np.where(y == 1, s, 1 - s), 2.2e-16, 1)
    return ece(y, s), np.std(batches, ddof=1), metrics.log_loss(y, s), np.log(p).std(ddof=1), metrics.brier_score_loss(y, s)


def figures(y, p, s):
    counts = metrics.confusion_matrix(y, p)
    prf = metrics.precision_recall_fscore_support(y, p, average="binary")
    return metrics.accuracy_score(y, p), counts, prf, delong(y, s), calibration(y, s)


def evaluate():
    overall = figures(label, predicted, score)
    for parts in (segment, group):
        for part in np.unique(parts):
            rows = parts == part
            figures(label[rows], predicted[rows], score[rows])
    selected = [predicted[group == part].mean() for part in np.unique(group)]
    assert max(selected) >= min(selected)
    return overall[3][0]


best("evaluate", evaluate)

values, edges, reference = read("values", "f8"), read("edges", "f8"), read("reference", "f8")
fill = lambda: np.bincount(np.searchsorted(edges, values, side="left"), minlength=len(edges) + 1)
best("fill", lambda: fill()[0])


def drift(p, q):
    p, q = (p + .5) / (p.sum() + .5 * len(p)), (q + .5) / (q.sum() + .5 * len(q))
    m = (p + q) / 2
    return ((q - p) * np.log(q / p)).sum(), stats.entropy(p, m, 2) + stats.entropy(q, m, 2), np.sqrt(max(0, 1 - np.sqrt(p * q).sum())), np.abs(np.cumsum(p) - np.cumsum(q)).max()


before = np.bincount(np.searchsorted(edges, reference, side="left"), minlength=len(edges) + 1)
best("features", lambda: [drift(before, fill()) for _ in range(50)][0][0], times=1)
best("counts", lambda: [drift(before, before[::-1]) for _ in range(50)][0][0])
best("values", lambda: stats.ks_2samp(reference, values, method="asymp").statistic + stats.wasserstein_distance(reference, values))
