"""An enriched article on a terminal: headline, entities, quotes with their speakers, events with their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from streamproc.render.counts_in_words import counted_as
from streamproc.render.event_sentences import sentences
from streamproc.render.marks import found_in
from streamproc.terminal_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from streamproc.article import Entity, EventTag, Evidence, Geo, Participant, Quote, Reference
    from streamproc.records import DeadLetter, EnrichedArticle

COLOURS = {
    "PERSON": "cyan",
    "NORP": "bright_cyan",
    "ORG": "yellow",
    "GPE": "green",
    "LOC": "green",
    "FAC": "green",
    "EVENT": "magenta",
}
QUOTE, EVENT, WRONG, QUIET = "blue", "magenta", "red", "bright_black"

MOST_ENTITIES = 12
MOST_EVENTS = 10
"""How many are shown; the least salient are only counted."""

UNSURE = 0.5
"""An event is less sure than not below this."""

LONGEST = 300
"""Characters of a quotation or of evidence that are shown."""

BAR = 8


def article(record: EnrichedArticle, *, everything: bool = False) -> RenderableType:
    """What was found in an article, for ``rich``'s console. ``everything``: also what programs read of events."""
    parts: list[RenderableType] = [heading(record)]
    for name, lines in (
        ("entities", entities(record)),
        ("quotes", quotes(record)),
        ("events", events(record, everything=everything)),
    ):
        if lines:
            parts += [Text(name, style="bold"), Padding(Group(*lines), (0, 0, 0, 2))]
    return Group(*parts, "")


def heading(record: EnrichedArticle) -> Text:
    title = plain(record.title or record.article_id).replace("\n", " ")
    about = [record.source, f"{record.published_at:%Y-%m-%d %H:%M}" if record.published_at else None, record.url]
    line = Text(title, style="bold underline")
    if any(about):
        line.append(f"\n{plain(' · '.join(part for part in about if part))}", style=f"not bold not underline {QUIET}")
    return line


def entities(record: EnrichedArticle) -> list[RenderableType]:
    """A table by salience, and how many are left out."""
    by_salience = sorted(record.entities, key=lambda entity: -entity.salience)
    shown = by_salience[:MOST_ENTITIES]
    if not shown:
        return []
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for entity in shown:
        table.add_row(
            bar(entity.salience), Text(plain(entity.type), style=COLOURS.get(entity.type, "white")), described(entity)
        )
    return [table, *more(len(by_salience) - len(shown))]


def more(left: int) -> list[RenderableType]:
    """How many are not shown."""
    return [Text(f"and {left} more", style=QUIET)] if left else []


def bar(share: float) -> Text:
    filled = round(share * BAR)
    return Text.assemble(("━" * filled, "white"), ("━" * (BAR - filled), "grey23"))


def described(entity: Entity) -> Text:
    text = Text(plain(entity.name), style="bold")
    notes = []
    if entity.aliases:
        notes.append("also " + ", ".join(map(plain, entity.aliases)))
    if len(entity.mentions) > 1:
        notes.append(f"{len(entity.mentions)} mentions")
    if entity.geo:
        notes.append(on_the_map(entity.geo))
    notes += [plain(f"{name} {value}") for name, value in entity.links.items()]
    return text.append("  " + " · ".join(notes), style=f"not bold {QUIET}") if notes else text


def on_the_map(geo: Geo) -> str:
    country = f", {geo.country}" if geo.country else ""
    return f"{plain(geo.name + country)} ({geo.lat:.2f}, {geo.lon:.2f})"


def quotes(record: EnrichedArticle) -> list[RenderableType]:
    return [quote(one) for one in record.quotes]


def words_of(one: Quote) -> str:
    """The quoted words, without what interrupts them; a direct quotation in marks."""
    parts = [one.span.text[start - one.span.start : end - one.span.start] for start, end in one.segments]
    if one.span.plain is not None:
        parts = [one.span.plain]
    return " … ".join(f"“{part}”" if one.type == "direct" else part for part in parts)


def quote(one: Quote) -> Text:
    text = Text(short(words_of(one)), style=QUOTE)
    text.append(" — ", style=QUIET)
    if one.speaker:
        text.append(name_of(one.speaker), style="bold")
    else:
        text.append("nobody named", style=QUIET)
    notes = [one.type, *([f"cue {plain(one.cue.words)}"] if one.cue else []), f"{one.confidence:.2f}"]
    return text.append(f"  {' · '.join(notes)}", style=QUIET)


def name_of(reference: Reference | Participant) -> str:
    """The words with the name in them, or the name, with the words beside it where they are others: Jo Hill (she)."""
    words, name = plain(reference.span.words), plain(reference.name or "")
    if name in words:
        return words
    return name if words in name else f"{name} ({words})"


def events(record: EnrichedArticle, *, everything: bool = False) -> list[RenderableType]:
    told = list(sentences(record))
    shown: list[RenderableType] = [
        Group(in_words(one, words), *([coded(one)] if everything else []), *evidence(one))
        for one, words in told[: None if everything else MOST_EVENTS]
    ]
    return [*shown, *more(len(told) - len(shown))]


def in_words(one: EventTag, words: str) -> Text:
    """An event as a sentence; what is less sure than not says so."""
    text = Text(plain(words), style=f"bold {EVENT}")
    return text.append(" unsure", style=f"not bold italic {QUIET}") if one.confidence < UNSURE else text


def coded(one: EventTag) -> Text:
    """What programs read: type and mode, status, participants, confidence and the entry that said so."""
    text = Text(plain(one.type), style=f"bold {EVENT}")
    if one.mode:
        text.append(f"/{plain(one.mode)}", style=EVENT)
    for flag in flags(one):
        text.append(f" {flag}", style=f"not bold italic {WRONG}")
    who = " → ".join(", ".join(map(name_of, side)) or "?" for side in (one.actors, one.targets))
    notes = [
        *([who] if one.actors or one.targets else []),
        *([f"in {one.place.name}"] if one.place else []),
        *([f"{one.date.span.words}{f' ({one.date.value})' if one.date.value else ''}"] if one.date else []),
        *(f"{count.qualifier or ''} {count.value:,} {counted_as(count)}".strip() for count in one.counts),
        f"confidence {one.confidence:.2f}",
        *([f"rule {one.rule}"] if one.rule else []),
    ]
    return text.append("  " + plain(" · ".join(notes)), style="not bold")


def flags(one: EventTag) -> Iterator[str]:
    """What keeps an event from being plain present fact."""
    for name in ("negated", "hypothetical", "attempted", "future", "historical", "alleged"):
        if getattr(one, name):
            yield name


def evidence(one: EventTag) -> Iterator[RenderableType]:
    for each in {(each.span.start, each.span.field): each for each in reversed(one.evidence)}.values():
        yield Padding(proof(each), (0, 0, 0, 2))


def proof(one: Evidence) -> Text:
    """The sentence with its trigger marked."""
    sentence, start, end = found_in(one.span, one.trigger)
    text = Text(short(sentence), style=f"italic {QUIET}")
    if end <= len(text.plain):
        text.stylize(f"not italic bold {EVENT}", start, end)
    return text


def dead_letter(letter: DeadLetter) -> Text:
    """Why a message could not be processed, and where it stood."""
    text = Text(letter.reason, style=f"bold {WRONG}")
    text.append(f"  {plain(letter.message)}", style="not bold")
    return text.append(f"  {letter.topic} {letter.partition}:{letter.offset}", style=f"not bold {QUIET}")


def short(words: str) -> str:
    """One line of it, cut where it is long; every character in its place."""
    line = plain(words).replace("\n", " ").replace("\t", " ")
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
