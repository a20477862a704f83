"""Rows of CSV and TSV files as items, their fields named by the header."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from streamproc.article_files.contents import SAMPLE, UnreadableFile, legacy_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = ",;\t|"
LONGEST_FIELD = 16 * 2**20


def items_of_table(content: BinaryIO, kind: str) -> Iterator[dict[str, Any]]:
    """One item a row; empty cells are left out.

    Raises:
        UnreadableFile: it has no header, or is no such table.
    """
    buffered = (
        content if isinstance(content, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", content), SAMPLE)
    )
    sample = buffered.peek(SAMPLE)
    csv.field_size_limit(LONGEST_FIELD)
    text = io.TextIOWrapper(buffered, encoding=_encoding(sample), errors="replace", newline="")
    header = sample.splitlines()[0].decode("utf-8", "replace") if sample else ""
    delimiter = "\t" if kind == ".tsv" else max(DELIMITERS, key=header.count)
    rows = csv.DictReader(text, delimiter=delimiter)
    if not rows.fieldnames:
        raise UnreadableFile("has no header")
    try:
        for row in rows:
            yield {name.strip(): cell for name, cell in row.items() if name and cell}
    except csv.Error as error:
        raise UnreadableFile(f"row {rows.line_num}: {error}") from error
    finally:
        text.detach()


def _encoding(sample: bytes) -> str:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        sample[: sample.rfind(b"\n") + 1 or None].decode()
    except UnicodeDecodeError:
        return legacy_encoding(sample)
    return "utf-8-sig"
