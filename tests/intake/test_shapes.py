"""The shapes of extractors, feeds, agencies and databases: what each of them gives, by hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from streamproc.codec import decode
from streamproc.errors import InvalidInput
from streamproc.intake.shapes import SHAPES, shape_of
from tests.intake.items import AT, ITEMS, TEXT, TITLE, URL, ZULU

HOSTS = {"trafilatura", "news-please", "WordPress"}
"""These say the host alone, or nothing that is the outlet's name."""


def read(item):
    return decode(json.dumps(item).encode())


def test_every_shape_of_the_table_is_tried_here():
    assert {shape.name for shape in SHAPES} == set(ITEMS)


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_of_each_shape_is_known_and_read_in_full(name):
    article = read(ITEMS[name])

    assert shape_of(ITEMS[name]).name == name
    assert (article.text, article.title, article.url) == (TEXT, TITLE, URL)
    assert article.published_at == AT
    assert (article.author, article.language) == (("Mara Lindqvist",), "en")
    assert article.source == ("courier.example" if name in HOSTS else "The Ellis Courier")
    assert article.tags == (("storm", "ferries") if name != "news-please" else ())
    assert article.notes == ()


@pytest.mark.parametrize(
    ("name", "field", "reason"),
    [
        ("ninjs 2", "bodies", "text: is missing (ninjs 2: no bodies[].value)"),
        ("goose3", "cleaned_text", "cleaned_text: is blank (goose3)"),
        ("fundus", "body", "body: is blank (fundus)"),
        ("Guardian", "fields", "text: is missing (Guardian: no fields.bodyText, fields.body)"),
    ],
)
def test_a_refusal_says_which_shape_was_seen_and_where_the_text_was_looked_for(name, field, reason):
    empty = {"goose3": "", "ninjs 2": [], "fundus": None, "Guardian": {}}[name]

    with pytest.raises(InvalidInput) as refused:
        read(ITEMS[name] | {field: empty})

    assert str(refused.value).startswith(reason)


def test_an_extractor_that_loses_the_zone_keeps_the_day_and_says_so():
    article = read(ITEMS["news-please"] | {"date_publish": "2026-01-20 22:45:00"})

    assert article.published_at == datetime(2026, 1, 20, 22, 45, tzinfo=UTC)
    assert article.notes == (("published_at", "date_publish: no zone: the day is the page's, the time is read as UTC"),)


def test_a_field_that_many_items_have_makes_no_shape():
    article = read({"id": "h1", "hostname": "crawler-7", "source": "Example Wire", "text": TEXT})

    assert (article.source, article.url) == ("Example Wire", None)


def test_a_canonical_link_to_the_front_page_gives_way_to_the_pages_own_address():
    article = read(ITEMS["newspaper4k"] | {"canonical_link": "https://courier.example/", "url": URL})

    assert article.url == URL


@pytest.mark.parametrize("blank", ["   ", "", None, [], [" "]])
def test_a_blank_text_hides_no_full_one(blank):
    assert read({"id": "h4", "text": blank, "maintext": TEXT}).text == TEXT


def test_lists_of_an_item_loader_are_joined_where_they_are_text_and_taken_where_they_hold_one():
    article = read(
        {"id": ["a1"], "text": TEXT.split("\n\n"), "title": [TITLE], "url": [URL], "source": ["courier.example"],
         "published_at": [ZULU], "language": ["en"]}
    )  # fmt: skip

    assert (article.id, article.text, article.title, article.url) == ("a1", TEXT, TITLE, URL)
    assert (article.source, article.language, article.published_at) == ("courier.example", "en", AT)
    assert article.notes == ()


def test_numbers_are_ids():
    assert read({"id": 8123, "text": TEXT}).id == "8123"
    assert read({"_id": {"$oid": "65aa"}, "text": TEXT}).id == "65aa"


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("eng", "en"), ("English", "en"), ("en_US", "en-US"), ("en-gb", "en-gb"), ("en_US.UTF-8", "en-US"), ("und", None),
        ("mul", None), ("fre", "fr"), ("Deutsch?", None), ("English (UK)", "en"),
    ],
)  # fmt: skip
def test_languages_are_codes_locales_and_english_names(written, tag):
    assert read({"id": "a", "text": TEXT, "language": written}).language == tag


def test_a_mapping_of_the_operators_own_comes_first():
    item = {"id": "a1", "text": "Teaser.", "payload": {"parts": [{"p": "One."}, {"p": "Two."}]}, "h.l": TITLE}
    fields = {"text": ("payload.full", "payload.parts[].p"), "title": ("h.l",)}

    article = decode(json.dumps(item).encode(), fields=fields)

    assert (article.text, article.title) == ("One.", TITLE)
    assert decode(json.dumps(item).encode()).text == "Teaser."


@pytest.mark.parametrize(
    "item",
    [
        {"article_url": URL, "article_title": TITLE, "article_text": TEXT, "article_date": "2026-01-20", "article_author": "By Ann Reed"},
        {"pageUrl": URL, "title": TITLE, "text": TEXT, "date": "20/01/2026", "author": "Ann Reed", "humanLanguage": "en"},
        {"requested_url": URL, "title": TITLE, "plain_text": TEXT, "published_date": "20.01.2026", "author": ["BY ANN REED".title()]},
        {"links": {"permalink": URL}, "title": TITLE, "body": TEXT, "published_at": "2026-01-20", "author": {"id": 1, "name": "Ann Reed"}},
        {"url": URL, "title": TITLE, "article": TEXT, "date": "01-20-2026", "author": "Ann Reed", "publication": "Courier"},
    ],
    ids=["article_*", "pageUrl", "requested_url", "links.permalink", "article"],
)  # fmt: skip
def test_items_of_no_shape_are_read_by_names_that_many_use(item):
    article = read(item)

    assert (article.url, article.title, article.text, article.author) == (URL, TITLE, TEXT, ("Ann Reed",))
    assert article.published_at == datetime(2026, 1, 20, tzinfo=UTC)
    assert article.notes == ()
