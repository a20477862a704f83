"""Where an earlier run of ``streamproc enrich`` stopped: its output is the record of it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from streamproc.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streamproc.article_files import RawMessage


def output_file(path: Path | None) -> Path:
    """The file that an earlier run wrote: the one that is named, or the one that standard output goes to.

    Raises:
        ConfigurationError: there is none.
    """
    if path is not None:
        return path
    if not stat.S_ISREG(os.fstat(1).st_mode):
        raise ConfigurationError("--resume: say where the earlier records are: -o FILE, or >> FILE")
    return Path("/proc/self/fd/1")


def written_ids(path: Path) -> list[str]:
    """The ids of the whole records in a file, in order; half a record at its end is cut off."""
    if not path.exists():
        return []
    ids: list[str] = []
    whole = 0
    with path.open("rb+") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            try:
                ids.append(str(orjson.loads(line)["article_id"]))
            except (orjson.JSONDecodeError, KeyError, TypeError):
                raise ConfigurationError(f"--resume: {path} holds something else than enriched articles") from None
            whole += len(line)
        file.truncate(whole)
    return ids


def after(messages: Iterable[RawMessage], ids: list[str]) -> Iterator[RawMessage]:
    """The messages after the one whose record was written last. Those between that have no record were refused then.

    Raises:
        ConfigurationError: the records are not those of these messages.
    """
    expected = iter(ids)
    next_id = next(expected, None)
    for message in messages:
        if next_id is None:
            yield message
        elif message.key.decode("utf-8", "replace") == next_id:
            next_id = next(expected, None)
    if next_id is not None:
        raise ConfigurationError(f"--resume: the earlier records have {next_id!r}, which is not in this input")
