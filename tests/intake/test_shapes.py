"""The shapes of extractors, feeds, agencies and databases: what each of them gives, by hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from streamproc.codec import decode
from streamproc.errors import InvalidInput
from streamproc.intake.shapes import SHAPES, shape_of

TEXT = "Crews cleared the breakwater of Port Ellis.\n\nNobody was hurt."
URL = "https://courier.example/2026/01/20/storm"
TITLE = "Storm closes harbour"
AT = datetime(2026, 1, 20, 22, 45, tzinfo=timezone(timedelta(hours=-5)))
ZULU = "2026-01-21T03:45:00Z"

ITEMS = {
    "trafilatura": {
        "title": TITLE, "author": "Mara Lindqvist", "hostname": "courier.example", "date": "2026-01-20T22:45:00-05:00",
        "fingerprint": "20deb0efe9c7a5a3", "id": None, "comments": "", "raw_text": "Crews cleared", "text": TEXT,
        "language": "en", "source": URL, "source-hostname": "The Ellis Courier", "categories": "", "tags": "storm, ferries",
    },
    "news-please": {
        "authors": ["Mara Lindqvist"], "date_download": None, "date_publish": "2026-01-20 22:45:00-05:00",
        "filename": "x.json", "language": "en", "maintext": TEXT, "source_domain": "courier.example", "text": None,
        "title": TITLE, "title_rss": None, "url": URL,
    },
    "newspaper4k": {
        "url": f"{URL}?utm_source=feed", "read_more_link": "", "language": "en", "title": TITLE, "top_image": "",
        "meta_img": "", "keywords": [], "meta_keywords": ["storm", "ferries"], "tags": None,
        "authors": ["Mara Lindqvist"], "publish_date": "2026-01-20T22:45:00-05:00", "meta_site_name": "The Ellis Courier",
        "canonical_link": URL, "text": TEXT,
    },
    "goose3": {
        "meta": {"lang": "en", "keywords": "storm, ferries", "canonical": URL}, "image": None, "domain": "courier.example",
        "title": TITLE, "cleaned_text": TEXT, "opengraph": {"site_name": "The Ellis Courier"}, "tags": [], "tweets": [],
        "authors": ["Mara Lindqvist"], "publish_date": "2026-01-20T22:45:00-05:00",
    },
    "fundus": {
        "title": TITLE, "authors": ["Mara Lindqvist"], "publishing_date": "2026-01-20 22:45:00-05:00",
        "body": {"summary": [], "sections": [{"headline": [], "paragraphs": TEXT.split("\n\n")}]},
        "topics": ["storm", "ferries"], "free_access": True, "url": URL, "publisher": "The Ellis Courier", "lang": "en",
    },
    "readability": {
        "title": TITLE, "byline": "Mara Lindqvist", "dir": None, "lang": "en", "content": "<p>Crews</p>",
        "textContent": TEXT, "length": 61, "siteName": "The Ellis Courier", "url": URL,
        "publishedTime": "2026-01-20T22:45:00-05:00", "tags": ["storm", "ferries"],
    },
    "ninjs 3": {
        "uri": URL, "standard": {"name": "ninjs", "version": "3.0"}, "headlines": [{"value": TITLE}],
        "bodies": [{"contenttype": "text/plain", "value": TEXT}], "versioncreated": "2026-01-20T22:45:00-05:00",
        "infosources": [{"name": "The Ellis Courier"}], "by": "Mara Lindqvist", "language": "en",
        "subjects": [{"name": "storm"}, {"name": "ferries"}],
    },
    "ninjs 2": {
        "uri": URL, "headlines": [{"role": "main", "value": TITLE}], "bodies": [{"role": "main", "value": TEXT}],
        "firstcreated": "2026-01-20T22:45:00-05:00", "copyrightholder": "The Ellis Courier", "by": "Mara Lindqvist",
        "language": "en", "subjects": [{"name": "storm"}, {"name": "ferries"}],
    },
    "ninjs 1": {
        "uri": URL, "type": "text", "versioncreated": "2026-01-20T22:45:00-05:00", "byline": "Mara Lindqvist",
        "headline": TITLE, "body_text": TEXT, "body_xhtml": "<p>Crews</p>", "language": "en", "pubstatus": "usable",
        "subject": [{"name": "storm"}, {"name": "ferries"}], "copyrightholder": "The Ellis Courier",
    },
    "Event Registry": {
        "uri": "8123", "lang": "eng", "isDuplicate": False, "dateTimePub": ZULU, "url": URL, "title": TITLE, "body": TEXT,
        "source": {"uri": "courier.example", "title": "The Ellis Courier"}, "authors": [{"name": "Mara Lindqvist"}],
        "categories": [{"label": "storm"}, {"label": "ferries"}],
    },
    "mediacloud": {
        "id": "8123", "media_name": "The Ellis Courier", "media_url": "courier.example", "title": TITLE,
        "publish_date": "2026-01-21 03:45:00", "url": URL, "language": "en", "indexed_date": "2026-01-22", "text": TEXT,
        "author": "Mara Lindqvist", "story_tags": [{"tag": "storm"}, {"tag": "ferries"}],
    },
    "GDELT doc": {
        "url": URL, "url_mobile": "", "title": TITLE, "seendate": "20260121T034500Z", "domain": "The Ellis Courier",
        "language": "English", "sourcecountry": "Canada", "text": TEXT, "author": "Mara Lindqvist",
        "tags": "storm;ferries",
    },
    "CC-News": {
        "title": TITLE, "text": TEXT, "domain": "The Ellis Courier", "date": "2026-01-20 22:45:00-05:00", "description": "",
        "url": URL, "image_url": "", "author": "Mara Lindqvist", "language": "en", "tags": ["storm", "ferries"],
    },
    "feedparser": {
        "title": TITLE, "title_detail": {"type": "text/plain", "value": TITLE}, "link": URL, "id": "courier-4711",
        "guidislink": False, "authors": [{"name": "Mara Lindqvist"}], "published": "Tue, 20 Jan 2026 22:45:00 -0500",
        "published_parsed": [2026, 1, 21, 3, 45, 0, 2, 21, 0], "tags": [{"term": "storm"}, {"term": "ferries"}],
        "summary": "Crews.", "content": [{"type": "text/html", "language": "en", "value": TEXT}],
        "source": {"title": "The Ellis Courier"},
    },
    "JSON Feed": {
        "id": "tag:courier.example,2026:1", "url": URL, "title": TITLE, "content_html": "<p>Crews</p>",
        "content_text": TEXT, "date_published": "2026-01-20T22:45:00-05:00", "authors": [{"name": "Mara Lindqvist"}],
        "tags": ["storm", "ferries"], "language": "en", "source": "The Ellis Courier",
    },
    "schema.org": {
        "@context": "https://schema.org", "@type": ["NewsArticle"], "mainEntityOfPage": {"@id": URL}, "headline": TITLE,
        "datePublished": "2026-01-20T22:45:00-05:00", "author": [{"@type": "Person", "name": "Mara Lindqvist"}],
        "publisher": {"@type": "Organization", "name": "The Ellis Courier"}, "inLanguage": "en",
        "keywords": "storm, ferries", "articleBody": TEXT,
    },
    "Guardian": {
        "id": "world/1", "webTitle": TITLE, "webUrl": URL, "webPublicationDate": ZULU, "publisher": "The Ellis Courier",
        "fields": {"bodyText": TEXT, "byline": "Mara Lindqvist"}, "language": "en",
        "tags": [{"webTitle": "storm"}, {"webTitle": "ferries"}],
    },
    "WordPress": {
        "id": 8123, "date": "2026-01-20T22:45:00", "date_gmt": "2026-01-21T03:45:00", "guid": {"rendered": f"{URL}?p=1"},
        "link": URL, "title": {"rendered": TITLE}, "content": {"rendered": TEXT, "protected": False}, "lang": "en",
        "yoast_head_json": {"author": "Mara Lindqvist"}, "tags": ["storm", "ferries"],
    },
    "NewsAPI": {
        "source": {"id": None, "name": "The Ellis Courier"}, "author": "Mara Lindqvist", "title": TITLE, "url": URL,
        "urlToImage": "", "publishedAt": ZULU, "content": TEXT, "language": "en", "tags": ["storm", "ferries"],
    },
}  # fmt: skip

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
