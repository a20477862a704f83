"""``streamproc config``: what is set, by whom, and what it means."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click
import orjson
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from streamproc.masking import MASK, mask
from streamproc.settings import Settings
from streamproc.settings.sources import PREFIX
from streamproc.terminal_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Row:
    """A setting as it is in force. ``source`` is environment, file or default."""

    name: str
    variable: str
    value: Any
    source: str
    meaning: str


@click.command("config")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with the variable's name.")
@click.option("--changed", is_flag=True, help="Only what differs from the defaults.")
def command(*, as_json: bool, changed: bool) -> None:
    """Show every setting: its value, where it comes from, what it means.

    Each setting NAME is set by the variable STREAMPROC_NAME, or by a line `name = value` of the TOML file. The
    environment wins. A secret can be given as a file that holds it: STREAMPROC_NAME_FILE. Secrets are masked.
    """
    shown = [row for row in rows(Settings()) if row.source != "default" or not changed]
    if as_json:
        for row in shown:
            click.echo(escaped(orjson.dumps(asdict(row))))
    else:
        show(shown)
    for name in Settings.unknown_variables():
        click.echo(f"warning: {name} sets nothing: there is no such setting", err=True)


def rows(settings: Settings) -> Iterator[Row]:
    """Every setting in the order of the class."""
    for name, field in Settings.model_fields.items():
        yield Row(
            name=name,
            variable=f"{PREFIX}{name.upper()}",
            value=plain(getattr(settings, name)),
            source=Settings.origin(name),
            meaning=field.description or "",
        )


def plain(value: Any) -> Any:
    """The value as JSON can show it, a secret as stars."""
    if isinstance(value, SecretStr):
        return MASK
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(element) for element in value]
    if isinstance(value, str):
        return mask(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def show(shown: list[Row]) -> None:
    """Print a table; on a pipe as wide as it needs to be, so that grep finds whole lines."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 400
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, wrap in (("setting", False), ("value", True), ("source", False), ("meaning", True)):
        table.add_column(title, no_wrap=not wrap, overflow="fold")
    for row in shown:
        value = "" if row.value is None else ", ".join(row.value) if isinstance(row.value, list) else str(row.value)
        style = "bold" if row.source != "default" else ""
        table.add_row(row.name, value, row.source, row.meaning, style=style)
    console.print(table)
