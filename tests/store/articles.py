"""Enriched articles for the tests of the store: small ones, written by hand."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime

import orjson

from streamproc.store.rows import read_record, rows_of
from streamproc.store.writing import Kept

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PIPELINE = {"streamproc": "1.2.0", "model": "en_core_web_md", "model_version": "3.7.1", "lexicon": "4f2a"}
NAIROBI = {
    "geonames_id": 184745,
    "name": "Nairobi",
    "country": "KE",
    "admin1": "05",
    "lat": -1.28333,
    "lon": 36.81667,
    "confidence": 0.9,
}
RIGA = {
    "geonames_id": 456172,
    "name": "Riga",
    "country": "LV",
    "admin1": "25",
    "lat": 56.946,
    "lon": 24.10589,
    "confidence": 0.9,
}


def span(text, start=0, field="text"):
    return {"field": field, "start": start, "end": start + len(text), "text": text}


def entity(number, type, name, *, geo=None, wikidata=None, aliases=(), salience=0.5):  # noqa: A002 - the record's name
    return {
        "id": f"entity_{number}",
        "type": type,
        "name": name,
        "aliases": list(aliases),
        "salience": salience,
        "mentions": [{**span(name), "kind": "name"}],
        "geo": geo,
        "links": {"wikidata": wikidata} if wikidata else {},
    }


def quote(number, text, *, speaker=None, about=(), cue="said"):
    """``speaker``: an entity, or words."""
    who = None
    if isinstance(speaker, dict):
        who = {**span(speaker["name"]), "entity_id": speaker["id"], "name": speaker["name"]}
    elif speaker:
        who = {**span(speaker), "entity_id": None, "name": None}
    return {
        "id": f"quote_{number}",
        "type": "direct",
        **span(text),
        "segments": [[0, len(text)]],
        "cue": {**span(cue), "class": "say"},
        "speaker": who,
        "addressee": None,
        "confidence": 0.9,
        "entities": [one["id"] for one in about],
    }


def participant(who):
    if isinstance(who, dict):
        country = who["geo"]["country"] if who["geo"] else None
        return {**span(who["name"]), "entity_id": who["id"], "name": who["name"], "country": country, "basis": "stated"}
    return {**span(who), "entity_id": None, "name": None, "country": None, "basis": "stated"}


def count(kind, value, text, *, low=None, qualifier=None):
    return {
        "kind": kind,
        "value": value,
        "low": low,
        "high": None,
        "unit": "people",
        "scope": "event",
        "qualifier": qualifier,
        **span(text),
    }


def event(number, type, mode, sentence, *, actors=(), targets=(), place=None, date=None, counts=(), by=None, **flags):  # noqa: A002
    where = (
        {"name": place["name"], "entity_id": place["id"], "geo": place["geo"], **span(place["name"]), "basis": "stated"}
        if place
        else None
    )
    return {
        "id": f"event_{number}",
        "type": type,
        "mode": mode,
        "contexts": [],
        "scale": -7.0,
        "codes": {},
        **dict.fromkeys(("negated", "hypothetical", "attempted", "future", "historical", "alleged"), False),
        "actors": [participant(who) for who in actors],
        "targets": [participant(who) for who in targets],
        "themes": [],
        "instruments": [],
        "origin": None,
        "destination": None,
        "place": where,
        "date": {**span(date), "value": date, "basis": "stated"} if date else None,
        "counts": list(counts),
        "evidence": [{**span(sentence), "trigger": span(sentence.split()[1])}],
        "attributed_to": by,
        "salience": 0.6,
        "confidence": 0.8,
        "rule": f"{type.lower()}/{mode}",
        "key": None,
        **flags,
    }


def article(
    number,
    *,
    title="News",
    source="port.example",
    published_at="2026-03-02T10:00:00+00:00",
    text=None,
    entities=(),
    quotes=(),
    events=(),
    **more,
):
    record = {
        "article_id": f"a{number}",
        "url": f"https://{source}/{number}",
        "source": source,
        "title": title,
        "language": "en",
        "published_at": published_at,
        "content_hash": f"sha256:{number:064d}",
        "author": [],
        "tags": [],
        "extra": {},
        "notes": [],
        "pipeline": PIPELINE,
        "zones": [],
        "entities": list(entities),
        "quotes": list(quotes),
        "events": list(events),
        **({"text": text} if text is not None else {}),
        **more,
    }
    return deepcopy(record)


def arrests(number=1, **more):
    """Police arrested 41 people in Nairobi, says the Monitor."""
    police, nairobi = entity(1, "ORG", "Kenya Police"), entity(2, "GPE", "Nairobi", geo=NAIROBI, wikidata="Q3870")
    monitor, ann = entity(3, "ORG", "Rights Monitor"), entity(4, "PERSON", "Ann Reed", aliases=["Reed"])
    said = [
        quote(1, "At least 41 people were arrested in Nairobi", speaker=monitor, about=[nairobi]),
        quote(2, "The police must answer for this", speaker=ann, about=[police]),
    ]
    happened = event(
        1, "COERCE", "arrest", "Police arrested at least 41 people in Nairobi.", actors=[police], targets=["41 people"],
        place=nairobi, date="2026-03-01", counts=[count("detained", 41, "41 people", low=41, qualifier="at least")], by="quote_1",
    )  # fmt: skip
    values = {
        "title": "Arrests in Nairobi",
        "text": "Police arrested at least 41 people in Nairobi.\n\nThe dam at Thika held.",
    }
    return article(number, entities=[police, nairobi, monitor, ann], quotes=said, events=[happened], **values | more)


def kept(record, offset=0, *, partition=0, arrived_at=NOON):
    """The record as a change of the store, made of its bytes as a message is."""
    record = read_record(orjson.dumps(record))
    revision = (partition, offset)
    return Kept(record["article_id"], revision, rows_of(record, arrived_at=arrived_at, revision=revision))
