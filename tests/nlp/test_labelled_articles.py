"""Interviews and features with labelled clusters and salient entities: B-cubed and the order that salience gives."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
import yaml

from streamproc.article import Article

pytestmark = pytest.mark.model

ARTICLES = yaml.safe_load(Path(__file__).with_name("labelled_articles.yaml").read_text(encoding="utf-8"))
MARKED = re.compile(r"\{(\w+)\|([^}]*)\}")


def unmarked(marked):
    """The text without marks, and (start, end, label) of each marked name."""
    text, names, last = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[last : match.start()]
        names.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        last = match.end()
    return text + marked[last:], names


def dice(start, end, mention):
    common = min(end, mention.span.end) - max(start, mention.span.start)
    return 2 * common / (end - start + mention.span.end - mention.span.start)


@pytest.fixture(scope="module")
def read(pipeline):
    """For each article the labels of its names, each with the entity whose mention is there (None where there is none)."""
    texts = [unmarked(article["text"]) for article in ARTICLES]
    enriched = pipeline.enrich([Article(id=str(i), text=text) for i, (text, _) in enumerate(texts)])
    return [
        (article, [(label, entity_at(enrichment.entities, start, end)) for start, end, label in names])
        for article, (_, names), enrichment in zip(ARTICLES, texts, enriched, strict=True)
    ]


def entity_at(entities, start, end):
    scored = [(dice(start, end, mention), i) for i, entity in enumerate(entities) for mention in entity.mentions]
    best, i = max(scored)
    return entities[i] if best >= 0.5 else None


def b_cubed(articles):
    """Precision and recall (Bagga and Baldwin 1998) over all names; one that was not found has no recall."""
    precision, recall, total = [], [], 0
    for _, pairs in articles:
        found = [(label, entity.id) for label, entity in pairs if entity is not None]
        together, entities, labels = (
            Counter(found),
            Counter(entity for _, entity in found),
            Counter(label for label, _ in pairs),
        )
        precision += [together[pair] / entities[pair[1]] for pair in found]
        recall += [together[pair] / labels[pair[0]] for pair in found]
        total += len(pairs)
    return sum(precision) / len(precision), sum(recall) / total


def order(article, pairs):
    """The area under the ROC curve: how often what the article is about has more salience than what is only named."""
    best = {label: 0.0 for label, _ in pairs}
    for label, entity in pairs:
        best[label] = max(best[label], entity.salience if entity else 0.0)
    salient = [best[label] for label in article["salient"]]
    others = [weight for label, weight in best.items() if label not in article["salient"]]
    return sum((a > b) + 0.5 * (a == b) for a, b in product(salient, others)) / (len(salient) * len(others))


@pytest.mark.parametrize("kind", ["interview", "news"])
def test_names_of_one_entity_are_one_cluster(read, kind):
    precision, recall = b_cubed([(article, pairs) for article, pairs in read if article["kind"] == kind])

    assert 2 * precision * recall / (precision + recall) >= 0.9


@pytest.mark.parametrize("kind", ["interview", "news"])
def test_salience_puts_first_what_an_article_is_about(read, kind):
    areas = [order(article, pairs) for article, pairs in read if article["kind"] == kind]

    assert sum(areas) / len(areas) >= BAR[kind]


BAR = {"interview": 0.82, "news": 0.9}
