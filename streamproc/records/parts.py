"""The parts that records share, and an event's own: values ─► plain dictionaries in the contract's field order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from streamproc.article import Count, DateValue, EventTag, Geo, Participant, Place, Reference, TextSpan

JSON = dict[str, Any]


def event_value(event: EventTag) -> JSON:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "scale": event.scale,
        "codes": dict(event.codes),
        "negated": event.negated,
        "hypothetical": event.hypothetical,
        "attempted": event.attempted,
        "future": event.future,
        "historical": event.historical,
        "alleged": event.alleged,
        "actors": list(map(participant_value, event.actors)),
        "targets": list(map(participant_value, event.targets)),
        "themes": list(map(participant_value, event.themes)),
        "instruments": list(map(participant_value, event.instruments)),
        "origin": place_value(event.origin),
        "destination": place_value(event.destination),
        "place": place_value(event.place),
        "date": date_value(event.date),
        "counts": list(map(count_value, event.counts)),
        "evidence": [{**fielded(e.span), "trigger": spanned(e.trigger)} for e in event.evidence],
        "attributed_to": event.attributed_to,
        "salience": event.salience,
        "confidence": event.confidence,
        "rule": event.rule,
        "key": event.key,
    }


def participant_value(participant: Participant) -> JSON:
    span, entity_id, name, country, basis = participant
    return {
        **fielded(span),
        "entity_id": entity_id,
        "name": name,
        "country": country,
        "basis": basis,
    }


def date_value(date: DateValue | None) -> JSON | None:
    return {**fielded(date.span), "value": date.value, "basis": date.basis} if date is not None else None


def count_value(count: Count) -> JSON:
    return {
        "kind": count.kind,
        "value": count.value,
        "low": count.low,
        "high": count.high,
        "unit": count.unit,
        "scope": count.scope,
        "qualifier": count.qualifier,
        **fielded(count.span),
    }


def geo_value(geo: Geo | None) -> JSON | None:
    if geo is None:
        return None
    return {
        "geonames_id": geo.geonames_id,
        "name": geo.name,
        "country": geo.country,
        "admin1": geo.admin1,
        "lat": geo.lat,
        "lon": geo.lon,
        "confidence": geo.confidence,
    }


def place_value(place: Place | None) -> JSON | None:
    if place is None:
        return None
    span = fielded(place.span) if place.span else {"field": None, "start": None, "end": None, "text": None}
    return {"name": place.name, "entity_id": place.entity_id, "geo": geo_value(place.geo), **span, "basis": place.basis}


def reference_value(reference: Reference | None) -> JSON | None:
    if reference is None:
        return None
    span, entity_id, name = reference
    return {**fielded(span), "entity_id": entity_id, "name": name}


def fielded(span: TextSpan) -> JSON:
    field, start, end, text, plain = span
    return {"field": field, "start": start, "end": end, **words(text, plain)}


def spanned(span: TextSpan) -> JSON:
    field, start, end, text, plain = span
    return {"field": field, **words(text, plain), "start": start, "end": end}


def words(text: str, plain: str | None) -> JSON:
    """The words as received; as they are read, too, where that differs."""
    return {"text": text} if plain is None else {"text": text, "plain": plain}
