"""Lexicon files: read as they say, and refused in words where they are wrong."""

from __future__ import annotations

import pytest

from streamproc.errors import ConfigurationError
from streamproc.nlp.lexicon.index import DATA, load_lexicon


def test_every_class_that_an_entry_asks_for_exists():
    lexicon = load_lexicon()
    known = {name for names in lexicon.classes.values() for name in names}
    known |= {
        "@person",
        "@org",
        "@gpe",
        "@norp",
        "@loc",
        "@fac",
        "@money",
        "@event",
        "@law",
        "@pronoun",
        "@number",
        "@to",
        "@another_to",
        "@will",
    }
    asked = {
        word
        for entry in lexicon.entries
        for words in (*entry.wanted.values(), *entry.forbidden.values(), *entry.prep.values(), entry.complement)
        for word in words
        if word.startswith("@")
    }

    assert asked - known == set()


def test_an_operators_file_adds_entries_and_changes_the_hash(lexicon_file):
    bundled, own = load_lexicon(), load_lexicon([lexicon_file()])

    assert len(own.entries) == len(bundled.entries) + 1
    assert own.hash != bundled.hash


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("entries: 3", "own.yaml: 'entries' must hold a list"),
        ("entries: [{type: COERCE}]", "own[1]: needs one of verbs, nouns"),
        ("entries: [{type: COERCE, verbs: frisk}]", "own[1] own/frisk: has no example"),
        ("entries: [{type: HUG, verbs: hug, match: x}]", "own[1] own/hug: type 'HUG' is not in the taxonomy"),
        (
            "entries: [{type: COERCE, mode: hug, verbs: hug, match: x}]",
            "own[1] own/hug: mode 'hug' is not a mode of COERCE",
        ),
        ("entries: [{type: COERCE, verbs: hug, macth: x}]", "own[1] own/hug: unknown field 'macth'"),
        ("entries: [{type: COERCE, verbs: 7, match: x}]", "own[1]: verbs must be words, not 7"),
        ("entries: [", "own.yaml: not YAML"),
    ],
)
def test_a_wrong_file_is_refused_with_file_entry_and_field(tmp_path, text, complaint):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError) as refused:
        load_lexicon([path])

    assert str(refused.value).startswith(complaint)


def test_on_and_off_are_words_in_lexicon_files(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text('entries: [{type: COERCE, verbs: spy, prep: {on: [off]}, match: "x"}]', encoding="utf-8")

    assert load_lexicon([path]).entries[-1].prep == {"on": frozenset({"off"})}


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="no file or directory"):
        load_lexicon([tmp_path / "nowhere"])


def test_every_data_file_names_its_licence():
    assert "CC BY-SA 4.0" in (DATA / "taxonomy.yaml").read_text(encoding="utf-8")
    assert "Attribution-ShareAlike 4.0" in (DATA / "PLOVER.LICENCE").read_text(encoding="utf-8")
    assert "Apache-2.0" in (DATA / "words.yaml").read_text(encoding="utf-8")
