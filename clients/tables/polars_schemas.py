"""Made of schemas/ by `make docs`: every field, so that nothing is guessed from a sample. extra is JSON.

links and codes are JSON, too: pl.read_ndjson(path, schema=ENRICHED)
"""

import polars as pl

ENRICHED = {
    "article_id": pl.String,
    "url": pl.String,
    "source": pl.String,
    "title": pl.String,
    "language": pl.String,
    "published_at": pl.String,
    "content_hash": pl.String,
    "author": pl.List(pl.String),
    "tags": pl.List(pl.String),
    "extra": pl.String,
    "notes": pl.List(pl.Struct({"field": pl.String, "problem": pl.String})),
    "pipeline": pl.Struct({"streamproc": pl.String, "model": pl.String, "model_version": pl.String, "lexicon": pl.String}),
    "zones": pl.List(pl.Struct({"kind": pl.String, "start": pl.Int64, "end": pl.Int64})),
    "entities": pl.List(pl.Struct({"id": pl.String, "type": pl.String, "name": pl.String, "aliases": pl.List(pl.String), "salience": pl.Float64, "mentions": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "kind": pl.String})), "geo": pl.Struct({"geonames_id": pl.Int64, "name": pl.String, "country": pl.String, "admin1": pl.String, "lat": pl.Float64, "lon": pl.Float64, "confidence": pl.Float64}), "links": pl.String, "entity_key": pl.String})),
    "quotes": pl.List(pl.Struct({"id": pl.String, "type": pl.String, "field": pl.String, "text": pl.String, "plain": pl.String, "start": pl.Int64, "end": pl.Int64, "segments": pl.List(pl.List(pl.Int64)), "cue": pl.Struct({"field": pl.String, "text": pl.String, "plain": pl.String, "start": pl.Int64, "end": pl.Int64, "class": pl.String}), "speaker": pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String}), "addressee": pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String}), "confidence": pl.Float64, "entities": pl.List(pl.String)})),
    "events": pl.List(pl.Struct({"id": pl.String, "type": pl.String, "mode": pl.String, "contexts": pl.List(pl.String), "scale": pl.Float64, "codes": pl.String, "negated": pl.Boolean, "hypothetical": pl.Boolean, "attempted": pl.Boolean, "future": pl.Boolean, "historical": pl.Boolean, "alleged": pl.Boolean, "actors": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String, "country": pl.String, "basis": pl.String})), "targets": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String, "country": pl.String, "basis": pl.String})), "themes": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String, "country": pl.String, "basis": pl.String})), "instruments": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String, "country": pl.String, "basis": pl.String})), "origin": pl.Struct({"name": pl.String, "entity_id": pl.String, "geo": pl.Struct({"geonames_id": pl.Int64, "name": pl.String, "country": pl.String, "admin1": pl.String, "lat": pl.Float64, "lon": pl.Float64, "confidence": pl.Float64}), "field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "basis": pl.String}), "destination": pl.Struct({"name": pl.String, "entity_id": pl.String, "geo": pl.Struct({"geonames_id": pl.Int64, "name": pl.String, "country": pl.String, "admin1": pl.String, "lat": pl.Float64, "lon": pl.Float64, "confidence": pl.Float64}), "field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "basis": pl.String}), "place": pl.Struct({"name": pl.String, "entity_id": pl.String, "geo": pl.Struct({"geonames_id": pl.Int64, "name": pl.String, "country": pl.String, "admin1": pl.String, "lat": pl.Float64, "lon": pl.Float64, "confidence": pl.Float64}), "field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "basis": pl.String}), "date": pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "value": pl.String, "basis": pl.String}), "counts": pl.List(pl.Struct({"kind": pl.String, "value": pl.Int64, "low": pl.Int64, "high": pl.Int64, "unit": pl.String, "scope": pl.String, "qualifier": pl.String, "field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String})), "evidence": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "trigger": pl.Struct({"field": pl.String, "text": pl.String, "plain": pl.String, "start": pl.Int64, "end": pl.Int64})})), "attributed_to": pl.String, "salience": pl.Float64, "confidence": pl.Float64, "rule": pl.String, "key": pl.String})),
    "text": pl.String,
    "withdrawn": pl.Boolean,
    "revision": pl.Struct({"partition": pl.Int64, "offset": pl.Int64}),
}

ENTITIES = {
    "article_id": pl.String,
    "url": pl.String,
    "source": pl.String,
    "published_at": pl.String,
    "content_hash": pl.String,
    "id": pl.String,
    "type": pl.String,
    "name": pl.String,
    "aliases": pl.List(pl.String),
    "salience": pl.Float64,
    "mentions": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "kind": pl.String})),
    "geo": pl.Struct({"geonames_id": pl.Int64, "name": pl.String, "country": pl.String, "admin1": pl.String, "lat": pl.Float64, "lon": pl.Float64, "confidence": pl.Float64}),
    "links": pl.String,
    "entity_key": pl.String,
    "revision": pl.Struct({"partition": pl.Int64, "offset": pl.Int64}),
}

QUOTES = {
    "article_id": pl.String,
    "url": pl.String,
    "source": pl.String,
    "published_at": pl.String,
    "content_hash": pl.String,
    "id": pl.String,
    "type": pl.String,
    "field": pl.String,
    "text": pl.String,
    "plain": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "segments": pl.List(pl.List(pl.Int64)),
    "cue": pl.Struct({"field": pl.String, "text": pl.String, "plain": pl.String, "start": pl.Int64, "end": pl.Int64, "class": pl.String}),
    "speaker": pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String}),
    "addressee": pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String}),
    "confidence": pl.Float64,
    "entities": pl.List(pl.String),
    "revision": pl.Struct({"partition": pl.Int64, "offset": pl.Int64}),
}

EVENTS = {
    "article_id": pl.String,
    "url": pl.String,
    "source": pl.String,
    "published_at": pl.String,
    "content_hash": pl.String,
    "id": pl.String,
    "type": pl.String,
    "mode": pl.String,
    "contexts": pl.List(pl.String),
    "scale": pl.Float64,
    "codes": pl.String,
    "negated": pl.Boolean,
    "hypothetical": pl.Boolean,
    "attempted": pl.Boolean,
    "future": pl.Boolean,
    "historical": pl.Boolean,
    "alleged": pl.Boolean,
    "actors": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String, "country": pl.String, "basis": pl.String})),
    "targets": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String, "country": pl.String, "basis": pl.String})),
    "themes": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String, "country": pl.String, "basis": pl.String})),
    "instruments": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "entity_id": pl.String, "name": pl.String, "country": pl.String, "basis": pl.String})),
    "origin": pl.Struct({"name": pl.String, "entity_id": pl.String, "geo": pl.Struct({"geonames_id": pl.Int64, "name": pl.String, "country": pl.String, "admin1": pl.String, "lat": pl.Float64, "lon": pl.Float64, "confidence": pl.Float64}), "field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "basis": pl.String}),
    "destination": pl.Struct({"name": pl.String, "entity_id": pl.String, "geo": pl.Struct({"geonames_id": pl.Int64, "name": pl.String, "country": pl.String, "admin1": pl.String, "lat": pl.Float64, "lon": pl.Float64, "confidence": pl.Float64}), "field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "basis": pl.String}),
    "place": pl.Struct({"name": pl.String, "entity_id": pl.String, "geo": pl.Struct({"geonames_id": pl.Int64, "name": pl.String, "country": pl.String, "admin1": pl.String, "lat": pl.Float64, "lon": pl.Float64, "confidence": pl.Float64}), "field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "basis": pl.String}),
    "date": pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "value": pl.String, "basis": pl.String}),
    "counts": pl.List(pl.Struct({"kind": pl.String, "value": pl.Int64, "low": pl.Int64, "high": pl.Int64, "unit": pl.String, "scope": pl.String, "qualifier": pl.String, "field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String})),
    "evidence": pl.List(pl.Struct({"field": pl.String, "start": pl.Int64, "end": pl.Int64, "text": pl.String, "plain": pl.String, "trigger": pl.Struct({"field": pl.String, "text": pl.String, "plain": pl.String, "start": pl.Int64, "end": pl.Int64})})),
    "attributed_to": pl.String,
    "salience": pl.Float64,
    "confidence": pl.Float64,
    "rule": pl.String,
    "key": pl.String,
    "revision": pl.Struct({"partition": pl.Int64, "offset": pl.Int64}),
}

COPIES = {
    "article_id": pl.String,
    "copy_of": pl.String,
    "kind": pl.String,
    "overlap": pl.Float64,
    "via": pl.String,
    "first_seen": pl.String,
}

STORIES = {
    "article_id": pl.String,
    "story_id": pl.String,
    "first_seen": pl.String,
    "via": pl.String,
    "score": pl.Float64,
    "because": pl.List(pl.Struct({"kind": pl.String, "shared": pl.List(pl.String)})),
    "happening": pl.Struct({"event_id": pl.String, "type": pl.String, "day": pl.String, "place": pl.String, "geonames_id": pl.Int64}),
}
