"""Fill in what the docs say of the code: the README's records, docs/SETTINGS.md, docs/METRICS.md, the tables of
docs/INTAKE.md, docs/EVENTS.md and docs/CONSUMING.md, the AsyncAPI document, the JSON and Avro schemas of the records and, of
these, the types in clients/.

python scripts/update_docs.py          # rewrites them; tests/test_docs.py fails when they are not up to date
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from scripts import build_clients, build_table_types, topic_docs
from scripts.event_docs import EVENTS, events_page
from streamproc import codec
from streamproc.intake.envelopes import ENVELOPES
from streamproc.intake.shape import GENERAL
from streamproc.intake.shapes import SHAPES
from streamproc.metrics.descriptions import markdown_table
from streamproc.nlp.pipeline import Pipeline, load_pipeline
from streamproc.records import avro_schema, json_schema, parse, records_of, write
from streamproc.records.facets import SCHEMA_FILES
from streamproc.schema_files import HEADERS
from streamproc.settings import Settings
from streamproc.settings.sources import PREFIX

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SETTINGS = ROOT / "docs/SETTINGS.md"
METRICS = ROOT / "docs/METRICS.md"
INTAKE = ROOT / "docs/INTAKE.md"
CONSUMING = ROOT / "docs/CONSUMING.md"
SCHEMAS_README = ROOT / "schemas/README.md"
SAMPLES = ROOT / "streamproc/data/samples"
WIDTH = 120
SHOWN = (("quotes", "11-tweets", "Your kids"), ("events", "13-protest", "arrested"))
"""The records of the README: facet, sample, and words that the record must hold."""


def settings_table() -> str:
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, PydanticUndefined, "") else f"`{shown(field.default)}`"
        lines.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines)


def shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "…"
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def records(pipeline: Pipeline) -> str:
    """One quote and one event as they are published, from the bundled samples."""
    blocks = []
    for facet, sample, words in SHOWN:
        article = codec.decode((SAMPLES / f"{sample}.json").read_bytes())
        [enrichment] = pipeline.enrich([article])
        of_facet = (record.value for record in records_of(article, enrichment) if record.facet == facet)
        found = [json.loads(codec.encode(value)) for value in of_facet]
        record = next(record for record in found if words in json.dumps(record, ensure_ascii=False))
        blocks.append(f"A message of `articles.{facet}`:\n\n```json\n{compact(record)}\n```")
    return "\n\n".join(blocks)


def compact(record: dict[str, object]) -> str:
    """The fields in order, as many on a line as fit."""
    lines = ["{"]
    for number, (name, value) in enumerate(record.items(), 1):
        field = f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}{',' if number < len(record) else ''}"
        if lines[-1] == "{" or len(lines[-1]) + len(field) > WIDTH:
            lines.append(f"  {field}")
        else:
            lines[-1] += f" {field}"
    return "\n".join([*lines, "}"])


def filled(text: str, section: str, content: str) -> str:
    """The text with the part between the section's markers replaced."""
    pattern = re.compile(rf"(<!-- {section} -->\n).*?(<!-- /{section} -->)", re.DOTALL)
    return pattern.sub(lambda match: f"{match[1]}{content}\n{match[2]}", text)


def readme(pipeline: Pipeline) -> str:
    return filled(README.read_text(), "record", records(pipeline))


def settings() -> str:
    return (
        "# Settings\n\n"
        "From the environment, or from a TOML file named by `STREAMPROC_CONFIG`, whose keys are the names without the prefix, in lower "
        "case. `streamproc config` prints the effective values. Made from the code by `make docs`.\n\n"
        + settings_table()
        + "\n"
    )


def metrics() -> str:
    return (
        "# Metrics\n\n"
        "Served on `/metrics` in Prometheus' format, beside Faust's own (`faust_…`) and the process's. Made from the code by "
        "`make docs`.\n\n" + markdown_table()
    )


def shapes_table() -> str:
    """Every shape: what it is known by, and where it has our fields."""
    lines = ["| shape | known by | our fields, looked for in this order |", "|---|---|---|"]
    for shape in SHAPES:
        known = [*(f"`{name}`" for name in shape.all_of), *([one_of(shape.one_of)] if shape.one_of else [])]
        places = "; ".join(
            f"{ours}: {', '.join(f'`{path}`' for path in paths)}" for ours, paths in shape.fields.items()
        )
        places = places.replace("|", r"\|")
        lines.append(f"| {shape.name} | {' and '.join(known)} | {places} |")
    return "\n".join(lines)


def one_of(names: tuple[str, ...]) -> str:
    return f"one of {', '.join(f'`{name}`' for name in names)}" if len(names) > 1 else f"`{names[0]}`"


def names_table() -> str:
    """The names that are looked for in every item."""
    lines = ["| field | names |", "|---|---|"]
    lines += [f"| `{ours}` | {', '.join(f'`{name}`' for name in names)} |" for ours, names in GENERAL.items()]
    return "\n".join(lines)


def intake() -> str:
    text = INTAKE.read_text()
    envelopes = ", ".join(envelope.name for envelope in ENVELOPES)
    for section, content in (("shapes", shapes_table()), ("names", names_table()), ("envelopes", envelopes)):
        text = filled(text, section, content)
    return text


def topic_tables() -> dict[Path, str]:
    """The pages with a table of the topics, and the AsyncAPI document."""
    tables = {CONSUMING: topic_docs.topics_table(), SCHEMAS_README: topic_docs.schemas_table()}
    pages = {path: filled(path.read_text("utf-8"), "topics", table) for path, table in tables.items()}
    return {**pages, topic_docs.ASYNCAPI: topic_docs.asyncapi()}


def schema_files() -> dict[Path, str]:
    """The JSON Schemas and the Avro schemas of the records, and their examples with every field that there is now."""
    folder = ROOT / "schemas"
    made = {folder / file: schema for file, schema in json_schema.schemas().items()}
    made |= {folder / "avro" / file: schema for file, schema in avro_schema.schemas().items()}
    made[folder / HEADERS] = topic_docs.header_schema()
    for topic in SCHEMA_FILES.keys() - {"articles.raw", "articles.raw.dlq"}:
        for path in sorted((folder / "examples" / topic).glob("*.json")):
            made[path] = write(parse(topic, path.read_bytes()))
    return {path: json.dumps(value, indent=2, ensure_ascii=False) + "\n" for path, value in made.items()}


if __name__ == "__main__":
    pipeline = load_pipeline()
    README.write_text(readme(pipeline))
    for path, text in topic_docs.missing_examples(pipeline).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    SETTINGS.write_text(settings())
    METRICS.write_text(metrics())
    INTAKE.write_text(intake())
    EVENTS.write_text(events_page(), encoding="utf-8")
    for path, text in {
        **topic_tables(),
        **schema_files(),
        **build_clients.files(),
        **build_table_types.files(),
    }.items():
        path.write_text(text, encoding="utf-8")
