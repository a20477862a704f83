"""Zones: every example of the data file, whole articles in many styles, and texts that are meant to hurt."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
import yaml
from hypothesis import given
from hypothesis import strategies as st

from streamproc.nlp.doc.annotations import credits_of, dateline_of, zones_of
from streamproc.nlp.knowledge.data_files import bundled, read_yaml
from streamproc.nlp.zones.lines import kind_of_line
from streamproc.nlp.zones.patterns import load_patterns
from streamproc.nlp.zones.segmentation import segment_zones

ARTICLES = yaml.safe_load(Path(__file__).with_name("articles.yaml").read_text(encoding="utf-8"))
NLP = spacy.blank("en")
NOISE = st.text(alphabet=st.sampled_from("Ab .,\n\r\t—-–:()[]/|@©\"“”'’#0123456789ÉMoRN\u2028\x00"), max_size=400)


def marked(text, title=None):
    head = f"{title}\n\n" if title else ""
    doc = NLP.make_doc(head + text)
    doc._.text_start = len(head)
    return segment_zones(doc)


def kinds(text, title=None):
    doc = marked(text, title)
    return [(zone.kind, doc.text[zone.start : zone.end]) for zone in zones_of(doc)]


@pytest.mark.parametrize("pattern", load_patterns(), ids=lambda p: f"{p.kind}: {p.name}")
def test_a_pattern_finds_its_examples_and_leaves_the_others(pattern):
    assert pattern.examples
    for example in pattern.examples:
        assert pattern.find(example), example
    for other in pattern.counterexamples:
        assert not pattern.find(other), other


def test_lines_are_written_as_they_are_looked_up_and_have_one_kind_each():
    listed = [(line, kind) for kind, lines in read_yaml(bundled("zones/lines.yaml")).items() for line in lines]

    assert len({line for line, _ in listed}) == len(listed)
    assert [kind_of_line(line) for line, _ in listed] == [kind for _, kind in listed]
    assert kind_of_line("— EDITOR’S  PICKS:") == "related"
    assert kind_of_line("Share prices fell") is None


@pytest.mark.parametrize(
    "lead",
    [
        "Soldiers shot 30 people dead, Radio Lindos reported from Khartoum.",
        "Rebels burned the mill at Lindos on Monday, a correspondent of the agency reported from the town.",
        "The report published on Monday accuses the army of burning two villages in the valley of Lindos.",
        "The post was updated on Monday after police arrested two men in Lindos.",
        "Updated figures show that 14 people died in the fire at the market of Lindos.",
        "Kim Dale is a reporter for the Lindos Post who was arrested by soldiers on Monday.",
        "Join us on Monday, the union told its members, and 4,000 people marched through Lindos.",
        "Soldiers burned the mill at Lindos on Monday, the mayor said. Two of them were arrested. (AFP)",
        "A photo released by the militia led to the arrest of two men in Lindos on Monday, police said.",
        "Filed under seal, the case accuses Nils Berg of burning the mill.",
        "Two hours ago a bomb went off at the market of Lindos, police said.",
    ],
)
@pytest.mark.parametrize(
    "after",
    ["", "\n\nThe mayor said that the mill would be built again before the next harvest, with money of the state."],
)
def test_a_lead_is_text_whatever_words_it_begins_or_ends_with(lead, after):
    found = kinds(lead + after)

    assert found[0][0] == "body"
    assert found[0][1].startswith(lead.removesuffix(" (AFP)"))


def test_an_article_that_looks_like_furniture_alone_keeps_its_sentence():
    assert kinds("Kim Dale and Ana Diaz of the city desk contributed to this report.")[0][0] == "body"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["style"])
def test_an_article_is_divided_as_a_reader_would(article):
    expected = [tuple(zone) for zone in article["zones"]]

    assert kinds("".join(text for _, text in expected)) == expected


def test_the_styles_are_many():
    assert len({article["style"] for article in ARTICLES}) >= 10


def test_a_dateline_gives_place_and_date_and_its_outlet_is_a_credit():
    doc = marked("HEMPSTEAD, N.Y., Sept. 26 (UPI) — The clerk of the town resigned.", title="Clerk resigns")
    dateline = dateline_of(doc)

    parts = [doc.text[slice(*part)] for part in (dateline.place, dateline.date, *credits_of(doc))]
    assert parts == ["HEMPSTEAD, N.Y.", "Sept. 26", "UPI"]


def test_names_in_credits_are_marked():
    doc = marked("The old mill burned for two days. (Photo: AP)\n\nNobody was hurt, the fire service said.")

    assert [doc.text[slice(*span)] for span in credits_of(doc)] == ["Photo: AP"]


def test_a_second_dateline_is_text():
    text = "ROME (AP) — The pope met farmers.\n\nPARIS (AP) — The farmers met the pope."

    assert [kind for kind, _ in kinds(text)] == ["dateline", "body"]


def test_sentences_start_where_paragraphs_do():
    doc = marked("A bridge fell\n\nROME (AP) — It was old.")

    assert [token.text for token in doc if token.is_sent_start] == ["A", "ROME", "It"]


def test_a_text_without_paragraphs_is_body():
    assert kinds(" \n ") == [("body", " \n ")]


@given(NOISE)
def test_zones_tile_any_text_exactly(text):
    assert "".join(stretch for _, stretch in kinds(text)) == text


@given(NOISE, NOISE)
def test_the_title_is_in_no_zone(title, text):
    assert "".join(stretch for _, stretch in kinds(text, title)) == text


@pytest.mark.parametrize(
    "attack",
    ["A" * 100_000, "A " * 50_000, "((((( " * 20_000, "Photo: " * 20_000, "(A/" * 40_000, "AB, " * 30_000, "By A B, " * 20_000,
     "x\n" * 50_000, "AB (AB) " * 20_000, "a/b " * 30_000, "by A" * 20_000, "Read more " * 10_000],
    ids=lambda attack: repr(attack[:8]),
)  # fmt: skip
@pytest.mark.timeout(60)
def test_a_text_made_to_hurt_is_divided_like_any_other(attack):
    assert "".join(stretch for _, stretch in kinds(attack)) == attack
