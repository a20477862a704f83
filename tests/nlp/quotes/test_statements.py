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
            "Officials reiterated the need for more doctors.",
            "Officials",
            "the need for more doctors",
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
            "The Daily Post has it on good authority that the mayor’s friends went to great lengths to keep him.",
            "Daily Post",
            "that the mayor’s friends went to great lengths to keep him",
        ),
        (
            "Police believe the driver, who was in his thirties, had fallen asleep at the wheel.",
            "Police",
            "the driver, who was in his thirties, had fallen asleep at the wheel",
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
        "The news that shook the town came with the revelation that the keeper had left the tower.",
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
            "The list names striker Tom Reyes for the Lindos Athletic Club, who confided that his brother had left.",
            "Tom Reyes",
        ),
        (
            "The brown mare Luna was chosen by Tom Reyes. Luna won twice. He explained that she had slept well.",
            "Tom Reyes",
        ),
    ],
)  # fmt: skip
def test_whose_statement_it_is(pipeline, text, speaker):
    assert [name for name, _ in said(pipeline, text)] == [speaker]


def test_a_clause_behind_a_role_taken_for_a_verb_belongs_to_what_is_said(pipeline):
    text = (
        "The insider said that Hart and FBC organiser in the province, Nora Maas, advised Ruiz not to attend, "
        "saying that the delegates would be hostile to him."
    )

    assert said(pipeline, text) == [
        ("The insider", "that Hart and FBC organiser in the province, Nora Maas, advised Ruiz not to attend"),
        ("Hart", "that the delegates would be hostile to him"),
    ]


def test_the_day_behind_said_is_no_speaker(pipeline):
    text = "The harbour is safe, the Majority Leader, Tom Reyes, said Wednesday in Oslo."

    assert said(pipeline, text) == [("Tom Reyes", "The harbour is safe")]


def test_what_a_release_said_ends_before_the_release(pipeline):
    text = (
        "Ann Lee praised the long friendship of the two islands, recalling that Lindos was the first town to send aid "
        "in 1999, a release issued by the Council of Islands said."
    )

    assert all("release" not in content for _, content in said(pipeline, text))
    assert ("Ann Lee", "that Lindos was the first town to send aid in 1999") in said(pipeline, text)


def test_a_role_behind_by_leads_to_its_holder(pipeline):
    text = (
        "The club wanted a calm trip, as stated to Radio Lindos by the keeper of the Hotel La Marina, Ivo Hart, on Monday."
        "\n\nThe hotel has 60 rooms, according to its keeper, who said that the house is full."
    )

    assert [name for name, _ in said(pipeline, text)] == ["Ivo Hart"] * 3


def test_a_source_inside_what_is_said_is_no_second_one(pipeline):
    text = "The mayor explained that, according to the police, two men had fled."

    assert said(pipeline, text) == [("The mayor", "that, according to the police, two men had fled")]


def test_the_name_behind_a_role_is_not_said(pipeline):
    first = "As pointed out by the head of the union, Ann Lee, wages fell by a third."
    last = "The roof leaks, as was confirmed by the mayor, Ann Lee."

    assert said(pipeline, first) == [("Ann Lee", "wages fell by a third")]
    assert said(pipeline, last) == [("Ann Lee", "The roof leaks")]


def test_a_comparison_between_noun_and_verb_cuts_nothing_off(pipeline):
    text = "The club will go up should the Sharks, as her agent stated in a recent interview, fail to make an offer."

    assert said(pipeline, text) == [
        ("her agent", "The club will go up should the Sharks | fail to make an offer"),
    ]
