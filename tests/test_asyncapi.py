"""The AsyncAPI document says what the code does."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from streamproc import schemas
from streamproc.records import FACETS
from streamproc.settings import Settings

PARSER = Path(__file__).parents[1] / "docs/asyncapi"


@pytest.fixture(scope="module")
def document():
    return yaml.safe_load((schemas.directory() / "asyncapi.yaml").read_text("utf-8"))


def resolved(document, node):
    """What a node refers to, in the document or in a file beside it."""
    reference = node["$ref"]
    if not reference.startswith("#/"):
        return json.loads((schemas.directory() / reference).read_text("utf-8"))
    found = document
    for name in reference[2:].split("/"):
        found = found[name]
    return resolved(document, found) if "$ref" in found else found


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node
        for inner in node.values():
            yield from references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from references(inner)


def message_of(document, address):
    [channel] = [channel for channel in document["channels"].values() if channel["address"] == address]
    [message] = channel["messages"].values()
    return resolved(document, message)


def test_every_reference_leads_somewhere(document):
    assert [reference for reference in references(document) if not resolved(document, reference)] == []


def test_the_channels_are_the_topics_of_the_settings(document):
    fields = Settings.model_fields
    topics = {fields[f"topic_{role}"].default for role in ("raw", *FACETS, "copies", "stories", "dead_letters")}

    assert {channel["address"] for channel in document["channels"].values()} == topics == set(schemas.SCHEMA_FILES)


def test_raw_articles_are_received_and_everything_else_is_sent(document):
    actions = {
        resolved(document, operation["channel"])["address"]: operation["action"]
        for operation in document["operations"].values()
    }

    assert actions == {topic: "receive" if topic == "articles.raw" else "send" for topic in schemas.SCHEMA_FILES}
    group = document["operations"]["receiveRawArticles"]["bindings"]["kafka"]["groupId"]["default"]
    assert group == Settings.model_fields["group"].default


@pytest.mark.parametrize("facet", FACETS)
def test_a_records_message_has_its_type_schema_headers_and_a_real_example(document, facet):
    message = message_of(document, f"articles.{facet}")

    assert message["name"] == f"streamproc.{facet}.v1"
    assert message["payload"] == {"$ref": schemas.SCHEMA_FILES[f"articles.{facet}"]}
    assert message["headers"] == {"$ref": schemas.HEADERS}
    for example in message["examples"]:
        schemas.validator(schemas.SCHEMA_FILES[f"articles.{facet}"]).validate(resolved(document, example["payload"]))


@pytest.mark.parametrize("stage", ["copies", "stories"])
def test_a_links_message_has_its_type_schema_and_a_real_example(document, stage):
    message = message_of(document, f"articles.{stage}")

    assert message["name"] == message["headers"]["properties"]["ce_type"]["const"] == f"streamproc.{stage}.v1"
    assert message["payload"] == {"$ref": schemas.SCHEMA_FILES[f"articles.{stage}"]}
    for example in message["examples"]:
        schemas.validator(schemas.SCHEMA_FILES[f"articles.{stage}"]).validate(resolved(document, example["payload"]))


def test_every_example_of_a_topic_is_shown(document):
    for facet in (*FACETS, "copies", "stories"):
        shown = {example["name"] for example in message_of(document, f"articles.{facet}")["examples"]}

        assert shown == {path.stem for path in (schemas.directory() / "examples" / f"articles.{facet}").glob("*.json")}


def test_the_messages_in_and_back_have_their_schemas(document):
    assert message_of(document, "articles.raw")["payload"] == {"$ref": schemas.SCHEMA_FILES["articles.raw"]}
    assert message_of(document, "articles.raw.dlq")["headers"] == {"$ref": schemas.SCHEMA_FILES["articles.raw.dlq"]}


def test_the_official_parser_finds_nothing_wrong(document):
    if shutil.which("node") is None or not (PARSER / "node_modules/@asyncapi/parser").is_dir():
        pytest.skip("the official parser is not installed: make asyncapi (Node 20)")

    done = subprocess.run(
        ["node", "check.js", schemas.directory() / "asyncapi.yaml"],
        cwd=PARSER,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == sorted(channel["address"] for channel in document["channels"].values())
