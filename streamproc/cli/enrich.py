"""``streamproc enrich``: articles in, enriched JSON Lines, tables or text for people out; no Kafka."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from streamproc import codec
from streamproc.cli import resuming
from streamproc.cli.inputs import Inputs
from streamproc.cli.run import Run, progress
from streamproc.intake.dates import NotADate, read_date
from streamproc.intake.mapping import read_mapping
from streamproc.logs import configure
from streamproc.render.output import output
from streamproc.render.tables import Format, tables
from streamproc.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.engine.outcome import Enriched

    Write = Callable[[bytes, Enriched], None]

PAGES = (".html", ".htm")
INTERRUPTED = 130


def page_name(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    """Guard an article that was named where the page's name belongs: it would be overwritten."""
    if path is not None and path.suffix.lower() not in PAGES:
        raise click.BadParameter(f"{path} would be overwritten, and is no name of a page: it ends in .html")
    return path


def a_date(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """Read a date as articles have it."""
    try:
        found = read_date(text)
    except NotADate:
        raise click.BadParameter(f"{text!r} is no date, e.g. 2026-01-20 or 2026-01-20T16:45+03:00") from None
    return found.isoformat() if found else None


@click.command("enrich")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--processes", type=click.IntRange(1), help="Processes that run the model; one per core by default.")
@click.option("--model", help="spaCy model: a package or a directory.")
@click.option("--date", callback=a_date, help="When articles were published that do not say it (text, pages, tables).")
@click.option("--map", "fields", help="Where your items have our fields: text=body.content,title=headline.")
@click.option("--pretty", is_flag=True, help="Show what was found as text for people instead of JSON.")
@click.option(
    "--all", "everything", is_flag=True, help="With --pretty: also type, mode, confidence and rule of every event."
)
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=page_name,
    help="Write a page with the highlighted text to this file instead of JSON to standard output.",
)
@click.option("--facets", "by_facet", is_flag=True, help="One record a line as on the topics, with its facet's name.")
@click.option("--format", "form", type=click.Choice(get_args(Format)), help="Flat tables in this format; needs --out.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the tables of --format.")
@click.option("-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write JSON Lines here.")
@click.option("--resume", is_flag=True, help="Go on after the last whole record of the output (-o FILE or >> FILE).")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    *,
    processes: int | None,
    model: str | None,
    date: str | None,
    fields: str | None,
    form: Format | None,
    out: Path | None,
    file: Path | None,
    pretty: bool,
    everything: bool,
    page: Path | None,
    by_facet: bool,
    resume: bool,
) -> None:
    """Enrich articles without Kafka.

    FILES are JSON Lines, JSON, text, Markdown, web pages, RSS, Atom and JSON feeds, CSV and TSV with a header, WARC archives,
    any of them packed with gzip or Zstandard, or folders of them; without any, and for -, standard input is read: JSON or text.
    One enriched article a line is written as soon as it is ready, in the order of the input.

    An article or file that can't be processed is reported on standard error with its place and the reason, and the run
    goes on. Exit status: 0 when all were processed, 1 otherwise, 130 when it was interrupted.
    """  # fmt: skip
    if (form is None) != (out is None):
        raise click.UsageError("--format and --out go together: --format csv --out FOLDER")
    if sum(map(bool, (pretty, page, by_facet, form))) > 1 or (resume and (pretty or page or by_facet or form)):
        raise click.UsageError("--pretty, --html, --facets and --format are one choice; --resume is for JSON Lines")
    if everything and not pretty:
        raise click.UsageError("--all goes with --pretty")
    given = {"processes": processes, "model": model, "fields": fields, "copies": False, "stories": False}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    configure(
        "warning" if Settings.origin("log_level") == "default" else settings.log_level,
        settings.log_format,
    )
    inputs = Inputs(files, date)
    inputs.report()
    run = Run(inputs, show=sys.stderr.isatty() or form is not None)
    messages = inputs.messages()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with ExitStack() as stack:
            if resume:
                ids = resuming.written_ids(resuming.output_file(file))
                run.earlier, messages = len(ids), resuming.after(messages, ids)
            write = destination(
                stack,
                file,
                form,
                out,
                pretty=pretty,
                everything=everything,
                page=page,
                by_facet=by_facet,
                resume=resume,
                fields=settings.fields,
            )
            advance = stack.enter_context(progress(inputs, to_terminal=file is None and form is None))
            asyncio.run(run.enrich(settings, messages, write, advance))
    except KeyboardInterrupt:
        run.stopped()
        ctx.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        run.stopped()
        ctx.exit(1)
    run.summary()
    ctx.exit(1 if run.rejected or inputs.unreadable else 0)


def destination(
    stack: ExitStack,
    file: Path | None,
    form: Format | None,
    out: Path | None,
    *,
    pretty: bool,
    everything: bool,
    page: Path | None,
    by_facet: bool,
    resume: bool,
    fields: str,
) -> Write:
    """Where the records go, as the options say."""
    if form is not None and out is not None:
        table = stack.enter_context(tables(form, out))
        return lambda _raw, outcome: table(enriched_of(outcome))
    stream = sys.stdout if file is None else stack.enter_context(file.open("a" if resume else "w", encoding="utf-8"))
    write = stack.enter_context(
        output(stream, pretty=pretty, everything=everything, page=page, fields=read_mapping(fields))
    )
    if by_facet:
        return lambda raw, outcome: each_record(write, raw, outcome)
    return lambda raw, outcome: write(raw, enriched_of(outcome))


def each_record(write: Callable[[bytes, bytes], None], raw: bytes, outcome: Enriched) -> None:
    """Every record as on the topics, the name of its facet in front."""
    for one in outcome.outputs:
        write(raw, codec.joined(codec.encode({"facet": one.facet}), one.value))


def enriched_of(outcome: Enriched) -> bytes:
    return next(one.value for one in outcome.outputs if one.facet == "enriched")
