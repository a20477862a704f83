"""What an entry asks of the syntax around its words holds, or is missed in words; the parses are written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from streamproc.nlp.lexicon.conditions import conditions_of, listed, why_not
from streamproc.nlp.lexicon.declarations import EntryDeclaration
from streamproc.nlp.lexicon.entry_files import entry_of
from streamproc.nlp.lexicon.index import load_lexicon
from streamproc.nlp.lexicon.matcher import Matcher

pytestmark = pytest.mark.model

FRISKED = "Police/NNS/nsubj/frisked frisked/VBD/ROOT/frisked boxes/NNS/dobj/frisked"
FRISKED_NOTHING = "Police/NNS/nsubj/frisked frisked/VBD/ROOT/frisked"
NOBODY_FRISKED = "frisked/VBD/ROOT/frisked boxes/NNS/dobj/frisked"
WERE_FRISKED = "Boxes/NNS/nsubjpass/frisked were/VBD/auxpass/frisked frisked/VBN/ROOT/frisked"
BY_POLICE = f"{WERE_FRISKED} by/IN/agent/frisked police/NNS/pobj/by"
TEA_BLEND = "Cabinet/NN/nsubj/lifted lifted/VBD/ROOT/lifted tea/NN/compound/blend blend/NN/dobj/lifted"
MOWED_DOWN = "Thieves/NNS/nsubj/mowed mowed/VBD/ROOT/mowed down/RP/prt/mowed guards/NNS/dobj/mowed"
SET_FREE = "Rebels/NNS/nsubj/set set/VBD/ROOT/set pilots/NNS/dobj/set free/JJ/oprd/set"
ON_KETTLE = "Crowds/NNS/nsubj/converged converged/VBD/ROOT/converged on/IN/prep/converged kettle/NN/pobj/on"
VOWED_TO = "Rebels/NNS/nsubj/vowed vowed/VBD/ROOT/vowed to/TO/aux/polish polish/VB/xcomp/vowed kettle/NN/dobj/polish"
VOWED_REVENGE = "Rebels/NNS/nsubj/vowed vowed/VBD/ROOT/vowed revenge/NN/dobj/vowed"
WANTED_OTHERS_TO = (
    "Rebels/NNS/nsubj/wanted wanted/VBD/ROOT/wanted guards/NNS/nsubj/polish to/TO/aux/polish polish/VB/ccomp/wanted"
)
WOULD_POLISH = (
    "Rebels/NNS/nsubj/warned warned/VBD/ROOT/warned they/PRP/nsubj/polish would/MD/aux/polish polish/VB/ccomp/warned"
)
RAIN = "Rain/NN/nsubj/hit hit/VBD/ROOT/hit roofs/NNS/dobj/hit"
RAIN_AND_BOMBS = f"{RAIN} with/IN/prep/hit bombs/NNS/pobj/with"
RAIN_ON_POLICE = "Rain/NN/nsubj/hit hit/VBD/ROOT/hit police/NNS/dobj/hit"
JAMBOREE = "Owners/NNS/nsubj/halted halted/VBD/ROOT/halted music/NN/compound/jamboree jamboree/NN/dobj/halted"
DOZENS = "Owners/NNS/nsubj/halted halted/VBD/ROOT/halted dozens/NNS/dobj/halted of/IN/prep/dozens jamboree/NNS/pobj/of"
SPOKE_OF = "Owners/NNS/nsubj/spoke spoke/VBD/ROOT/spoke of/IN/prep/spoke jamboree/NN/pobj/of"
CALLED = "Owners/NNS/nsubj/called called/VBD/ROOT/called jamboree/NN/dobj/called mistake/NN/oprd/called"


@pytest.fixture(scope="module")
def matcher():
    return Matcher(load_lexicon())


@pytest.fixture
def missed(matcher, parsed):
    """Why an entry does not hold at a word; None where it does."""

    def ask(parse, word, domains=(), **asked):
        doc = parsed(parse)
        syntax = matcher.syntax(doc)
        syntax.domains = frozenset(domains)
        found = why_not(syntax, [token.text for token in doc].index(word), entry(**asked))
        return None if found is None else str(found)

    return ask


def entry(**asked):
    return entry_of(
        EntryDeclaration.model_validate({"type": "COERCE", "verbs": "frisk", "match": "x", **asked}),
        Path("own.yaml"),
        own=True,
    )


@pytest.mark.parametrize(
    ("parse", "asked"),
    [
        (FRISKED, {}),
        (FRISKED, {"object": "box"}),
        (FRISKED, {"object": "*"}),
        (FRISKED, {"subject": "@police", "object": "box"}),
        (FRISKED_NOTHING, {"object": "box", "bare": True}),
        (FRISKED_NOTHING, {"not_object": "box"}),
        (NOBODY_FRISKED, {"subject": "@police", "object": "box"}),
        (WERE_FRISKED, {"object": "box"}),
        (WERE_FRISKED, {"subject": "@police"}),
        (BY_POLICE, {"subject": "@police", "object": "box", "needs_subject": True}),
    ],
    ids=["nothing", "a lemma", "anything", "both sides", "bare", "no such object", "the other side is enough", "passive",
         "a passive names nobody", "by somebody"],
)  # fmt: skip
def test_arguments_are_as_asked(missed, parse, asked):
    assert missed(parse, "frisked", **asked) is None


@pytest.mark.parametrize(
    ("parse", "asked", "said"),
    [
        (FRISKED, {"object": "@armed"}, "object is box boxes, wanted: @armed"),
        (FRISKED_NOTHING, {"object": "box crate"}, "object is missing, wanted: box crate"),
        (FRISKED, {"not_object": "box crate"}, "object is box"),
        (NOBODY_FRISKED, {"subject": "@police"}, "subject is missing, wanted: @police"),
        (WERE_FRISKED, {"subject": "@police", "needs_subject": True}, "subject is missing, wanted: @police"),
        (BY_POLICE, {"not_subject": "@police"}, "subject is @police"),
    ],
    ids=["another object", "no object", "a forbidden object", "nobody", "a passive without an agent", "a forbidden agent"],
)  # fmt: skip
def test_arguments_that_are_not_as_asked_are_told(missed, parse, asked, said):
    assert missed(parse, "frisked", **asked) == said


def test_a_noun_is_asked_for_with_what_describes_it(missed):
    assert missed(TEA_BLEND, "lifted", object=["tea blend"]) is None
    assert missed(TEA_BLEND, "lifted", object=["rice blend"]) == "object is blend tea blend, wanted: rice blend"


@pytest.mark.parametrize(
    ("parse", "word", "particle"),
    [(MOWED_DOWN, "mowed", "down"), (SET_FREE, "set", "free"), (ON_KETTLE, "converged", "on")],
    ids=["a particle", "a predicate", "a preposition"],
)
def test_a_particle_may_be_a_predicate_or_a_preposition_too(missed, parse, word, particle):
    assert missed(parse, word, particle=particle) is None
    assert missed(parse, word, particle="apart") == "particle is missing, wanted: apart"


def test_a_preposition_brings_what_is_asked_for(missed):
    assert missed(ON_KETTLE, "converged", prep={"on": "kettle", "at": "harbour"}) is None
    assert missed(ON_KETTLE, "converged", prep={"at": "kettle"}) == "at is missing, wanted: kettle"
    assert missed(ON_KETTLE, "converged", prep={"on": "harbour"}) == "on is kettle, wanted: harbour"
    assert missed(ON_KETTLE, "converged", not_prep={"at": "kettle"}) is None
    assert missed(ON_KETTLE, "converged", not_prep={"on": "kettle"}) == "on is kettle"


@pytest.mark.parametrize(
    ("parse", "word", "complement"),
    [
        (VOWED_TO, "vowed", "polish"),
        (VOWED_TO, "vowed", ["polish kettle"]),
        (VOWED_TO, "vowed", "@to"),
        (WANTED_OTHERS_TO, "wanted", "@to"),
        (WANTED_OTHERS_TO, "wanted", "@another_to"),
        (WOULD_POLISH, "warned", "@will"),
    ],
    ids=["its verb", "verb and object", "an infinitive", "of others", "of others alone", "what they would do"],
)
def test_a_complement_is_asked_for_by_its_verb_its_object_or_its_form(missed, parse, word, complement):
    assert missed(parse, word, complement=complement) is None


def test_a_complement_of_another_form_is_told(missed):
    assert missed(VOWED_REVENGE, "vowed", complement="@to") == "complement is missing, wanted: @to"
    assert missed(WOULD_POLISH, "warned", complement="@to") == "complement is @will polish, wanted: @to"
    assert (
        missed(VOWED_TO, "vowed", complement="@another_to")
        == "complement is @to polish polish kettle, wanted: @another_to"
    )


def test_company_is_a_word_of_the_sentence_a_public_side_or_an_article_about_war(missed):
    asked = {"verbs": "hit", "near": "bomb"}

    assert missed(RAIN, "hit", **asked) == "company is missing, wanted: bomb"
    assert missed(RAIN_AND_BOMBS, "hit", **asked) is None
    assert missed(RAIN_ON_POLICE, "hit", **asked) is None
    assert missed(RAIN, "hit", domains=("war",), **asked) is None


def test_a_word_in_the_next_sentence_is_no_company(missed):
    later = f"{RAIN} bombs/NNS/nsubj/fell fell/VBD/ROOT/fell"

    assert missed(later, "hit", verbs="hit", near="bomb") == "company is missing, wanted: bomb"


def test_a_noun_is_asked_for_what_describes_it_and_what_it_depends_on(missed):
    assert missed(JAMBOREE, "jamboree", modifier="music", governor="halt") is None
    assert missed(JAMBOREE, "jamboree", modifier="protest") == "modifier is music, wanted: protest"
    assert missed(JAMBOREE, "jamboree", governor="hold") == "governor is halt halted, wanted: hold"


def test_a_governor_is_sought_past_prepositions_and_quantities(missed):
    assert missed(DOZENS, "jamboree", governor="halt") is None
    assert missed(SPOKE_OF, "jamboree", governor="speak") is None


def test_a_verb_that_only_names_a_thing_does_not_govern_it(missed):
    assert missed(CALLED, "jamboree", governor="call") == "governor is missing, wanted: call"


def test_what_costs_least_is_asked_first():
    asked = entry(
        object="box",
        not_object="crate",
        prep={"on": "town"},
        not_prep={"at": "sea"},
        complement="@to",
        particle="up",
        near="bomb",
    )

    assert [condition.name for condition in conditions_of(asked)] == [
        "complement", "on", "particle", "object", "object", "at", "on", "complement", "company",
    ]  # fmt: skip


def test_a_long_list_of_what_is_wanted_is_cut():
    assert listed("gfedcba") == "a b c d e f …"
    assert listed("fedcba") == "a b c d e f"
