"""Where enriched articles go: JSON Lines, a terminal, or a page."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, TextIO

from streamproc import codec
from streamproc.intake.limits import Limits
from streamproc.records import parse_enriched
from streamproc.terminal_text import escaped

BOUNDLESS = Limits(message_bytes=2**62, text_chars=2**62)
"""The engine has accepted the article already."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streamproc.intake.mapping import Fields

    Write = Callable[[bytes, bytes], None]
    """Takes an article's raw bytes and its enriched record."""


@contextmanager
def output(
    stream: TextIO,
    *,
    pretty: bool = False,
    everything: bool = False,
    page: Path | None = None,
    fields: Fields | None = None,
) -> Iterator[Write]:
    """A place for enriched articles: ``stream`` as JSON Lines or for people, or a file as a page.

    ``everything``: for people, show also what programs read of events. ``fields``: the operator's own paths, by which a page's articles are read once more.
    """
    if page is not None:
        with page_at(page, fields) as write:
            yield write
    elif pretty:
        yield for_people(stream, everything=everything)
    else:
        yield json_lines(stream)


def json_lines(stream: TextIO) -> Write:
    fit = escaped if stream.isatty() else bytes

    def write(_raw: bytes, enriched: bytes) -> None:
        stream.buffer.write(fit(enriched) + b"\n")
        stream.buffer.flush()

    return write


def for_people(stream: TextIO, *, everything: bool = False) -> Write:
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks

    from streamproc.render.pretty import article  # noqa: PLC0415

    console = Console(file=stream, highlight=False, markup=False)
    return lambda _raw, enriched: console.print(article(parse_enriched(enriched), everything=everything))


@contextmanager
def page_at(path: Path, fields: Fields | None = None) -> Iterator[Write]:
    """A page that grows with every article; it is whole when the context ends."""
    from streamproc.render.html import FOOT, head, section  # noqa: PLC0415

    with path.open("w", encoding="utf-8") as file:
        file.write(head())
        numbers = count(1)

        def write(raw: bytes, enriched: bytes) -> None:
            file.write(section(codec.decode(raw, BOUNDLESS, fields), parse_enriched(enriched), next(numbers)))

        yield write
        file.write(FOOT)
