"""docs/LIFE.md: its pattern in Python, run as it stands."""

from __future__ import annotations

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
