"""What the newsroom asks of one article, person, organisation or place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import func, select

from streamproc.store.copies import relatives
from streamproc.store.schema import articles, documents, entities, events, participants, quote_entities, quotes
from streamproc.store.stories import told_elsewhere

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

JSON = dict[str, Any]
SHOWN = 50
"""Quotations and events on a person's or place's page; articles by search."""


def article(connection: Connection, article_id: str) -> JSON | None:
    """The enriched article with its text, and who printed the same or nearly; None where there is none."""
    wanted = select(articles.c.number, documents.c.record, documents.c.text)
    wanted = wanted.join(documents, documents.c.article == articles.c.number)
    row = connection.execute(wanted.where(articles.c.article_id == article_id)).one_or_none()
    if row is None:
        return None
    record = orjson.loads(row.record) if isinstance(row.record, str) else row.record
    keys = select(entities.c.entity_id, entities.c.entity_key).where(entities.c.article == row.number)
    return {
        "record": record,
        "text": row.text,
        "keys": {one.entity_id: one.entity_key for one in connection.execute(keys)},
        "copies": relatives(connection, row.number),
        "story": told_elsewhere(connection, article_id),
    }


def entity(connection: Connection, key: str) -> JSON | None:
    """A person, organisation or place in all articles: quotations by and about, events; None where nobody is called so."""
    same = entities.c.entity_key == key
    about = select(
        func.min(entities.c.name).label("name"),
        func.min(entities.c.kind).label("kind"),
        func.min(entities.c.wikidata).label("wikidata"),
        func.min(entities.c.country).label("country"),
        func.min(entities.c.lat).label("lat"),
        func.min(entities.c.lon).label("lon"),
        func.count().label("articles"),
    ).where(same)
    row = connection.execute(about).mappings().one()
    if not row["articles"]:
        return None
    by = quoted().where(quotes.c.speaker_key == key)
    named = quote_entities.join(
        entities,
        (entities.c.article == quote_entities.c.article) & (entities.c.entity_id == quote_entities.c.entity_id),
    )
    of_whom = select(quote_entities.c.article, quote_entities.c.quote_id).select_from(named).where(same).subquery()
    of = quoted().join(of_whom, (of_whom.c.article == quotes.c.article) & (of_whom.c.quote_id == quotes.c.quote_id))
    return {
        "key": key,
        **row,
        "quotes_by": latest(connection, by),
        "quotes_about": latest(connection, of),
        "events": latest(connection, happened(key)),
    }


def quoted() -> Select[Any]:
    of_article = (articles.c.article_id, articles.c.title, articles.c.source, articles.c.appeared_at)
    wanted = select(*of_article, quotes.c.quote_id, quotes.c.text, quotes.c.speaker, quotes.c.cue, quotes.c.speaker_key)
    return wanted.join(quotes, quotes.c.article == articles.c.number)


def happened(key: str) -> Select[Any]:
    """Events in which it takes part, or which happen there."""
    part = select(participants.c.article, participants.c.event_id).where(participants.c.entity_key == key)
    there = (
        select(events.c.article, events.c.event_id)
        .join(entities, (entities.c.article == events.c.article) & (entities.c.entity_id == events.c.place_entity_id))
        .where(entities.c.entity_key == key)
    )
    both = part.union(there).subquery()
    of_article = (articles.c.article_id, articles.c.title, articles.c.source, articles.c.appeared_at)
    wanted = select(*of_article, events.c.event_id, events.c.type, events.c.mode, events.c.sentence)
    wanted = wanted.join(events, events.c.article == articles.c.number)
    return wanted.join(both, (both.c.article == events.c.article) & (both.c.event_id == events.c.event_id))


def latest(connection: Connection, wanted: Select[Any]) -> list[JSON]:
    wanted = wanted.order_by(articles.c.appeared_at.desc(), articles.c.number.desc()).limit(SHOWN)
    return [dict(row) for row in connection.execute(wanted).mappings()]
