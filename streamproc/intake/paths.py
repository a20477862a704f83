"""Where a value stands in an item: ``source.title``, ``authors[].name``, ``source_url|host``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

MOST = 200
"""Elements of a list that are looked at."""

DEEPEST = 8


def values_at(item: Any, path: str) -> Iterable[Any]:
    """What stands at a path: nothing where there is nothing, several values where a list lies on the way.

    A name with a dot in it counts before the way through two objects. ``|host`` turns an address into its host.
    """
    steps, first, is_host = _read(path)
    if isinstance(item, dict) and steps not in item and first not in item:
        return ()  # so it is of most names that a field may have
    found = _walk(item, steps, 0)
    return map(host_of, found) if is_host else found


@lru_cache(maxsize=4_096)
def _read(path: str) -> tuple[str, str, bool]:
    """A path's steps, the first of them, and whether a host is asked for."""
    steps, _, transform = path.replace("[]", "").partition("|")
    return steps, steps.partition(".")[0], transform == "host"


def _walk(value: Any, steps: str, depth: int) -> Iterator[Any]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for element in value[:MOST]:
            yield from _walk(element, steps, depth + 1)
    elif isinstance(value, Mapping):
        if steps in value:
            yield value[steps]
            return
        name, dot, rest = steps.partition(".")
        if dot and name in value:
            yield from _walk(value[name], rest, depth + 1)


@lru_cache(maxsize=4_096)
def first_name(path: str) -> str:
    """The name at the top of the item that a path begins with."""
    return path.split("|", maxsplit=1)[0].split("[", maxsplit=1)[0].split(".", maxsplit=1)[0]


def host_of(value: Any) -> Any:
    """The host of an address without its ``www.``; the value itself where it is no address."""
    if not isinstance(value, str) or "//" not in value:
        return value
    try:
        return (urlsplit(value.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return None
