"""Which entries hold where in a Doc; parses and entries are written by hand."""

from __future__ import annotations

import pytest

from streamproc.nlp.lexicon.index import load_lexicon
from streamproc.nlp.lexicon.matcher import Matcher

pytestmark = pytest.mark.model

OWN = """
defaults: {match: A sentence.}
entries:
  - {name: crowds, type: COERCE, verbs: frisk, object: marcher}
  - {name: whatever, type: COERCE, verbs: frisk}
  - {name: court, type: "x:COURT", verbs: frisk}
  - {name: arrests, type: COERCE, verbs: arrest}
  - {name: gatherings, type: PROTEST, nouns: jamboree}
  - {name: frisking, type: PROTEST, nouns: frisking}
  - {name: jailed, type: SANCTION, phrases: [throw in jail]}
  - {name: duty, type: REQUEST, modals: ought}
  - {name: matches, type: AGREE, verbs: twiddle, only_in: sport}
  - {name: elsewhere, type: CONCEDE, verbs: twiddle, not_in: sport}
  - {name: to-the-sea, type: RETREAT, verbs: scurry, prep: {to: sea}}
"""
FRISKED_MARCHERS = "Guards/NNS/nsubj/frisked frisked/VBD/ROOT/frisked marchers/NNS/dobj/frisked"
FRISKED_BOXES = "Guards/NNS/nsubj/frisked frisked/VBD/ROOT/frisked boxes/NNS/dobj/frisked"
JAMBOREE = "Owners/NNS/nsubj/held held/VBD/ROOT/held jamboree/NN/dobj/held"
TWIDDLED = "Owners/NNS/nsubj/twiddled twiddled/VBD/ROOT/twiddled knobs/NNS/dobj/twiddled"
SPORT = "goalkeeper/NN/ROOT/goalkeeper striker/NN/ROOT/striker midfielder/NN/ROOT/midfielder"


@pytest.fixture(scope="module")
def matcher(tmp_path_factory):
    path = tmp_path_factory.mktemp("lexicon") / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return Matcher(load_lexicon([path]))


@pytest.fixture
def matched(matcher, parsed):
    """(entry, its words, the word that stands for them) of every own entry that holds."""

    def find(parse, **names):
        doc = parsed(parse, **names)
        matches = matcher.matches(matcher.syntax(doc))
        return [(m.entry.name, doc[m.start : m.end].text, doc[m.anchor].text) for m in matches if m.entry.own]

    return find


def test_of_each_type_the_first_entry_that_holds(matched):
    assert matched(FRISKED_MARCHERS) == [("crowds", "frisked", "frisked"), ("court", "frisked", "frisked")]
    assert matched(FRISKED_BOXES) == [("whatever", "frisked", "frisked"), ("court", "frisked", "frisked")]


def test_matches_come_in_the_order_of_their_words(matched):
    both = f"{FRISKED_BOXES} Owners/NNS/nsubj/held held/VBD/ROOT/held jamboree/NN/dobj/held"

    assert [name for name, *_ in matched(both)] == ["whatever", "court", "gatherings"]


def test_an_operators_entry_stands_before_the_bundled_ones_of_its_type(matcher, parsed):
    doc = parsed("Police/NNS/nsubj/arrested arrested/VBD/ROOT/arrested men/NNS/dobj/arrested")

    assert [m.entry.name for m in matcher.matches(matcher.syntax(doc)) if m.entry.type == "COERCE"] == ["arrests"]


def test_a_match_says_whether_its_type_is_an_extension(matcher, parsed):
    matches = matcher.matches(matcher.syntax(parsed(FRISKED_BOXES)))

    assert {m.entry.name: m.is_extension for m in matches if m.entry.own} == {"whatever": False, "court": True}


def test_a_phrase_is_found_by_forms_and_lemmas_and_stands_where_it_hangs(matched):
    text = "They/PRP/nsubj/threw threw/VBD/ROOT/threw in/IN/prep/threw jail/NN/pobj/in"

    assert matched(text) == [("jailed", "threw in jail", "threw")]


def test_a_phrase_that_is_cut_off_is_none(matched):
    assert matched("They/PRP/nsubj/threw threw/VBD/ROOT/threw in/IN/prep/threw") == []
    assert matched("jail/NN/ROOT/jail") == []
    assert matched("They/PRP/nsubj/threw threw/VBD/ROOT/threw near/IN/prep/threw jail/NN/pobj/near") == []


def test_a_gerund_is_an_event_only_where_it_stands_as_a_noun(matched):
    as_noun = "Frisking/VBG/nsubj/angered angered/VBD/ROOT/angered drivers/NNS/dobj/angered"
    as_verb = (
        "Guards/NNS/nsubj/continued continued/VBD/ROOT/continued frisking/VBG/xcomp/continued drivers/NNS/dobj/frisking"
    )

    assert ("frisking", "Frisking", "Frisking") in matched(as_noun)
    assert "frisking" not in [name for name, *_ in matched(as_verb)]


def test_a_name_is_no_event(matched):
    named = JAMBOREE.replace("jamboree/NN", "Jamboree/NNP")

    assert matched(named, Jamboree="ORG") == []
    assert matched(named) == [("gatherings", "Jamboree", "Jamboree")]


def test_a_noun_that_describes_another_is_an_event_where_that_one_can_be_one(matched):
    mention = "Owners/NNS/nsubj/met met/VBD/ROOT/met jamboree/NN/compound/{0} {0}/NN/dobj/met"

    assert matched(mention.format("treasurer")) == []
    assert matched(mention.format("campaign")) == [("gatherings", "jamboree", "jamboree")]


def test_a_modal_stands_for_its_verb(matched):
    text = "Owners/NNS/nsubj/resign ought/MD/aux/resign resign/VB/ROOT/resign"

    assert matched(text) == [("duty", "ought", "resign")]


def test_what_an_article_is_about_decides_where_an_entry_says_so(matched):
    assert matched(TWIDDLED) == [("elsewhere", "twiddled", "twiddled")]
    assert matched(f"{SPORT} {TWIDDLED}") == [("matches", "twiddled", "twiddled")]


def test_what_an_entry_needs_must_stand_in_the_same_sentence(matched):
    here = "Crabs/NNS/nsubj/scurried scurried/VBD/ROOT/scurried to/IN/prep/scurried sea/NN/pobj/to"
    later = "Crabs/NNS/nsubj/scurried scurried/VBD/ROOT/scurried Boats/NNS/nsubj/came came/VBD/ROOT/came to/IN/prep/came sea/NN/pobj/to"

    assert matched(here) == [("to-the-sea", "scurried", "scurried")]
    assert matched(later) == []


def test_words_that_are_forgotten_are_learnt_again(matched, matcher, monkeypatch):
    before = matched(FRISKED_MARCHERS)
    monkeypatch.setattr("streamproc.nlp.lexicon.words._CACHE_LIMIT", 0)

    assert matched(JAMBOREE.replace("Owners", "Millers")) == [("gatherings", "jamboree", "jamboree")]
    assert "frisked" not in {word.lower for word in matcher.triggers_of}
    assert matched(FRISKED_MARCHERS) == before


def test_a_single_word_of_sport_said_again_and_again_makes_no_match_report(matched):
    hurt = "injury/NN/ROOT/injury " * 4

    assert [name for name, *_ in matched(f"{hurt}{TWIDDLED}")] == ["elsewhere"]
    assert [name for name, *_ in matched(f"{SPORT} {TWIDDLED}")] == ["matches"]
