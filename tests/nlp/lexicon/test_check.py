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


@pytest.mark.model
def test_the_check_command_explains_hits_and_misses(lexicon_file):
    own = lexicon_file(match="Police frisked a man.", other="Guards frisked the visitors.")
    result = CliRunner().invoke(command, ["check", str(own)])

    assert result.exit_code == 1
    assert "ok   COERCE own/frisk: Police frisked a man.\n       should match; matches at 'frisked'" in result.output
    assert "FAIL COERCE own/frisk: Guards frisked the visitors." in result.output
    assert "1 entries, 2 examples, 1 failed" in result.output
