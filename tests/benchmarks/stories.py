"""Stories on sixty that are made here (``tests/stories``): python -m tests.benchmarks.stories [SEED …] [--of KIND,KIND] [--wrong].

Prints B-cubed precision, recall and F1 of the stories that were found, how well each reason does, and the time and state that it
took. ``--gold FILE``: JSON lines of articles as ``streamproc publish`` takes them, with a field ``cluster``, instead.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from streamproc import codec
from streamproc.intake.repair.reading import read_for_the_pipeline
from streamproc.nlp.pipeline import load_pipeline
from streamproc.stories.comparing import StoryComparison
from streamproc.stories.profile import Profile
from streamproc.stories.profiling import profile_of
from tests.linking.partitions import Partitions
from tests.stories.told import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WINDOW = 72 * 3_600_000
Gold = tuple[dict[str, Any], str]


def made(seeds: Iterable[int], kinds: set[str]) -> list[list[Gold]]:
    """For each seed the articles, by time, with the story of each."""
    return [[(one.raw, one.story) for one in told(seed) if not kinds or one.kind in kinds] for seed in seeds]


def given(path: Path) -> list[list[Gold]]:
    articles = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    articles.sort(key=lambda article: article["published_at"])
    return [[(article, str(article.pop("cluster"))) for article in articles]]


def profiles(articles: Iterable[dict[str, Any]]) -> dict[str, Profile]:
    pipeline = load_pipeline()
    read = [read_for_the_pipeline(codec.decode(codec.encode(article))).article for article in articles]
    return {one.id: profile_of(one, found) for one, found in zip(read, pipeline.enrich(read), strict=True)}


def b_cubed(found: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall, F1: of each article's cluster, and of its story, the share that is in both."""
    clusters, stories = defaultdict(set), defaultdict(set)
    for article_id, story in gold.items():
        clusters[found[article_id]].add(article_id)
        stories[story].add(article_id)
    both = {one: len(clusters[found[one]] & stories[gold[one]]) for one in gold}
    precision = sum(both[one] / len(clusters[found[one]]) for one in gold) / len(gold)
    recall = sum(both[one] / len(stories[gold[one]]) for one in gold) / len(gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def measure(articles: list[Gold], profiled: Mapping[str, Profile], *, wrong: bool) -> None:
    gold = {article["id"]: story for article, story in articles}
    stage = Partitions(1, StoryComparison(), Profile.dump, window=WINDOW)
    start = time.process_time()
    for article, _ in articles:
        at = round(1000 * datetime.fromisoformat(article["published_at"]).timestamp())
        stage.put(article["id"], profiled[article["id"]], at=at)
        stage.run()
    seconds = time.process_time() - start
    precision, recall, f1 = b_cubed(stage.stories, gold)
    print(f"articles {len(gold):,}, stories {len(set(gold.values())):,}, found {len(set(stage.stories.values())):,}")
    print(f"B-cubed: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    last = {record.article_id: record for record in stage.published}
    reasons, right = Counter[str](), Counter[str]()
    for record in last.values():
        for because in record.because:
            reasons[because.kind] += 1
            right[because.kind] += gold[record.via or ""] == gold[record.article_id]
        if wrong and record.via and gold[record.via] != gold[record.article_id]:
            print("WRONG", record.article_id, record.via, record.score, [tuple(one) for one in record.because])
        if (
            wrong
            and not record.via
            and record.article_id != min(one for one in gold if gold[one] == gold[record.article_id])
        ):
            print("ALONE", record.article_id, record.happening)
    print("links: " + ", ".join(f"{kind} {right[kind]} of {count} right" for kind, count in reasons.most_common()))
    size = sum(len(key) + len(value) for key, value in stage.state.items())
    print(
        f"stage {len(gold) / seconds:,.0f} articles/s on one core; state {size / len(gold):,.0f} bytes and "
        f"{stage.worked / len(gold):.1f} messages an article"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.stories", description=__doc__)
    parser.add_argument("seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--of", default="", help="only these kinds of happening")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    kinds = set(filter(None, options.of.split(",")))
    for articles in given(options.gold) if options.gold else made(options.seeds, kinds):
        measure(articles, profiles(article for article, _ in articles), wrong=options.wrong)


if __name__ == "__main__":
    main()
