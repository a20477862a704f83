"""Digests of what others built and we run: models and the embedded broker. ``data/digests.tsv`` has those we have looked at."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE = Path(__file__).resolve().parent / "data" / "digests.tsv"
NO_CONTENT = frozenset(("__pycache__",))


def of_file(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def of_files(root: Path) -> dict[str, str]:
    """SHA-256 of every file in a directory, by its path there."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and NO_CONTENT.isdisjoint(path.parts))
    return {path.relative_to(root).as_posix(): of_file(path) for path in files}


def together(digests: Mapping[str, str]) -> str:
    """One digest for a directory: SHA-256 of its files' digests and paths, sorted, as ``sha256sum`` lists them."""
    listed = "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))
    return hashlib.sha256(listed.encode()).hexdigest()


def known(kind: str) -> dict[str, dict[str, str]]:
    """The table's entries of a kind (``model``, ``broker``): name ─► path ─► SHA-256."""
    found: dict[str, dict[str, str]] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            of_kind, name, path, digest = line.split("\t")
            if of_kind == kind:
                found.setdefault(name, {})[path] = digest
    return found
