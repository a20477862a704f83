"""``streamproc dlq``: look at dead letters, and send them to the raw topic again when their cause is mended."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, get_args

import click
import orjson
from dateutil import parser
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from streamproc.cli.progress import progress_bar
from streamproc.errors import Reason
from streamproc.settings import Settings
from streamproc.stream.dead_letters import Selection, find, find_one, replay, replayed, waiting
from streamproc.terminal_text import plain, plain_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.stream.dead_letters import StoredDeadLetter

ONE_LINE = 10_000
"""Columns on a pipe."""
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class TimeOption(click.ParamType):
    """A moment: RFC 3339, or a time ago as in ``90m``, ``2h``, ``7d``."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        if ago := re.fullmatch(r"(\d{1,6})([smhd])", value):
            return datetime.now(UTC) - timedelta(**{UNITS[ago[2]]: int(ago[1])})
        try:
            moment = parser.isoparse(value)
        except ValueError:
            self.fail(f"{value!r} is neither a time like 2026-01-31T12:00Z nor a time ago like 2h", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def selecting(function: Callable[..., None]) -> Callable[..., None]:
    """The filters that ``list`` and ``replay`` share."""
    for option in reversed(
        (
            click.option(
                "--reason",
                "reasons",
                multiple=True,
                type=click.Choice([*get_args(Reason)]),
                help="only those with this reason; may be repeated",
            ),
            click.option("--since", type=TimeOption(), help="only those from this time on: RFC 3339, or 2h, 7d ago"),
            click.option("--until", type=TimeOption(), help="only those before this time"),
        )
    ):
        function = option(function)
    return function


@click.group("dlq")
def command() -> None:
    """Look at dead letters, and send them again."""


@command.command("list")
@selecting
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="show the newest so many")
@click.option("--json", "as_json", is_flag=True, help="one JSON object a letter, for jq and the like")
def show_list(
    reasons: tuple[Reason, ...], since: datetime | None, until: datetime | None, limit: int, *, as_json: bool
) -> None:
    """List dead letters, newest last, and count them by reason.

    On a pipe each stands on one line, as long as it is.
    """
    selection = Selection(reasons=frozenset(reasons), since=since, until=until)
    letters, counts, done = asyncio.run(listed(selection, Settings(), limit))
    console = Console(highlight=False)
    if as_json:
        for letter in letters:
            click.echo(orjson.dumps(as_object(letter, sent_again=letter.place in done)))
    elif console.is_terminal:
        print_for_people(console, letters, done)
    else:
        console.width = ONE_LINE
        print_lines(console, letters, done)
    summary = ", ".join(f"{count} {reason}" for reason, count in counts.most_common())
    click.echo(f"{counts.total()} dead letters" + (f": {summary}" if summary else ""), err=True)


async def listed(
    selection: Selection, settings: Settings, limit: int
) -> tuple[list[StoredDeadLetter], Counter[str], set[str]]:
    letters: list[StoredDeadLetter] = []
    counts: Counter[str] = Counter()
    async for letter in find(selection, settings):
        counts[letter.reason] += 1
        letters = [*letters[-limit + 1 :], letter] if limit > 1 else [letter]
    return letters, counts, await replayed(settings)


def as_object(letter: StoredDeadLetter, *, sent_again: bool) -> dict[str, Any]:
    """What the list says of a letter; its value is what ``dlq show`` gives."""
    return {
        "place": letter.place,
        "time": letter.message.time.isoformat(),
        "reason": letter.reason,
        "explanation": letter.explanation,
        "key": text(letter.message.key),
        "origin": letter.origin,
        "attempt": letter.attempt,
        "sent_again": sent_again,
        "bytes": len(letter.message.value or b""),
    }


def print_for_people(console: Console, letters: list[StoredDeadLetter], done: set[str]) -> None:
    """Two lines or more a letter, so that words stay whole on any terminal: what it is, and below what is wrong."""
    for letter in letters:
        place, time, reason, attempt, key, explanation = map(plain, row(letter, letter.place in done))
        again = f"  attempt {attempt}" if attempt != "0" else ""
        console.print(Text.assemble((place, "bold"), f"  {time}  ", (reason, "red"), f"{again}  {key}"))
        console.print(Padding(Text(explanation), (0, 0, 0, 4)))


def print_lines(console: Console, letters: list[StoredDeadLetter], done: set[str]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("place", "time", "reason", "attempt", "key", "what is wrong"):
        table.add_column(column, overflow="fold")
    for letter in letters:
        table.add_row(*(Text(plain(cell)) for cell in row(letter, letter.place in done)))
    console.print(table)


def row(letter: StoredDeadLetter, sent_again: bool) -> tuple[str, ...]:  # noqa: FBT001 - a cell
    time = letter.message.time.isoformat(timespec="seconds")
    attempt = f"{letter.attempt}{' (sent again)' if sent_again else ''}"
    return letter.place, time, letter.reason, attempt, text(letter.message.key), letter.explanation


@command.command("show")
@click.argument("place", metavar="PARTITION:OFFSET")
def show(place: str) -> None:
    """Show one dead letter in full: its headers on standard error, its bytes on standard output.

    The bytes are untouched, unless standard output is a terminal: there control characters are marked.
    """
    if not re.fullmatch(r"\d{1,9}:\d{1,18}", place):
        raise click.BadParameter(f"{place!r} is not PARTITION:OFFSET, as 'dlq list' shows it")
    letter = asyncio.run(find_one(place, Settings()))
    if letter is None:
        raise click.ClickException(f"{place}: there is no such dead letter")
    click.echo(f"key: {plain(text(letter.message.key))}", err=True)
    click.echo(f"time: {letter.message.time.isoformat()}", err=True)
    for name, value in letter.message.headers:
        click.echo(f"{plain(name)}: {plain(text(value))}", err=True)
    write(letter.message.value or b"", click.get_binary_stream("stdout"))


def write(value: bytes, stream: BinaryIO) -> None:
    """The bytes untouched, unless a person would see them: no dead letter commands a terminal."""
    stream.write(plain_bytes(value) if stream.isatty() else value)


@command.command("replay")
@selecting
@click.option(
    "--max-attempts",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="leave alone what was sent again this often",
)
@click.option("--dry-run", is_flag=True, help="say what would be sent, send nothing")
def send_again(
    reasons: tuple[Reason, ...], since: datetime | None, until: datetime | None, max_attempts: int, *, dry_run: bool
) -> None:
    """Send dead letters to the raw topic again, with their key, their bytes and their original headers.

    Each is sent once: what an earlier replay sent is left out, so an interrupted replay can simply be run again.
    """
    settings = Settings()
    selection = Selection(reasons=frozenset(reasons), since=since, until=until, max_attempts=max_attempts)
    counts = asyncio.run(counted(selection, settings))
    for reason, count in counts.most_common():
        click.echo(f"{count} {reason}", err=True)
    if dry_run:
        click.echo(f"{counts.total()} dead letters would be sent again", err=True)
        return
    with progress_bar("sending again", total=counts.total()) as advance:
        count = asyncio.run(replay(selection, settings, sent=advance))
    click.echo(f"{count} dead letters sent again", err=True)


async def counted(selection: Selection, settings: Settings) -> Counter[str]:
    counts: Counter[str] = Counter()
    async for letter in waiting(selection, settings):
        counts[letter.reason] += 1
    return counts


def text(value: bytes | None) -> str:
    return value.decode("utf-8", "replace") if value is not None else ""
