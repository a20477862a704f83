"""OpenSearch with the mappings of clients/tables, for real: nothing of a record is refused, and a question is about one event."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from streamproc import schemas
from tests.broker.kafka import LIGHT_JVM, die_with_parent, free_port
from tests.broker.workers import until
from tests.connectors.maven import HERE, fetched

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.connectors, pytest.mark.timeout(300)]

FOLDER = HERE / "opensearch"
TABLES = HERE.parents[1] / "clients/tables"
NAMES = ("enriched", "entities", "quotes", "events", "copies", "stories")


class OpenSearch:
    """A node, asked in JSON."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(f"{self.url}{path}", data, headers, method=method)  # noqa: S310 - our own address
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    def is_up(self) -> bool:
        try:
            return self.ask("GET", "/")["tagline"] != ""
        except (urllib.error.URLError, OSError):
            return False


@pytest.fixture(scope="module")
def opensearch(tmp_path_factory):
    jars, home, port = fetched(FOLDER), tmp_path_factory.mktemp("opensearch"), free_port()
    (home / "config").mkdir()
    command = [
        "java",
        "-Xmx512m",
        *LIGHT_JVM,
        "-cp",
        f"{jars}/*",
        str(FOLDER / "OpenSearchNode.java"),
        str(home),
        str(port),
    ]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads here
        )
    node = OpenSearch(port)
    until(lambda: node.is_up() or process.poll() is not None, what="the node", patience=120)
    assert process.poll() is None, (home / "log").read_text()[-3000:]
    yield node
    process.kill()
    process.wait()


def examples(name) -> list[dict]:
    paths: list[Path] = sorted((schemas.directory() / f"examples/articles.{name}").glob("*.json"))
    return [json.loads(path.read_text("utf-8")) for path in paths]


@pytest.fixture(scope="module")
def filled(opensearch):
    """An index of each mapping, with the examples of its topic."""
    for name in NAMES:
        opensearch.ask("PUT", f"/{name}", json.loads((TABLES / f"opensearch.{name}.json").read_text("utf-8")))
        for number, example in enumerate(examples(name)):
            opensearch.ask("PUT", f"/{name}/_doc/{number}", example)
        opensearch.ask("POST", f"/{name}/_refresh")
    return opensearch


def found(node, name, query):
    answer = node.ask("POST", f"/{name}/_search", {"query": query, "size": 100})
    return sorted(hit["_source"]["article_id"] for hit in answer["hits"]["hits"])


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_taken_and_comes_back_as_it_was(filled, name):
    answer = filled.ask("POST", f"/{name}/_search", {"query": {"match_all": {}}, "size": 100})
    kept = {hit["_id"]: hit["_source"] for hit in answer["hits"]["hits"]}

    assert kept == {str(number): example for number, example in enumerate(examples(name))}


def test_a_question_is_about_one_event_at_a_time(filled):
    def of_one_event(kind, mode):
        both = [{"term": {"events.type": kind}}, {"term": {"events.mode": mode}}]
        return found(filled, "enriched", {"nested": {"path": "events", "query": {"bool": {"filter": both}}}})

    pairs = {(event["type"], event["mode"]) for one in examples("enriched") for event in one["events"]}
    assert len({kind for kind, _ in pairs}) > 1
    for kind in {kind for kind, _ in pairs}:
        for mode in {mode for _, mode in pairs if mode}:
            expected = sorted(
                one["article_id"]
                for one in examples("enriched")
                if any((event["type"], event["mode"]) == (kind, mode) for event in one["events"])
            )
            assert of_one_event(kind, mode) == expected


def test_words_days_numbers_and_codes_are_searched(filled):
    arrests = json.loads((schemas.directory() / "examples/articles.enriched/arrests.json").read_text("utf-8"))
    here = arrests["article_id"]
    word = arrests["title"].split()[0].lower()
    assert here in found(filled, "enriched", {"match": {"title": word}})
    day = arrests["published_at"][:10]
    assert here in found(filled, "enriched", {"range": {"published_at": {"gte": f"{day}||-1d", "lte": f"{day}||+1d"}}})
    assert found(filled, "enriched", {"range": {"published_at": {"gte": "2100-01-01"}}}) == []
    [code] = [event["codes"]["cameo"] for event in arrests["events"]][:1]
    asked = {"nested": {"path": "events", "query": {"term": {"events.codes.cameo": code}}}}
    assert here in found(filled, "enriched", asked)
