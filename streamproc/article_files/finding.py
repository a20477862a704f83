"""Which files are meant by the paths that somebody names, and under which id each of them goes."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

JSON_LINES = frozenset({".jsonl", ".ndjson"})
TEXT = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
FEEDS = frozenset({".rss", ".atom", ".xml"})
TABLES = frozenset({".csv", ".tsv"})
ARCHIVES = frozenset({".warc"})
PACKED = frozenset({".gz", ".zst"})
KINDS = JSON_LINES | TEXT | MARKDOWN | PAGES | FEEDS | TABLES | ARCHIVES | {".json"}
"""What is taken from a folder, packed or not; a file that is named is read whatever it is called."""


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file with articles. ``id`` is its articles' where they have none of their own; ``kind`` the suffix that says what it is."""

    path: Path
    id: str

    @property
    def kind(self) -> str:
        return kind_of(self.path)

    @property
    def size(self) -> int:
        """Bytes on the disk; 0 where that can't be told."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


@dataclass(slots=True)
class Files:
    """What was found: the files in order, those in folders that are no articles, and what is wrong with a path."""

    found: list[ArticleFile] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(file.size for file in self.found)


def article_files(paths: Iterable[Path]) -> Files:
    """The files meant by these paths, folders opened (in order of name, hidden files left out)."""
    files = Files()
    named: list[Path] = []
    for path in paths:
        if path.is_dir():
            _open_folder(path, files)
        elif path.exists():
            named.append(path)
            files.found.append(ArticleFile(path, bare(path).name))
        else:
            files.problems.append(f"{path}: there is no such file or folder")
    _tell_apart(files, named)
    return files


def _open_folder(folder: Path, files: Files) -> None:
    before = len(files.found)
    for path in sorted(_visible(folder)):
        if kind_of(path) in KINDS:
            files.found.append(ArticleFile(path, bare(path.relative_to(folder)).as_posix()))
        else:
            files.skipped.append(path)
    if len(files.found) == before:
        files.problems.append(f"{folder}: holds no articles ({', '.join(sorted(KINDS))}, also with .gz or .zst)")


def _visible(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def _tell_apart(files: Files, named: list[Path]) -> None:
    """Files of one name in different folders go by their paths below the folder that they share."""
    counts = Counter(file.id for file in files.found)
    if len(counts) == len(files.found) or not named:
        return
    shared = Path(os.path.commonpath([path.absolute().parent for path in named]))
    files.found = [
        ArticleFile(file.path, bare(file.path.absolute().relative_to(shared)).as_posix())
        if file.path in named and counts[file.id] > 1
        else file
        for file in files.found
    ]


def kind_of(path: Path) -> str:
    """The suffix that says what is inside, in small letters."""
    suffix = path.suffix.lower()
    return path.with_suffix("").suffix.lower() if suffix in PACKED else suffix


def bare(path: Path) -> Path:
    """The path without the suffixes of kind and packing."""
    if path.suffix.lower() in PACKED:
        path = path.with_suffix("")
    return path.with_suffix("") if path.suffix.lower() in KINDS else path
