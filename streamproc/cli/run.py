"""One run of ``streamproc enrich``: what was written and refused, how it is shown, how it ends."""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import AsyncExitStack, aclosing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from streamproc.cli.inputs import Inputs
from streamproc.engine.in_order import in_order
from streamproc.engine.outcome import Rejected
from streamproc.engine.pool import Pool
from streamproc.terminal_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from streamproc.article_files import RawMessage
    from streamproc.engine.outcome import Enriched
    from streamproc.settings import Settings

    Advance = Callable[[int, int], None]
    """Told of an article's bytes and words."""

COUNTED = ("entities", "quotes", "events")


@dataclass(slots=True)
class Run:
    """Counts of a run. ``show``: somebody looks, so that more than what went wrong is said. ``earlier``: records that were there."""

    inputs: Inputs
    show: bool
    earlier: int = 0
    read: int = 0
    written: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    words: int = 0
    found: Counter[str] = field(default_factory=Counter)
    since: float = field(default_factory=time.monotonic)

    async def enrich(
        self,
        settings: Settings,
        messages: Iterable[RawMessage],
        write: Callable[[bytes, Enriched], None],
        advance: Advance,
    ) -> None:
        """Write every article's records, in order, and report what can't be processed."""
        if self.show:
            click.echo("loading the model …", err=True)
        async with AsyncExitStack() as stack:
            pool = await stack.enter_async_context(Pool.from_settings(settings))
            self.since = time.monotonic()
            outcomes = await stack.enter_async_context(aclosing(in_order(pool, self.counted(messages))))
            async for place, raw, outcome in outcomes:
                if isinstance(outcome, Rejected):
                    self.rejected[outcome.reason] += 1
                    click.echo(plain(f"{place}: {outcome.reason}: {outcome.message}"), err=True)
                    advance(len(raw), 0)
                else:
                    write(raw, outcome)
                    self.written += 1
                    self.words += outcome.words
                    self.found.update(output.facet for output in outcome.outputs)
                    advance(len(raw), outcome.words)

    def counted(self, messages: Iterable[RawMessage]) -> Iterator[tuple[str, bytes]]:
        """The messages with their places, counted as they are read."""
        for message in messages:
            self.read += 1
            yield message.origin, message.value

    def stopped(self) -> None:
        """One line for a run that was ended from outside: records written, of articles read so far."""
        click.echo(f"stopped; {self.earlier + self.written:,} of {self.earlier + self.read:,} written", err=True)

    def summary(self) -> None:
        """What the whole run found."""
        if not self.show:
            return
        seconds = max(time.monotonic() - self.since, 0.001)
        parts = [f"{self.written:,} articles in {seconds:,.1f} s", f"{self.words / seconds:,.0f} words/s"]
        parts += [f"{self.found[name]:,} {name}" for name in COUNTED]
        if self.earlier:
            parts.append(f"{self.earlier:,} were there already")
        why = ", ".join(f"{count:,} {reason}" for reason, count in self.rejected.most_common())
        parts.append(f"rejected: {why}" if why else "none rejected")
        click.echo("; ".join(parts), err=True)


@contextmanager
def progress(inputs: Inputs, *, to_terminal: bool) -> Iterator[Advance]:
    """A bar on standard error, where that is a terminal and the records go somewhere else."""
    if not sys.stderr.isatty() or (to_terminal and sys.stdout.isatty()):
        yield lambda _bytes, _words: None
        return
    from rich import progress as bars  # noqa: PLC0415 - only where somebody looks
    from rich.console import Console  # noqa: PLC0415

    count = bars.TextColumn("{task.fields[articles]:,} articles, {task.fields[speed]:,.0f} words/s")
    columns: list[bars.ProgressColumn] = [bars.SpinnerColumn(), count, bars.TimeElapsedColumn()]
    if inputs.files.found:
        left = bars.TimeRemainingColumn(elapsed_when_finished=True)
        columns = [bars.BarColumn(), bars.TaskProgressColumn(), count, left]
    total = inputs.files.size or None
    with bars.Progress(*columns, console=Console(stderr=True), redirect_stdout=False, transient=True) as bar:
        task = bar.add_task("enrich", total=total, articles=0, speed=0.0)
        totals = {"articles": 0, "words": 0}

        def advance(size: int, words: int) -> None:
            totals["articles"] += 1
            totals["words"] += words
            elapsed = bar.tasks[task].elapsed or 1.0
            bar.update(task, advance=size, articles=totals["articles"], speed=totals["words"] / elapsed)

        yield advance
