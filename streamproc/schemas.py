"""Whether the JSON Schemas, their examples, the code and the last release say the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from jsonschema import Draft202012Validator

from streamproc import codec, records
from streamproc.compatibility import Direction, breaking_changes
from streamproc.errors import InvalidInput, Reason, StreamprocError
from streamproc.intake.fields import LONGEST, MOST
from streamproc.intake.shape import GENERAL
from streamproc.records import avro_schema, json_schema
from streamproc.records.facets import ENRICHED, LINKS, PARTS, SCHEMA_FILES
from streamproc.records.messages import AVRO_TYPE, JSON_TYPE
from streamproc.schema_files import HEADERS, closed_schema, directory, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

JSON = dict[str, Any]


WIDENED = {(HEADERS, "$.content-type"): "another value only where a setting that is newer than the release asks for it"}
"""What was released narrower than it is: file and place ─► why that breaks nobody."""


def validator(file: str, *, closed: bool = False) -> Draft202012Validator:
    """A validator that also looks at formats; a closed one refuses fields that the schema does not describe."""
    schema = load(file)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(
        closed_schema(schema) if closed else schema, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def problems() -> Iterator[str]:
    """Everything that is wrong with the schemas: nothing, in a state that may be released."""
    yield from example_problems()
    yield from agreement_problems()
    yield from declaration_problems()
    yield from compatibility_problems()


def example_problems() -> Iterator[str]:
    """Examples that do not validate, or that the code reads or writes otherwise."""
    for topic, file in SCHEMA_FILES.items():
        paths = sorted((directory() / "examples" / topic).glob("*.json"))
        if not paths:
            yield f"{topic}: has no example"
        for path in paths:
            example = json.loads(path.read_text("utf-8"))
            place = f"examples/{topic}/{path.name}"
            value = example["headers"] if topic.endswith(".dlq") else example
            closed = topic not in ("articles.raw", "articles.raw.dlq")
            for error in validator(file, closed=closed).iter_errors(value):
                yield f"{place}: {error.json_path}: {error.message[:200]}"
            try:
                yield from (f"{place}: {problem}" for problem in CHECKS[topic](example))
            except StreamprocError as error:
                yield f"{place}: {error}"


def _check_raw(example: JSON) -> Iterator[str]:
    article = codec.decode(json.dumps(example).encode())
    if article.text != example["text"] or article.notes:
        yield "the text is not read as it is"


def _check_dead_letter(example: JSON) -> Iterator[str]:
    headers = [(name, text.encode()) for name, text in example["headers"].items()]
    letter = records.parse_dead_letter(example["value"].encode(), headers)
    try:
        codec.decode(example["value"].encode())
    except InvalidInput as error:
        if (error.reason, str(error)) != (letter.reason, letter.message):
            yield f"the code says {error.reason}: {error}"
    else:
        yield "the code finds nothing wrong"


def _check_record(topic: str) -> Callable[[JSON], Iterator[str]]:
    def check(example: JSON) -> Iterator[str]:
        written = json.loads(codec.encode(records.write(records.parse(topic, codec.encode(example)))))
        if written != example:
            fields = [name for name in {**example, **written} if written.get(name) != example.get(name)]
            yield f"the code writes it otherwise: {', '.join(fields)}"

    return check


CHECKS: dict[str, Callable[[JSON], Iterator[str]]] = {
    "articles.raw": _check_raw,
    "articles.raw.dlq": _check_dead_letter,
    **{
        f"articles.{facet}": _check_record(f"articles.{facet}")
        for facet in (*records.FACETS, *(link.name for link in LINKS))
    },
}


def agreement_problems() -> Iterator[str]:
    """Places where the schemas and the code differ, or one schema and another."""
    raw = load(SCHEMA_FILES["articles.raw"])
    if set(raw["properties"]) != set(GENERAL):
        yield f"raw_article: describes {sorted(raw['properties'])}, the code reads {sorted(GENERAL)}"
    for field, longest in LONGEST.items():
        if set(_values("maxLength", raw["properties"][field])) != {longest}:
            yield f"raw_article.{field}: the code allows {longest:,} characters"
    for field in ("author", "tags"):
        if set(_values("maxItems", raw["properties"][field])) != {MOST}:
            yield f"raw_article.{field}: the code allows {MOST} elements of a list"
    headers = load(SCHEMA_FILES["articles.raw.dlq"])["properties"]
    if headers["streamproc.reason"]["enum"] != list(get_args(Reason)):
        yield f"dead_letter_headers: the code's reasons are {get_args(Reason)}"
    said = load(HEADERS)["properties"]
    if said["content-type"]["enum"] != [JSON_TYPE, AVRO_TYPE]:
        yield f"record_headers: the code's content types are {JSON_TYPE} and {AVRO_TYPE}"
    types = said["ce_type"]["enum"]
    if types != [facet.ce_type for facet in (ENRICHED, *PARTS)]:
        yield f"record_headers: the code's facets are {list(records.FACETS)}"


def _values(keyword: str, node: Any) -> Iterator[Any]:
    """Every value of a keyword, however deep."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == keyword:
                yield value
            else:
                yield from _values(keyword, value)
    elif isinstance(node, list):
        for value in node:
            yield from _values(keyword, value)


def declaration_problems() -> Iterator[str]:
    """Schemas of records that are not what the records declare."""
    for file, schema in json_schema.schemas().items():
        if load(file) != schema:
            yield f"{file}: not as the code declares it; make docs writes it"
    for file, schema in avro_schema.schemas().items():
        if load(f"avro/{file}") != schema:
            yield f"avro/{file}: not as the code declares it; make docs writes it"


def compatibility_problems() -> Iterator[str]:
    """Changes since the last release that would break somebody who follows it."""
    for path in sorted((directory() / "released").glob("*.json")):
        direction: Direction = "input" if path.name == SCHEMA_FILES["articles.raw"] else "output"
        if not (directory() / path.name).is_file():
            yield f"{path.name}: was released and is gone"
            continue
        for change in breaking_changes(load(path.name, path.parent), load(path.name), direction):
            if (path.name, change.partition(": ")[0]) in WIDENED:
                continue
            yield f"{path.name}: {change}"
