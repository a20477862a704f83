"""Enriched articles as a page: the text with its marks, and tables of what was found.

The page is one file without scripts and without anything from outside, and its policy forbids both. Whatever an
article contains is text: escaped, direction-isolated, its control characters made visible.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from streamproc.render.counts_in_words import counted_as
from streamproc.render.event_sentences import sentences
from streamproc.render.marks import found_in, marks_of, pieces
from streamproc.render.pretty import UNSURE, flags, name_of, on_the_map, words_of
from streamproc.terminal_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamproc.article import Article, Entity, EventTag, Evidence, Field, Quote
    from streamproc.records import EnrichedArticle
    from streamproc.render.marks import Mark

COLOURS = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "DATE": "time",
    "TIME": "time",
    "MONEY": "number",
    "PERCENT": "number",
    "QUANTITY": "number",
    "CARDINAL": "number",
    "ORDINAL": "number",
}
"""Entity type ─► the class that has its colour; all others share one."""

LAYERS = {"entities": "entities", "quotes": "quotes and cues", "events": "events and evidence", "zones": "zones"}
"""What can be shown and hidden."""

FOOT = "</main>\n</body>\n</html>\n"


def head() -> str:
    """Everything before the first article."""
    css = files("streamproc.render").joinpath("page.css").read_text("utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    switches = "".join(
        f'<label><input type="checkbox" id="show-{layer}" checked> {words}</label>' for layer, words in LAYERS.items()
    )
    switches += '<label><input type="checkbox" id="show-everything"> types and confidence</label>'
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>Enriched articles</title>\n<style>{css}</style>\n</head>\n<body>\n"
        f"<header><h1>Enriched articles</h1><fieldset><legend>Show</legend>{switches}</fieldset></header>\n<main>\n"
    )


def section(article: Article, record: EnrichedArticle, number: int) -> str:
    """One article; ``number`` makes its heading's id its own."""
    title = marked(article.title, record, "title") if article.title else text_of(article.id)
    return "\n".join(
        [
            f'<article aria-labelledby="title-{number}">',
            f'<h2 id="title-{number}" dir="auto">{title}</h2>',
            f'<p class="about">{about(record)}</p>',
            f'<div class="text" lang="{escape(record.language)}" dir="auto">{marked(article.text, record, "text")}</div>',
            entities_table(record.entities),
            quotes_list(record.quotes),
            events_list(record),
            "</article>\n",
        ]
    )


def about(record: EnrichedArticle) -> str:
    """Where it comes from; only addresses of the web become links."""
    parts = [text_of(record.source)] if record.source else []
    if record.published_at:
        date = record.published_at
        parts.append(f'<time datetime="{date.isoformat()}">{date:%Y-%m-%d %H:%M %Z}</time>')
    if record.url and record.url.lower().startswith(("https://", "http://")):
        parts.append(
            f'<a href="{escape(plain(record.url))}" rel="noopener noreferrer nofollow">{text_of(record.url)}</a>'
        )
    info = record.pipeline
    parts.append(text_of(f"{info.model} {info.model_version}, streamproc {info.streamproc}"))
    return " · ".join(parts)


def marked(text: str, record: EnrichedArticle, field: Field) -> str:
    """The title or the text with every mark."""
    out: list[str] = []
    for piece in pieces(marks_of(record, field), len(text)):
        out += [closing(mark, at=piece.start) for mark in piece.closed]
        out += [opening(mark) for mark in piece.opened]
        out.append(escape(plain(text[piece.start : piece.end]), quote=False))
    return "".join(out)


def opening(mark: Mark) -> str:
    classes = " ".join(name for name in (mark.kind, mark.style, colour(mark)) if name)
    note = f' title="{escape(plain(mark.note))}"' if mark.note else ""
    return f'<{TAGS.get(mark.kind, "span")} class="{escape(classes)}"{note}>'


def closing(mark: Mark, at: int) -> str:
    """The end of a mark, with its label unless it opens again."""
    label = f'<span class="label">{text_of(mark.label)}</span>' if mark.label and at >= mark.end else ""
    return f"{label}</{TAGS.get(mark.kind, 'span')}>"


TAGS = {"entity": "mark", "trigger": "mark"}


def colour(mark: Mark) -> str:
    return COLOURS.get(mark.label, "thing") if mark.kind == "entity" else ""


def entities_table(entities: Iterable[Entity]) -> str:
    rows = [
        f"<tr><td>{text_of(entity.name)}</td>"
        f'<td><span class="{COLOURS.get(entity.type, "thing")} chip">{text_of(entity.type)}</span></td>'
        f'<td><meter min="0" max="1" value="{entity.salience:.3f}">{entity.salience:.2f}</meter></td>'
        f"<td>{len(entity.mentions)}</td><td>{text_of(', '.join(entity.aliases))}</td>"
        f"<td>{text_of(on_the_map(entity.geo)) if entity.geo else ''}</td></tr>"
        for entity in sorted(entities, key=lambda entity: -entity.salience)
    ]
    if not rows:
        return ""
    columns = "".join(
        f'<th scope="col">{name}</th>' for name in ("name", "type", "salience", "mentions", "also", "on the map")
    )
    return (
        f'<details class="entities-list" open><summary>Entities ({len(rows)})</summary><div class="wide"><table>'
        f"<thead><tr>{columns}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></details>"
    )


def quotes_list(quotes: Iterable[Quote]) -> str:
    items = [
        f'<li><blockquote class="{quote.type}">{text_of(words_of(quote))}</blockquote>'
        f"<p>— {speaker(quote)} <small>{quote.type}"
        f"{f', cue “{text_of(quote.cue.words)}”' if quote.cue else ''}, confidence {quote.confidence:.2f}</small></p></li>"
        for quote in quotes
    ]
    return folded("quotes-list", "Quotes", items)


def speaker(quote: Quote) -> str:
    return f"<b>{text_of(name_of(quote.speaker))}</b>" if quote.speaker else "nobody named"


def events_list(record: EnrichedArticle) -> str:
    return folded("events-list", "Events", [event_item(event, words) for event, words in sentences(record)])


def event_item(event: EventTag, words: str) -> str:
    """The event in plain words, what programs read of it, and the sentences that say so."""
    sides = [", ".join(name_of(one) for one in side) or "?" for side in (event.actors, event.targets)]
    facts = [
        *([" → ".join(sides)] if event.actors or event.targets else []),
        *([event.place.name] if event.place else []),
        *([event.date.value or event.date.span.words] if event.date else []),
        *(f"{count.qualifier or ''} {count.value:,} {counted_as(count)}".strip() for count in event.counts),
        f"confidence {event.confidence:.2f}",
        *([f"rule {event.rule}"] if event.rule else []),
    ]
    flagged = "".join(f' <em class="flag">{flag}</em>' for flag in flags(event))
    return (
        f"<li><p><b>{text_of(words)}</b>{' <small>unsure</small>' if event.confidence < UNSURE else ''}</p>"
        f'<p class="coded"><b class="event chip">{text_of(event.type)}</b>'
        f"{f' {text_of(event.mode)}' if event.mode else ''}{flagged} {text_of(' · '.join(facts))}</p>"
        f"{''.join(map(proof, event.evidence))}</li>"
    )


def proof(evidence: Evidence) -> str:
    """The sentence with its trigger marked."""
    sentence, start, end = found_in(evidence.span, evidence.trigger)
    if not end:
        return f"<blockquote>{text_of(sentence)}</blockquote>"
    before, words, after = sentence[:start], sentence[start:end], sentence[end:]
    marked_words = f'<mark class="trigger">{escape(plain(words))}</mark>'
    return f'<blockquote dir="auto">{escape(plain(before))}{marked_words}{escape(plain(after))}</blockquote>'


def folded(name: str, title: str, items: list[str]) -> str:
    if not items:
        return ""
    return f'<details class="{name}" open><summary>{title} ({len(items)})</summary><ul>{"".join(items)}</ul></details>'


def text_of(words: str) -> str:
    """Words from outside: escaped, and without effect on the direction of what is around them."""
    return f"<bdi>{escape(plain(words))}</bdi>"
