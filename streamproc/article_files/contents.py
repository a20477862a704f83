"""The bytes and characters of a file: unpacked, decoded, bounded."""

from __future__ import annotations

import codecs
import gzip
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

import zstandard
from charset_normalizer import from_bytes

from streamproc.errors import StreamprocError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 256 * 2**20
"""Bytes of a file that is read as a whole, unpacked."""

SAMPLE = 100_000
"""Bytes from which a legacy encoding is told."""


class UnreadableFile(StreamprocError):
    """The file can't be read; the message says why."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file's bytes, unpacked where its name says that it is packed.

    Raises:
        UnreadableFile: it can't be opened, or is broken.
    """
    try:
        with path.open("rb") as file:
            match path.suffix.lower():
                case ".gz":
                    with gzip.open(file) as unpacked:
                        yield cast("BinaryIO", unpacked)
                case ".zst":
                    with zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as unpacked:
                        import io  # noqa: PLC0415 - lines of a stream that has none

                        yield cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", unpacked)))
                case _:
                    yield file
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        raise UnreadableFile(getattr(error, "strerror", None) or str(error) or type(error).__name__) from error


def whole(file: BinaryIO) -> bytes:
    """All bytes of a file.

    Raises:
        UnreadableFile: there are too many.
    """
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UnreadableFile(f"larger than {LARGEST // 2**20} MB")
    return content


def text_of(content: bytes) -> str:
    """Decode: by its byte order mark, as UTF-8, or in the legacy encoding that it looks like. Line ends stay as they are."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        pass
    return content.decode(legacy_encoding(content), "replace")


def legacy_encoding(content: bytes) -> str:
    """The encoding that bytes look like which are no UTF-8; Windows-1252 where that can't be told."""
    found = from_bytes(content[:SAMPLE]).best()
    if found is None or found.encoding in ("ascii", "latin_1"):
        return "cp1252"
    return found.encoding
