-- Made of schemas/ by `make docs`: every field, so that nothing is guessed from a sample. extra is JSON.

CREATE TABLE enriched (
  `article_id` STRING,
  `url` STRING,
  `source` STRING,
  `title` STRING,
  `language` STRING,
  `published_at` STRING,
  `content_hash` STRING,
  `author` ARRAY<STRING>,
  `tags` ARRAY<STRING>,
  `extra` STRING,
  `notes` ARRAY<ROW<`field` STRING, `problem` STRING>>,
  `pipeline` ROW<`streamproc` STRING, `model` STRING, `model_version` STRING, `lexicon` STRING>,
  `zones` ARRAY<ROW<`kind` STRING, `start` BIGINT, `end` BIGINT>>,
  `entities` ARRAY<ROW<`id` STRING, `type` STRING, `name` STRING, `aliases` ARRAY<STRING>, `salience` DOUBLE, `mentions` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `kind` STRING>>, `geo` ROW<`geonames_id` BIGINT, `name` STRING, `country` STRING, `admin1` STRING, `lat` DOUBLE, `lon` DOUBLE, `confidence` DOUBLE>, `links` MAP<STRING, STRING>, `entity_key` STRING>>,
  `quotes` ARRAY<ROW<`id` STRING, `type` STRING, `field` STRING, `text` STRING, `plain` STRING, `start` BIGINT, `end` BIGINT, `segments` ARRAY<ARRAY<BIGINT>>, `cue` ROW<`field` STRING, `text` STRING, `plain` STRING, `start` BIGINT, `end` BIGINT, `class` STRING>, `speaker` ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING>, `addressee` ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING>, `confidence` DOUBLE, `entities` ARRAY<STRING>>>,
  `events` ARRAY<ROW<`id` STRING, `type` STRING, `mode` STRING, `contexts` ARRAY<STRING>, `scale` DOUBLE, `codes` MAP<STRING, STRING>, `negated` BOOLEAN, `hypothetical` BOOLEAN, `attempted` BOOLEAN, `future` BOOLEAN, `historical` BOOLEAN, `alleged` BOOLEAN, `actors` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING, `country` STRING, `basis` STRING>>, `targets` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING, `country` STRING, `basis` STRING>>, `themes` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING, `country` STRING, `basis` STRING>>, `instruments` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING, `country` STRING, `basis` STRING>>, `origin` ROW<`name` STRING, `entity_id` STRING, `geo` ROW<`geonames_id` BIGINT, `name` STRING, `country` STRING, `admin1` STRING, `lat` DOUBLE, `lon` DOUBLE, `confidence` DOUBLE>, `field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `basis` STRING>, `destination` ROW<`name` STRING, `entity_id` STRING, `geo` ROW<`geonames_id` BIGINT, `name` STRING, `country` STRING, `admin1` STRING, `lat` DOUBLE, `lon` DOUBLE, `confidence` DOUBLE>, `field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `basis` STRING>, `place` ROW<`name` STRING, `entity_id` STRING, `geo` ROW<`geonames_id` BIGINT, `name` STRING, `country` STRING, `admin1` STRING, `lat` DOUBLE, `lon` DOUBLE, `confidence` DOUBLE>, `field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `basis` STRING>, `date` ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `value` STRING, `basis` STRING>, `counts` ARRAY<ROW<`kind` STRING, `value` BIGINT, `low` BIGINT, `high` BIGINT, `unit` STRING, `scope` STRING, `qualifier` STRING, `field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING>>, `evidence` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `trigger` ROW<`field` STRING, `text` STRING, `plain` STRING, `start` BIGINT, `end` BIGINT>>>, `attributed_to` STRING, `salience` DOUBLE, `confidence` DOUBLE, `rule` STRING, `key` STRING>>,
  `text` STRING,
  `withdrawn` BOOLEAN,
  `revision` ROW<`partition` BIGINT, `offset` BIGINT>,
  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,
  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = 'articles.enriched',
  'format' = 'json',
  'scan.startup.mode' = 'earliest-offset',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed'
);

CREATE TABLE entities (
  `article_id` STRING,
  `url` STRING,
  `source` STRING,
  `published_at` STRING,
  `content_hash` STRING,
  `id` STRING,
  `type` STRING,
  `name` STRING,
  `aliases` ARRAY<STRING>,
  `salience` DOUBLE,
  `mentions` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `kind` STRING>>,
  `geo` ROW<`geonames_id` BIGINT, `name` STRING, `country` STRING, `admin1` STRING, `lat` DOUBLE, `lon` DOUBLE, `confidence` DOUBLE>,
  `links` MAP<STRING, STRING>,
  `entity_key` STRING,
  `revision` ROW<`partition` BIGINT, `offset` BIGINT>,
  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,
  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = 'articles.entities',
  'format' = 'json',
  'scan.startup.mode' = 'earliest-offset',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed'
);

CREATE TABLE quotes (
  `article_id` STRING,
  `url` STRING,
  `source` STRING,
  `published_at` STRING,
  `content_hash` STRING,
  `id` STRING,
  `type` STRING,
  `field` STRING,
  `text` STRING,
  `plain` STRING,
  `start` BIGINT,
  `end` BIGINT,
  `segments` ARRAY<ARRAY<BIGINT>>,
  `cue` ROW<`field` STRING, `text` STRING, `plain` STRING, `start` BIGINT, `end` BIGINT, `class` STRING>,
  `speaker` ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING>,
  `addressee` ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING>,
  `confidence` DOUBLE,
  `entities` ARRAY<STRING>,
  `revision` ROW<`partition` BIGINT, `offset` BIGINT>,
  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,
  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = 'articles.quotes',
  'format' = 'json',
  'scan.startup.mode' = 'earliest-offset',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed'
);

CREATE TABLE events (
  `article_id` STRING,
  `url` STRING,
  `source` STRING,
  `published_at` STRING,
  `content_hash` STRING,
  `id` STRING,
  `type` STRING,
  `mode` STRING,
  `contexts` ARRAY<STRING>,
  `scale` DOUBLE,
  `codes` MAP<STRING, STRING>,
  `negated` BOOLEAN,
  `hypothetical` BOOLEAN,
  `attempted` BOOLEAN,
  `future` BOOLEAN,
  `historical` BOOLEAN,
  `alleged` BOOLEAN,
  `actors` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING, `country` STRING, `basis` STRING>>,
  `targets` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING, `country` STRING, `basis` STRING>>,
  `themes` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING, `country` STRING, `basis` STRING>>,
  `instruments` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `entity_id` STRING, `name` STRING, `country` STRING, `basis` STRING>>,
  `origin` ROW<`name` STRING, `entity_id` STRING, `geo` ROW<`geonames_id` BIGINT, `name` STRING, `country` STRING, `admin1` STRING, `lat` DOUBLE, `lon` DOUBLE, `confidence` DOUBLE>, `field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `basis` STRING>,
  `destination` ROW<`name` STRING, `entity_id` STRING, `geo` ROW<`geonames_id` BIGINT, `name` STRING, `country` STRING, `admin1` STRING, `lat` DOUBLE, `lon` DOUBLE, `confidence` DOUBLE>, `field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `basis` STRING>,
  `place` ROW<`name` STRING, `entity_id` STRING, `geo` ROW<`geonames_id` BIGINT, `name` STRING, `country` STRING, `admin1` STRING, `lat` DOUBLE, `lon` DOUBLE, `confidence` DOUBLE>, `field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `basis` STRING>,
  `date` ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `value` STRING, `basis` STRING>,
  `counts` ARRAY<ROW<`kind` STRING, `value` BIGINT, `low` BIGINT, `high` BIGINT, `unit` STRING, `scope` STRING, `qualifier` STRING, `field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING>>,
  `evidence` ARRAY<ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `plain` STRING, `trigger` ROW<`field` STRING, `text` STRING, `plain` STRING, `start` BIGINT, `end` BIGINT>>>,
  `attributed_to` STRING,
  `salience` DOUBLE,
  `confidence` DOUBLE,
  `rule` STRING,
  `key` STRING,
  `revision` ROW<`partition` BIGINT, `offset` BIGINT>,
  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,
  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = 'articles.events',
  'format' = 'json',
  'scan.startup.mode' = 'earliest-offset',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed'
);

CREATE TABLE copies (
  `article_id` STRING,
  `copy_of` STRING,
  `kind` STRING,
  `overlap` DOUBLE,
  `via` STRING,
  `first_seen` STRING,
  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,
  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = 'articles.copies',
  'format' = 'json',
  'scan.startup.mode' = 'earliest-offset',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed'
);

CREATE TABLE stories (
  `article_id` STRING,
  `story_id` STRING,
  `first_seen` STRING,
  `via` STRING,
  `score` DOUBLE,
  `because` ARRAY<ROW<`kind` STRING, `shared` ARRAY<STRING>>>,
  `happening` ROW<`event_id` STRING, `type` STRING, `day` STRING, `place` STRING, `geonames_id` BIGINT>,
  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,
  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = 'articles.stories',
  'format' = 'json',
  'scan.startup.mode' = 'earliest-offset',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed'
);
