"""An enriched article on a terminal."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from streamproc.render import pretty
from streamproc.terminal_text import plain
from tests.findings import DEAD_LETTER


@pytest.fixture
def shown():
    def shown(renderable):
        stream = io.StringIO()
        Console(file=stream, width=500, highlight=False, markup=False).print(renderable)
        return [line.strip() for line in stream.getvalue().splitlines()]

    return shown


def test_everything_found_is_shown(record, shown, evil):
    jo = f"Jo {plain(evil)}"
    lines = shown(pretty.article(record))

    assert lines[0] == f"Arrests {plain(evil)}"
    assert "entities" in lines
    assert any(line.startswith("━━━━━━━━") and jo in line for line in lines)
    assert f"“Nobody” … “was hurt,” — {jo}  direct · cue said · 0.90" in lines
    assert f"{jo} did not use force of law" in lines
    assert not any("COERCE" in line for line in lines)
    assert "Police detained men in Riga." in lines


def test_everything_shows_type_status_confidence_and_rule_too(record, shown, evil):
    jo = f"Jo {plain(evil)}"
    lines = shown(pretty.article(record, everything=True))

    assert f"{jo} did not use force of law" in lines
    assert f"COERCE/{plain(evil)} negated  {jo} → ? · confidence 0.50" in lines


def test_an_event_that_is_less_sure_than_not_says_so(record, shown):
    [one] = record.events

    assert shown(pretty.in_words(one, "An attack")) == ["An attack"]
    assert shown(pretty.in_words(one._replace(confidence=0.4), "An attack")) == ["An attack unsure"]


def test_no_escape_sequence_reaches_the_terminal(record, shown):
    for line in shown(pretty.article(record)):
        assert not set(line) & set("\x1b\x07\u202e")


def test_an_article_with_nothing_found_is_its_heading(bare, shown):
    assert shown(pretty.article(bare)) == ["a1", ""]


def test_source_date_and_address_stand_under_the_headline(bare, shown):
    from dataclasses import replace

    dated = replace(
        bare, source="port.example", published_at=datetime(2025, 3, 4, 10, tzinfo=UTC), url="https://port.example/1"
    )

    assert shown(pretty.heading(dated))[1] == "port.example · 2025-03-04 10:00 · https://port.example/1"


def test_only_the_most_salient_entities_are_listed(record, shown):
    from dataclasses import replace

    [entity] = record.entities
    many = [entity._replace(id=str(n), name=f"Name {n}", salience=n / 20) for n in range(20)]

    lines = shown(pretty.article(replace(record, entities=tuple(many))))

    listed = [line for line in lines if "Name" in line]
    assert len(listed) == 12
    assert "Name 19" in listed[0]
    assert "and 8 more" in lines


def test_a_speaker_is_shown_by_name_and_by_other_words_that_were_used():
    from streamproc.article import Reference, TextSpan

    def shown(words, name):
        return pretty.name_of(Reference(TextSpan("text", 0, len(words), words), None, name))

    assert shown("Mayor Jo Hill", "Jo Hill") == "Mayor Jo Hill"
    assert shown("Hill", "Jo Hill") == "Jo Hill"
    assert shown("she", "Jo Hill") == "Jo Hill (she)"
    assert shown("local doctors", None) == "local doctors"


def test_a_dead_letter_says_why_and_where(shown):
    assert shown(pretty.dead_letter(DEAD_LETTER)) == [
        "invalid_article  published_at: not a date: 'yesterdayish'  articles.raw 3:4711"
    ]
