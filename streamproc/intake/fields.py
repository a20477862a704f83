"""One field at a time: strings, names, tags and addresses as scrapers write them. What can't be read is a note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

LONGEST = {"id": 512, "url": 8_192, "title": 10_000, "source": 1_000, "author": 1_000, "language": 100, "tags": 1_000}
"""Characters of a field, or of one element of a list."""

MOST = 200
"""Elements of a list."""

EXCERPT = 40
"""Characters of a wrong value that are shown."""

NAMING = (
    "name", "title", "label", "term", "full_name", "display_name", "nameRaw", "rendered", "value", "@value", "$oid",
    "#text", "text", "id", "uri", "slug", "url",
)  # fmt: skip
"""What names an object, in this order."""

DEEPEST = 4

_SURROGATE = re.compile("[\ud800-\udfff]")


class Unreadable(ValueError):
    """The value can't be read as this field; the message says why."""


def bad_character(text: str) -> str | None:
    """What no record may hold: NUL, which databases refuse, and lone surrogates, which can't be encoded."""
    if (nul := text.find("\0")) >= 0:
        return f"has a NUL at character {nul}"
    if not text.isascii() and (found := _SURROGATE.search(text)):
        return f"lone surrogate U+{ord(found[0]):04X} at character {found.start()}"
    return None


def bad_value(value: Any, path: str) -> str | None:
    """The same for everything inside a value, with the place of what is wrong."""
    if isinstance(value, str):
        problem = bad_character(value)
        return f"{path}: {problem}" if problem else None
    if isinstance(value, Mapping):
        problem = next((found for name in value if (found := bad_character(name))), None)
        if problem:
            return f"{path}: a field's name: {problem}"
        inner = ((f"{path}.{name}", item) for name, item in value.items())
    elif isinstance(value, list):
        inner = ((f"{path}[{index}]", item) for index, item in enumerate(value))
    else:
        return None
    return next((problem for place, item in inner if (problem := bad_value(item, place))), None)


def surely_longer(value: Any, room: int) -> bool:
    """Whether a value takes more than so many bytes as JSON, found out without writing it; where it is close, False."""
    left, least = [value], 0
    while left and least <= room:
        one = left.pop()
        if isinstance(one, str):
            least += len(one) + 2
        elif isinstance(one, list | Mapping):
            least += 1 + 2 * len(one)  # every element, with a comma or bracket
            if least <= room:
                left += one if isinstance(one, list) else [*one, *one.values()]
    return least > room


def one_string(field: str, value: Any, depth: int = 0) -> str | None:
    """A string, a number as one, the name of an object, or the only element of a list; None where it is blank.

    Raises:
        Unreadable: it is none of these, too long, or holds characters that no record may hold.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return _checked(field, value)
    if isinstance(value, int | float) and not isinstance(value, bool) and field == "id":
        return str(int(value)) if float(value).is_integer() else str(value)
    if isinstance(value, list | Mapping) and depth < DEEPEST:
        return _inner_string(field, value, depth)
    raise Unreadable(f"not a string: {excerpt(value)}")


def _inner_string(field: str, value: list[Any] | Mapping[str, Any], depth: int) -> str | None:
    """The one string in a list, or an object's name; a title's parts belong together."""
    inner = value if isinstance(value, list) else [value[name] for name in NAMING if name in value]
    texts = (one_string(field, element, depth + 1) for element in inner[:MOST])
    found = [text for text in texts if text] if isinstance(value, list) else list(_first(texts))
    if len(found) > 1 and field != "title":
        raise Unreadable(f"{len(found):,} values where there is room for one")
    if found:
        return _checked(field, " ".join(found))
    if not inner and isinstance(value, list):
        return None
    raise Unreadable(f"not a string: {excerpt(value)}")


def _first(texts: Iterator[str | None]) -> Iterator[str]:
    for text in texts:
        if text:
            yield text
            return


def _checked(field: str, text: str) -> str | None:
    if problem := bad_character(text):
        raise Unreadable(problem)
    if len(text) > LONGEST[field]:
        raise Unreadable(f"{len(text):,} characters, more than {LONGEST[field]:,}")
    return text if text.strip() else None


_BY = re.compile(r"\s*[Bb][Yy]:?\s+(?=\S)")
"""What a line of authors begins with and no name does."""


def names_in(field: str, value: Any, path: str, depth: int = 0) -> Iterator[str | Unreadable]:
    """Yield every name of a list, a string with semicolons (tags: commas too), or objects; what can't be read as such."""
    if field == "tags" and isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        for part in re.split(separator(field, value), value):
            yield from _name(field, part, path)
    elif isinstance(value, list) and depth < DEEPEST:
        for index, element in enumerate(value):
            place = f"{path}[{index}]"
            yield from (
                _name(field, element, place) if isinstance(element, str) else names_in(field, element, place, depth + 1)
            )
    elif isinstance(value, Mapping) and {"first_name", "last_name"} & set(value) and "name" not in value:
        parts = (value.get(part) for part in ("first_name", "last_name"))
        yield from _name(field, " ".join(part for part in parts if isinstance(part, str)), path)
    elif value is not None:
        yield from _name(field, value, path)


def separator(field: str, value: str) -> str:
    return "[,;]" if field == "tags" and ";" not in value else ";"


def _name(field: str, value: Any, path: str) -> Iterator[str | Unreadable]:
    try:
        text = one_string(field, value)
    except Unreadable as problem:
        yield Unreadable(f"{path}: {problem}")
    else:
        name = _BY.sub("", text) if text and field == "author" else text
        if name and name.strip():
            yield name.strip()


def address(value: Any) -> str | None:
    """An absolute http or https URL.

    Raises:
        Unreadable: it is something else.
    """
    url = one_string("url", value)
    if url is None:
        return None
    url = url.strip()
    try:
        parts = urlsplit(url)
        absolute = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        absolute = False
    if not absolute or not url.isprintable() or " " in url:
        raise Unreadable(f"not an absolute http or https URL: {excerpt(url)}")
    return url


def kind(value: Any) -> str:
    """What a value is, in JSON's words."""
    kinds = {
        dict: "an object",
        list: "an array",
        str: "a string",
        bool: "a truth value",
        int: "a number",
        float: "a number",
    }
    return kinds.get(type(value), "null")


def excerpt(value: Any) -> str:
    """Show a wrong value: a little of it at most, and nothing of what is inside an object or array."""
    if isinstance(value, dict | list):
        return kind(value)
    shown = repr(value[: EXCERPT + 1] if isinstance(value, str) else value)
    return shown if len(shown) <= EXCERPT else f"{shown[:EXCERPT]}…"


def shown(path: str, longest: int = 80) -> str:
    """The sender's own words in a message: without control characters, not endless."""
    return ascii(path)[1:-1][:longest]
