"""The event types of PLOVER and the extension."""

from __future__ import annotations

from streamproc.nlp.lexicon.index import load_lexicon
from streamproc.nlp.lexicon.taxonomy import load_taxonomy
from streamproc.nlp.lexicon.words import singular

ROOTS = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]


def test_the_taxonomy_has_the_sixteen_roots_of_plover_and_our_extension():
    types = load_taxonomy().types

    assert [name for name in types if not name.startswith("x:")] == ROOTS
    assert {"x:DISPLACEMENT", "x:ESCAPE", "x:STATEMENT", "x:COURT"} < set(types)
    assert all(types[root].codes["cameo"] and types[root].codes["iptc"] for root in ROOTS)


def test_every_root_has_entries():
    assert {entry.type for entry in load_lexicon().entries} >= set(ROOTS)


def test_no_word_is_empty():
    assert singular("s", "NNS") == "s"
    assert singular("talks", "NNS") == "talk"
