"""Records in Avro: schemas of the same declarations, read back as the same records."""

from __future__ import annotations

import copy
import json
from io import BytesIO

import pytest

from streamproc.codec import encode
from streamproc.records import InvalidRecord, parse, parse_quote, records_of, with_revision
from streamproc.records.avro import as_json, datum
from streamproc.records.avro_schema import schemas
from streamproc.records.facets import AVRO_FILES
from streamproc.schema_files import directory, load

fastavro = pytest.importorskip("fastavro", reason="the extra registry is not installed")

EXAMPLES = sorted(path for facet in AVRO_FILES for path in (directory() / f"examples/articles.{facet}").glob("*.json"))


def read(facet, written, reader=None):
    """As somebody reads it who has the shipped schema and an Avro library, and nothing of ours."""
    schema = fastavro.parse_schema(load(f"avro/{AVRO_FILES[facet]}"))
    return fastavro.schemaless_reader(BytesIO(written), schema, reader and fastavro.parse_schema(reader))


def test_the_shipped_schemas_are_those_that_the_code_declares():
    assert {file: load(f"avro/{file}") for file in AVRO_FILES.values()} == schemas(), "run: make docs"
    assert {path.name for path in (directory() / "avro").iterdir()} == set(schemas())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_comes_back_as_it_was(path):
    topic, example = path.parent.name, path.read_bytes()
    facet = topic.rpartition(".")[2]

    found = as_json(topic, read(facet, datum(facet, example)))

    assert json.loads(found) == json.loads(example)
    assert parse(topic, found) == parse(topic, example)


def test_what_is_found_in_an_article_comes_back_as_it_was(article, enrichment):
    seen = set()
    for record in records_of(article, enrichment, include_text=True):
        written = with_revision(encode(record.value), 3, 4_711)

        found = as_json(record.facet, read(record.facet, datum(record.facet, written)))

        assert list(json.loads(found).items()) == list(json.loads(written).items())
        seen.add(record.facet)
    assert seen == {"enriched", "entities", "quotes", "events"}


def test_a_stranger_finds_the_fields_by_their_names(article, enrichment):
    [value] = [record.value for record in records_of(article, enrichment) if record.facet == "enriched"]

    record = read("enriched", datum("enriched", encode(value)))

    assert record["article_id"] == "a1"
    assert record["extra"] == '{"section":"world"}'
    assert record["quotes"][0]["speaker"]["name"] == "Jo Hill"
    assert record["quotes"][0]["segments"] == [[1, 17]]
    assert record["entities"][1]["links"] == {"wikidata": "Q1773"}
    assert (record["withdrawn"], record["revision"]) == (None, None)


def test_a_reader_that_knows_a_field_more_reads_what_was_written_before():
    example = json.loads((directory() / "examples/articles.quotes/direct.json").read_text("utf-8"))
    later = copy.deepcopy(load("avro/quote.v1.avsc"))
    later["fields"].append({"name": "tone", "type": ["null", "string"], "default": None})

    assert read("quotes", datum("quotes", encode(example)), later) == {
        **read("quotes", datum("quotes", encode(example))),
        "tone": None,
    }


def test_a_reader_that_knows_a_field_less_reads_what_is_written_now():
    example = json.loads((directory() / "examples/articles.events/arrest.json").read_text("utf-8"))
    earlier = copy.deepcopy(load("avro/event.v1.avsc"))
    earlier["fields"] = [field for field in earlier["fields"] if field["name"] != "key"]

    record = read("events", datum("events", encode(example)), earlier)

    assert "key" not in record
    assert record["type"] == example["type"]


def test_a_record_that_does_not_fit_is_refused_and_none_of_its_fields_is_lost():
    example = json.loads((directory() / "examples/articles.quotes/direct.json").read_text("utf-8"))

    with pytest.raises(InvalidRecord, match="more fields than the schema specifies"):
        datum("quotes", encode(example | {"tone": "dry"}))
    with pytest.raises(InvalidRecord, match="no Avro record of quotes"):
        datum("quotes", encode({name: value for name, value in example.items() if name != "confidence"}))


def test_bytes_in_avro_are_no_record_for_who_reads_json():
    example = (directory() / "examples/articles.quotes/direct.json").read_bytes()

    with pytest.raises(InvalidRecord, match=r"of Avro, .* makes it"):
        parse_quote(b"\0\0\0\0\1" + datum("quotes", example))


def test_what_is_no_record_of_the_topic_is_refused():
    with pytest.raises(InvalidRecord, match="not one of enriched"):
        as_json("articles.raw", {})
    with pytest.raises(InvalidRecord, match="not such a record"):
        as_json("articles.enriched", {"extra": "{"})
