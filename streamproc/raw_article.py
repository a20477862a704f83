"""A scraper's item ─► Article: the names extractors use, and every check of a field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import orjson

from streamproc.article import Article
from streamproc.errors import InvalidArticle, InvalidInput
from streamproc.urls import id_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "url": ("url", "canonical_link"),
    "title": ("title",),
    "text": ("text", "maintext", "raw_text"),
    "published_at": ("published_at", "date_publish", "publish_date", "date"),
    "source": ("source", "source_domain", "hostname"),
    "author": ("author", "authors"),
    "language": ("language",),
    "tags": ("tags",),
}
"""Our field ◄── the names it goes by, the first one that has a value counts: the raw article's own, news-please
(maintext, date_publish, source_domain, authors), newspaper4k (publish_date, authors, canonical_link), trafilatura
(hostname, date, raw_text), and Scrapy items with any of them."""

KNOWN = frozenset(name for names in NAMES.values() for name in names)

LONGEST = {"id": 512, "url": 8_192, "title": 10_000, "source": 1_000, "author": 1_000, "language": 100, "tags": 1_000}
"""Characters of a field, or of one element of a list."""

MOST = 200
"""Elements of a list."""

EXCERPT = 40
"""Characters of a wrong value that are shown."""

SENDER = 200
"""Characters of a source's name by which its articles are counted."""

_DATE = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,12})?)?) ?([Zz]|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large an article may be."""

    message_bytes: int = 10_485_760
    text_chars: int = 1_000_000
    extra_bytes: int = 16_384


DEFAULT_LIMITS = Limits()


def read_article(item: Any, limits: Limits = DEFAULT_LIMITS) -> Article:
    """Check an item field by field and make it an Article.

    Raises:
        InvalidArticle: a field is missing or wrong, the message starts with the field's name.
        InvalidInput: it is too large.
    """
    if not isinstance(item, dict):
        raise InvalidArticle(f"message: not an object but {_kind(item)}")
    item = _trafilatura(item)
    found = {ours: _first(item, names) for ours, names in NAMES.items()}
    text = _text(found["text"], limits)
    url = _url(found["url"])
    article_id = _string("id", found["id"])
    if article_id is None:
        if url is None:
            raise InvalidArticle("id, url: one of them must be given")
        article_id = id_of(url)
    return Article(
        id=article_id,
        text=text,
        title=_string("title", found["title"]),
        url=url,
        source=_string("source", found["source"]),
        author=_strings("author", found["author"]),
        language=_language(found["language"]),
        published_at=_date(found["published_at"]),
        tags=_strings("tags", found["tags"]),
        extra=_extra(item, limits),
    )


def sender_of(item: Mapping[str, Any]) -> str | None:
    """Whose item this is, be it an article or not."""
    source, url = (_first(item, NAMES[name]).value for name in ("source", "url"))
    return sender(*(value if isinstance(value, str) else None for value in (source, url)))


def sender(source: str | None, url: str | None) -> str | None:
    """The source, or the host of the URL; bounded, since it is the sender's own word."""
    if not source and url:
        try:
            source = urlsplit(url).hostname
        except ValueError:
            return None
    return source[:SENDER].lower() if source else None


def _trafilatura(item: dict[str, Any]) -> dict[str, Any]:
    """Trafilatura's ``source`` is the URL, and its ``hostname`` or ``source-hostname`` the source."""
    if "hostname" not in item or item.get("url"):
        return item
    return {**item, "url": item.get("source"), "source": item["hostname"]}


class _Found(NamedTuple):
    """A value and the name it goes by; None where no name has one."""

    name: str
    value: Any


def _first(item: Mapping[str, Any], names: tuple[str, ...]) -> _Found:
    """Return the first of these fields that says anything; ``"None"`` is how news-please writes that it has no date."""
    first = ""
    for name in names:
        if name in item:
            if item[name] not in (None, "", "None"):
                return _Found(name, item[name])
            first = first or name
    return _Found(first, None)


def _text(found: _Found, limits: Limits) -> str:
    if found.value is None:
        raise InvalidArticle(f"{found.name}: is blank" if found.name else "text: is missing")
    text = _checked(found)
    if len(text) > limits.text_chars:
        raise InvalidInput(f"{found.name}: {len(text):,} characters, more than {limits.text_chars:,}", "too_large")
    return text


def _string(field: str, found: _Found) -> str | None:
    if found.value is None:
        return None
    text = _checked(found)
    if len(text) > LONGEST[field]:
        raise InvalidInput(f"{found.name}: {len(text):,} characters, more than {LONGEST[field]:,}", "too_large")
    return text if text.strip() else None


def _strings(field: str, found: _Found) -> tuple[str, ...]:
    """Read a list of strings, or one string with semicolons (trafilatura)."""
    value = found.value
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, list):
        if value is None:
            return ()
        raise InvalidArticle(f"{found.name}: not a string or an array of strings: {_excerpt(value)}")
    if len(value) > MOST:
        raise InvalidInput(f"{found.name}: {len(value):,} elements, more than {MOST}", "too_large")
    texts = (_string(field, _Found(f"{found.name}[{index}]", element)) for index, element in enumerate(value))
    return tuple(text.strip() for text in texts if text)


def _checked(found: _Found) -> str:
    if not isinstance(found.value, str):
        raise InvalidArticle(f"{found.name}: not a string: {_excerpt(found.value)}")
    return found.value


def _url(found: _Found) -> str | None:
    url = _string("url", found)
    if url is None:
        return None
    url = url.strip()
    try:
        parts = urlsplit(url)
        absolute = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        absolute = False
    if not absolute or not url.isprintable() or " " in url:
        raise InvalidArticle(f"{found.name}: not an absolute http or https URL: {_excerpt(url)}")
    return url


def _language(found: _Found) -> str | None:
    language = _string("language", found)
    if language is None:
        return None
    if not _LANGUAGE.fullmatch(language):
        raise InvalidArticle(f"{found.name}: not a BCP 47 tag: {_excerpt(language)}")
    primary, *others = language.replace("_", "-").split("-")
    return "-".join([primary.lower(), *others])


def _date(found: _Found) -> datetime | None:
    """Read RFC 3339, a date alone, or one without a zone (UTC). The offset is kept: "today" is the article's day."""
    if found.value is None or (isinstance(found.value, str) and not found.value.strip()):
        return None
    match = _DATE.fullmatch(found.value.strip()) if isinstance(found.value, str) else None
    if not match:
        raise InvalidArticle(f"{found.name}: not a date: {_excerpt(found.value)}")
    day, time, zone = match.groups()
    try:
        return datetime.fromisoformat(f"{day}T{(time or '00:00').replace(',', '.')}{(zone or 'Z').upper()}")
    except ValueError:
        raise InvalidArticle(f"{found.name}: not a date: {_excerpt(found.value)}") from None


def _extra(item: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    """Keep the unknown fields, whole and in their order, as far as they fit."""
    extra: dict[str, Any] = {}
    room = limits.extra_bytes
    for name, value in item.items():
        if name in KNOWN:
            continue
        size = len(orjson.dumps({name: value}))
        if size <= room:
            extra[name] = value
            room -= size
    return extra


def _kind(value: Any) -> str:
    kinds = {
        dict: "an object",
        list: "an array",
        str: "a string",
        bool: "a truth value",
        int: "a number",
        float: "a number",
    }
    return kinds.get(type(value), "null")


def _excerpt(value: Any) -> str:
    """Show a wrong value: a little of it at most, and nothing of what is inside an object or array."""
    if isinstance(value, dict | list):
        return _kind(value)
    shown = repr(value)
    return shown if len(shown) <= EXCERPT else f"{shown[:EXCERPT]}…"
