"""docs/LIFE.md: its pattern in Python, run as it stands."""

from __future__ import annotations

import json
from dataclasses import replace

from streamproc.codec import encode
from streamproc.records import records_of, with_revision
from tests.life_guide import blocks


def test_the_python_pattern_tells_what_is_said_and_what_no_longer(article, enrichment, tmp_path, capsys):
    [pattern] = blocks("python", "Python")
    without = replace(enrichment, quotes=enrichment.quotes[1:], events=())
    messages = [
        (f"articles.{record.facet}", b"a1", with_revision(encode(record.value), 0, offset), ())
        for offset, found in enumerate((enrichment, without))
        for record in records_of(article, found)
    ]

    exec(pattern, {"path": tmp_path / "current.db", "messages": messages})  # noqa: S102 - our own docs

    assert capsys.readouterr().out.splitlines() == [
        "said: Nobody was hurt,",
        "said: about 20 men",
        "no longer said: quote_1",
    ]


def test_stories_are_counted_by_the_last_message_of_each_article(capsys):
    [pattern] = blocks("python", "In Python")
    happened = {
        "event_id": "event_1",
        "type": "x:DISASTER",
        "day": "2025-03-03",
        "place": "Riga",
        "geonames_id": 456172,
    }
    messages = [("a", "a", happened), ("b", "b", None), ("c", "c", happened), ("b", "a", happened), ("c", None, None)]
    values = [
        json.dumps(
            {
                "article_id": article_id,
                "story_id": story_id,
                "first_seen": None,
                "via": None,
                "score": None,
                "because": [],
                "happening": happening,
            }
        ).encode()
        for article_id, story_id, happening in messages
    ]

    exec(pattern, {"values": values})  # noqa: S102 - our own guide

    assert capsys.readouterr().out == "a 2 ('x:DISASTER', '2025-03-03', 'Riga')\n"
