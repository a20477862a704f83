"""An event of an enriched article ─► its row, and those of its participants and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamproc.store.column_types import KEY_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = dict[str, Any]

LARGEST = 2**63 - 1
"""What a column of integers holds."""
GEO = ("geonames_id", "country", "admin1", "lat", "lon")
FLAGS = ("negated", "hypothetical", "attempted", "future", "historical", "alleged")
ROLES = {"actors": "actor", "targets": "target", "themes": "theme", "instruments": "instrument"}


def event_row(event: JSON, keys: dict[str, str], quote_ids: set[str]) -> JSON:
    place, date = event["place"] or {}, event["date"] or {}
    evidence = event["evidence"][0] if event["evidence"] else {}
    return {
        "event_id": event["id"],
        "type": event["type"][:KEY_LENGTH],
        "mode": event["mode"][:KEY_LENGTH] if event["mode"] else None,
        "contexts": "; ".join(event["contexts"]),
        "scale": event["scale"],
        **{flag: event.get(flag, False) for flag in FLAGS},
        "date": date.get("value"),
        "date_text": date.get("text"),
        "place_name": place.get("name"),
        "place_entity_id": place.get("entity_id") if place.get("entity_id") in keys else None,
        **place_values(place.get("geo")),
        "trigger": (evidence.get("trigger") or {}).get("text"),
        "sentence": evidence.get("plain") or evidence.get("text"),
        "field": evidence.get("field"),
        "start_offset": evidence.get("start"),
        "end_offset": evidence.get("end"),
        "quote_id": event["attributed_to"] if event["attributed_to"] in quote_ids else None,
        "salience": event["salience"],
        "confidence": event["confidence"],
        "rule": event.get("rule"),
        "event_key": event.get("key"),
    }


def participant_rows(event: JSON, keys: dict[str, str]) -> Iterator[JSON]:
    for several, role in ROLES.items():
        for position, participant in enumerate(event.get(several, ())):
            known = participant["entity_id"] in keys
            yield {
                "event_id": event["id"],
                "role": role,
                "position": position,
                "text": participant.get("plain") or participant["text"],
                "name": participant["name"],
                "entity_id": participant["entity_id"] if known else None,
                "entity_key": keys[participant["entity_id"]] if known else None,
                "country": participant.get("country"),
                "basis": participant.get("basis"),
            }


def count_rows(event: JSON) -> Iterator[JSON]:
    for position, count in enumerate(event["counts"]):
        yield {
            "event_id": event["id"],
            "position": position,
            "kind": count["kind"],
            **{name: within(count.get(name)) for name in ("value", "low", "high")},
            **{name: count.get(name) for name in ("unit", "scope", "qualifier")},
            "text": count.get("plain") or count["text"],
        }


def place_values(geo: JSON | None) -> JSON:
    if not geo:
        return dict.fromkeys((*GEO, "place", "geo_confidence"))
    return {**{name: geo.get(name) for name in GEO}, "place": geo["name"], "geo_confidence": geo["confidence"]}


def within(value: int | None) -> int | None:
    return None if value is None else max(-LARGEST, min(value, LARGEST))
