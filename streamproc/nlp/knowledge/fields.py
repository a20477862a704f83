"""What the fields of lexicon and cue files may hold, and the words in which a wrong one is refused."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

MOST_LISTED = 80
"""Valid values that a complaint lists."""


class Declaration(BaseModel):
    """A part of a lexicon file. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _words(value: object) -> tuple[str, ...]:
    """A YAML list of words, or one string of words separated by blanks, in which ``_`` joins two; a class keeps its own."""
    if isinstance(value, str):
        return _checked([part if part[0] == "@" else part.replace("_", " ") for part in value.split()])
    return _checked(value)


def _lemmas(value: object) -> tuple[str, ...]:
    for word in (words := _words(value)):
        if " " in word:
            raise ValueError(
                f"{word!r} is more than one word: a verb with a particle is 'verbs' and 'particle', else 'phrases'"
            )
    return words


def _phrases(value: object) -> tuple[str, ...]:
    """A list of phrases, or one string of phrases separated by commas."""
    if isinstance(value, str):
        value = [part.strip().replace("_", " ") for part in value.split(",")]
    return _checked(value)


def _checked(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(word, str) for word in value):
        raise ValueError(f"must be words, not {value!r}")
    for word in value:
        if not word.strip():
            raise ValueError("holds an empty word")
        if "," in word:
            raise ValueError(f"{word!r} holds a comma: separate words by blanks, or write a list [one, two]")
        if word != word.lower():
            raise ValueError(f"{word!r} is never found: words are in lower case")
    return tuple(value)


def _sentences(value: object) -> tuple[str, ...]:
    found = (value,) if isinstance(value, str) else value
    if not isinstance(found, (list, tuple)) or not all(isinstance(s, str) and s.strip() for s in found):
        raise ValueError(f"must be sentences, not {value!r}")
    return tuple(found)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _order(value: object) -> Mapping[str, int]:
    """``"with to of"`` ─► each relation's place in the order; ``_`` joins the words of one."""
    if isinstance(value, Mapping):
        return value
    return {relation: place for place, relation in enumerate(_words(value))}


def _word_set(value: object) -> frozenset[str]:
    return frozenset(_words(value))


def _modes(value: object) -> frozenset[str | None]:
    """Modes of a type; ``null`` stands for none."""
    listed = value if isinstance(value, list) else [value]
    return frozenset(_words([mode for mode in listed if mode is not None])) | {mode for mode in listed if mode is None}


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Lemmas = Annotated[tuple[str, ...], BeforeValidator(_lemmas)]
Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]
WordSet = Annotated[frozenset[str], BeforeValidator(_word_set)]
Modes = Annotated[frozenset[str | None], BeforeValidator(_modes)]
Sentences = Annotated[tuple[str, ...], BeforeValidator(_sentences)]
Relations = Annotated[Mapping[str, int], BeforeValidator(_order)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9/_.-]*$", max_length=80)]
Names = Annotated[list[Name], BeforeValidator(_listed)]


def complaints(error: ValidationError, declaration: type[BaseModel]) -> Iterator[str]:
    """One line for each wrong field: its name and what is wrong."""
    for detail in error.errors():
        where = ".".join(str(part) for part in detail["loc"])
        yield f"{where}: {_complaint(detail, declaration)}" if where else _complaint(detail, declaration)


def _complaint(detail: ErrorDetails, declaration: type[BaseModel]) -> str:
    if detail["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in declaration.model_fields.items()]
        return f"there is no such field{_near(str(detail['loc'][-1]), known)}"
    if detail["type"] == "missing":
        return "is missing"
    message = detail["msg"].removeprefix("Value error, ")
    message = message[0].lower() + message[1:]
    return message if detail["type"] == "value_error" else f"{message}, not {detail['input']!r}"


def unknown(what: str, value: str, valid: Iterable[str]) -> str:
    """``'sprot' is no domain, did you mean sport? Valid: finance, labour, …``."""
    return f"{value!r} is no {what}{_near(value, sorted(valid))}"


def _near(value: str, valid: list[str]) -> str:
    near = difflib.get_close_matches(value, valid, n=1)
    listed = ", ".join(valid[:MOST_LISTED]) + (", …" if len(valid) > MOST_LISTED else "")
    return (f", did you mean {near[0]!r}?" if near else ".") + f" Valid: {listed}"
