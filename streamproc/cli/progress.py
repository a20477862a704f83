"""The progress bar of long work: on standard error unless told otherwise, and only where that is a terminal."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Literal


@contextmanager
def progress_bar(
    what: str, *, total: float | None, unit: Literal["items", "bytes"] = "items", console: Console | None = None
) -> Iterator[Callable[[float], None]]:
    """Show a bar while the block runs; call what it gives with the amount done.

    ``console``: where the block prints meanwhile, so that the bar stays below it.
    """
    console = console or Console(stderr=True)
    done = DownloadColumn() if unit == "bytes" else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), done, TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda amount: progress.advance(task, amount)
