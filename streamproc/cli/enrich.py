"""``streamproc enrich``: JSON Lines in, enriched JSON Lines out, no Kafka."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from streamproc.engine.outcome import Rejected
from streamproc.engine.pool import Pool, usable_cores
from streamproc.logs import configure
from streamproc.render.output import output
from streamproc.settings import Settings, origin

if TYPE_CHECKING:
    from streamproc.engine.outcome import Outcome
    from streamproc.render.output import Write

AHEAD = 256
"""Articles that may be on their way for each process while an earlier one is waited for."""


@click.command("enrich")
@click.option("--processes", type=click.IntRange(1), help="Processes that run the model; one per core by default.")
@click.option("--model", help="spaCy model: a package or a directory.")
@click.option("--pretty", is_flag=True, help="Show what was found as text for people instead of JSON.")
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write a page with the highlighted text to this file instead of JSON to standard output.",
)
@click.pass_context
def command(ctx: click.Context, processes: int | None, model: str | None, *, pretty: bool, page: Path | None) -> None:
    """Enrich articles without Kafka: JSON Lines or text in, JSON Lines out."""
    given = {"processes": processes, "model": model}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    configure("warning" if origin("log_level") == "default" else settings.log_level, settings.log_format)
    with output(sys.stdout, pretty=pretty, page=page) as write:
        bad = asyncio.run(enrich_lines(settings, sys.stdin.buffer, write))
    ctx.exit(1 if bad else 0)


async def enrich_lines(settings: Settings, source: BinaryIO, write: Write) -> int:
    """Enrich line by line, in order; returns how many lines were bad."""
    bad = 0
    queue: asyncio.Queue[tuple[int, bytes, asyncio.Task[Outcome]] | None] = asyncio.Queue(
        AHEAD * (settings.processes or usable_cores())
    )
    async with Pool.from_settings(settings) as pool:

        async def read() -> None:
            number = 0
            while line := await asyncio.to_thread(source.readline):
                number += 1
                if line.strip():
                    await queue.put((number, line, asyncio.create_task(pool.enrich(line))))
            await queue.put(None)

        reading = asyncio.create_task(read())
        while (item := await queue.get()) is not None:
            number, line, task = item
            outcome = await task
            if isinstance(outcome, Rejected):
                bad += 1
                print(f"line {number}: {outcome.reason}: {outcome.message}", file=sys.stderr)  # noqa: T201
            else:
                write(line, outcome.outputs[0].value)
        await reading
    return bad
