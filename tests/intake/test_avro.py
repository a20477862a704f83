"""Articles in Avro: files of one record, written by fastavro, and what is no article."""

from __future__ import annotations

import contextlib
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamproc.codec import decode
from streamproc.errors import InvalidInput
from streamproc.intake.avro import container, item_of_avro
from tests.fuzz.cases import fuzz

fastavro = pytest.importorskip("fastavro", reason="the extra registry is not installed")

SCHEMA = {
    "type": "record",
    "name": "Article",
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "title", "type": ["null", "string"]},
        {"name": "text", "type": "string"},
        {"name": "published_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "tags", "type": {"type": "array", "items": "string"}},
    ],
}
ARTICLE = {
    "id": "a1",
    "title": None,
    "text": "The ferry “Aurora” sank off Naxos.",
    "published_at": datetime(2026, 1, 20, 13, 45, tzinfo=UTC),
    "tags": ["ferries"],
}


def datum(schema, record):
    out = io.BytesIO()
    fastavro.schemaless_writer(out, schema, record)
    return out.getvalue()


def file(*records, schema=SCHEMA, codec="null"):
    out = io.BytesIO()
    fastavro.writer(out, schema, records, codec=codec)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw", [file(ARTICLE), container([json.dumps(SCHEMA)], datum(SCHEMA, ARTICLE))], ids=["file", "datum"]
)
def test_a_record_is_an_article(raw):
    read = decode(raw)

    assert (read.id, read.title, read.text, read.tags) == ("a1", None, ARTICLE["text"], ("ferries",))
    assert read.published_at == ARTICLE["published_at"]


def test_types_of_other_schemas_are_known_by_their_names():
    outlet = {
        "type": "record",
        "name": "Outlet",
        "namespace": "example",
        "fields": [{"name": "name", "type": "string"}],
    }
    article = {
        "type": "record", "name": "Article", "namespace": "example",
        "fields": [{"name": "id", "type": "string"}, {"name": "text", "type": "string"}, {"name": "source", "type": "example.Outlet"}],
    }  # fmt: skip
    record = {"id": "a1", "text": "Rain fell.", "source": {"name": "The Ellis Courier"}}
    written = datum([outlet, article], ("example.Article", record))[1:]  # without the number of its schema in the union

    assert decode(container([json.dumps(outlet), json.dumps(article)], written)).source == "The Ellis Courier"


def test_values_become_those_of_json():
    schema = {
        "type": "record", "name": "R",
        "fields": [
            {"name": "day", "type": {"type": "int", "logicalType": "date"}},
            {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 6, "scale": 2}},
            {"name": "key", "type": {"type": "string", "logicalType": "uuid"}},
            {"name": "latin", "type": "bytes"},
            {"name": "noise", "type": "bytes"},
            {"name": "score", "type": "double"},
            {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["news", "sport"]}},
            {"name": "more", "type": {"type": "map", "values": "long"}},
        ],
    }  # fmt: skip
    record = {
        "day": date(2026, 1, 20), "price": Decimal("12.50"), "key": UUID(int=7), "latin": b"caf\xc3\xa9", "noise": b"\xff\x00",
        "score": float("nan"), "kind": "sport", "more": {"words": 7},
    }  # fmt: skip

    assert item_of_avro(file(record, schema=schema)) == {
        "day": "2026-01-20", "price": "12.50", "key": "00000000-0000-0000-0000-000000000007", "latin": "café", "noise": "/wA=",
        "score": None, "kind": "sport", "more": {"words": 7},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (file(ARTICLE, codec="deflate"), "message: is an Avro file packed with deflate: only plain ones are read"),
        (file(ARTICLE, ARTICLE), "message: is an Avro file of several records: a message holds one article"),
        (file(ARTICLE)[:-20], "message: broken Avro (EOFError)"),
        (b"Obj\x01", "message: broken Avro ("),
        (container(["{"], b""), "message: broken Avro ("),
        (container(['{"type": "no such type"}'], b"\x00"), "message: broken Avro ("),
        (container([json.dumps(SCHEMA)], b"\x02"), "message: broken Avro ("),
        (file(schema=SCHEMA), "message: not an object but null"),
    ],
)
def test_what_is_no_article_is_named(raw, message):
    with pytest.raises(InvalidInput) as refused:
        decode(raw)

    assert str(refused.value).startswith(message)


@given(st.binary(max_size=200))
@fuzz
def test_any_bytes_under_a_schema_are_an_article_or_refused(noise):
    with contextlib.suppress(InvalidInput):
        assert decode(container([json.dumps(SCHEMA)], noise)).text.strip()
