"""What holds now: records of the latest revision of every article, out of topics that keep all of them.

    from streamproc.records.current import Current
    from streamproc.records.sqlite_store import SQLiteStore

    current = Current("quotes", store=SQLiteStore("quotes.db"))
    for message in consumer:  # of articles.enriched, and of articles.quotes if you like
        change = current.apply(message.topic(), message.value(), key=message.key(), headers=message.headers())

``articles.enriched`` says what an article consists of, so it alone tells what has become void: subscribe to it always.
The facets' own topics may be read beside it; the order between the two does not matter, and repeats change nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from streamproc.records.facets import FACETS
from streamproc.records.messages import InvalidRecord, unframed
from streamproc.records.reading import PARSERS
from streamproc.records.values import ParsedRecord, Revision
from streamproc.records.writing import origin_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping

JSON = dict[str, Any]

REVISION_HEADER = "ce_revision"
OF_THE_REVISION = ("revision", "content_hash")
"""What differs in each revision, whether or not the record says anything else."""


class Change(NamedTuple):
    """What a message has changed: records that are new or say something else now, and ids of those that hold no longer."""

    article_id: str
    records: tuple[ParsedRecord, ...] = ()
    void: tuple[str, ...] = ()


class Current:
    """The records of some facets that hold now.

    ``store`` keeps, under each article's id, a text of its records: a dict, an ``SQLiteStore``, or any mutable mapping
    of texts. Of an article that is gone it keeps the revision, so that nothing older brings it back.
    """

    def __init__(self, *facets: str, store: MutableMapping[str, str] | None = None) -> None:
        """Describe what to keep: ``entities``, ``quotes``, ``events``; all of them where none is named.

        Raises:
            ValueError: there is no such facet.
        """
        if unknown := set(facets) - set(FACETS[1:]):
            raise ValueError(f"{', '.join(sorted(unknown))}: not one of {', '.join(FACETS[1:])}")
        self._facets = facets or FACETS[1:]
        self._store: MutableMapping[str, str] = {} if store is None else store

    def apply(
        self,
        topic: str,
        value: bytes | None,
        *,
        key: bytes | None = None,
        headers: Iterable[tuple[str, bytes | None]] | None = (),
    ) -> Change:
        """Take a message of ``articles.enriched`` or of a facet's topic; other facets change nothing.

        A message without a value ends the article that its ``key`` names; ``headers`` say by which revision.

        Raises:
            InvalidRecord: the value is not a record of that topic.
        """
        facet = topic.rpartition(".")[2]
        if facet not in FACETS:
            raise InvalidRecord(f"{topic}: not one of {', '.join(FACETS)}")
        if value is None:
            article_id = (key or b"").decode("utf-8", "replace")
            return self._end(article_id, headers or ()) if facet == "enriched" else Change(article_id)
        record = unframed(value)
        PARSERS[facet](value)
        if facet == "enriched":
            return self._whole(record)
        return self._part(facet, record) if facet in self._facets else Change(record["article_id"])

    def records(self, article_id: str) -> list[ParsedRecord]:
        """The records of an article that hold now."""
        return [parsed(*held) for held in _State.load(self._store.get(article_id)).held.values()]

    def __iter__(self) -> Iterator[ParsedRecord]:
        """Every record that holds now."""
        for article_id in self._store:
            yield from self.records(article_id)

    def _whole(self, record: JSON) -> Change:
        """All that an article consists of: what is held of the same revision or an older one, and is not in it, is void."""
        origin = origin_of(record) | ({"revision": record["revision"]} if "revision" in record else {})
        parts = {part["id"]: (facet, origin | part) for facet in self._facets for part in record[facet]}
        return self._replace(record["article_id"], parts, revision_of(record))

    def _end(self, article_id: str, headers: Iterable[tuple[str, bytes | None]]) -> Change:
        named = [content for name, content in headers if name == REVISION_HEADER and content]
        try:
            revision = Revision(*map(int, named[-1].split(b"-"))) if named else None
        except (TypeError, ValueError) as error:
            raise InvalidRecord(f"{REVISION_HEADER}: {named[-1]!r}") from error
        return self._replace(article_id, {}, revision)

    def _replace(self, article_id: str, parts: Mapping[str, tuple[str, JSON]], revision: Revision | None) -> Change:
        state = _State.load(self._store.get(article_id))
        if not comes_after(revision, state.revision):
            return Change(article_id)
        void = [
            record_id
            for record_id, (_, held) in state.held.items()
            if record_id not in parts and not is_before(revision, revision_of(held))
        ]
        for record_id in void:
            del state.held[record_id]
        new = [one for record_id, one in parts.items() if state.takes(record_id, *one)]
        state.revision = revision
        self._store[article_id] = state.dump()
        return Change(article_id, tuple([parsed(*one) for one in new]), tuple(void))

    def _part(self, facet: str, record: JSON) -> Change:
        article_id, record_id = record["article_id"], record["id"]
        state = _State.load(self._store.get(article_id))
        if not comes_after(revision_of(record), state.revision) or not state.takes(record_id, facet, record):
            return Change(article_id)
        self._store[article_id] = state.dump()
        return Change(article_id, (parsed(facet, record),))


class _State:
    """What is held of an article: ``revision`` is that of the last whole list, None before the first."""

    def __init__(self, revision: Revision | None, held: dict[str, tuple[str, JSON]]) -> None:
        self.revision = revision
        self.held = held

    @classmethod
    def load(cls, text: str | None) -> _State:
        if text is None:
            return cls(None, {})
        value = json.loads(text)
        revision = Revision(*value["revision"]) if value["revision"] else None
        return cls(revision, {record["id"]: (facet, record) for facet, record in value["held"]})

    def dump(self) -> str:
        return json.dumps({"revision": self.revision, "held": list(self.held.values())}, separators=(",", ":"))

    def takes(self, record_id: str, facet: str, record: JSON) -> bool:
        """Hold the record unless the same revision of it, or a newer one, is held; whether it says anything new."""
        held = self.held.get(record_id)
        if held is not None and not comes_after(revision_of(record), revision_of(held[1])):
            return False
        self.held[record_id] = (facet, record)
        return held is None or without_revision(held[1]) != without_revision(record)


def parsed(facet: str, record: JSON) -> ParsedRecord:
    return PARSERS[facet](json.dumps(record).encode())


def revision_of(record: JSON) -> Revision | None:
    revision = record.get("revision")
    return None if revision is None else Revision(revision["partition"], revision["offset"])


def without_revision(record: JSON) -> JSON:
    return {name: value for name, value in record.items() if name not in OF_THE_REVISION}


def comes_after(one: Revision | None, other: Revision | None) -> bool:
    """Whether what came later by its arrival may replace what came earlier: it is neither the same nor certainly older."""
    return one is None or other is None or not (one == other or one.is_before(other))


def is_before(one: Revision | None, other: Revision | None) -> bool:
    return one is not None and other is not None and one.is_before(other)
