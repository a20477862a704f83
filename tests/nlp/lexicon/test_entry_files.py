"""Lexicon files: read as they say, and refused in words where they are wrong."""

from __future__ import annotations

import pytest

from streamproc.errors import ConfigurationError
from streamproc.nlp.lexicon.index import DATA, load_lexicon
from streamproc.nlp.pipeline import assemble


def test_an_operators_file_adds_entries_and_changes_the_hash(lexicon_file):
    bundled, own = load_lexicon(), load_lexicon([lexicon_file()])

    assert len(own.entries) == len(bundled.entries) + 1
    assert own.hash != bundled.hash


ENTRY = 'entries: [{{type: COERCE, verbs: hug, match: "The nurse hugged the boy.", {}}}]'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("entries: 3", "own.yaml: entries: input should be a valid list, not 3"),
        ("[1, 2]", "own.yaml: entries.0: input should be a valid dictionary, not 1"),
        ("", "own.yaml: entries: input should be a valid list, not None"),
        ("{}", "own.yaml: holds none of entries, disable, types"),
        ("entires: []", "own.yaml: entires: there is no such field, did you mean 'entries'?"),
        ("entries: [{type: COERCE, match: x}]", "own.yaml: entry 1: needs one of verbs, nouns"),
        ("entries: [{type: COERCE, verbs: frisk}]", "own.yaml: entry 1 (own/frisk): match: is missing"),
        ("entries: [{verbs: frisk, match: x}]", "own.yaml: entry 1 (own/frisk): type: is missing"),
        ("entries: [{type: HUG, verbs: hug, match: x}]", "own.yaml: entry 1 (own/hug): type: 'HUG' is no type. Valid: ACCUSE"),
        ("entries: [", "own.yaml: not YAML"),
        (ENTRY.format("mode: arest"), "own.yaml: entry 1 (own/hug): mode: 'arest' is no mode of COERCE, did you mean 'arrest'? Valid: arrest, ban"),
        (ENTRY.format("macth: x"), "own.yaml: entry 1 (own/hug): macth: there is no such field, did you mean 'match'? Valid: name"),
        (ENTRY.format("object: ['@armde']"), "own.yaml: entry 1 (own/hug): object: '@armde' is no class, did you mean '@armed'? Valid:"),
        (ENTRY.format("prep: {on: '@armde'}"), "own.yaml: entry 1 (own/hug): prep.on: '@armde' is no class"),
        (ENTRY.format("near: '@armde'"), "own.yaml: entry 1 (own/hug): near: '@armde' is no class"),
        (ENTRY.format("only_in: sprot"), "own.yaml: entry 1 (own/hug): only_in: 'sprot' is no domain, did you mean 'sport'? Valid: finance, labour, show, sport, war"),
        (ENTRY.format("contexts: [militry]"), "own.yaml: entry 1 (own/hug): contexts: 'militry' is no context, did you mean 'military'?"),
        (ENTRY.format("inside: refused"), "own.yaml: entry 1 (own/hug): inside: input should be 'promised', 'denied', 'wanted' or 'threatened', not 'refused'"),
        (ENTRY.format("weight: 3"), "own.yaml: entry 1 (own/hug): weight: input should be less than or equal to 1, not 3"),
        (ENTRY.format("bare: sometimes"), "own.yaml: entry 1 (own/hug): bare: input should be a valid boolean, not 'sometimes'"),
        (ENTRY.format("object: 'man, woman'"), "own.yaml: entry 1 (own/hug): object: 'man,' holds a comma: separate words by blanks"),
        (ENTRY.format("object: ['man, woman']"), "own.yaml: entry 1 (own/hug): object: 'man, woman' holds a comma"),
        (ENTRY.format("object: [Man]"), "own.yaml: entry 1 (own/hug): object: 'Man' is never found: words are in lower case"),
        (ENTRY.format("nouns: [group hug]"), "own.yaml: entry 1 (own/hug): nouns: 'group hug' is more than one word"),
        (ENTRY.format("verbs: kiss"), "own.yaml: not YAML: 'verbs' stands twice"),
        (ENTRY.format("replaces: coerce/arest"), "own.yaml: entry own/hug: replaces: 'coerce/arest' is no bundled entry, did you mean 'coerce/arrest'? Valid: coerce/"),
        (ENTRY.format("name: coerce/arrest"), "own.yaml: entry coerce/arrest: a bundled entry is called so"),
        ("disable: [hug/hug]", "own.yaml: disable: 'hug/hug' is no bundled entry. Valid: accuse/…, agree/…"),
        ("types: {HUG: {definition: x}}", "own.yaml: type HUG: name: string should match pattern '^x:"),
        ("types: {'x:HUG': {modes: [tight]}}", "own.yaml: type x:HUG: definition: is missing"),
        ("types: {'x:COURT': {definition: x}}", "own.yaml: type x:COURT: there is a type of that name"),
        ("types: {'x:HUG': {definition: x, counts: [hugged]}}", "own.yaml: type x:HUG: counts: 'hugged' is no count. Valid: abducted"),
        (ENTRY.format("target: objct"), "own.yaml: entry 1 (own/hug): target: 'objct' is no relation, did you mean 'object'?"),
        ("entries: [{type: COERCE, verbs: hug, match: {text: A hug., actor: A}}]", "own.yaml: entry 1 (own/hug): match: 'actor' is no field of an example, did you mean 'actors'?"),
        ("entries: [{type: COERCE, verbs: hug, match: {text: A hug., actors: B}}]", "own.yaml: entry 1 (own/hug): match: 'B' is not in 'A hug.'"),
        ("entries: [{type: COERCE, verbs: hug, match: {actors: B}}]", "own.yaml: entry 1 (own/hug): match: must be sentences, not"),
        ("types: {'x:HUG': {definition: x, will: HUGS}}", "own.yaml: type x:HUG: will: 'HUGS' is no type"),
        ("types: {'x:HUG': {definition: x, counts_own: {loose: dead}}}", "own.yaml: type x:HUG: counts_own: 'loose' is no mode of the type"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_file_entry_field_and_what_would_be_valid(tmp_path, text, complaint):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError) as refused:
        load_lexicon([path])

    assert str(refused.value).startswith(complaint)


def test_all_mistakes_are_said_at_once(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("""
disable: [coerce/arest]
entries:
  - {type: COERCE, verbs: hug, match: x, only_in: sprot, near: "@armde"}
  - {type: COERCE, verbs: kiss}
""")

    with pytest.raises(ConfigurationError) as refused:
        load_lexicon([path])

    assert [line.split(" is ")[0] for line in str(refused.value).splitlines()] == [
        "own.yaml: entry 1 (own/hug): only_in: 'sprot'",
        "own.yaml: entry 1 (own/hug): near: '@armde'",
        "own.yaml: entry 2 (own/kiss): match:",
        "own.yaml: disable: 'coerce/arest'",
    ]


def test_an_inflected_verb_is_refused_where_a_model_knows_its_lemma(pipeline, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("entries: [{type: COERCE, verbs: frisked, match: x}]")

    with pytest.raises(ConfigurationError) as refused:
        assemble(pipeline.nlp, pipeline.gemm, [path])

    assert str(refused.value) == (
        "own.yaml: entry 1 (own/frisked): verbs: 'frisked' is an inflected form and never found: write 'frisk'"
    )


def test_two_entries_of_one_name_are_refused(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("""
entries:
  - {type: COERCE, verbs: hug, match: x}
  - {type: ASSAULT, verbs: hug, match: x}
""")

    with pytest.raises(ConfigurationError, match=r"own\.yaml: entry own/hug: another entry is called so"):
        load_lexicon([path])


def test_an_entry_is_called_by_its_name_or_by_file_and_first_trigger(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("""
entries:
  - {type: COERCE, verbs: [hug, kiss], match: x}
  - {type: COERCE, phrases: ["bear hug"], match: x}
  - {type: COERCE, name: harbour/hug, nouns: hug, match: x}
""")

    assert [entry.name for entry in load_lexicon([path]).entries[:3]] == ["own/hug", "own/bear-hug", "harbour/hug"]


def test_own_entries_come_before_the_bundled_ones_of_which_some_are_off(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("""
disable: [coerce/arrest-police]
entries:
  - {type: x:COURT, name: own/held, verbs: arrest, replaces: coerce/arrest, match: x}
""")
    names = [entry.name for entry in load_lexicon([path]).entries]

    assert names[0] == "own/held"
    assert not {"coerce/arrest", "coerce/arrest-police"} & set(names)
    assert "coerce/arrest-gpe" in names


def test_an_own_entry_may_keep_the_name_of_the_one_it_replaces(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("entries: [{type: COERCE, name: coerce/arrest, replaces: coerce/arrest, verbs: nick, match: x}]")

    [arrest] = [entry for entry in load_lexicon([path]).entries if entry.name == "coerce/arrest"]
    assert arrest.triggers == {"verb": ("nick",)}


def test_an_own_type_has_what_its_file_says(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("""
types:
  x:STRANDING:
    definition: A ship runs aground.
    modes: [storm, pilot]
    codes: {iptc: "medtop:20000139", fleet: "S-4"}
    contexts: [disaster]
    counts: [dead, affected]
    counts_own: {"*": affected}
entries:
  - {type: "x:STRANDING", mode: storm, phrases: [ran aground], match: x}
""")
    lexicon = load_lexicon([path])
    stranding = lexicon.taxonomy.types["x:STRANDING"]

    assert lexicon.entries[0].type == "x:STRANDING"
    assert stranding.codes == {"iptc": "medtop:20000139", "fleet": "S-4"}
    assert stranding.modes == {"storm", "pilot"}
    assert (stranding.own_count("storm"), stranding.own_count(None)) == ("affected", "affected")
    assert next(iter(stranding.target)) == "object"


def test_on_and_off_are_words_in_lexicon_files(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text('entries: [{type: COERCE, verbs: spy, prep: {on: [off]}, match: "x"}]', encoding="utf-8")

    assert load_lexicon([path]).entries[0].prep == {"on": frozenset({"off"})}


def test_every_file_of_a_directory_is_read_in_order_of_their_names(tmp_path):
    for name, verb in (("b.yml", "kiss"), ("a.yaml", "hug"), ("notes.txt", "nothing")):
        (tmp_path / name).write_text(f"entries: [{{type: COERCE, verbs: {verb}, match: x}}]")

    assert [entry.name for entry in load_lexicon([tmp_path]).entries[:2]] == ["a/hug", "b/kiss"]


def test_a_directory_without_lexicon_files_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match=r"there is no file ending in \.yaml or \.yml in"):
        load_lexicon([tmp_path])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="no file or directory"):
        load_lexicon([tmp_path / "nowhere"])


def test_every_data_file_names_its_licence():
    assert "CC BY-SA 4.0" in (DATA / "taxonomy.yaml").read_text(encoding="utf-8")
    assert "Attribution-ShareAlike 4.0" in (DATA / "PLOVER.LICENCE").read_text(encoding="utf-8")
    assert "Apache-2.0" in (DATA / "words.yaml").read_text(encoding="utf-8")


def test_a_class_of_two_words_is_one_word_in_a_string_too(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("entries: [{type: COERCE, verbs: hug, object: '@public_victim aid_worker', match: A hug.}]")

    [entry] = [entry for entry in load_lexicon([own]).entries if entry.own]

    assert entry.wanted["object"] == {"@public_victim", "aid worker"}
