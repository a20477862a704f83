"""The JSON Schemas, their examples, and the code that writes the records."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from streamproc import schema_files, schemas
from streamproc.cli import main
from streamproc.codec import decode, encode
from streamproc.errors import InvalidInput
from streamproc.records import FACETS, records_of

EXAMPLES = sorted((schemas.directory() / "examples").glob("*/*.json"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the schemas to spoil."""
    copy = tmp_path / "schemas"
    shutil.copytree(schemas.directory(), copy)
    for module in (schemas, schema_files):
        monkeypatch.setattr(module, "directory", lambda: copy)
    return copy


def change(path, **fields):
    content = json.loads(path.read_text("utf-8")) | fields
    path.write_text(json.dumps(content), "utf-8")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_validates(path):
    example = json.loads(path.read_text("utf-8"))
    topic = path.parent.name

    schemas.validator(schemas.SCHEMA_FILES[topic]).validate(example["headers"] if topic.endswith(".dlq") else example)


def test_every_facet_has_a_schema_and_every_schema_an_example():
    assert set(schemas.SCHEMA_FILES) == {
        "articles.raw",
        "articles.raw.dlq",
        "articles.copies",
        "articles.stories",
        *(f"articles.{facet}" for facet in FACETS),
    }
    assert {path.parent.name for path in EXAMPLES} == set(schemas.SCHEMA_FILES)


def test_records_have_the_fields_that_the_schemas_describe_and_no_others(article, enrichment):
    for record in records_of(article, enrichment, include_text=True):
        validator = schemas.validator(schemas.SCHEMA_FILES[f"articles.{record.facet}"], closed=True)
        validator.validate(json.loads(encode(record.value)))


def read_as_sent(raw) -> bool | None:
    """Whether an article is read without a note; None where it is refused."""
    try:
        return not decode(json.dumps(raw).encode()).notes
    except InvalidInput:
        return None


@pytest.mark.parametrize(
    "change",
    [
        {}, {"title": None}, {"id": None, "url": "https://port.example/1"}, {"published_at": "2025-03-04"}, {"id": 1},
        {"published_at": "2025-03-04T10:00:00.5+01:00"}, {"published_at": "2025-03-04 10:00"}, {"published_at": ""},
        {"author": "Ann"}, {"author": ["Ann", "Tom"]}, {"author": []}, {"author": None}, {"language": "en-GB"},
        {"language": ""}, {"section": {"deep": [1]}}, {"tags": "x"},
    ],
)  # fmt: skip
def test_what_the_schema_of_raw_articles_allows_is_read_without_a_note(change):
    raw = {"id": "a", "text": "The harbour reopened."} | change

    assert schemas.validator(schemas.SCHEMA_FILES["articles.raw"]).is_valid(raw)
    assert read_as_sent(raw)


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ({"text": " "}, None), ({"text": None}, None), ({"text": 1}, None), ({"text": [" "]}, None), ({"id": None}, None),
        ({"id": "x" * 513}, None), ({"id": " "}, None), ({"title": 1}, False), ({"title": "x" * 10_001}, False),
        ({"published_at": "yesterday"}, False), ({"published_at": 5}, False), ({"author": [1]}, False),
        ({"author": ["x"] * 200 + ["y"]}, True), ({"tags": 1}, False), ({"language": "English"}, True),
        ({"text": ["One.", "Two."]}, True), ({"author": {"name": "Ann"}}, True), ({"source": []}, True),
    ],
)  # fmt: skip
def test_what_it_does_not_allow_is_refused_noted_or_read_all_the_same(change, read):
    raw = {"id": "a", "text": "The harbour reopened."} | change

    assert not schemas.validator(schemas.SCHEMA_FILES["articles.raw"]).is_valid(raw)
    assert read_as_sent(raw) is read


def test_the_schemas_as_they_are_can_be_released():
    result = CliRunner().invoke(main, ["schemas", "check"])

    assert (result.exit_code, result.stdout) == (0, "8 schemas are in order\n")


def test_an_example_that_does_not_validate_is_found(folder):
    change(folder / "examples/articles.quotes/direct.json", type="whispered")

    assert list(schemas.problems()) == [
        "examples/articles.quotes/direct.json: $.type: 'whispered' is not one of ['direct', 'indirect', 'mixed']"
    ]


def test_an_example_with_a_field_that_the_code_does_not_write_is_found(folder):
    change(folder / "examples/articles.quotes/direct.json", mood="tense")

    assert list(schemas.problems()) == [
        "examples/articles.quotes/direct.json: $: Additional properties are not allowed ('mood' was unexpected)",
        "examples/articles.quotes/direct.json: the code writes it otherwise: mood",
    ]


def test_a_dead_letter_whose_reason_is_not_the_codes_is_found(folder):
    change(folder / "examples/articles.raw.dlq/malformed.json", value='{"id": "a", "text": "Fine."}')

    assert list(schemas.problems()) == ["examples/articles.raw.dlq/malformed.json: the code finds nothing wrong"]


def test_a_removed_field_is_found(folder):
    path = folder / "quote.v1.schema.json"
    properties = json.loads(path.read_text("utf-8"))["properties"]
    del properties["cue"]
    change(path, properties=properties)

    assert "quote.v1.schema.json: $.cue: is gone" in list(schemas.problems())


def test_a_schema_that_differs_from_the_code_is_found(folder):
    path = folder / "raw_article.v1.schema.json"
    properties = json.loads(path.read_text("utf-8"))["properties"]
    properties["title"]["maxLength"] = 20_000
    change(path, properties=properties)

    assert list(schemas.problems()) == ["raw_article.title: the code allows 10,000 characters"]


def test_problems_are_lines_on_standard_error_and_make_the_exit_status_1(folder):
    (folder / "event.v1.schema.json").rename(folder / "events.v1.schema.json")
    shutil.copy(folder / "events.v1.schema.json", folder / "event.v1.schema.json")
    change(folder / "examples/articles.quotes/direct.json", confidence=2)

    result = CliRunner().invoke(main, ["schemas", "check"])

    assert result.exit_code == 1
    assert "direct.json: $.confidence: 2 is greater than the maximum of 1" in result.stderr
    assert result.stderr.splitlines()[-1] == "Error: the schemas can't be released: 1 problems"
