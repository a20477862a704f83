"""What a word tells of its sentence and its article: bits that are joined, tallies that are summed up."""

from streamproc.nlp.lexicon import traits
from streamproc.nlp.lexicon.traits import counts_in, named_in, tally_of, traits_of

NO_LABELS = frozenset[str]()


def test_a_pronoun_tells_the_person():
    assert traits_of("me", "PRP", NO_LABELS) == traits.FIRST_PERSON
    assert traits_of("your", "PRP$", NO_LABELS) == traits.SECOND_PERSON
    assert traits_of("she", "PRP", NO_LABELS) == 0


def test_a_modal_verb_tells_mood_and_tense():
    assert traits_of("would", "MD", NO_LABELS) == traits.IRREAL | traits.TENSES["MD"]


def test_classes_of_who_acts_are_read_back_in_their_order():
    told = traits_of("troops", "NNS", frozenset({"@armed", "@police", "troops"}))

    assert named_in(told) == ("@police", "@armed")
    assert told & traits.ANY_ACTING == told


def test_tallies_add_up_over_an_article():
    words = [
        ("i", "PRP", NO_LABELS), ("told", "VBD", NO_LABELS), ("you", "PRP", NO_LABELS), ("soldiers", "NNS", frozenset({"@armed"})),
        ("say", "VBP", NO_LABELS), ("says", "VBZ", NO_LABELS), ("?", ".", NO_LABELS), ("left", "VBD", NO_LABELS),
    ]  # fmt: skip
    tally = sum(tally_of(traits_of(*word), word[2]) for word in words)

    assert counts_in(tally) == (1, 1, 1, 2, 2, 1)


def test_a_count_never_runs_into_the_next():
    told = tally_of(traits_of("left", "VBD", NO_LABELS), NO_LABELS)

    assert counts_in(5_000_000 * told) == (0, 0, 0, 5_000_000, 0, 0)
