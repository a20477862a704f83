"""Compressed record batches unpacked piece by piece: whatever they unpack to, little of it is in memory at any time."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from typing import TYPE_CHECKING, Protocol

import cramjam
import lz4.frame
import zstandard

if TYPE_CHECKING:
    from collections.abc import Iterator

NONE, GZIP, SNAPPY, LZ4, ZSTD = range(5)
"""Kafka's numbers for its codecs."""

PIECE = 65_536
ZSTD_WINDOW = 8_388_608
"""Bytes of the window that a zstd frame may ask for; Kafka's own levels ask for 2 MB, RFC 8878 advises to support 8."""
XERIAL = b"\x82SNAPPY\x00"
XERIAL_HEADER = 16
LONGEST_VARINT = 5

BROKEN = (
    ValueError, EOFError, OSError, RuntimeError, IndexError, struct.error, zlib.error, zstandard.ZstdError,
    cramjam.DecompressionError,
)  # fmt: skip
"""What the codecs raise on bytes that are none of theirs."""


class TooMuch(Exception):
    """More was asked for than may be unpacked."""


class Source(Protocol):
    """A file of unpacked bytes: ``read`` gives so many at most, none at the end."""

    def read(self, size: int, /) -> bytes: ...


def unpacked(codec: int, packed: bytes, *, block: int) -> Source:
    """The unpacked bytes as a file; ``block`` bounds what snappy, which can't be unpacked in pieces, may give at once.

    Raises:
        TooMuch: a block of snappy is larger.
        ValueError: there is no such codec.
    """
    if codec == NONE:
        return io.BytesIO(packed)
    if codec == GZIP:
        return gzip.GzipFile(fileobj=io.BytesIO(packed))
    if codec == SNAPPY:
        return Chunks(snappy_blocks(packed, block))
    if codec == LZ4:
        frames: Source = lz4.frame.open(io.BytesIO(packed))
        return frames
    if codec == ZSTD:
        reader = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        return reader.stream_reader(packed, read_across_frames=True)
    raise ValueError(f"no codec has the number {codec}")


def snappy_blocks(packed: bytes, block: int) -> Iterator[bytes]:
    """The blocks of snappy, raw or in xerial's framing (Java's)."""
    if not packed.startswith(XERIAL):
        yield snappy_block(packed, block)
        return
    position = XERIAL_HEADER
    while position < len(packed):
        (size,) = struct.unpack_from(">i", packed, position)
        position += 4
        if not 0 < size <= len(packed) - position:
            raise ValueError("a block of snappy has no valid length")
        yield snappy_block(packed[position : position + size], block)
        position += size


def snappy_block(packed: bytes, block: int) -> bytes:
    """One block, whose first bytes say how long it becomes."""
    size = shift = 0
    for byte in packed[:LONGEST_VARINT]:
        size |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 - the top bit says that more follows
            break
    if size > block:
        raise TooMuch(f"a block of snappy that unpacks to {size:,} bytes")
    return bytes(cramjam.snappy.decompress_raw(packed))


class Chunks:
    """An iterator of bytes as a file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._chunk = b""
        self._position = 0

    def read(self, size: int, /) -> bytes:
        while self._position == len(self._chunk):
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._chunk, self._position = chunk, 0
        piece = self._chunk[self._position : self._position + size]
        self._position += len(piece)
        return piece


class Reader:
    """Reads numbers and bytes from a source, and no more than ``allowance`` bytes altogether."""

    def __init__(self, source: Source, allowance: int) -> None:
        self._source = source
        self._allowance = allowance
        self._buffer = b""
        self._position = 0

    def take(self, size: int) -> bytes:
        """The next bytes.

        Raises:
            EOFError: there are not so many.
            TooMuch: the allowance is used up.
        """
        pieces = []
        while size > 0:
            piece = self._some(size)
            pieces.append(piece)
            size -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def skip(self, size: int) -> None:
        while size > 0:
            size -= len(self._some(size))

    def varint(self) -> int:
        """A zigzag number of up to 64 bits."""
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:  # noqa: PLR2004 - the top bit says that more follows
                return (value >> 1) ^ -(value & 1)
            shift += 7
            if shift > 63:  # noqa: PLR2004 - of 64 bits
                raise ValueError("a number of more than 64 bits")

    def at_end(self) -> bool:
        try:
            self._fill()
        except EOFError:
            return True
        return False

    def _some(self, size: int) -> bytes:
        self._fill()
        piece = self._buffer[self._position : self._position + size]
        self._position += len(piece)
        return piece

    def _fill(self) -> None:
        if self._position < len(self._buffer):
            return
        piece = self._source.read(PIECE)
        if not piece:
            raise EOFError("the batch ends in the middle of a record")
        self._allowance -= len(piece)
        if self._allowance < 0:
            raise TooMuch("a batch that unpacks to more than is allowed")
        self._buffer, self._position = piece, 0
