"""What articles travel in: frames, compression, encodings, and the envelopes of other systems."""

from __future__ import annotations

import base64
import codecs
import gzip
import json
import struct

import pytest

from streamproc.codec import decode
from streamproc.errors import InvalidInput
from streamproc.intake.limits import Limits

ARTICLE = {"id": "a1", "url": "https://courier.example/1", "text": "The ferry “Aurora” sank off Naxos."}
RAW = json.dumps(ARTICLE, ensure_ascii=False).encode()
READ = decode(RAW)
FRAME = struct.pack(">bI", 0, 4711)


def as_bytes(value) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    "raw",
    [
        FRAME + RAW,
        gzip.compress(RAW),
        FRAME + gzip.compress(RAW),
        gzip.compress(FRAME + RAW),
        codecs.BOM_UTF8 + RAW,
        FRAME + codecs.BOM_UTF8 + RAW,
        RAW.decode().encode("utf-16"),
        RAW.decode().encode("utf-16-le"),
        RAW.decode().encode("utf-16-be"),
        RAW.decode().encode("utf-32"),
    ],
    ids=["frame", "gzip", "gzip in frame", "frame in gzip", "bom", "bom in frame", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)  # fmt: skip
def test_frames_compression_and_encodings_are_taken_off(raw):
    assert decode(raw) == READ


@pytest.mark.parametrize(
    "envelope",
    [
        {"schema": None, "payload": ARTICLE},
        {"schema": {"type": "struct"}, "payload": json.dumps(ARTICLE)},
        {"before": None, "after": ARTICLE, "op": "c", "ts_ms": 1, "source": {"db": "news"}},
        {"schema": {}, "payload": {"before": {"id": "old"}, "after": ARTICLE, "op": "u"}},
        {"before": None, "after": json.dumps(ARTICLE), "op": "r"},
        {"specversion": "1.0", "id": "event-7", "source": "/scraper", "type": "article.created", "data": ARTICLE},
        {
            "specversion": "1.0",
            "id": "event-7",
            "source": "/scraper",
            "type": "article.created",
            "data_base64": base64.b64encode(RAW).decode(),
        },
        {"_index": "news", "_id": "7", "_source": ARTICLE},
        {"operationType": "insert", "fullDocument": ARTICLE, "documentKey": {"_id": "7"}},
        {"article": ARTICLE},
        [ARTICLE],
    ],
    ids=lambda envelope: "+".join(envelope) if isinstance(envelope, dict) else "list",
)
def test_envelopes_are_opened(envelope):
    assert decode(as_bytes(envelope)) == READ


def test_a_feed_with_one_entry_is_that_article_with_what_the_feed_says():
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Ellis Courier", "language": "en-CA"}
    item = {"id": "1", "content_text": "Rain fell."}

    read = decode(as_bytes(feed | {"items": [item]}))

    assert (read.id, read.text, read.source, read.language) == ("1", "Rain fell.", "The Ellis Courier", "en-CA")


GRAPH = [
    {"@type": "Organization", "@id": "#courier", "name": "The Ellis Courier"},
    {"@type": "WebPage", "@id": "https://courier.example/storm"},
    {
        "@type": "NewsArticle", "headline": "Storm", "articleBody": "Rain fell.", "publisher": {"@id": "#courier"},
        "mainEntityOfPage": "https://courier.example/storm", "author": {"@type": "Person", "name": "Mara Lindqvist"},
    },
]  # fmt: skip


@pytest.mark.parametrize(
    "metadata",
    [
        {"@context": "https://schema.org", "@graph": GRAPH},
        GRAPH,
        [{"@graph": GRAPH}],
        {"json-ld": [{"@graph": GRAPH}], "microdata": [], "opengraph": []},
        {"json-ld": GRAPH, "microdata": []},
    ],
    ids=["graph", "list", "list of graphs", "extruct with a graph", "extruct"],
)
def test_the_article_of_a_pages_metadata_is_found_and_its_references_are_followed(metadata):
    read = decode(as_bytes(metadata))

    assert (read.text, read.title, read.source, read.author) == (
        "Rain fell.",
        "Storm",
        "The Ellis Courier",
        ("Mara Lindqvist",),
    )
    assert read.url == "https://courier.example/storm"


def test_what_only_open_graph_says_fills_the_gaps_of_a_pages_metadata():
    metadata = {
        "microdata": [{"type": "https://schema.org/NewsArticle", "properties": {"articleBody": "Rain fell."}}],
        "json-ld": [],
        "opengraph": [
            {
                "properties": [
                    ["og:url", "https://courier.example/storm"],
                    ["og:site_name", "The Ellis Courier"],
                    ["article:published_time", "2026-01-20T22:45:00-05:00"],
                ]
            }
        ],
    }

    read = decode(as_bytes(metadata))

    assert (read.text, read.url, read.source) == ("Rain fell.", "https://courier.example/storm", "The Ellis Courier")
    assert read.published_at.isoformat() == "2026-01-20T22:45:00-05:00"


FRONT = """---
title: Storm: harbour closed
author: Mara Lindqvist
url: https://courier.example/storm
sitename: The Ellis Courier
date: 2026-01-20
tags: ['storm, ferries']
---
Rain fell."""


def test_a_text_with_front_matter_is_an_article_whose_offsets_count_from_its_beginning():
    read = decode(FRONT.encode())

    assert (read.title, read.author, read.source) == ("Storm: harbour closed", ("Mara Lindqvist",), "The Ellis Courier")
    assert read.tags == ("storm", "ferries")
    assert read.published_at.isoformat() == "2026-01-20T00:00:00+00:00"
    assert read.text == FRONT


@pytest.mark.parametrize(
    ("raw", "reason", "message"),
    [
        (FRAME + b"\x06a1*The harbour", "malformed_json", "message: binary after the frame of a schema registry"),
        (b"\x28\xb5\x2f\xfd....", "malformed_json", "message: is Zstandard, not JSON"),
        (b"Obj\x01\x04", "malformed_json", "message: broken Avro ("),
        (b"%PDF-1.7", "malformed_json", "message: is a PDF, not JSON"),
        (gzip.compress(RAW)[:-9], "malformed_json", "message: gzip that ends early"),
        (b"\x1f\x8b\x08\x00\0\0\0\0\0\xff" + b"\xff" * 20, "malformed_json", "message: broken gzip"),
        (as_bytes({"schema": {}, "payload": None}), "invalid_article", "Kafka Connect: payload holds no article"),
        (
            as_bytes({"before": ARTICLE, "after": None, "op": "d"}),
            "invalid_article",
            "Debezium: after is null: a row that was deleted is no article",
        ),
        (
            as_bytes({"schema": {}, "payload": {"id": "a1"}}),
            "invalid_article",
            "text: is missing (Kafka Connect > article: no text, maintext",
        ),
        (
            as_bytes({"specversion": "1.0", "id": "1", "data": "x"}),
            "invalid_article",
            "CloudEvents: data holds no article",
        ),
        *(
            (as_bytes({"specversion": "1.0", "id": "1", **data}), "invalid_article", f"CloudEvents: {problem}")
            for data, problem in (
                (
                    {"data": '{"x": 99999999999999999999}'},
                    "data: a string that holds no such article: message: number out",
                ),
                ({"data": '{"x": 1, "x": 2}'}, "data: a string that holds no such article: x: appears twice"),
                (
                    {"data": '{"x": ' * 100 + "1" + "}" * 100},
                    "data: a string that holds no such article: message: nested",
                ),
                ({"data": "{x"}, "data: a string that holds no such article: message: not JSON"),
                ({"data_base64": "e3g="}, "data_base64: a string that holds no such article: message: not JSON"),
                ({"data_base64": "/w=="}, "data_base64 holds no text in Base64"),
                ({"data_base64": "?"}, "data_base64 holds no text in Base64"),
            )
        ),
        (
            as_bytes({"entries": [ARTICLE, ARTICLE], "feed": {}}),
            "invalid_article",
            "feedparser feed: 2 entries; a message holds one article",
        ),
        (as_bytes({"@graph": [{"@type": "WebPage"}]}), "invalid_article", "JSON-LD: no node of type NewsArticle"),
    ],
)
def test_what_cannot_be_opened_is_named(raw, reason, message):
    with pytest.raises(InvalidInput) as refused:
        decode(raw)

    assert refused.value.reason == reason
    assert str(refused.value).startswith(message)


def test_a_message_never_unpacks_to_more_than_the_limit():
    limits = Limits(message_bytes=10_000)
    raw = gzip.compress(as_bytes({"id": "a1", "text": "rain " * 10_000}))
    assert len(raw) < 10_000

    with pytest.raises(InvalidInput) as refused:
        decode(raw, limits)

    assert (refused.value.reason, str(refused.value)) == ("too_large", "message: more than 10,000 bytes when unpacked")
