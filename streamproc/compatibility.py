"""Would a changed schema break those who follow the released one?

What we read may become laxer, what we write may gain fields. Nothing else may change within a major version: no field
is removed, renamed, given another type or, where we write it, left out; no value that was accepted is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = dict[str, Any]
Direction = Literal["input", "output"]

WORDS = frozenset({"$schema", "$id", "$comment", "$defs", "title", "description", "examples", "default", "deprecated"})
"""Keywords that say something to people only, or are followed where they are referred to."""

AT_LEAST = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
AT_MOST = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})


def breaking_changes(old: JSON, new: JSON, direction: Direction) -> Iterator[str]:
    """Yield every breaking change with its place. ``input``: we read it; ``output``: we write it."""
    yield from _Comparison(old, new, direction).compare(old, new, "$")


class _Comparison:
    def __init__(self, old: JSON, new: JSON, direction: Direction) -> None:
        self.roots = (old, new)
        self.lax = direction == "input"
        self.seen: set[tuple[str, str]] = set()

    def compare(self, old: JSON, new: JSON, path: str) -> Iterator[str]:
        refs = (old.get("$ref", ""), new.get("$ref", ""))
        if any(refs):
            if refs in self.seen:
                return
            self.seen.add(refs)
        old, new = self.resolved(old, self.roots[0]), self.resolved(new, self.roots[1])
        for keyword in sorted((old.keys() | new.keys()) - WORDS):
            yield from self.keyword(keyword, old.get(keyword), new.get(keyword), path)

    def resolved(self, schema: JSON, root: JSON) -> JSON:
        """The schema with what it refers to merged in."""
        while "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            schema = {**root["$defs"][name], **{key: value for key, value in schema.items() if key != "$ref"}}
        return schema

    def keyword(self, keyword: str, old: Any, new: Any, path: str) -> Iterator[str]:
        if keyword == "properties":
            yield from self.properties(old or {}, new or {}, path)
        elif keyword == "items" and old and new:
            yield from self.compare(old, new, f"{path}[]")
        elif keyword == "anyOf" and old and new and len(old) == len(new):
            for before, after in zip(old, new, strict=True):
                yield from self.compare(before, after, path)
        elif keyword == "required":
            yield from self.required(set(old or ()), set(new or ()), path)
        elif keyword in ("type", "enum"):
            yield from self.values(keyword, old, new, path)
        elif old != new and not (self.lax and laxer(keyword, old, new)):
            yield f"{path}: {keyword} was {shown(old)}, is {shown(new)}"

    def properties(self, old: JSON, new: JSON, path: str) -> Iterator[str]:
        for name in old:
            if name in new:
                yield from self.compare(old[name], new[name], f"{path}.{name}")
            else:
                yield f"{path}.{name}: is gone"

    def required(self, old: set[str], new: set[str], path: str) -> Iterator[str]:
        if self.lax:
            yield from (f"{path}.{name}: was optional, is required" for name in sorted(new - old))
        else:
            yield from (f"{path}.{name}: was always there, is optional" for name in sorted(old - new))

    def values(self, keyword: str, old: Any, new: Any, path: str) -> Iterator[str]:
        """Types and enumerations: what we read may grow, what we write must stay."""
        before, after = as_set(old), as_set(new)
        if before != after and not (self.lax and (after is None or (before is not None and before < after))):
            yield f"{path}: {keyword} was {shown(old)}, is {shown(new)}"


def as_set(value: Any) -> frozenset[str] | None:
    """The types or values as a set; None stands for any."""
    if value is None:
        return None
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset({str(value)})


def laxer(keyword: str, old: Any, new: Any) -> bool:
    """Whether a keyword now refuses less."""
    if new is None:
        return True
    if old is None:
        return False
    return (keyword in AT_LEAST and new < old) or (keyword in AT_MOST and new > old)


def shown(value: Any) -> str:
    return "not given" if value is None else str(value)[:80]
