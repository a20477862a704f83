"""A store for ``Current`` in a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class SQLiteStore(MutableMapping[str, str]):
    """Texts by article id in a file, so that memory does not grow with the number of articles.

    Nothing is durable before ``commit``: call it before you commit the consumer's offsets. After a crash some messages
    are read again, which changes nothing.
    """

    def __init__(self, path: str | Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY, held TEXT NOT NULL) WITHOUT ROWID"
        )

    def commit(self) -> None:
        self._database.commit()

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        self._database.close()

    def __getitem__(self, article_id: str) -> str:
        row = self._database.execute("SELECT held FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            raise KeyError(article_id)
        text: str = row[0]
        return text

    def __setitem__(self, article_id: str, held: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO articles VALUES (?, ?)", (article_id, held))

    def __delitem__(self, article_id: str) -> None:
        if not self._database.execute("DELETE FROM articles WHERE id = ?", (article_id,)).rowcount:
            raise KeyError(article_id)

    def __iter__(self) -> Iterator[str]:
        for (article_id,) in self._database.execute("SELECT id FROM articles ORDER BY id"):
            yield article_id

    def __len__(self) -> int:
        count: int = self._database.execute("SELECT count(*) FROM articles").fetchone()[0]
        return count
