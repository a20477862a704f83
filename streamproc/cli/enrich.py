"""``streamproc enrich``: JSON Lines or text in, enriched JSON Lines out, no Kafka."""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from streamproc.article_files import JSON_LINES, article_files, raw_messages
from streamproc.engine.in_order import in_order
from streamproc.engine.outcome import Rejected
from streamproc.engine.pool import Pool
from streamproc.logs import configure
from streamproc.render.output import output
from streamproc.settings import Settings, origin
from streamproc.terminal_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from streamproc.render.output import Write

    Advance = Callable[[int, int], None]
    """Told of an article's bytes and words."""

PAGES = (".html", ".htm")


def page_name(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    """Guard an article that was named where the page's name belongs: it would be overwritten."""
    if path is not None and path.suffix.lower() not in PAGES:
        raise click.BadParameter(f"{path} would be overwritten, and is no name of a page: it ends in .html")
    return path


@click.command("enrich")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--processes", type=click.IntRange(1), help="Processes that run the model; one per core by default.")
@click.option("--model", help="spaCy model: a package or a directory.")
@click.option("--pretty", is_flag=True, help="Show what was found as text for people instead of JSON.")
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=page_name,
    help="Write a page with the highlighted text to this file instead of JSON to standard output.",
)
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    processes: int | None,
    model: str | None,
    *,
    pretty: bool,
    page: Path | None,
) -> None:
    """Enrich articles without Kafka: JSON Lines or text in, JSON Lines out.

    FILES are JSON Lines, JSON, plain text (one article a file) or folders of them; without any, JSON Lines are read
    from standard input. One enriched article a line is written as soon as it is ready, in the order of the input.

    An article that can't be processed is reported on standard error with its line number and the reason, and the run
    goes on. Exit status: 0 when all were processed, 1 otherwise.
    """  # fmt: skip
    given = {"processes": processes, "model": model}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    configure("warning" if origin("log_level") == "default" else settings.log_level, settings.log_format)
    messages = messages_in(files) if files else lines_of(standard_input(), "line ")
    with output(sys.stdout, pretty=pretty, page=page) as write, progress(files) as advance:
        bad = asyncio.run(enrich(settings, messages, write, advance))
    ctx.exit(1 if bad else 0)


async def enrich(settings: Settings, messages: Iterable[tuple[str, bytes]], write: Write, advance: Advance) -> int:
    """Write every article's enriched record, in order; returns how many could not be processed."""
    bad = 0
    async with Pool.from_settings(settings) as pool:
        async for place, raw, outcome in in_order(pool, messages):
            if isinstance(outcome, Rejected):
                bad += 1
                click.echo(plain(f"{place}: {outcome.reason}: {outcome.message}"), err=True)
                advance(len(raw), 0)
            else:
                write(raw, next(one.value for one in outcome.outputs if one.facet == "enriched"))
                advance(len(raw), outcome.words)
    return bad


def messages_in(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Raw messages with where they came from: ``news.jsonl:17``."""
    for file in article_files(paths):
        if file.suffix.lower() in JSON_LINES:
            with file.open("rb") as lines:
                yield from lines_of(lines, f"{file}:")
        else:
            yield from ((message.origin, message.value) for message in raw_messages(file))


def standard_input() -> BinaryIO:
    """Standard input in a buffer of its own: Python aborts when it ends while a thread reads from ``sys.stdin``."""
    return open(sys.stdin.fileno(), "rb", closefd=False)


def lines_of(lines: BinaryIO, prefix: str) -> Iterator[tuple[str, bytes]]:
    """One message a line that is not empty, with the line's number."""
    for number, line in enumerate(iter(lines.readline, b""), 1):
        if line := line.strip():
            yield f"{prefix}{number}", line


@contextmanager
def progress(files: Iterable[Path]) -> Iterator[Advance]:
    """A bar on standard error, where that is a terminal and the records go somewhere else."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda _bytes, _words: None
        return
    from rich import progress as bars  # noqa: PLC0415 - only where somebody looks
    from rich.console import Console  # noqa: PLC0415

    count = bars.TextColumn("{task.fields[articles]:,} articles, {task.fields[speed]:,.0f} words/s")
    columns: list[bars.ProgressColumn] = [bars.SpinnerColumn(), count, bars.TimeElapsedColumn()]
    if files:
        left = bars.TimeRemainingColumn(elapsed_when_finished=True)
        columns = [bars.BarColumn(), bars.TaskProgressColumn(), count, left]
    total = sum(file.stat().st_size for file in article_files(files)) if files else None
    with bars.Progress(*columns, console=Console(stderr=True), redirect_stdout=False, transient=True) as bar:
        task = bar.add_task("enrich", total=total, articles=0, speed=0.0)
        totals = {"articles": 0, "words": 0}

        def advance(size: int, words: int) -> None:
            totals["articles"] += 1
            totals["words"] += words
            elapsed = bar.tasks[task].elapsed or 1.0
            bar.update(task, advance=size, articles=totals["articles"], speed=totals["words"] / elapsed)

        yield advance
