"""Articles that are named on the command line: files, folders, standard input."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from streamproc.article_files import Files, article_files, raw_messages, stream_messages
from streamproc.article_files.messages import UnreadableFile
from streamproc.terminal_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streamproc.article_files import RawMessage

NAMED = 20
"""Skipped files that are named one by one."""


@dataclass(slots=True)
class Inputs:
    """Messages of files in order; ``unreadable`` counts what could not be opened. ``-`` is standard input."""

    paths: tuple[Path, ...]
    date: str | None = None
    unreadable: int = 0
    files: Files = field(default_factory=Files)

    def __post_init__(self) -> None:
        self.files = article_files(path for path in self.paths if str(path) != "-")

    def report(self) -> None:
        """Say which files are passed over and which paths lead nowhere."""
        for problem in self.files.problems:
            self.complain(problem)
        for path in self.files.skipped[:NAMED]:
            click.echo(plain(f"{path}: skipped: no kind of file that articles come in"), err=True)
        if len(self.files.skipped) > NAMED:
            click.echo(f"… and {len(self.files.skipped) - NAMED:,} more files skipped", err=True)

    def complain(self, problem: str) -> None:
        self.unreadable += 1
        click.echo(plain(problem), err=True)

    def messages(self) -> Iterator[RawMessage]:
        """Every message; a file that can't be read is reported and does not stop the others."""
        if not self.paths or any(str(path) == "-" for path in self.paths):
            yield from self.guarded("standard input", stream_messages(standard_input(), self.date))
        for file in self.files.found:
            yield from self.guarded(str(file.path), raw_messages(file, self.date))

    def guarded(self, name: str, messages: Iterable[RawMessage]) -> Iterator[RawMessage]:
        try:
            yield from messages
        except UnreadableFile as problem:
            self.complain(f"{name}: {problem}")


def standard_input() -> BinaryIO:
    """Standard input in a buffer of its own: Python aborts when it ends while a thread reads from ``sys.stdin``."""
    return open(sys.stdin.fileno(), "rb", closefd=False)
