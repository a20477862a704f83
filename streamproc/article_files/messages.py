"""Files ─► raw messages: one reader for each kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from streamproc import codec
from streamproc.article_files import archives, feeds, pages, tables
from streamproc.article_files.contents import UnreadableFile, opened, text_of, whole
from streamproc.article_files.finding import ARCHIVES, FEEDS, JSON_LINES, MARKDOWN, PAGES, TABLES, ArticleFile
from streamproc.article_files.texts import item_of_text
from streamproc.errors import InvalidInput
from streamproc.intake.opening import OTHERS
from streamproc.intake.shape import GENERAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_LINE = 64 * 2**20
"""Bytes of a line: six times the largest message that is read."""


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message for the raw topic. ``problem`` says why it will be dead-lettered, where that is known already."""

    key: bytes
    value: bytes
    origin: str
    problem: str | None = None


def raw_messages(file: ArticleFile, date: str | None = None) -> Iterator[RawMessage]:
    """The messages in a file. Whatever is no article comes along untouched: to refuse it is the worker's business.

    ``date``: when articles were published that do not say it themselves.

    Raises:
        UnreadableFile: the file can't be opened, or not be unpacked.
    """
    with opened(file.path) as content:
        yield from messages_of(content, file, date)


def messages_of(content: BinaryIO, file: ArticleFile, date: str | None) -> Iterator[RawMessage]:
    origin, kind = str(file.path), file.kind
    if kind in JSON_LINES:
        yield from messages_of_lines(iter(lambda: content.readline(LONGEST_LINE), b""), origin)
    elif kind in TABLES:
        yield from _of_items(tables.items_of_table(content, kind), origin, "row ", date, file.id)
    elif kind in ARCHIVES:
        yield from _of_items(archives.items_of_archive(content), origin, "record ", date, file.id)
    else:
        yield from messages_of_whole(whole(content), file, date)


def messages_of_whole(content: bytes, file: ArticleFile, date: str | None) -> Iterator[RawMessage]:
    """Files that are read as a whole; what has no suffix that is known is told by how it begins."""
    origin, kind = str(file.path), file.kind
    if other := next((name for magic, name in OTHERS.items() if content.startswith(magic)), None):
        raise UnreadableFile(f"is {other}")
    start = content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kind == ".json" or (kind not in MARKDOWN and start[:1] in (b"{", b"[") and kind != ".txt"):
        yield from messages_of_json(content, origin)
    elif kind in FEEDS or start.startswith((b"<?xml", b"<rss", b"<feed")):
        yield from _of_items(feeds.items_of_feed(content), origin, "entry ", date, file.id)
    elif kind in PAGES or start.startswith((b"<!doctype html", b"<html")):
        yield from _of_items([pages.item_of_page(text_of(content))], origin, "", date, file.id)
    else:
        item = item_of_text(text_of(content), file.id, markdown=kind in MARKDOWN)
        yield from _of_items([item], origin, "", date, file.id)


def stream_messages(content: BinaryIO, date: str | None = None) -> Iterator[RawMessage]:
    """The messages of standard input: JSON Lines as they come, or one JSON value, or a text."""
    first = content.readline(LONGEST_LINE)
    while first and not first.strip():
        first = content.readline(LONGEST_LINE)
    stdin = ArticleFile(Path("standard input"), "stdin")
    if first.lstrip()[:1] in (b"{", b"[") and is_json(first):
        lines = iter(lambda: content.readline(LONGEST_LINE), b"")
        yield from messages_of_lines(_chained(first, lines), "line ", before="")
        return
    rest = first + whole(content)
    if rest.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        yield from messages_of_json(rest, "line ", before="")
    elif rest.strip():
        yield from messages_of_whole(rest, stdin, date)


def _chained(first: bytes, lines: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from lines


def messages_of_lines(lines: Iterable[bytes], origin: str, before: str = ":") -> Iterator[RawMessage]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield raw_message(line.strip(), f"{origin}{before}{number}")


def messages_of_json(content: bytes, origin: str, before: str = ":") -> Iterator[RawMessage]:
    """One object, an array of them, or (under a wrong name, or with mistakes) one on every line."""
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError:
        lines = content.strip().splitlines()
        if len(lines) > 1 and any(map(is_json, lines[:20])):
            yield from messages_of_lines(content.splitlines(), origin, before)
            return
        value = None
    single = origin if before else "line 1"
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield raw_message(orjson.dumps(item), f"{single}[{number}]")
    elif isinstance(value, dict) and (items := feeds.items_of_json(value)) is not None:
        for number, item in enumerate(items, 1):
            yield raw_message(orjson.dumps(item), f"{single}[{number}]")
    else:
        yield raw_message(content.strip(), single)


def is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def _of_items(
    items: Iterable[dict[str, Any]], origin: str, each: str, date: str | None, own_id: str
) -> Iterator[RawMessage]:
    """Items of other kinds as messages; what has neither id nor address goes by its file, and its place in it."""
    for number, item in enumerate(items, 1):
        if not any(item.get(name) for name in ("id", "url", "link", "uri", "guid")):
            item = {"id": f"{own_id}-{number}" if each else own_id, **item}  # noqa: PLW2901 - completed
        if date and not any(item.get(name) for name in GENERAL["published_at"]):
            item = {**item, "published_at": date}  # noqa: PLW2901
        place = f"{origin}: {each}{number}" if each else origin
        yield raw_message(codec.encode_loosely(item), place)


def raw_message(value: bytes, origin: str) -> RawMessage:
    """Keyed by the article's id, so that its revisions stay in order; by its origin where it has none."""
    try:
        return RawMessage(codec.decode(value).id.encode(), value, origin)
    except InvalidInput as problem:
        return RawMessage(Path(origin).name.encode(), value, origin, str(problem))


__all__ = ["RawMessage", "UnreadableFile", "raw_messages", "stream_messages"]
