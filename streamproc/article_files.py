"""Articles in files: plain text, JSON, JSON Lines, folders of them. Gives raw messages, as a scraper would publish them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from streamproc import codec
from streamproc.errors import ConfigurationError, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

JSON_LINES = {".jsonl", ".ndjson"}
TEXT = {".txt", ".text", ".md"}
ARTICLE_FILES = {".json", *JSON_LINES, *TEXT}
"""What is taken from a folder; a file that is named is read whatever it is called."""

LONGEST_TITLE = 250


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message for the raw topic. ``problem`` says why it will be dead-lettered, where that is known already."""

    key: bytes
    value: bytes
    origin: str
    problem: str | None = None


def article_files(paths: Iterable[Path]) -> list[Path]:
    """The files meant by these paths, folders opened (in order of name, hidden files left out).

    Raises:
        ConfigurationError: there is no such file or folder, or a folder without articles.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [file for file in sorted(path.rglob("*")) if is_article_file(file.relative_to(path), file)]
            if not inside:
                raise ConfigurationError(f"{path}: holds no articles ({', '.join(sorted(ARTICLE_FILES))})")
            files += inside
        elif path.exists():
            files.append(path)
        else:
            raise ConfigurationError(f"{path}: there is no such file or folder")
    return files


def is_article_file(name: Path, file: Path) -> bool:
    hidden = any(part.startswith(".") for part in name.parts)
    return file.is_file() and not hidden and file.suffix.lower() in ARTICLE_FILES


def raw_messages(file: Path) -> Iterator[RawMessage]:
    """The messages in a file. Whatever is no article comes along untouched: to refuse it is the worker's business."""
    suffix = file.suffix.lower()
    if suffix in JSON_LINES:
        with file.open("rb") as lines:
            yield from messages_of_lines(lines, str(file))
        return
    content = file.read_bytes()
    if suffix == ".json" or (suffix not in TEXT and content.lstrip()[:1] in (b"{", b"[")):
        yield from messages_of_json(content, str(file))
    else:
        yield message_of_text(content, file)


def messages_of_lines(lines: Iterable[bytes], origin: str) -> Iterator[RawMessage]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield raw_message(line.strip(), f"{origin}:{number}")


def messages_of_json(content: bytes, origin: str) -> Iterator[RawMessage]:
    """One object, an array of them, or (under a wrong name) one on every line."""
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError:
        lines = content.strip().splitlines()
        if len(lines) > 1 and is_json(lines[0]):
            yield from messages_of_lines(content.splitlines(), origin)
            return
        value = None
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield raw_message(orjson.dumps(item), f"{origin}[{number}]")
    else:
        yield raw_message(content.strip(), origin)


def is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def message_of_text(content: bytes, file: Path) -> RawMessage:
    """Plain text: the file's name is the id, a first line that stands alone and ends without a full stop is the title."""
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return raw_message(content, str(file))
    head, _, rest = text.partition("\n\n")
    is_title = (
        "\n" not in head and len(head) <= LONGEST_TITLE and not head.rstrip().endswith(".") and bool(rest.strip())
    )
    article = (
        {"id": file.stem, "title": head.strip(), "text": rest.strip()} if is_title else {"id": file.stem, "text": text}
    )
    return raw_message(codec.encode(article), str(file))


def raw_message(value: bytes, origin: str) -> RawMessage:
    """Keyed by the article's id, so that its revisions stay in order; by its origin where it has none."""
    try:
        return RawMessage(codec.decode(value).id.encode(), value, origin)
    except InvalidInput as problem:
        return RawMessage(Path(origin).name.encode(), value, origin, str(problem))
