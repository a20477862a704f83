"""Statements in plainer words, what only looks like one, whose they are, and where they begin and end."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from streamproc.nlp.doc.annotations import quotes_of

pytestmark = pytest.mark.model


def said(pipeline, text):
    """(speaker's name or words, what is said) of every quotation; segments are joined by a bar."""
    [doc] = pipeline.docs([Article(id="statements", text=text)])
    return [
        (
            q.speaker_name or (q.speaker.text if q.speaker is not None else None),
            " | ".join(doc.text[start:end] for start, end in q.segments),
        )
        for q in quotes_of(doc)
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "The health minister underscored the importance of early screening in the villages.",
            "The health minister",
            "the importance of early screening in the villages",
        ),
        (
            "In her speech, the ambassador highlighted the long friendship between the two islands.",
            "the ambassador",
            "the long friendship between the two islands",
        ),
        (
            "He informed the visiting delegation of the latest repairs to the dam.",
            "He",
            "the latest repairs to the dam",
        ),
        (
            "Deputy mayor Ruiz, indicated that the ferry would sail in June.",
            "Ruiz",
            "that the ferry would sail in June",
        ),
        (
            "Marta Ruiz confided to the Lindos Herald that her brother was “losing his mind” over the boat.",
            "Marta Ruiz",
            "that her brother was “losing his mind” over the boat",
        ),
        (
            "The committee chair had instructed that the witness be called Mrs Y.",
            "The committee chair",
            "that the witness be called Mrs Y.",
        ),
    ],
)
def test_verbs_that_also_report(pipeline, text, speaker, content):
    assert said(pipeline, text) == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The storm highlighted the need for better drains.",
        "The clouds indicate that it will rain.",
        "The tower has a crack, which threatens to close the road for months.",
        "The drought threatens to empty the reservoirs.",
        "Doctors removed the dead tissue in an operation, called a deep cleaning, on Monday.",
        "It should be noted that the bridge was built in 1902.",
        "Mayor lashes out at ferry firm, harbour board and taxes",
        "The crowd, which had waited for hours, began chanting “Ruiz” in support of the mayor.",
        "He was the butt of a thousand Lindos Facebook jokes that his boat could not float.",
    ],
)
def test_what_only_looks_like_a_statement(pipeline, text):
    assert said(pipeline, text) == []


def test_a_topic_that_opens_a_sentence_is_not_what_is_said(pipeline):
    text = "Speaking of the new harbour, the minister stressed that it would open in May."

    assert said(pipeline, text) == [("the minister", "that it would open in May")]


def test_a_source_behind_because_names_the_reason(pipeline):
    text = "The fishermen refuse to leave the quay because according to them there is no room in the new harbour."
    as_stated = (
        "The older boat was chosen, because, as stated to Radio Lindos by the harbour master, after a long meeting, "
        "the club wanted a “calm” and “dry” trip."
    )

    assert said(pipeline, text) == [("them", "there is no room in the new harbour")]
    assert said(pipeline, as_stated) == [("the harbour master", "the club wanted a “calm” and “dry” trip")]


def test_what_a_source_is_belongs_to_nothing_said(pipeline):
    text = (
        "Last year, 400 boats passed through the harbour, according to Ivo Hart, deputy director for trade and safety."
    )

    assert said(pipeline, text) == [("Ivo Hart", "Last year, 400 boats passed through the harbour")]


def test_a_cleft_sentence_goes_on_behind_what_is_said(pipeline):
    text = "It was only when Ruiz called for the party to treat the vote as void that the crowd began to leave."

    assert said(pipeline, text) == [("Ruiz", "the party to treat the vote as void")]


def test_a_word_glued_to_a_datelines_dash_is_said(pipeline):
    text = "OSLO --At least two people died in a fire at a restaurant, state media reported."

    assert said(pipeline, text) == [("state media", "At least two people died in a fire at a restaurant")]


def test_a_quotation_goes_on_from_its_verb_in_the_next_sentence(pipeline):
    half = "The new minister, Ivo Hart, “does not seem to have the support to build another one.”"
    text = (
        "“The dam held for three days and was then opened by the engineers,” Norvik Bank analysts wrote in a note. "
        + half
    )

    assert said(pipeline, text) == [
        (
            "Norvik Bank",
            "The dam held for three days and was then opened by the engineers, | " + half,
        )
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Norvik Bank is in Oslo. Analysts at Norvik Bank said the crown would fall.", "Norvik Bank"),
        ("The Harbour Safety Agency (HSA) won the prize. “She thanked everybody,” the HSA team said.", "Harbour Safety Agency"),
        (
            "The estate's administrator, Ivo Hart, walked in. It was its administrator, who said that the farm was full.",
            "Ivo Hart",
        ),
        (
            "The island's representative at FAO Tomas Reyes, who is a member of the club, said the sea was calm.",
            "Tomas Reyes",
        ),
        (
            "The brown mare Luna was chosen by Tom Reyes. Luna won twice. He explained that she had slept well.",
            "Tom Reyes",
        ),
    ],
)  # fmt: skip
def test_whose_statement_it_is(pipeline, text, speaker):
    assert [name for name, _ in said(pipeline, text)] == [speaker]
