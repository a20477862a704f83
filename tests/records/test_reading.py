"""Records ─► values: what was written is read again, and importing the reader is cheap."""

from __future__ import annotations

import subprocess
import sys

import orjson
import pytest

from streamproc.codec import encode
from streamproc.records import (
    EnrichedArticle,
    EntityRecord,
    EventRecord,
    InvalidRecord,
    QuoteRecord,
    content_hash,
    parse,
    parse_dead_letter,
    parse_enriched,
    parse_event,
    records_of,
)
from tests.findings import DEAD_LETTER


def read(article, enrichment, facet, **options):
    records = records_of(article, enrichment, **options)
    return [parse(f"articles.{facet}", encode(record.value)) for record in records if record.facet == facet]


@pytest.fixture
def origin(article):
    return {
        "article_id": "a1",
        "url": article.url,
        "source": article.source,
        "published_at": article.published_at,
        "content_hash": content_hash(article),
    }


def test_an_enriched_article_is_read_as_it_was_written(article, enrichment, origin):
    [record] = read(article, enrichment, "enriched")

    assert record == EnrichedArticle(
        **origin,
        title=article.title,
        language="en",
        author=("Ann Reed",),
        tags=("riga",),
        extra={"section": "world"},
        pipeline=enrichment.pipeline,
        zones=enrichment.zones,
        entities=enrichment.entities,
        quotes=enrichment.quotes,
        events=enrichment.events,
        text=None,
    )


def test_the_included_text_is_read(article, enrichment):
    [record] = read(article, enrichment, "enriched", include_text=True)

    assert record.text == article.text


def test_entities_quotes_and_events_are_read_as_they_were_written(article, enrichment, origin):
    assert read(article, enrichment, "entities") == [EntityRecord(**origin, entity=e) for e in enrichment.entities]
    assert read(article, enrichment, "quotes") == [QuoteRecord(**origin, quote=q) for q in enrichment.quotes]
    assert read(article, enrichment, "events") == [EventRecord(**origin, event=e) for e in enrichment.events]


def test_prefixes_confluents_frame_and_fields_of_later_versions_are_no_obstacle(article, enrichment):
    value = next(r.value for r in records_of(article, enrichment) if r.facet == "events")
    later = orjson.loads(encode(value)) | {"mood": "tense"}
    later["place"]["geo"]["population"] = 605_802

    record = parse("staging.articles.events", b"\0\0\0\0\7" + encode(later))

    assert record == parse_event(encode(value))


@pytest.mark.parametrize("value", [b"", b"{}", b"[]", b"{oops", b"null", b"\0", b'{"article_id": 1}'])
def test_what_is_no_record_is_refused(value):
    for topic in ("enriched", "entities", "quotes", "events", "copies", "stories"):
        with pytest.raises(InvalidRecord):
            parse(f"articles.{topic}", value)


def test_a_topic_of_another_name_is_refused():
    with pytest.raises(
        InvalidRecord, match=r"articles\.raw: not one of enriched, entities, quotes, events, copies, stories"
    ):
        parse("articles.raw", b"{}")


def test_a_dead_letter_says_why_and_where():
    headers = [
        ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("__connect.errors.topic", b"articles.raw"),
        ("__connect.errors.partition", b"3"),
        ("__connect.errors.offset", b"4711"),
        ("__connect.errors.exception.class.name", b"streamproc.errors.InvalidArticle"),
        ("__connect.errors.exception.message", b"published_at: not a date: 'yesterdayish'"),
        ("__connect.errors.stage", b"decode"),
        ("streamproc.reason", b"invalid_article"),
    ]

    assert parse_dead_letter(b"{}", headers) == DEAD_LETTER
    with pytest.raises(InvalidRecord, match=r"streamproc\.reason"):
        parse_dead_letter(b"{}", headers[:-1])
    with pytest.raises(InvalidRecord, match="offset"):
        parse_dead_letter(b"{}", headers[:3] + headers[4:])


def test_importing_the_records_loads_nothing_heavy():
    code = "import sys; before = set(sys.modules); import streamproc.records; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded - sys.stdlib_module_names == {"streamproc"}
    assert "streamproc.records.reading" in done.stdout.split()
    assert not {name for name in done.stdout.split() if name.startswith(("streamproc.nlp", "streamproc.stream"))}


def test_a_line_of_streamproc_enrich_is_an_enriched_article(article, enrichment):
    [line] = [encode(r.value) for r in records_of(article, enrichment) if r.facet == "enriched"]

    assert parse_enriched(line + b"\n").article_id == "a1"
