-- Made of schemas/ by `make docs`: every field, so that nothing is guessed from a sample. extra is JSON.
-- SELECT * FROM read_enriched('records.jsonl');

CREATE OR REPLACE MACRO read_enriched(path) AS TABLE SELECT * FROM read_json(
  path,
  format = 'newline_delimited',
  columns = {
    "article_id": 'VARCHAR',
    "url": 'VARCHAR',
    "source": 'VARCHAR',
    "title": 'VARCHAR',
    "language": 'VARCHAR',
    "published_at": 'VARCHAR',
    "content_hash": 'VARCHAR',
    "author": 'VARCHAR[]',
    "tags": 'VARCHAR[]',
    "extra": 'JSON',
    "notes": 'STRUCT("field" VARCHAR, "problem" VARCHAR)[]',
    "pipeline": 'STRUCT("streamproc" VARCHAR, "model" VARCHAR, "model_version" VARCHAR, "lexicon" VARCHAR)',
    "zones": 'STRUCT("kind" VARCHAR, "start" BIGINT, "end" BIGINT)[]',
    "entities": 'STRUCT("id" VARCHAR, "type" VARCHAR, "name" VARCHAR, "aliases" VARCHAR[], "salience" DOUBLE, "mentions" STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "kind" VARCHAR)[], "geo" STRUCT("geonames_id" BIGINT, "name" VARCHAR, "country" VARCHAR, "admin1" VARCHAR, "lat" DOUBLE, "lon" DOUBLE, "confidence" DOUBLE), "links" MAP(VARCHAR, VARCHAR), "entity_key" VARCHAR)[]',
    "quotes": 'STRUCT("id" VARCHAR, "type" VARCHAR, "field" VARCHAR, "text" VARCHAR, "plain" VARCHAR, "start" BIGINT, "end" BIGINT, "segments" BIGINT[][], "cue" STRUCT("field" VARCHAR, "text" VARCHAR, "plain" VARCHAR, "start" BIGINT, "end" BIGINT, "class" VARCHAR), "speaker" STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR), "addressee" STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR), "confidence" DOUBLE, "entities" VARCHAR[])[]',
    "events": 'STRUCT("id" VARCHAR, "type" VARCHAR, "mode" VARCHAR, "contexts" VARCHAR[], "scale" DOUBLE, "codes" MAP(VARCHAR, VARCHAR), "negated" BOOLEAN, "hypothetical" BOOLEAN, "attempted" BOOLEAN, "future" BOOLEAN, "historical" BOOLEAN, "alleged" BOOLEAN, "actors" STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR, "country" VARCHAR, "basis" VARCHAR)[], "targets" STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR, "country" VARCHAR, "basis" VARCHAR)[], "themes" STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR, "country" VARCHAR, "basis" VARCHAR)[], "instruments" STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR, "country" VARCHAR, "basis" VARCHAR)[], "origin" STRUCT("name" VARCHAR, "entity_id" VARCHAR, "geo" STRUCT("geonames_id" BIGINT, "name" VARCHAR, "country" VARCHAR, "admin1" VARCHAR, "lat" DOUBLE, "lon" DOUBLE, "confidence" DOUBLE), "field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "basis" VARCHAR), "destination" STRUCT("name" VARCHAR, "entity_id" VARCHAR, "geo" STRUCT("geonames_id" BIGINT, "name" VARCHAR, "country" VARCHAR, "admin1" VARCHAR, "lat" DOUBLE, "lon" DOUBLE, "confidence" DOUBLE), "field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "basis" VARCHAR), "place" STRUCT("name" VARCHAR, "entity_id" VARCHAR, "geo" STRUCT("geonames_id" BIGINT, "name" VARCHAR, "country" VARCHAR, "admin1" VARCHAR, "lat" DOUBLE, "lon" DOUBLE, "confidence" DOUBLE), "field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "basis" VARCHAR), "date" STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "value" VARCHAR, "basis" VARCHAR), "counts" STRUCT("kind" VARCHAR, "value" BIGINT, "low" BIGINT, "high" BIGINT, "unit" VARCHAR, "scope" VARCHAR, "qualifier" VARCHAR, "field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR)[], "evidence" STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "trigger" STRUCT("field" VARCHAR, "text" VARCHAR, "plain" VARCHAR, "start" BIGINT, "end" BIGINT))[], "attributed_to" VARCHAR, "salience" DOUBLE, "confidence" DOUBLE, "rule" VARCHAR, "key" VARCHAR)[]',
    "text": 'VARCHAR',
    "withdrawn": 'BOOLEAN',
    "revision": 'STRUCT("partition" BIGINT, "offset" BIGINT)'
  }
);

CREATE OR REPLACE MACRO read_entities(path) AS TABLE SELECT * FROM read_json(
  path,
  format = 'newline_delimited',
  columns = {
    "article_id": 'VARCHAR',
    "url": 'VARCHAR',
    "source": 'VARCHAR',
    "published_at": 'VARCHAR',
    "content_hash": 'VARCHAR',
    "id": 'VARCHAR',
    "type": 'VARCHAR',
    "name": 'VARCHAR',
    "aliases": 'VARCHAR[]',
    "salience": 'DOUBLE',
    "mentions": 'STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "kind" VARCHAR)[]',
    "geo": 'STRUCT("geonames_id" BIGINT, "name" VARCHAR, "country" VARCHAR, "admin1" VARCHAR, "lat" DOUBLE, "lon" DOUBLE, "confidence" DOUBLE)',
    "links": 'MAP(VARCHAR, VARCHAR)',
    "entity_key": 'VARCHAR',
    "revision": 'STRUCT("partition" BIGINT, "offset" BIGINT)'
  }
);

CREATE OR REPLACE MACRO read_quotes(path) AS TABLE SELECT * FROM read_json(
  path,
  format = 'newline_delimited',
  columns = {
    "article_id": 'VARCHAR',
    "url": 'VARCHAR',
    "source": 'VARCHAR',
    "published_at": 'VARCHAR',
    "content_hash": 'VARCHAR',
    "id": 'VARCHAR',
    "type": 'VARCHAR',
    "field": 'VARCHAR',
    "text": 'VARCHAR',
    "plain": 'VARCHAR',
    "start": 'BIGINT',
    "end": 'BIGINT',
    "segments": 'BIGINT[][]',
    "cue": 'STRUCT("field" VARCHAR, "text" VARCHAR, "plain" VARCHAR, "start" BIGINT, "end" BIGINT, "class" VARCHAR)',
    "speaker": 'STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR)',
    "addressee": 'STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR)',
    "confidence": 'DOUBLE',
    "entities": 'VARCHAR[]',
    "revision": 'STRUCT("partition" BIGINT, "offset" BIGINT)'
  }
);

CREATE OR REPLACE MACRO read_events(path) AS TABLE SELECT * FROM read_json(
  path,
  format = 'newline_delimited',
  columns = {
    "article_id": 'VARCHAR',
    "url": 'VARCHAR',
    "source": 'VARCHAR',
    "published_at": 'VARCHAR',
    "content_hash": 'VARCHAR',
    "id": 'VARCHAR',
    "type": 'VARCHAR',
    "mode": 'VARCHAR',
    "contexts": 'VARCHAR[]',
    "scale": 'DOUBLE',
    "codes": 'MAP(VARCHAR, VARCHAR)',
    "negated": 'BOOLEAN',
    "hypothetical": 'BOOLEAN',
    "attempted": 'BOOLEAN',
    "future": 'BOOLEAN',
    "historical": 'BOOLEAN',
    "alleged": 'BOOLEAN',
    "actors": 'STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR, "country" VARCHAR, "basis" VARCHAR)[]',
    "targets": 'STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR, "country" VARCHAR, "basis" VARCHAR)[]',
    "themes": 'STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR, "country" VARCHAR, "basis" VARCHAR)[]',
    "instruments": 'STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "entity_id" VARCHAR, "name" VARCHAR, "country" VARCHAR, "basis" VARCHAR)[]',
    "origin": 'STRUCT("name" VARCHAR, "entity_id" VARCHAR, "geo" STRUCT("geonames_id" BIGINT, "name" VARCHAR, "country" VARCHAR, "admin1" VARCHAR, "lat" DOUBLE, "lon" DOUBLE, "confidence" DOUBLE), "field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "basis" VARCHAR)',
    "destination": 'STRUCT("name" VARCHAR, "entity_id" VARCHAR, "geo" STRUCT("geonames_id" BIGINT, "name" VARCHAR, "country" VARCHAR, "admin1" VARCHAR, "lat" DOUBLE, "lon" DOUBLE, "confidence" DOUBLE), "field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "basis" VARCHAR)',
    "place": 'STRUCT("name" VARCHAR, "entity_id" VARCHAR, "geo" STRUCT("geonames_id" BIGINT, "name" VARCHAR, "country" VARCHAR, "admin1" VARCHAR, "lat" DOUBLE, "lon" DOUBLE, "confidence" DOUBLE), "field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "basis" VARCHAR)',
    "date": 'STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "value" VARCHAR, "basis" VARCHAR)',
    "counts": 'STRUCT("kind" VARCHAR, "value" BIGINT, "low" BIGINT, "high" BIGINT, "unit" VARCHAR, "scope" VARCHAR, "qualifier" VARCHAR, "field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR)[]',
    "evidence": 'STRUCT("field" VARCHAR, "start" BIGINT, "end" BIGINT, "text" VARCHAR, "plain" VARCHAR, "trigger" STRUCT("field" VARCHAR, "text" VARCHAR, "plain" VARCHAR, "start" BIGINT, "end" BIGINT))[]',
    "attributed_to": 'VARCHAR',
    "salience": 'DOUBLE',
    "confidence": 'DOUBLE',
    "rule": 'VARCHAR',
    "key": 'VARCHAR',
    "revision": 'STRUCT("partition" BIGINT, "offset" BIGINT)'
  }
);

CREATE OR REPLACE MACRO read_copies(path) AS TABLE SELECT * FROM read_json(
  path,
  format = 'newline_delimited',
  columns = {
    "article_id": 'VARCHAR',
    "copy_of": 'VARCHAR',
    "kind": 'VARCHAR',
    "overlap": 'DOUBLE',
    "via": 'VARCHAR',
    "first_seen": 'VARCHAR'
  }
);

CREATE OR REPLACE MACRO read_stories(path) AS TABLE SELECT * FROM read_json(
  path,
  format = 'newline_delimited',
  columns = {
    "article_id": 'VARCHAR',
    "story_id": 'VARCHAR',
    "first_seen": 'VARCHAR',
    "via": 'VARCHAR',
    "score": 'DOUBLE',
    "because": 'STRUCT("kind" VARCHAR, "shared" VARCHAR[])[]',
    "happening": 'STRUCT("event_id" VARCHAR, "type" VARCHAR, "day" VARCHAR, "place" VARCHAR, "geonames_id" BIGINT)'
  }
);
