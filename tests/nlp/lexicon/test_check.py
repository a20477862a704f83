"""Every example of the lexicon holds, and a miss is explained."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from streamproc.cli.lexicon import command
from streamproc.nlp.lexicon.check import check
from streamproc.nlp.lexicon.index import load_lexicon
from streamproc.nlp.lexicon.matcher import Matcher


def test_every_example_of_the_bundled_lexicon_holds(pipeline):
    lexicon = load_lexicon()

    wrong = [
        f"{e.entry.name}: {e.sentence}: {e.reason}"
        for e in check(lexicon.entries, pipeline.docs, Matcher(lexicon))
        if not e.holds
    ]

    assert wrong == []


def test_the_most_frequent_entries_say_who_did_what_to_whom():
    assert sum(bool(entry.expected) for entry in load_lexicon().entries) >= 100


@pytest.mark.model
def test_the_check_command_explains_hits_and_misses(lexicon_file):
    own = lexicon_file(match="Police frisked a man.", other="Guards frisked the visitors.")
    result = CliRunner().invoke(command, ["check", str(own)])

    assert result.exit_code == 1
    assert "ok   COERCE own/frisk: Police frisked a man.\n       should match; matches at 'frisked'" in result.output
    assert "FAIL COERCE own/frisk: Guards frisked the visitors." in result.output
    assert "1 entries, 2 examples, 1 failed" in result.output


@pytest.mark.model
def test_the_check_command_says_what_else_fires(lexicon_file):
    own = lexicon_file(verbs="arrest", match="Police arrested two men.", other="The cat slept.")
    result = CliRunner().invoke(command, ["check", str(own)])

    assert result.exit_code == 0
    assert "       also: coerce/arrest (COERCE arrest), " in result.output


@pytest.mark.model
def test_the_try_command_shows_who_fires_with_what_and_why_others_miss(lexicon_file):
    own = lexicon_file(match="Police frisked a man.")
    result = CliRunner().invoke(command, ["try", "--lexicon", str(own), "Police frisked nine men and called for calm."])

    assert result.exit_code == 0
    assert (
        "  fires  own/frisk (COERCE) at 'frisked'\n           subject: Police\n           object: men\n"
        in result.output
    )
    assert "  event  COERCE by own/frisk, actors: Police, targets: nine men" in result.output
    assert "  misses concede/call (CONCEDE drop) at 'called': particle is missing, wanted: off" in result.output


@pytest.mark.model
def test_the_try_command_reads_the_operators_own_file(lexicon_file, monkeypatch):
    monkeypatch.setenv("STREAMPROC_LEXICON", str(lexicon_file()))
    result = CliRunner().invoke(command, ["try", "Police frisked the marchers."])

    assert "fires  own/frisk (COERCE)" in result.output


@pytest.mark.model
def test_an_example_that_expects_somebody_else_fails_and_says_who_was_found(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(
        "entries:\n"
        "  - type: COERCE\n"
        "    verbs: frisk\n"
        "    match:\n"
        "      - {text: Police frisked nine men in Riga., actors: Police, targets: nine men, place: Riga}\n"
        "      - {text: Guards frisked a sailor in Riga., actors: a sailor, targets: [], place: null}\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(command, ["check", str(own)])

    assert "ok   COERCE own/frisk: Police frisked nine men in Riga." in result.output
    assert "FAIL COERCE own/frisk: Guards frisked a sailor in Riga." in result.output
    assert (
        "actors: Guards, wanted: a sailor; targets: a sailor, wanted: nobody; place: Riga, wanted: none"
        in result.output
    )


@pytest.mark.model
def test_an_entry_says_where_its_participants_sit(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(
        "entries:\n"
        "  - type: COERCE\n"
        "    verbs: forfeit\n"
        "    target: subject\n"
        "    actor: to\n"
        "    match:\n"
        "      - {text: The owners forfeited the cargo to the navy., actors: the navy, targets: The owners}\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(command, ["check", str(own)])

    assert result.exit_code == 0, result.output
