"""Train the scorer of event tags on the labels beside this file, and write its weights: ``make train-events``.

    python training/events/train.py                    # weights.tsv of the package, and how good they are
    python training/events/train.py --labels more.jsonl --lexicon own/    # with an operator's own labels and entries

A logistic regression over the clues of ``streamproc.nlp.events.clues`` with an L2 penalty, fitted by scikit-learn on the labels
whose split is ``train``; candidates that no label speaks of are left out. The penalty is chosen by cross-validation over
passages. Labels of the ``test`` split are only measured. The same labels, entries and versions give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from streamproc.article import Article
from streamproc.nlp.events.scorer import FILE
from streamproc.nlp.pipeline import EVENT_THRESHOLD, load_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
PENALTIES = (0.03, 0.1, 0.3, 1.0)
TRUST = (
    (re.compile(r"(?:rule|mode|told as|type):"), 1.4),
    (
        re.compile(r"(?:I|you|asks|past|public|size|dense|more of it|same word|with|sentence has|tenses|way|finite):"),
        1.0,
    ),
    (re.compile(r"among:"), 0.7),
    (re.compile(r"(?:trigger|above|beside[+-][12]):|(?:actor|target|theme)=|[A-Zx:_]+[|]"), 1.0),
    (re.compile(""), 0.56),
)
"""By the kind of clue: what it counts as before the penalty, so that the entry moves first and what it shares with all types last."""
SMALL = 0.01
"""A weight below this is left out: it moves no probability by a hundredth."""
OFTEN = 3
"""A clue that fewer training candidates have is no clue."""
BINS = 10
OF_TYPES = (0.2, EVENT_THRESHOLD, 0.6)
"""Thresholds that types are measured at: precision / recall."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path, action="append", default=[], help="more labels, in the same form")
    parser.add_argument("--lexicon", type=Path, action="append", default=[], help="an operator's own entries")
    parser.add_argument("--out", type=Path, default=FILE, help="where the weights go")
    arguments = parser.parse_args()
    files = [HERE / "written.jsonl", HERE / "open.jsonl", *arguments.labels]
    rows = list(judged([json.loads(line) for file in files for line in file.open(encoding="utf-8")], arguments.lexicon))
    train = [row for row in rows if row[0] == "train"]
    test = [row for row in rows if row[0] == "test"]
    weights, bias, penalty = fit(train)
    write(arguments.out, weights, bias)
    print(f"{len(train)} candidates to train on, {len(test)} held back; penalty C={penalty}; {len(weights)} weights")
    report(test, weights, bias)
    return 0


def judged(passages: Iterable[dict], lexicon: Iterable[Path]) -> Iterator[tuple[str, str, list[str], bool]]:
    """(split, passage, clues, is it an event) of every candidate that a label speaks of."""
    pipeline = load_pipeline(lexicon_paths=lexicon)
    events = next(component for name, component in pipeline.components if name == "events")
    passages = list(passages)
    articles = [Article(id=p["id"], title=p.get("title"), text=p.get("text", p.get("title", ""))) for p in passages]
    for passage, doc in zip(passages, pipeline.docs(articles), strict=True):
        shift = len(passage["title"]) + 2 if passage.get("title") else 0
        labels = [(label["start"] + (shift if label["field"] == "text" else 0),
                   label["end"] + (shift if label["field"] == "text" else 0), label) for label in passage["labels"]]  # fmt: skip
        for draft, clues in events.candidates(doc):
            trigger = draft.evidence[0].trigger
            over = [label for start, end, label in labels if start < trigger.end_char and trigger.start_char < end]
            answer = verdict(draft.type, over)
            if answer is not None:
                yield passage["split"], passage["id"], clues, answer


def verdict(kind: str, labels: list[dict]) -> bool | None:
    """Whether the labels on a trigger say that it tells an event of that type; None where they don't say.

    A type of PLOVER and one of ours can stand on one word (``killed`` is ASSAULT and x:CASUALTIES): the one's yes is not the other's no.
    """
    mine = [label for label in labels if label["type"] == kind]
    if mine:
        return any(label["answer"] == "yes" for label in mine)
    told = [label["type"] for label in labels if label["answer"] == "yes"]
    if told and not any(name.startswith("x:") == kind.startswith("x:") for name in told):
        return None
    return False if labels else None


def fit(rows: list[tuple[str, str, list[str], bool]]) -> tuple[dict[str, float], float, float]:
    """Weights by clue, bias and penalty."""
    counts: dict[str, int] = {}
    for _, _, clues, _ in rows:
        for clue in clues:
            counts[clue] = counts.get(clue, 0) + 1
    vectorizer = DictVectorizer(sort=True)
    x = vectorizer.fit_transform(
        [
            {clue: trust(clue) for clue in clues if counts[clue] >= OFTEN and clue.isprintable()}
            for _, _, clues, _ in rows
        ]
    )
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)  # liblinear takes no others
    y = np.array([answer for *_, answer in rows])
    groups = [passage for _, passage, _, _ in rows]
    losses = {}
    for penalty in PENALTIES:
        p = cross_val_predict(model(penalty), x, y, groups=groups, cv=GroupKFold(5), method="predict_proba")[:, 1]
        losses[penalty] = -float(np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
        print(
            f"C={penalty}: cross-validated loss {losses[penalty]:.4f}, AUC {roc_auc_score(y, p):.3f}", file=sys.stderr
        )
    best = min(PENALTIES, key=losses.__getitem__)
    fitted = model(best).fit(x, y)
    found = zip(vectorizer.get_feature_names_out(), fitted.coef_[0], strict=True)
    scaled = {clue: float(weight) * trust(clue) for clue, weight in found}
    weights = {clue: round(weight, 3) for clue, weight in scaled.items() if abs(weight) >= SMALL}
    return weights, round(float(fitted.intercept_[0]), 3), best


def trust(clue: str) -> float:
    """The value of a clue that is there; a greater one is punished less."""
    return next(value for kind, value in TRUST if kind.match(clue))


def model(penalty: float) -> LogisticRegression:
    return LogisticRegression(C=penalty, solver="liblinear", random_state=0, max_iter=2000)


def write(path: Path, weights: dict[str, float], bias: float) -> None:
    lines = [
        "# Weights of clues, made by training/events/train.py from the labels in training/events. Apache-2.0.",
        f"bias\t{bias}",
    ]
    lines += [f"{clue}\t{weight}" for clue, weight in sorted(weights.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(rows: list[tuple[str, str, list[str], bool]], weights: dict[str, float], bias: float) -> None:
    """AUC, calibration, and precision and recall by threshold, on candidates that the weights have not seen."""
    p = np.array([1 / (1 + np.exp(-(bias + sum(weights.get(clue, 0.0) for clue in clues)))) for _, _, clues, _ in rows])
    y = np.array([answer for *_, answer in rows])
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    error = sum(
        abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in range(BINS) if (bins == b).any()
    )
    print(
        f"held back: AUC {roc_auc_score(y, p):.3f}, expected calibration error {error:.3f}, {y.mean():.3f} are events\n"
    )
    print("| confidence | candidates | said | are events |\n|---|---|---|---|")
    for b in range(BINS):
        if (bins == b).any():
            print(f"| .{b} | {(bins == b).sum()} | {p[bins == b].mean():.2f} | {y[bins == b].mean():.2f} |")
    print("\n| threshold | precision | recall |\n|---|---|---|")
    for threshold in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        kept = p >= threshold
        print(f"| {threshold} | {y[kept].mean():.3f} | {(y & kept).sum() / y.sum():.3f} |")
    kinds = [next(clue.removeprefix("type:") for clue in clues if clue.startswith("type:")) for _, _, clues, _ in rows]
    by_type(np.array(kinds), p, y)


def by_type(kinds: np.ndarray, p: np.ndarray, y: np.ndarray) -> None:
    """Precision and recall of each type at three thresholds; few candidates say little."""
    print(f"\n| type | candidates | events | {' | '.join(f'≥ {threshold}' for threshold in OF_TYPES)} |")
    print("|---|---|---|" + "---|" * len(OF_TYPES))
    for kind in sorted(set(kinds)):
        mine = kinds == kind
        events = (y & mine).sum()
        cells = []
        for threshold in OF_TYPES:
            kept = mine & (p >= threshold)
            precision = f"{y[kept].mean():.2f}" if kept.any() else "-"
            cells.append(f"{precision} / {(y & kept).sum() / events:.2f}" if events else f"{precision} / -")
        print(f"| {kind} | {mine.sum()} | {events} | {' | '.join(cells)} |")


if __name__ == "__main__":
    sys.exit(main())
