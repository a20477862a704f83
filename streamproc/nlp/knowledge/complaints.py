"""What is wrong with lexicon files, gathered so that all of it is said at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_SAID = 20


class Complaints:
    """Lines that name file, entry and field."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, path: Path, where: str, messages: Iterable[str]) -> None:
        """``where``: the entry or type in the file, empty for the file as a whole."""
        self.lines.extend(
            f"{path.name}: {where}: {message}" if where else f"{path.name}: {message}" for message in messages
        )

    def raise_if_any(self) -> None:
        """Raise ConfigurationError with one line for each mistake."""
        if self.lines:
            more = len(self.lines) - MOST_SAID
            raise ConfigurationError("\n".join(self.lines[:MOST_SAID] + ([f"and {more} more"] if more > 0 else [])))
