"""What an article travels in: the envelopes of the Kafka ecosystem, of search engines, feeds and page metadata."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from streamproc.errors import InvalidArticle, InvalidInput
from streamproc.intake.strict_json import read_json
from streamproc.intake.structured import article_of_graph, article_of_page

Item = Mapping[str, Any]

DEEPEST = 4
"""Envelopes in each other: Connect around Debezium around an article, and one to spare."""


class Unwrapped(NamedTuple):
    """What was inside, and the names of the envelopes from the outside in."""

    item: Any
    envelopes: tuple[str, ...]


class Envelope(NamedTuple):
    """``fits`` an item; ``open`` takes out what is inside."""

    name: str
    fits: Callable[[Item], bool]
    open: Callable[[Item], Any]


def unwrap(item: Any) -> Unwrapped:
    """Take the article out of whatever is around it.

    Raises:
        InvalidArticle: an envelope that is known holds no article.
    """
    names: tuple[str, ...] = ()
    for _ in range(DEEPEST):
        if isinstance(item, list):
            item = _only_one(item)
        if not isinstance(item, Mapping):
            break
        envelope = next((one for one in ENVELOPES if one.fits(item)), None)
        if envelope is None:
            break
        names += (envelope.name,)
        item = envelope.open(item)
    return Unwrapped(item, names)


def _only_one(items: list[Any]) -> Any:
    """A list of JSON-LD is a page's metadata; any other list with one article in it is that article."""
    if any(isinstance(item, Mapping) and ("@type" in item or "@graph" in item) for item in items):
        return {"@graph": items}
    return items[0] if len(items) == 1 and isinstance(items[0], Mapping) else items


def _has(*names: str) -> Callable[[Item], bool]:
    return lambda item: all(name in item for name in names)


def _cloud_event(item: Item) -> Any:
    if "data_base64" in item:
        try:
            text = base64.b64decode(item["data_base64"], validate=True).decode()
        except (binascii.Error, ValueError, TypeError):
            raise InvalidArticle("CloudEvents: data_base64 holds no text in Base64") from None
        return _embedded(text, "CloudEvents: data_base64")
    return _inner("CloudEvents", item, "data")


def _debezium(item: Item) -> Any:
    if item["after"] is None:
        raise InvalidArticle("Debezium: after is null: a row that was deleted is no article")
    return _inner("Debezium", item, "after")


def _inner(name: str, item: Item, inside: str) -> Any:
    """What a field holds: an object, or its JSON as a string."""
    value = item.get(inside)
    if isinstance(value, str) and value.lstrip()[:1] == "{":
        value = _embedded(value, f"{name}: {inside}")
    if not isinstance(value, Mapping):
        raise InvalidArticle(f"{name}: {inside} holds no article")
    return value


def _embedded(text: str, place: str) -> Any:
    """JSON in a string, held to the same rules as the message around it."""
    try:
        return read_json(text)
    except InvalidInput as problem:
        raise InvalidArticle(f"{place}: a string that holds no such article: {problem}") from None


def _elasticsearch(item: Item) -> Any:
    source = _inner("Elasticsearch", item, "_source")
    return source if "id" in source or "url" in source else {"id": item.get("_id"), **source}


def _feed(name: str, inside: str, owner: str) -> Callable[[Item], Any]:
    """A whole feed as one message: possible where it holds one article."""

    def open_feed(item: Item) -> Any:
        items = item[inside]
        if len(items) != 1 or not isinstance(items[0], Mapping):
            raise InvalidArticle(f"{name}: {len(items):,} {inside}; a message holds one article")
        return with_feed(items[0], item.get(owner) if owner else item)

    return open_feed


def with_feed(entry: Item, feed: Any) -> dict[str, Any]:
    """An entry with what only its feed says: the title as its source, language and authors."""
    found = dict(entry)
    if isinstance(feed, Mapping):
        for name in ("language", "authors", "author"):
            if name not in found and feed.get(name):
                found[name] = feed[name]
        if "source" not in found and "publisher" not in found and feed.get("title"):
            found["source"] = feed["title"]
    return found


ENVELOPES: tuple[Envelope, ...] = (
    Envelope(
        "Kafka Connect",
        lambda item: set(item) == {"schema", "payload"},
        lambda item: _inner("Kafka Connect", item, "payload"),
    ),
    Envelope("Debezium", lambda item: "op" in item and {"before", "after"} & set(item) == {"before", "after"}, _debezium),
    Envelope("CloudEvents", lambda item: "specversion" in item and bool({"data", "data_base64"} & set(item)), _cloud_event),
    Envelope(
        "MongoDB change stream",
        _has("operationType", "fullDocument"),
        lambda item: _inner("MongoDB change stream", item, "fullDocument"),
    ),
    Envelope("Elasticsearch", _has("_source"), _elasticsearch),
    Envelope(
        "feedparser feed",
        lambda item: isinstance(item.get("entries"), list) and "feed" in item,
        _feed("feedparser feed", "entries", "feed"),
    ),
    Envelope(
        "JSON Feed",
        lambda item: isinstance(item.get("items"), list) and "jsonfeed.org" in str(item.get("version"))[:100],
        _feed("JSON Feed", "items", ""),
    ),
    Envelope("extruct", lambda item: isinstance(item.get("json-ld", item.get("microdata")), list), article_of_page),
    Envelope("JSON-LD", lambda item: isinstance(item.get("@graph"), list), article_of_graph),
    Envelope(
        "article",
        lambda item: isinstance(item.get("article"), Mapping) and "text" not in item,
        lambda item: item["article"],
    ),
)  # fmt: skip
"""Looked through from the top."""
