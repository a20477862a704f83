"""``streamproc schemas``: the records' JSON and Avro schemas, and whether they may be released."""

from __future__ import annotations

import click

from streamproc.errors import ConfigurationError, MissingExtra
from streamproc.records.facets import AVRO_FILES, SCHEMA_FILES
from streamproc.schema_files import directory


@click.group("schemas")
def command() -> None:
    """Show the schemas of the records, or check them."""


@command.command("list")
@click.option("--avro", is_flag=True, help="the Avro schemas of the output topics instead")
def list_(*, avro: bool) -> None:
    """List the topics with the schema of each, and the folder they are in."""
    in_avro = {f"articles.{facet}": f"avro/{file}" for facet, file in AVRO_FILES.items()}
    for topic, file in (in_avro if avro else SCHEMA_FILES).items():
        click.echo(f"{topic:18} {directory() / file}")


@command.command("check")
def check() -> None:
    """Check that examples validate, code and schemas agree, and no released field is broken.

    The exit status is 1 when something is wrong, with a line for each thing on standard error.
    """
    try:
        from streamproc import schemas  # noqa: PLC0415 - jsonschema is an extra
    except ImportError as error:
        raise MissingExtra(str(error.name), "schemas") from error

    problems = list(schemas.problems())
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise ConfigurationError(f"the schemas can't be released: {len(problems)} problems")
    click.echo(f"{len(SCHEMA_FILES)} schemas are in order")
