"""An item ─► Article: its shape, then field by field. Only text and identity can refuse it; the rest is left out and noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from streamproc.article import Article, Note
from streamproc.errors import InvalidArticle, InvalidInput
from streamproc.intake.dates import NotADate, has_zone, read_date
from streamproc.intake.envelopes import unwrap
from streamproc.intake.fields import (
    MOST,
    Unreadable,
    address,
    bad_character,
    excerpt,
    kind,
    names_in,
    one_string,
    shown,
)
from streamproc.intake.front_matter import split_front_matter
from streamproc.intake.languages import NotALanguage, read_language
from streamproc.intake.limits import DEFAULT_LIMITS, Limits
from streamproc.intake.mapping import Fields
from streamproc.intake.paths import first_name, values_at
from streamproc.intake.shape import GENERAL, PLAIN, Shape
from streamproc.intake.shapes import shape_of
from streamproc.intake.texts import text_in
from streamproc.intake.unknown_fields import KNOWN, unknown_fields
from streamproc.urls import id_of

if TYPE_CHECKING:
    from datetime import datetime

MOST_NOTES = 50


def read_article(item: Any, limits: Limits = DEFAULT_LIMITS, fields: Fields | None = None) -> Article:
    """Take an item out of its envelopes and make it an Article.

    Raises:
        InvalidArticle: it has no text or no identity; the message says which shape was seen, and where was looked.
        InvalidInput: it is too large.
    """
    item, envelopes = unwrap(item)
    if not isinstance(item, Mapping):
        raise InvalidArticle(f"{' > '.join(envelopes) or 'message'}: not an object but {kind(item)}")
    return _Reading(item, envelopes, limits, fields or {}).article()


@dataclass(slots=True)
class _Reading:
    """One item while it is read."""

    item: Mapping[str, Any]
    envelopes: tuple[str, ...]
    limits: Limits
    own: Fields
    shape: Shape = PLAIN
    notes: list[Note] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def article(self) -> Article:
        self.shape = shape_of(self.item)
        text = self.text()
        self.item = {**split_front_matter(text)[0], **self.item}
        url, wrong_url = self.url()
        article_id, wrong_id = self.identity(url, wrong_url)
        if wrong_url and article_id:
            self.note("url", wrong_url)
        if wrong_id:
            self.note("id", wrong_id)
        return Article(
            id=article_id,
            text=text,
            title=self.string("title"),
            url=url,
            source=self.string("source"),
            author=self.names("author"),
            language=self.language(),
            published_at=self.date(),
            tags=self.names("tags"),
            extra=self.extra(),
            notes=tuple(self.notes[:MOST_NOTES]),
        )

    def note(self, ours: str, problem: str) -> None:
        """Remember that something was left out."""
        self.notes.append(Note(ours, problem))

    def paths(self, ours: str) -> tuple[str, ...]:
        return (*self.own.get(ours, ()), *self.shape.paths(ours))

    def candidates(self, ours: str) -> Iterator[tuple[str, Any]]:
        """What stands where our field may stand, with its path."""
        for path in self.paths(ours):
            for value in values_at(self.item, path):
                yield path, value

    def taken(self, path: str) -> None:
        self.used.add(first_name(path))

    def text(self) -> str:
        """The first text that says anything."""
        blank = wrong = None
        for path, value in self.candidates("text"):
            found = text_in(value)
            if found is None:
                if value is not None and wrong is None:
                    wrong = f"{shown(path)}: not a string: {excerpt(value)}"
            elif not found.strip():
                blank = blank or f"{shown(path)}: is blank"
            else:
                self.check_text(path, found)
                self.taken(path)
                return found
            if value is None:
                blank = blank or f"{shown(path)}: is blank"
        raise self.no_text(wrong or blank)

    def check_text(self, path: str, text: str) -> None:
        if problem := bad_character(text):
            reason = "malformed_json" if problem.startswith("lone") else "invalid_article"
            raise InvalidInput(f"{shown(path)}: {problem}", reason)  # type: ignore[arg-type]  # one of two reasons
        if len(text) > self.limits.text_chars:
            raise InvalidInput(
                f"{shown(path)}: {len(text):,} characters, more than {self.limits.text_chars:,}", "too_large"
            )

    def no_text(self, problem: str | None) -> InvalidArticle:
        """Say what was seen and where the text was looked for."""
        own = (*self.own.get("text", ()), *self.shape.fields.get("text", ()))
        seen = " > ".join((*self.envelopes, self.shape.name))
        if problem is None:
            problem = f"text: is missing ({seen}: no {', '.join(map(shown, own or GENERAL['text']))})"
        elif seen != PLAIN.name:
            problem = f"{problem} ({seen})"
        return InvalidArticle(problem)

    def url(self) -> tuple[str | None, str | None]:
        """The address and what was wrong with one. A front page (a site's broken canonical link) gives way to a page."""
        problem = front = None
        for path, value in self.candidates("url"):
            try:
                url = address(value)
            except Unreadable as error:
                problem = problem or (None if path.startswith(("@id", "uri")) else f"{shown(path)}: {error}")
                continue
            if url and urlsplit(url).path in ("", "/") and not urlsplit(url).query:
                front = front or (path, url)
            elif url:
                self.taken(path)
                return url, None
        if front:
            self.taken(front[0])
            return front[1], None
        return None, problem

    def identity(self, url: str | None, wrong_url: str | None) -> tuple[str, str | None]:
        """The id, or one that is derived from the address; and what was wrong with a given one."""
        problem = None
        for path, value in self.candidates("id"):
            try:
                found = one_string("id", value)
            except Unreadable as error:
                problem = problem or (f"{shown(path)}: {error}", "characters, more" in str(error))
                continue
            if found:
                self.taken(path)
                return found, None
        if url is not None:
            return id_of(url), problem[0] if problem else None
        if problem:
            raise InvalidInput(problem[0], "too_large" if problem[1] else "invalid_article")
        seen = " > ".join((*self.envelopes, *([self.shape.name] if self.shape is not PLAIN else [])))
        where = f" ({seen})" if seen else ""
        raise InvalidArticle(wrong_url or f"id, url: one of them must be given{where}")

    def string(self, ours: str) -> str | None:
        """A field with room for one string."""
        for path, value in self.candidates(ours):
            try:
                found = one_string(ours, value)
            except Unreadable as error:
                self.note(ours, f"{shown(path)}: {error}")
                continue
            if found:
                self.taken(path)
                return found
        return None

    def names(self, ours: str) -> tuple[str, ...]:
        """A field that is a list of strings: those of the first place that has any."""
        for path in self.paths(ours):
            values = list(values_at(self.item, path))
            parts = [part for value in values for part in names_in(ours, value, path)]
            for wrong in (part for part in parts if isinstance(part, Unreadable)):
                self.note(ours, shown(str(wrong), 200))
            found = list(dict.fromkeys(part for part in parts if isinstance(part, str)))
            if len(found) > MOST:
                self.note(ours, f"{shown(path)}: {len(found):,} elements, the first {MOST} kept")
            if found:
                self.taken(path)
                return tuple(found[:MOST])
        return ()

    def language(self) -> str | None:
        for path, value in self.candidates("language"):
            try:
                found = one_string("language", value)
                language = read_language(found) if found else None
            except (Unreadable, NotALanguage) as error:
                self.note("language", f"{shown(path)}: {str(error) or f'not a language: {excerpt(value)}'}")
                continue
            if language:
                self.taken(path)
                return language
        return None

    def date(self) -> datetime | None:
        """The offset is kept: "today" is the article's day."""
        for path, value in self.candidates("published_at"):
            try:
                found = read_date(value)
            except NotADate:
                self.note("published_at", f"{shown(path)}: not a date: {excerpt(value)}")
                continue
            if found:
                self.taken(path)
                if self.shape is not PLAIN and not self.shape.utc and not has_zone(value):
                    self.note("published_at", f"{shown(path)}: no zone: the day is the page's, the time is read as UTC")
                return found
        return None

    def extra(self) -> dict[str, Any]:
        """The unknown fields that are wanted: not what was read, nor another form of the text."""
        texts = {first_name(path) for path in self.paths("text")}
        found, wrong = unknown_fields(self.item, KNOWN | self.used | texts, self.limits)
        for problem in wrong:
            self.note("extra", shown(problem, 200))
        return found
