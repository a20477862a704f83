"""The bundled words and steps by which tellings of one happening are known."""

from __future__ import annotations

from streamproc.nlp.events.event_words import FILE, load_words
from streamproc.nlp.events.steps import RULES
from streamproc.nlp.knowledge.data_files import read_yaml
from streamproc.nlp.lexicon.taxonomy import load_taxonomy


def test_the_file_holds_lists_of_words_in_small_letters_each_once():
    data = read_yaml(FILE)
    lists = {name: words.split() for name, words in data.items() if name != "processes"}

    assert lists.keys() == {"parts", "further", "weapons", "harm"}
    for name, words in lists.items():
        assert words, name
        assert words == sorted(set(words), key=words.index), name
        assert words == [word.lower() for word in words], name


def test_every_step_is_a_type_and_mode_of_the_taxonomy_and_every_process_has_its_rule():
    types = load_taxonomy().types
    words = load_words()

    assert set(words.processes.values()) == RULES.keys()
    for kind, mode in words.processes:
        assert mode is None or mode in types[kind].modes, (kind, mode)


def test_harm_is_counted_in_kinds_that_casualties_have():
    assert load_words().harm <= set(load_taxonomy().types["x:CASUALTIES"].counts)
