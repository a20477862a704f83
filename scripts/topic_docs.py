"""What schemas and docs say of the output topics, made of their declarations: the channels, operations and messages of
``schemas/asyncapi.yaml``, the tables of topics, the types in the headers, and a first example where there is none."""

from __future__ import annotations

import inspect
import json
import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from streamproc import codec, records
from streamproc.records.facets import ENRICHED, LINKS, PARTS, Facet
from streamproc.schema_files import HEADERS

if TYPE_CHECKING:
    from streamproc.nlp.pipeline import Pipeline

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "schemas"
ASYNCAPI = SCHEMAS / "asyncapi.yaml"
SAMPLES = ROOT / "streamproc/data/samples"
OUTPUTS = (ENRICHED, *PARTS, *LINKS)


def asyncapi() -> str:
    """The document with what is made of the declarations, between two comments each."""
    text = ASYNCAPI.read_text("utf-8")
    for section, made in (("channels", channel), ("operations", operation), ("messages", message)):
        pattern = re.compile(rf"(^ *# {section} of records, by make docs\n).*?(^ *# end\n)", re.DOTALL | re.MULTILINE)
        content = "".join(map(made, OUTPUTS))
        text = pattern.sub(lambda match, content=content: f"{match[1]}{content}{match[2]}", text)
    return text


def channel(facet: Facet) -> str:
    what = facet.meaning.partition(": ")[2]
    said = f"{what[:1].upper()}{what[1:]} One message per {facet.per}. {facet.more}".strip()
    folded = textwrap.fill(said, 110, initial_indent=" " * 6, subsequent_indent=" " * 6, break_long_words=False)
    return (
        f"  {facet.name}:\n"
        f"    address: {facet.topic}\n"
        f"    title: {plural(facet)}\n"
        f"    description: >-\n{folded}\n"
        "    messages:\n"
        f"      {key(facet)}:\n"
        f"        $ref: '#/components/messages/{key(facet)}'\n"
    )


def operation(facet: Facet) -> str:
    return (
        f"  send{plural(facet).title().replace(' ', '')}:\n"
        "    action: send\n"
        "    channel:\n"
        f"      $ref: '#/channels/{facet.name}'\n"
        f"    summary: Publish {plural(facet).lower()}.\n"
        "    messages:\n"
        f"      - $ref: '#/channels/{facet.name}/messages/{key(facet)}'\n"
    )


def message(facet: Facet) -> str:
    return (
        f"    {key(facet)}:\n"
        f"      name: {facet.ce_type}\n"
        f"      title: {facet.title}\n"
        f"      headers:\n{headers(facet)}"
        "      payload:\n"
        f"        $ref: {facet.schema_file}\n"
        f"      examples:\n{examples(facet)}"
        "      bindings:\n"
        "        kafka:\n"
        "          key:\n"
        "            $ref: '#/components/schemas/articleId'\n"
    )


def headers(facet: Facet) -> str:
    if facet not in LINKS:
        return f"        $ref: {HEADERS}\n"
    return (
        "        type: object\n"
        "        description: The CloudEvents Kafka binding, binary mode, as on every record.\n"
        "        properties:\n"
        "          ce_type:\n"
        f"            const: {facet.ce_type}\n"
        "          ce_id:\n"
        "            type: string\n"
        "            description: the article's id\n"
    )


def key(facet: Facet) -> str:
    """``enrichedArticle``"""
    first, *more = facet.title.split()
    return "".join([first.lower(), *(word.capitalize() for word in more)])


def plural(facet: Facet) -> str:
    """The topic's own name, as far as it is one: ``Entities``, but ``Enriched articles``."""
    return f"{facet.title}s" if " " in facet.title else facet.name.capitalize()


def examples(facet: Facet) -> str:
    """All that there are."""
    return "".join(
        f"        - name: {path.stem}\n          payload:\n            $ref: {path.relative_to(SCHEMAS).as_posix()}\n"
        for path in sorted((SCHEMAS / "examples" / facet.topic).glob("*.json"))
    )


def topics_table() -> str:
    """What a subscriber finds on each topic, and what reads it."""
    readers = {
        inspect.signature(read).return_annotation: name
        for name, read in vars(records).items()
        if name.startswith("parse_")
    }
    lines = ["| topic | one message per | `streamproc.records` |", "|---|---|---|"]
    for facet in OUTPUTS:
        call = f"{readers[facet.record.__name__]}(value)" if facet.record.__name__ in readers else "parse(topic, value)"
        lines.append(f"| `{facet.topic}` | {facet.per} | `{call}` |")
    lines.append("| `articles.raw.dlq` | message that could not be processed | `parse_dead_letter(value, headers)` |")
    return "\n".join(lines)


def schemas_table() -> str:
    """Topic and schema."""
    return "\n".join(
        [
            "| topic | schema |",
            "|---|---|",
            "| `articles.raw` (in) | `raw_article.v1.schema.json` |",
            *(f"| `{facet.topic}` | `{facet.schema_file}` |" for facet in OUTPUTS),
            "| `articles.raw.dlq` | `dead_letter_headers.v1.schema.json` (the value is the original message, untouched) |",
            f"| every output record's headers | `{HEADERS}` |",
        ]
    )


def header_schema() -> dict[str, object]:
    """The schema of the headers, with the types that there are."""
    schema: dict[str, object] = json.loads((SCHEMAS / HEADERS).read_text("utf-8"))
    found = [ENRICHED, *PARTS]
    topics = [facet.topic for facet in found]
    schema["description"] = (
        f"Headers of every message of {', '.join(topics[:-1])} and {topics[-1]}, each as UTF-8 text: the CloudEvents Kafka "
        "binding, binary mode."
    )
    schema["properties"]["ce_type"]["enum"] = [facet.ce_type for facet in found]  # type: ignore[index]  # it is read from a file
    return schema


def missing_examples(pipeline: Pipeline, folder: Path = SCHEMAS / "examples") -> dict[Path, str]:
    """For each topic without an example the first such record of the bundled samples; a stage's come from the stage."""
    wanted = {facet.name: facet for facet in (ENRICHED, *PARTS) if not any((folder / facet.topic).glob("*.json"))}
    found: dict[Path, str] = {}
    for sample in sorted(SAMPLES.glob("*.json")):
        if not wanted:
            break
        article = codec.decode(sample.read_bytes())
        [enrichment] = pipeline.enrich([article])
        for record in records.records_of(article, enrichment):
            if facet := wanted.pop(record.facet, None):
                value = json.loads(codec.encode(record.value))
                path = folder / facet.topic / f"{sample.stem}.json"
                found[path] = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    return found
