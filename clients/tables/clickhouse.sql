-- Made of schemas/ by `make docs`: every field, so that nothing is guessed from a sample. extra is JSON.
-- Where a place is null, each of its fields is. INSERT INTO enriched FROM INFILE 'records.jsonl' FORMAT JSONEachRow

CREATE TABLE IF NOT EXISTS enriched (
  `article_id` Nullable(String),
  `url` Nullable(String),
  `source` Nullable(String),
  `title` Nullable(String),
  `language` Nullable(String),
  `published_at` Nullable(String),
  `content_hash` Nullable(String),
  `author` Array(Nullable(String)),
  `tags` Array(Nullable(String)),
  `extra` String,
  `notes` Array(Tuple(`field` Nullable(String), `problem` Nullable(String))),
  `pipeline` Tuple(`streamproc` Nullable(String), `model` Nullable(String), `model_version` Nullable(String), `lexicon` Nullable(String)),
  `zones` Array(Tuple(`kind` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64))),
  `entities` Array(Tuple(`id` Nullable(String), `type` Nullable(String), `name` Nullable(String), `aliases` Array(Nullable(String)), `salience` Nullable(Float64), `mentions` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `kind` Nullable(String))), `geo` Tuple(`geonames_id` Nullable(Int64), `name` Nullable(String), `country` Nullable(String), `admin1` Nullable(String), `lat` Nullable(Float64), `lon` Nullable(Float64), `confidence` Nullable(Float64)), `links` Map(String, String), `entity_key` Nullable(String))),
  `quotes` Array(Tuple(`id` Nullable(String), `type` Nullable(String), `field` Nullable(String), `text` Nullable(String), `plain` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `segments` Array(Array(Nullable(Int64))), `cue` Tuple(`field` Nullable(String), `text` Nullable(String), `plain` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `class` Nullable(String)), `speaker` Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String)), `addressee` Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String)), `confidence` Nullable(Float64), `entities` Array(Nullable(String)))),
  `events` Array(Tuple(`id` Nullable(String), `type` Nullable(String), `mode` Nullable(String), `contexts` Array(Nullable(String)), `scale` Nullable(Float64), `codes` Map(String, String), `negated` Nullable(Bool), `hypothetical` Nullable(Bool), `attempted` Nullable(Bool), `future` Nullable(Bool), `historical` Nullable(Bool), `alleged` Nullable(Bool), `actors` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String), `country` Nullable(String), `basis` Nullable(String))), `targets` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String), `country` Nullable(String), `basis` Nullable(String))), `themes` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String), `country` Nullable(String), `basis` Nullable(String))), `instruments` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String), `country` Nullable(String), `basis` Nullable(String))), `origin` Tuple(`name` Nullable(String), `entity_id` Nullable(String), `geo` Tuple(`geonames_id` Nullable(Int64), `name` Nullable(String), `country` Nullable(String), `admin1` Nullable(String), `lat` Nullable(Float64), `lon` Nullable(Float64), `confidence` Nullable(Float64)), `field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `basis` Nullable(String)), `destination` Tuple(`name` Nullable(String), `entity_id` Nullable(String), `geo` Tuple(`geonames_id` Nullable(Int64), `name` Nullable(String), `country` Nullable(String), `admin1` Nullable(String), `lat` Nullable(Float64), `lon` Nullable(Float64), `confidence` Nullable(Float64)), `field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `basis` Nullable(String)), `place` Tuple(`name` Nullable(String), `entity_id` Nullable(String), `geo` Tuple(`geonames_id` Nullable(Int64), `name` Nullable(String), `country` Nullable(String), `admin1` Nullable(String), `lat` Nullable(Float64), `lon` Nullable(Float64), `confidence` Nullable(Float64)), `field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `basis` Nullable(String)), `date` Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `value` Nullable(String), `basis` Nullable(String)), `counts` Array(Tuple(`kind` Nullable(String), `value` Nullable(Int64), `low` Nullable(Int64), `high` Nullable(Int64), `unit` Nullable(String), `scope` Nullable(String), `qualifier` Nullable(String), `field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String))), `evidence` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `trigger` Tuple(`field` Nullable(String), `text` Nullable(String), `plain` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64)))), `attributed_to` Nullable(String), `salience` Nullable(Float64), `confidence` Nullable(Float64), `rule` Nullable(String), `key` Nullable(String))),
  `text` Nullable(String),
  `withdrawn` Nullable(Bool),
  `revision` Tuple(`partition` Nullable(Int64), `offset` Nullable(Int64))
) ENGINE = MergeTree ORDER BY assumeNotNull(article_id);

CREATE TABLE IF NOT EXISTS entities (
  `article_id` Nullable(String),
  `url` Nullable(String),
  `source` Nullable(String),
  `published_at` Nullable(String),
  `content_hash` Nullable(String),
  `id` Nullable(String),
  `type` Nullable(String),
  `name` Nullable(String),
  `aliases` Array(Nullable(String)),
  `salience` Nullable(Float64),
  `mentions` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `kind` Nullable(String))),
  `geo` Tuple(`geonames_id` Nullable(Int64), `name` Nullable(String), `country` Nullable(String), `admin1` Nullable(String), `lat` Nullable(Float64), `lon` Nullable(Float64), `confidence` Nullable(Float64)),
  `links` Map(String, String),
  `entity_key` Nullable(String),
  `revision` Tuple(`partition` Nullable(Int64), `offset` Nullable(Int64))
) ENGINE = MergeTree ORDER BY assumeNotNull(article_id);

CREATE TABLE IF NOT EXISTS quotes (
  `article_id` Nullable(String),
  `url` Nullable(String),
  `source` Nullable(String),
  `published_at` Nullable(String),
  `content_hash` Nullable(String),
  `id` Nullable(String),
  `type` Nullable(String),
  `field` Nullable(String),
  `text` Nullable(String),
  `plain` Nullable(String),
  `start` Nullable(Int64),
  `end` Nullable(Int64),
  `segments` Array(Array(Nullable(Int64))),
  `cue` Tuple(`field` Nullable(String), `text` Nullable(String), `plain` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `class` Nullable(String)),
  `speaker` Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String)),
  `addressee` Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String)),
  `confidence` Nullable(Float64),
  `entities` Array(Nullable(String)),
  `revision` Tuple(`partition` Nullable(Int64), `offset` Nullable(Int64))
) ENGINE = MergeTree ORDER BY assumeNotNull(article_id);

CREATE TABLE IF NOT EXISTS events (
  `article_id` Nullable(String),
  `url` Nullable(String),
  `source` Nullable(String),
  `published_at` Nullable(String),
  `content_hash` Nullable(String),
  `id` Nullable(String),
  `type` Nullable(String),
  `mode` Nullable(String),
  `contexts` Array(Nullable(String)),
  `scale` Nullable(Float64),
  `codes` Map(String, String),
  `negated` Nullable(Bool),
  `hypothetical` Nullable(Bool),
  `attempted` Nullable(Bool),
  `future` Nullable(Bool),
  `historical` Nullable(Bool),
  `alleged` Nullable(Bool),
  `actors` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String), `country` Nullable(String), `basis` Nullable(String))),
  `targets` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String), `country` Nullable(String), `basis` Nullable(String))),
  `themes` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String), `country` Nullable(String), `basis` Nullable(String))),
  `instruments` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `entity_id` Nullable(String), `name` Nullable(String), `country` Nullable(String), `basis` Nullable(String))),
  `origin` Tuple(`name` Nullable(String), `entity_id` Nullable(String), `geo` Tuple(`geonames_id` Nullable(Int64), `name` Nullable(String), `country` Nullable(String), `admin1` Nullable(String), `lat` Nullable(Float64), `lon` Nullable(Float64), `confidence` Nullable(Float64)), `field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `basis` Nullable(String)),
  `destination` Tuple(`name` Nullable(String), `entity_id` Nullable(String), `geo` Tuple(`geonames_id` Nullable(Int64), `name` Nullable(String), `country` Nullable(String), `admin1` Nullable(String), `lat` Nullable(Float64), `lon` Nullable(Float64), `confidence` Nullable(Float64)), `field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `basis` Nullable(String)),
  `place` Tuple(`name` Nullable(String), `entity_id` Nullable(String), `geo` Tuple(`geonames_id` Nullable(Int64), `name` Nullable(String), `country` Nullable(String), `admin1` Nullable(String), `lat` Nullable(Float64), `lon` Nullable(Float64), `confidence` Nullable(Float64)), `field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `basis` Nullable(String)),
  `date` Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `value` Nullable(String), `basis` Nullable(String)),
  `counts` Array(Tuple(`kind` Nullable(String), `value` Nullable(Int64), `low` Nullable(Int64), `high` Nullable(Int64), `unit` Nullable(String), `scope` Nullable(String), `qualifier` Nullable(String), `field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String))),
  `evidence` Array(Tuple(`field` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64), `text` Nullable(String), `plain` Nullable(String), `trigger` Tuple(`field` Nullable(String), `text` Nullable(String), `plain` Nullable(String), `start` Nullable(Int64), `end` Nullable(Int64)))),
  `attributed_to` Nullable(String),
  `salience` Nullable(Float64),
  `confidence` Nullable(Float64),
  `rule` Nullable(String),
  `key` Nullable(String),
  `revision` Tuple(`partition` Nullable(Int64), `offset` Nullable(Int64))
) ENGINE = MergeTree ORDER BY assumeNotNull(article_id);

CREATE TABLE IF NOT EXISTS copies (
  `article_id` Nullable(String),
  `copy_of` Nullable(String),
  `kind` Nullable(String),
  `overlap` Nullable(Float64),
  `via` Nullable(String),
  `first_seen` Nullable(String)
) ENGINE = MergeTree ORDER BY assumeNotNull(article_id);

CREATE TABLE IF NOT EXISTS stories (
  `article_id` Nullable(String),
  `story_id` Nullable(String),
  `first_seen` Nullable(String),
  `via` Nullable(String),
  `score` Nullable(Float64),
  `because` Array(Tuple(`kind` Nullable(String), `shared` Array(Nullable(String)))),
  `happening` Tuple(`event_id` Nullable(String), `type` Nullable(String), `day` Nullable(String), `place` Nullable(String), `geonames_id` Nullable(Int64))
) ENGINE = MergeTree ORDER BY assumeNotNull(article_id);
