"""Values ─► records: the contract's fields, in its order, and the same bytes every time."""

from __future__ import annotations

from dataclasses import replace

from streamproc.codec import encode
from streamproc.records import content_hash, records_of


def written(article, enrichment, **options):
    return {record.id: record for record in records_of(article, enrichment, **options)}


def test_an_article_gives_one_record_for_itself_and_one_for_each_thing_found(article, enrichment):
    facets = [(record.facet, record.id) for record in records_of(article, enrichment)]

    assert facets == [
        ("enriched", "a1"),
        ("entities", "entity_1"),
        ("entities", "entity_2"),
        ("quotes", "quote_1"),
        ("quotes", "quote_2"),
        ("events", "event_1"),
        ("events", "event_2"),
        ("events", "event_3"),
    ]


def test_the_enriched_article_has_the_contracts_fields_in_order(article, enrichment):
    value = written(article, enrichment)["a1"].value

    assert list(value) == [
        "article_id", "url", "source", "title", "language", "published_at", "content_hash", "author", "tags", "extra",
        "notes", "pipeline", "zones", "entities", "quotes", "events",
    ]  # fmt: skip
    assert value["published_at"] == "2025-03-04T10:00:00+00:00"
    assert value["extra"] == {"section": "world"}
    assert value["zones"] == [{"kind": "body", "start": 0, "end": len(article.text)}]


def test_a_facets_record_repeats_where_it_comes_from(article, enrichment):
    records = written(article, enrichment)

    for record_id in ("entity_1", "quote_1", "event_1"):
        assert dict(list(records[record_id].value.items())[:4]) == {
            "article_id": "a1",
            "url": "https://port.example/news/1",
            "source": "port.example",
            "published_at": "2025-03-04T10:00:00+00:00",
        }


def test_a_place_is_written_with_its_geo(article, enrichment):
    value = written(article, enrichment)["entity_2"].value

    assert value["mentions"] == [
        {"field": "title", "start": 11, "end": 15, "text": "Riga", "kind": "name"},
        {"field": "text", "start": 65, "end": 69, "text": "Riga", "kind": "name"},
    ]
    assert value["geo"] == {
        "geonames_id": 456172, "name": "Riga", "country": "LV", "admin1": "25", "lat": 56.946, "lon": 24.10589,
        "confidence": 0.93,
    }  # fmt: skip
    assert value["links"] == {"wikidata": "Q1773"}


def test_a_quote_is_written_with_cue_and_speaker(article, enrichment):
    value = written(article, enrichment)["quote_1"].value

    assert {name: value[name] for name in ("type", "field", "text", "start", "end", "segments")} == {
        "type": "direct", "field": "text", "text": "Nobody was hurt,", "start": 1, "end": 17, "segments": [[1, 17]],
    }  # fmt: skip
    assert value["cue"] == {"field": "text", "text": "said", "start": 27, "end": 31, "class": "say"}
    assert value["speaker"] == {
        "field": "text", "start": 19, "end": 26, "text": "Jo Hill", "entity_id": "entity_1", "name": "Jo Hill",
    }  # fmt: skip


def test_an_event_is_written_with_its_evidence(article, enrichment):
    value = written(article, enrichment)["event_1"].value

    [evidence] = value["evidence"]
    assert evidence["text"] == "Police detained about 20 men in Riga on Monday."
    assert evidence["trigger"] == {"field": "text", "text": "detained", "start": 40, "end": 48}
    assert value["date"] == {
        "field": "text",
        "start": 73,
        "end": 79,
        "text": "Monday",
        "value": "2025-03-03",
        "basis": "stated",
    }
    assert value["counts"] == [
        {
            "kind": "detained",
            "value": 20,
            "low": None,
            "high": None,
            "unit": "people",
            "scope": "event",
            "qualifier": "about",
            "field": "text",
            "start": 55,
            "end": 57,
            "text": "20",
        }
    ]
    assert value["targets"][0]["country"] == "LV"
    assert value["targets"][0]["basis"] == "resolved"
    assert value["place"]["basis"] is None
    assert value["attributed_to"] == "quote_1"


def test_the_text_is_repeated_only_when_asked_for(article, enrichment):
    assert "text" not in written(article, enrichment)["a1"].value
    assert written(article, enrichment, include_text=True)["a1"].value["text"] == article.text
    assert written(article, enrichment, include_text=True)["quote_1"].value["text"] == "Nobody was hurt,"


def test_the_same_values_give_the_same_bytes(article, enrichment):
    first, second = ([encode(r.value) for r in records_of(article, enrichment)] for _ in range(2))

    assert first == second


def test_the_content_hash_does_not_see_how_lines_end(article):
    unix = replace(article, text="One.\nTwo.\n")

    assert content_hash(unix) == content_hash(replace(article, text="One.\r\nTwo.\r"))
    assert content_hash(unix) == "sha256:beaea40153e2faf7e27edf5c57e429eb36914d6441584fa57e28053380fa5ef5"


def test_the_content_hash_sees_title_and_text_and_nothing_else(article):
    assert content_hash(article) == content_hash(replace(article, id="a2", url=None, tags=()))
    assert content_hash(article) != content_hash(replace(article, title="Arrests"))
    assert content_hash(replace(article, title="a", text="b c")) != content_hash(
        replace(article, title="a b", text="c")
    )
    assert content_hash(replace(article, title=None)) == content_hash(replace(article, title=""))
