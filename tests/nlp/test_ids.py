"""Ids across revisions: what an editor did not touch keeps its id."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import streamproc
from streamproc import codec
from streamproc.article import Article

SAMPLES = Path(streamproc.__file__).parent / "data/samples"
TITLE = "Ferry strike leaves thousands stranded at Brevik"
PARAGRAPHS = (
    "BREVIK — Thousands of passengers were stranded in Brevik on Tuesday after ferry crews walked out over pay.",
    "“We have asked for talks since January and nobody has answered us,” said Marta Olsen, who leads the Seamen's Union.",
    "Police arrested 14 people near the harbour on Tuesday evening after protesters blocked the road to the terminal.",
    "The transport minister, Jonas Lund, condemned the blockade. “This is no way to bargain,” he told reporters in Oslo.",
    "Lund said the government would send two army vessels to Brevik on Wednesday.",
    "The Norwegian Shipping Federation sued the union in Oslo on Monday and demanded 3 million kroner in damages.",
    "“Our members will be back at work when there is an offer,” Olsen said.",
    "In March, a fire on the ferry Stella killed two crew members off Larvik.",
    "The union rejected an earlier offer of 4 percent in May.",
)
AT = "2025-06-03T12:00:00+00:00"

EDITS = {
    "a paragraph is inserted": lambda p: [
        *p[:3], "The county governor, Ida Berg, visited the terminal and promised food and blankets.", *p[3:]
    ],
    "a paragraph is put first": lambda p: ["Correction: an earlier version misspelled a name.", *p],
    "a number is corrected": lambda p: [*p[:2], p[2].replace("14 people", "four people"), *p[3:]],
    "a typo is mended": lambda p: [*p[:7], p[7].replace("killed two crew members", "killed two members of the crew"), *p[8:]],
    "a paragraph is taken out": lambda p: [*p[:5], *p[6:]],
    "two paragraphs change places": lambda p: [*p[:7], p[8], p[7]],
    "a quotation is corrected": lambda p: [*p[:6], p[6].replace("an offer", "a fair offer"), *p[7:]],
}  # fmt: skip


def article(paragraphs, title=TITLE):
    return Article(id="ferry", title=title, text="\n\n".join(paragraphs), language="en")


def ids(enrichment):
    return {facet: {one.id for one in getattr(enrichment, facet)} for facet in ("entities", "quotes", "events")}


def spans_of(one):
    """Where an entity, an event or a quotation stands."""
    if hasattr(one, "mentions"):
        return [mention.span for mention in one.mentions]
    return [evidence.span for evidence in one.evidence] if hasattr(one, "evidence") else [one.span]


@pytest.mark.model
@pytest.mark.parametrize("edit", EDITS)
def test_nine_in_ten_of_the_other_ids_stay_as_they_were(pipeline, edit):
    before = list(PARAGRAPHS)
    after = EDITS[edit](before)
    untouched = {" ".join(one.split()) for one in after}
    first, second = pipeline.enrich([article(before), article(after)])

    def elsewhere(one):
        """Whether it stands in a paragraph that the edit left as it was."""
        return all(s.field == "title" or any(" ".join(s.text.split()) in p for p in untouched) for s in spans_of(one))

    old = {one.id for facet in ("entities", "quotes", "events") for one in getattr(first, facet) if elsewhere(one)}
    new = {record_id for some in ids(second).values() for record_id in some}

    assert len(old) > 15
    assert len(old & new) >= 0.9 * len(old), sorted(old - new)


@pytest.mark.model
def test_one_changed_paragraph_of_any_bundled_article_leaves_nine_in_ten_of_the_other_ids(pipeline):
    read = [codec.decode(path.read_bytes()) for path in sorted(SAMPLES.glob("*.json"))[:14]]  # the others are refused
    kept = counted = 0
    for before, first in zip(read, pipeline.enrich(read), strict=True):
        paragraphs = before.text.split("\n\n")
        changed = len(paragraphs) // 2
        start = before.text.index(paragraphs[changed])
        end = start + len(paragraphs[changed])
        paragraphs[changed] = "The harbour master, Ida Berg, said that the lighthouse would be painted in spring."
        [second] = pipeline.enrich([replace(before, text="\n\n".join(paragraphs))])
        there = {record_id for some in ids(second).values() for record_id in some}
        for one in (*first.quotes, *first.events, *first.entities):
            if all(span.field == "title" or not start <= span.start < end for span in spans_of(one)):
                counted += 1
                kept += one.id in there

    assert counted > 200
    assert kept >= 0.9 * counted, f"{kept} of {counted}"


@pytest.mark.model
def test_a_new_headline_leaves_every_quotation_its_id(pipeline):
    first, second = pipeline.enrich([article(PARAGRAPHS), article(PARAGRAPHS, title="Strike strands ferry passengers")])

    assert ids(first)["quotes"] == ids(second)["quotes"]


@pytest.mark.model
def test_the_same_words_of_another_speaker_or_in_another_article_are_another_quotation(pipeline):
    text = "“Nobody was hurt,” {} said. The road is open again."
    [one], [other], [elsewhere] = (
        enrichment.quotes
        for enrichment in pipeline.enrich(
            [
                Article(id="a", text=text.format("Jo Hill"), language="en"),
                Article(id="a", text=text.format("Ann Reed"), language="en"),
                Article(id="b", text=text.format("Jo Hill"), language="en"),
            ]
        )
    )

    assert len({one.id, other.id, elsewhere.id}) == 3
