"""Quotations: one sentence for each way in which news quotes people, and for what is no quotation."""

from __future__ import annotations

import json
import re
from unittest.mock import ANY

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streamproc.article import Article
from streamproc.nlp.doc.annotations import quotes_of

pytestmark = pytest.mark.model

PIECES = ["“", "”", '"', "'", "said", "told", ",", ".", ":", "that", "and", "adding", "—", "?", "(", "\u2028", "\x00"]
PIECES += ["Ann Lee", "\n\n", "it is over", "according to", "the BBC", "😀"]
NOISE = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)


def docs(pipeline, *texts, title=None):
    return list(pipeline.docs([Article(id=str(i), text=text, title=title) for i, text in enumerate(texts)]))


def found(pipeline, text, title=None):
    """(content, speaker's words, cue) of every quotation; segments are joined by a bar."""
    [doc] = docs(pipeline, text, title=title)
    return [
        (
            " | ".join(doc.text[start:end] for start, end in q.segments),
            q.speaker.text if q.speaker is not None else None,
            q.cue.text if q.cue is not None else None,
        )
        for q in quotes_of(doc)
    ]


# -- the cue beside the quotation


def test_speaker_and_cue_after_the_quotation(pipeline):
    assert found(pipeline, "“The bridge is safe,” Ann Lee said.") == [("The bridge is safe,", "Ann Lee", "said")]


def test_cue_before_the_speaker(pipeline):
    assert found(pipeline, "“The bridge is safe,” said Ann Lee, a city engineer.") == [
        ("The bridge is safe,", "Ann Lee", "said")
    ]


def test_an_apposition_between_speaker_and_cue(pipeline):
    text = "“The bridge is safe,” Ann Lee, an engineer for the city and the author of two books, has said."

    assert found(pipeline, text) == [("The bridge is safe,", "Ann Lee", "said")]


def test_a_question_mark_does_not_end_the_sentence_before_its_cue(pipeline):
    assert found(pipeline, "“Who paid for this?” Marta Ruiz asked.") == [("Who paid for this?", "Marta Ruiz", "asked")]


def test_the_quotation_goes_on_after_the_cue(pipeline):
    text = "“The bridge,” Ann Lee said, “is safe for now.”"

    assert found(pipeline, text) == [("The bridge, | is safe for now.", "Ann Lee", "said")]


def test_the_next_sentence_in_marks_belongs_to_the_same_quotation(pipeline):
    text = "“The bridge is safe,” Ann Lee said. “We checked every bolt.”"

    assert found(pipeline, text) == [("The bridge is safe, | We checked every bolt.", "Ann Lee", "said")]


def test_a_quotation_over_paragraphs(pipeline):
    text = "“The bridge is safe,” Ann Lee said.\n\n“We checked every bolt.”\n\nThe toll rises in June."

    assert found(pipeline, text) == [("The bridge is safe, | We checked every bolt.", "Ann Lee", "said")]


def test_words_outside_the_marks_belong_to_the_content(pipeline):
    text = "The old bridge is “safe enough,” Ann Lee said."

    assert found(pipeline, text) == [("The old bridge is “safe enough,”", "Ann Lee", "said")]


# -- the cue before the quotation


def test_a_cue_leads_in_with_a_colon(pipeline):
    assert found(pipeline, "Ann Lee said: “The bridge is safe.”") == [("The bridge is safe.", "Ann Lee", "said")]


def test_a_cue_leads_in_with_a_comma_and_a_listener(pipeline):
    [doc] = docs(pipeline, "Ann Lee told Omar Haddad on Friday, “The bridge is safe.”")

    [quote] = quotes_of(doc)

    assert quote.type == "direct"
    assert quote.speaker.text == "Ann Lee"
    assert quote.addressee.text == "Omar Haddad"
    assert quote.addressee_entity.name == "Omar Haddad"


def test_a_cue_at_the_end_of_the_paragraph_before(pipeline):
    text = "In a speech on Monday, Ann Lee declared:\n\n“The bridge is safe. It will stand.”"

    assert found(pipeline, text) == [("The bridge is safe. It will stand.", "Ann Lee", "declared")]


def test_a_colon_without_a_cue_word(pipeline):
    text = "Ann Lee was blunt with the council: “This bridge will not see another winter.”"

    assert found(pipeline, text) == [("This bridge will not see another winter.", "Ann Lee", ":")]


def test_a_cue_in_front_of_its_speaker(pipeline):
    assert found(pipeline, "Continued Lee: “We checked every bolt on it.”")[0][::2] == (
        "We checked every bolt on it.",
        "Continued",
    )


# -- both marks of a quotation, or none


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ann Lee wrote “we need a new bridge.”", "we need a new bridge."),
        ("Ann Lee said it was old, adding “we need a new one.”", "we need a new one."),
        ("Ann Lee said the bridge “was safe, although old,” on Monday.", "the bridge “was safe, although old,” on Monday"),
        ("Ann Lee said that the bridge “was old, but safe”.", "that the bridge “was old, but safe”"),
    ],
    ids=["a full stop within", "after another cue", "a concession within", "a comma within"],
)  # fmt: skip
def test_no_quotation_has_one_mark_alone(pipeline, text, content):
    assert found(pipeline, text)[-1] == (content, "Ann Lee", ANY)


def test_no_single_mark_stands_alone_in_a_headline(pipeline):
    [(content, _, _)] = found(pipeline, "The ferry sank.", title="Norway says 'no proof' ferry was overloaded")

    assert content.count("'") % 2 == 0


def test_a_comma_within_marks_ends_no_question(pipeline):
    text = "Asked whether the “old, rotten” bridge was safe, Ann Lee said it was."

    assert [content for content, *_ in found(pipeline, text)] == ["whether the “old, rotten” bridge was safe", "it was"]


# -- whom somebody speaks to


def test_whom_somebody_speaks_to_is_not_what_is_said(pipeline):
    text = "Speaking to the Harbour Post on Monday, Jonas Brandt said: “The pier is closed.”"

    assert found(pipeline, text) == [("The pier is closed.", "Jonas Brandt", "said")]


def test_what_somebody_says_to_a_paper_without_marks_is_all_there_is(pipeline):
    text = "Speaking to the Harbour Post, Jonas Brandt said the pier would close."

    assert found(pipeline, text) == [("the pier would close", "Jonas Brandt", "said")]


def test_a_topic_is_what_somebody_speaks_of_to_whom(pipeline):
    text = "The mayor spoke to Ann Lee about a “new dawn” for the pier."

    assert found(pipeline, text) == [("a “new dawn” for the pier", "The mayor", "spoke")]


# -- mixed and indirect


def test_a_mixed_quotation_is_the_whole_complement(pipeline):
    text = "Ann Lee said on Friday that the bridge was “as safe as a house” in summer."

    assert found(pipeline, text) == [("that the bridge was “as safe as a house” in summer", "Ann Lee", "said")]


def test_an_indirect_quotation_without_that(pipeline):
    assert found(pipeline, "Ann Lee said the bridge was safe.") == [("the bridge was safe", "Ann Lee", "said")]


def test_a_second_cue_of_the_same_speaker_ends_the_first_complement(pipeline):
    text = "Ann Lee said the bridge was safe, adding that the toll would rise."

    assert found(pipeline, text) == [
        ("the bridge was safe", "Ann Lee", "said"),
        ("that the toll would rise", "Ann Lee", "adding"),
    ]


def test_a_coordinated_cue_shares_the_speaker(pipeline):
    text = "Ann Lee praised the welders and said the bridge was safe."

    assert ("the bridge was safe", "Ann Lee", "said") in found(pipeline, text)


def test_a_concession_is_the_writers(pipeline):
    text = "Ann Lee said that the bridge was safe, although she had not seen it."

    assert found(pipeline, text) == [("that the bridge was safe", "Ann Lee", "said")]


def test_a_cue_in_passing(pipeline):
    text = "The bridge, Ann Lee said, will reopen in May."

    assert found(pipeline, text) == [("The bridge | will reopen in May", "Ann Lee", "said")]


def test_a_cue_at_the_end_of_indirect_speech(pipeline):
    text = "The bridge will reopen in May, Ann Lee said."

    assert found(pipeline, text) == [("The bridge will reopen in May", "Ann Lee", "said")]


def test_what_another_says_meanwhile_is_anothers(pipeline):
    text = "Omar Haddad said the talks were useful, while Ann Lee described them as “frank”."

    assert found(pipeline, text) == [
        ("the talks were useful", "Omar Haddad", "said"),
        ("them as “frank”", "Ann Lee", "described"),
    ]


def test_a_cue_after_a_clause_with_some_words_in_marks(pipeline):
    text = "The city will “not hesitate” to close the bridge, Ann Lee told the council on Monday."

    assert found(pipeline, text) == [("The city will “not hesitate” to close the bridge", "Ann Lee", "told")]


def test_as_somebody_said(pipeline):
    text = "As Ann Lee noted, the bridge has stood for a century."

    assert found(pipeline, text) == [("the bridge has stood for a century", "Ann Lee", "noted")]


def test_according_to_at_the_beginning(pipeline):
    text = "According to the weather office, the storm will pass on Monday."

    assert found(pipeline, text)[0][0] == "the storm will pass on Monday"


def test_according_to_at_the_end(pipeline):
    text = "The storm will pass on Monday, according to the weather office."

    assert found(pipeline, text)[0][0] == "The storm will pass on Monday"


def test_a_source_at_the_end_of_what_somebody_said(pipeline):
    text = "Ann Lee said the bridge was safe, the BBC reported."

    contents = {speaker: content for content, speaker, _ in found(pipeline, text)}

    assert contents == {"Ann Lee": "the bridge was safe", "the BBC": "Ann Lee said the bridge was safe"}


def test_what_a_quoted_person_reports_is_not_quoted_again(pipeline):
    assert len(found(pipeline, "“My father said the bridge would fall,” Ann Lee told reporters.")) == 1


def test_a_statement_saying_is_its_authors(pipeline):
    text = "Ann Lee released a statement saying that the bridge was safe."

    assert found(pipeline, text) == [("that the bridge was safe", "Ann Lee", "saying")]


def test_a_headline_ends_in_its_speaker(pipeline):
    [(content, speaker, cue)] = found(pipeline, "The toll rises in June.", title="Bridge to reopen in May: Ann Lee")

    assert (content, speaker, cue) == ("Bridge to reopen in May", "Ann Lee", ":")


def test_a_quotation_in_the_title_does_not_go_on_in_the_text(pipeline):
    title, text = "“The bridge is safe,” says Ann Lee", "“We checked every bolt on the old bridge.”\n\nThe toll rises."

    assert found(pipeline, text, title=title) == [("The bridge is safe,", "Ann Lee", "says")]
    assert found(pipeline, text, title="Ann Lee says:") == []


# -- not speech


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “bridge of sighs” was built in 1602.",
        "She sang “Rivers and Roads” at the opening.",
        "An “unlucky mistake” cost the club the title.",
        "The novel “A Winter in Lindos” sold well.",
        "They marched under the slogan “Bread and Roses”.",
        "Her “friends” never came.",
        "A man called Smith ran the ferry.",
    ],
)
def test_titles_slogans_and_scare_quotes_are_not_speech(pipeline, text):
    assert found(pipeline, text) == []


def test_related_links_are_not_speech(pipeline):
    text = "The toll rises in June.\n\nRead More: Ann Lee says the bridge is safe\n\nThe ferry sails on Monday."

    assert found(pipeline, text) == []


def test_nobody_speaks_where_only_the_asked_is_named(pipeline):
    text = "Asked whether the bridge was safe, Ann Lee laughed."

    assert found(pipeline, text) == [("whether the bridge was safe", None, "Asked")]


@pytest.mark.parametrize(
    "text",
    [
        "The governor discussed the design of the bridge.",
        "The office did not disclose the names of the welders.",
        "The device is called the K-meter.",
        "Ann Lee phoned the office, calling the company for help.",
        "It was not possible to verify the claim.",
        "Ann Lee denied responsibility on Monday.",
        "The welder spoke on condition of anonymity.",
        "The office has not said how many welders were hurt.",
        "Ann Lee declined to say whether the bridge was safe.",
        "Drivers are urged to wait.",
    ],
)
def test_a_thing_that_somebody_dealt_with_is_not_speech(pipeline, text):
    assert found(pipeline, text) == []


@pytest.mark.parametrize("title", ["Riga hostel poisonings: two more guests die", "Turkey quake: girl is found alive"])
def test_a_topic_before_a_headlines_colon_is_nobody(pipeline, title):
    assert found(pipeline, "The toll rises in June.", title=title) == []


def test_a_headline_begins_with_its_speaker(pipeline):
    [(content, speaker, _)] = found(pipeline, "The toll rises in June.", title="Ann Lee: the bridge will reopen in May")

    assert (content, speaker) == ("the bridge will reopen in May", "Ann Lee")


# -- extent


def test_a_cue_with_a_comma_at_the_end_of_the_paragraph_before(pipeline):
    text = "Ann Lee wrote,\n\n“The bridge is safe. It will stand.”"

    assert found(pipeline, text) == [("The bridge is safe. It will stand.", "Ann Lee", "wrote")]


def test_open_paragraphs_before_the_cue_are_one_quotation(pipeline):
    text = "The office said nothing was wrong.\n\n“We saw the crack.\n\n“We wrote twice,” Ann Lee said."

    assert found(pipeline, text) == [
        ("nothing was wrong", "The office", "said"),
        ("We saw the crack. | We wrote twice,", "Ann Lee", "said"),
    ]


def test_words_in_marks_after_as(pipeline):
    text = "Mrs Adjei described as “truly odd” what had become of the bridge."

    assert found(pipeline, text) == [("“truly odd” what had become of the bridge", "Mrs Adjei", "described")]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("The toll rose by a third, a report showed.", "The toll rose by a third", "a report"),
        ("Ann Lee made it clear on Monday that the toll would rise.", "that the toll would rise", "Ann Lee"),
    ],
)
def test_cues_of_more_than_a_verb(pipeline, text, content, speaker):
    assert [(said, who) for said, who, _ in found(pipeline, text)] == [(content, speaker)]


def test_the_author_of_a_text_is_the_source(pipeline):
    text = "The bridge will close in August, according to a statement by the harbour office."

    assert [who for _, who, _ in found(pipeline, text)] == ["the harbour office"]


def test_only_texts_show(pipeline):
    assert found(pipeline, "The fall of the tower showed that the ground was soft.") == []


def test_who_the_writer_has_a_quotation_from_does_not_repeat_it(pipeline):
    text = "“The bridge is safe,” a police notice said, according to the BBC."

    assert found(pipeline, text) == [("The bridge is safe,", "a police notice", "said")]


# -- types, offsets, hostile input


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The bridge is safe,” Ann Lee said.", "direct"),
        ("Ann Lee said the bridge was “safe enough”.", "mixed"),
        ("Ann Lee said the bridge was safe.", "indirect"),
    ],
)
def test_the_type_tells_how_much_stands_in_marks(pipeline, text, kind):
    [doc] = docs(pipeline, text)

    assert [q.type for q in quotes_of(doc)] == [kind]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NOISE)
def test_odd_texts_give_segments_inside_the_text(pipeline, text):
    if not text.strip():
        return
    [doc] = docs(pipeline, text)

    for quote in quotes_of(doc):
        assert quote.segments == sorted(quote.segments)
        assert all(0 <= start < end <= len(doc.text) for start, end in quote.segments)
        assert 0 <= quote.confidence <= 1


def test_a_text_without_a_full_stop_is_cut_somewhere(pipeline):
    [doc] = docs(pipeline, "he said “no” and that she said " * 2_000)

    assert quotes_of(doc)


# -- confidence


def test_clear_attributions_are_more_confident_than_doubtful_ones(pipeline):
    texts = (
        "“The bridge is safe,” Ann Lee said.",
        "Ann Lee said that the bridge was safe.",
        "Ann Lee criticised the slow repair of the bridge.",
        "Asked about the slow repair of the bridge, she laughed.",
    )

    confidences = [quotes_of(doc)[0].confidence for doc in docs(pipeline, *texts)]

    assert confidences == sorted(confidences, reverse=True)
    assert len(set(confidences)) == len(confidences)


def test_higher_confidence_means_higher_precision(pipeline, shared):
    """On annotated news: of three bands of confidence each is right more often than the one below."""
    bands = {"low": [0, 0], "middle": [0, 0], "high": [0, 0]}
    lines = [json.loads(line) for line in _lines(shared / "data/quotes/polnear_dev.jsonl.gz")][::6]
    for doc, line in zip(docs(pipeline, *[line["text"] for line in lines]), lines, strict=True):
        gold = [(_word_starts(line["text"], q["spans"]), q.get("speaker") or "") for q in line["quotes"]]
        for quote in quotes_of(doc):
            words = _word_starts(doc.text, quote.segments)
            best = max((2 * len(words & g) / (len(words) + len(g)) for g, _ in gold if g), default=0.0)
            band = "low" if quote.confidence < 0.6 else "middle" if quote.confidence < 0.9 else "high"
            bands[band][0] += best >= 0.8
            bands[band][1] += 1

    low, middle, high = (right / total for right, total in bands.values())
    assert low < middle < high


def _lines(path):
    import gzip

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from lines


def _word_starts(text, spans):
    return {start + m.start() for start, end in spans for m in re.finditer(r"\w+", text[start:end])}


# -- slips of the writer


def test_a_full_stop_before_the_cue_is_a_comma(pipeline):
    text = '"It is safe. I know it." Ann Lee said in tears. "We checked it."'

    assert found(pipeline, text) == [("It is safe. I know it. | We checked it.", "Ann Lee", "said")]


def test_what_is_said_after_a_quotation_is_not_its_cue(pipeline):
    text = '"It is safe." Ann Lee said the bridge would open in May.'

    assert found(pipeline, text) == [("the bridge would open in May", "Ann Lee", "said")]


def test_paragraphs_of_a_quotation_whose_line_breaks_are_lost(pipeline):
    text = "“It is safe,” Ann Lee said. “We checked it. “We checked every bolt.” They left."

    assert found(pipeline, text) == [("It is safe, | We checked it. | We checked every bolt.", "Ann Lee", "said")]


def test_a_clause_without_that_begins_with_any_word(pipeline):
    text = "Speaking of trade, Ann Lee said up and coming actors should not give up their bridge."

    assert found(pipeline, text) == [("up and coming actors should not give up their bridge", "Ann Lee", "said")]


def test_saying_this_somewhere_is_no_new_quotation(pipeline):
    assert found(pipeline, "Ann Lee said this while answering questions about ‘Unsafe’, a book on bridges.") == []


def test_a_relative_clause_with_the_cue_in_passing(pipeline):
    text = "The minister Ali Hassan stressed the importance of the relations which, he said, are getting stronger thanks to both."

    assert found(pipeline, text) == [("are getting stronger thanks to both", "he", "said")]


# -- a whole article


def test_the_quotations_of_an_article(pipeline, shared):
    text = (shared / "data/seed/article.txt").read_text(encoding="utf-8")
    expected = json.loads((shared / "data/seed/expected.json").read_text(encoding="utf-8"))
    [doc] = docs(pipeline, text)
    quotes = [(" ".join(doc.text[a:b] for a, b in q.segments), q) for q in quotes_of(doc)]

    for want in expected["quotes"]:
        matching = [q for content, q in quotes if want["contains"] in content]
        names = {name for q in matching if q.speaker_entity for name in (q.speaker_name, *q.speaker_entity.aliases)}
        assert want["speaker"] in names, want["contains"]
        assert want["type"] in {q.type for q in matching}
    for phrase in expected["not_speech"]:
        assert not any(phrase in content for content, q in quotes if q.type != "indirect")


def test_a_quotes_id_survives_a_revision_of_other_parts(pipeline):
    quoted = "“The bridge is safe,” Ann Lee said."
    first, second = pipeline.enrich(
        [
            Article(id="a", text=f"{quoted}\n\nThe toll rises in June."),
            Article(id="a", text=f"The toll rises in May.\n\n{quoted}"),
        ]
    )

    assert [q.id for q in first.quotes] == [q.id for q in second.quotes]
    assert first.quotes[0].span.start != second.quotes[0].span.start


# -- what looks like speech and is none, and who goes on


@pytest.mark.parametrize(
    "text",
    [
        "A judge ordered the ministry to disclose the contracts in full.",
        "The council will be responsible for setting goals and proposing mechanisms for research.",
        "As of Monday, mainland China had confirmed 227 cases with symptoms.",
        "The port of Lindos has maintained a “zero tolerance” policy of fines.",
    ],
)
def test_who_is_made_to_say_or_counts_or_keeps_something_says_nothing(pipeline, text):
    assert found(pipeline, text) == []


def test_a_clause_before_something_has_concluded_is_not_said_by_it(pipeline):
    text = "Ann Lee said the family plans to sue after the trial against their aunt, Mary Holt, has concluded."

    assert [(speaker, cue) for _, speaker, cue in found(pipeline, text)] == [("Ann Lee", "said")]


def test_whom_the_writer_has_a_quotation_from_does_not_say_it_again(pipeline):
    text = "“The bridge is safe and it will stay so,” Ann Lee said, quoted by the Lindos Times."

    assert found(pipeline, text) == [("The bridge is safe and it will stay so,", "Ann Lee", "said")]


def test_a_quotation_that_is_a_paragraph_alone_is_of_the_one_who_spoke_in_the_paragraph_before(pipeline):
    text = (
        "The hall was to open in May, Ann Lee said, but a fire broke out. Three of the staff were sent there.\n\n"
        "“We are kind of at a standstill at the moment.”"
    )

    assert found(pipeline, text)[-1][:2] == ("We are kind of at a standstill at the moment.", "Ann Lee")


def test_a_quotation_after_a_sentence_of_the_writers_is_of_the_one_who_spoke_in_the_paragraph(pipeline):
    text = (
        "The mayor declined to come.\n\n“We have had floods before,” Ann Lee said after the vote. She did not blame anyone. "
        "“Our goal is not to start another race for walls.”"
    )

    assert found(pipeline, text)[-1][:2] == ("Our goal is not to start another race for walls.", "Ann Lee")


def test_a_paragraph_alone_is_nobodys_where_two_spoke_before(pipeline):
    text = (
        "Ann Lee said it was over. John Holt said it was not. Nobody moved.\n\n"
        "“We are kind of at a standstill at the moment.”"
    )

    assert [speaker for _, speaker, _ in found(pipeline, text)] == ["Ann Lee", "John Holt"]


def test_it_is_a_body_without_a_name_that_spoke_just_before(pipeline):
    text = (
        "The office said the plan was approved. Under the plan, two battalions of the Lindos Defense Command will be "
        "merged in May, it said."
    )
    [doc] = docs(pipeline, text)

    assert [q.speaker_entity for q in quotes_of(doc)] == [None, None]


# -- names and words where the parse or the marks mislead


def test_a_name_that_ends_the_sentence_after_a_verb_of_report_is_the_speaker(pipeline):
    text = "A 31-year-old man was arrested near the harbour on Sunday, reported the Danville State Police."

    assert found(pipeline, text) == [
        ("A 31-year-old man was arrested near the harbour on Sunday", "the Danville State Police", "reported")
    ]


def test_said_and_a_name_behind_a_whole_clause_need_no_comma(pipeline):
    assert found(pipeline, "Patience takes years of practice said Andrew Mbeki, who leads the choir.") == [
        ("Patience takes years of practice", "Andrew Mbeki", "said")
    ]


def test_of_a_role_and_a_name_between_commas_after_according_to_the_name_speaks(pipeline):
    text = "According to the Minister, Pablo Serrano, in this first round more than two thousand farms will be visited."

    assert found(pipeline, text) == [
        ("in this first round more than two thousand farms will be visited", "Pablo Serrano", "According to")
    ]


def test_the_person_speaks_and_not_the_body_of_a_role_with_a_wrong_tag(pipeline):
    assert found(pipeline, "“It is all ready for the dinner,” said FBC convenor Thabo Ndlovu.") == [
        ("It is all ready for the dinner,", "Thabo Ndlovu", "said")
    ]


def test_a_resident_surnamed_so_is_who_speaks(pipeline):
    assert found(pipeline, "A resident surnamed Chan said he first ate there in school.") == [
        ("he first ate there in school", "Chan", "said")
    ]


def test_a_sentence_that_broke_off_in_a_comma_does_not_announce_the_next_quotation(pipeline):
    text = (
        "The mayor argued that it is easier to speak when people meet and eat together,\n\n“Life is long,” Ruiz argued."
    )

    assert [speaker for words, speaker, _ in found(pipeline, text) if words == "Life is long,"] == ["Ruiz"]


def test_a_speech_whose_paragraphs_were_joined_goes_on_at_each_mark_that_opens(pipeline):
    text = (
        '"The harbour is full," Ann Lee said. "We need room. Boats wait for days. "Nobody wants that. '
        '"It must end this year." She left the hall.'
    )

    assert found(pipeline, text) == [
        (
            "The harbour is full, | We need room. Boats wait for days. | Nobody wants that. | It must end this year.",
            "Ann Lee",
            "said",
        )
    ]


def test_who_calls_somebody_something_is_not_called_so(pipeline):
    assert found(pipeline, "The singer called Tom Reyes a liar.")[0][1] == "The singer"


def test_he_added_at_the_end_of_a_sentence_does_not_say_it_a_second_time(pipeline):
    text = "Ann Lee said in a speech that trade should grow, while looking for partners far away, she added."

    assert [speaker for _, speaker, _ in found(pipeline, text)] == ["Ann Lee"]


@pytest.mark.parametrize(
    "text",
    [
        "A 300 square metre mosaic in the hall details the journeys of the emir.",
        "The leaders of the bloc denied one country’s request for a lower fee.",
        "The hotel offers views “that never seem to end” over the bay.",
    ],
)
def test_what_a_thing_shows_and_a_request_denied_are_not_said(pipeline, text):
    assert found(pipeline, text) == []


def test_a_paragraph_between_two_of_one_speaker_is_that_speakers(pipeline):
    text = (
        "Ann Lee said the owners came from Lindos.\n\nGoats are not allowed in the garden.\n\n"
        "“They are not the only animals we have seen here this year.”\n\nSheep have come too.\n\n"
        "Most people meant no harm, she said."
    )

    assert ("They are not the only animals we have seen here this year.", "Ann Lee", "said") in found(pipeline, text)


def test_a_paragraph_between_two_speakers_is_nobodys(pipeline):
    text = (
        "Ann Lee said the owners came from Lindos.\n\nGoats are not allowed in the garden.\n\n"
        "“They are not the only animals we have seen here this year.”\n\nSheep have come too.\n\n"
        "Most people meant no harm, Tom Reyes said."
    )

    assert "They are not the only animals we have seen here this year." not in [
        words for words, *_ in found(pipeline, text)
    ]


def test_a_town_in_capitals_before_a_dash_is_not_who_urges(pipeline):
    text = (
        "Photo by Tom Reyes. LIMA, Peru – Ahead of Sunday, Lima Archbishop Luis Antonio Cardinal Paz urged the "
        'faithful to "push away" their "fears" in a sermon.'
    )

    assert [speaker.endswith("Paz") for _, speaker, _ in found(pipeline, text)] == [True]


def test_paragraphs_go_on_from_one_to_the_next_between_two_of_one_speaker(pipeline):
    text = (
        "Ann Lee said the owners came from Lindos.\n\nGoats are not allowed.\n\n"
        '"They are not the only animals we have seen this year."\n\nSheep have come too.\n\n'
        '"The man wanted to carry the sheep in his arms all day."\n\n'
        '"Of course, dogs are the worst. We find one every week."\n\nMost people meant no harm, she said.'
    )

    assert [speaker for _, speaker, _ in found(pipeline, text)] == ["Ann Lee"] * 4 + ["she"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The harbour board called the charges unfounded and petty.", "the charges unfounded and petty"),
        ("He proposed dropping the toll on trucks.", "dropping the toll on trucks"),
        ("Ann Lee appealed for more members to join the patrol.", "more members to join the patrol"),
        ("A survey by the union found that every second farm has no heir.", "that every second farm has no heir"),
        ("Ann Lee noted the high price of bread.", "the high price of bread"),
        (
            "As Ann Lee put it in a letter in May, the pool is “a place you will not find elsewhere.”",
            "the pool is “a place you will not find elsewhere.”",
        ),
        ("The inquest heard that the lamp had been broken.", "that the lamp had been broken"),
        ("Reyes then ruled that the letters were genuine.", "that the letters were genuine"),
        ("The court ordered that the dam be emptied.", "that the dam be emptied"),
        (
            "Ann Lee added that Norway is worried by the firm and its owners’ attempts to leave, especially by air.",
            "that Norway is worried by the firm and its owners’ attempts to leave, especially by air",
        ),
        (
            "She added that most of the vote was against the mayor, because, “In the end, we vote against somebody.”",
            "that most of the vote was against the mayor, because, “In the end, we vote against somebody.”",
        ),
        (
            "Ann Lee said that to deliver on the plan, as outlined, it was necessary to widen the road.",
            "that to deliver on the plan, as outlined, it was necessary to widen the road",
        ),
        (
            "The centre says the tax would slow sales at first, but would add nine billion over ten years.",
            "the tax would slow sales at first, but would add nine billion over ten years",
        ),
    ],
)
def test_what_is_said_is_found_whole(pipeline, text, content):
    assert [words for words, _, _ in found(pipeline, text)] == [content]


@pytest.mark.parametrize(
    "text",
    [
        "New kinds are now sold that do not have as many thorns and are easy to manage.",
        "Your state probably offers a mix of stocks that gets less risky as your child gets older.",
        "The squad looked into alleged corruption that led to dozens of trials.",
        "She put the match off, citing house rules.",
        "Her story, dubbed “How to Tame a Goat,” tells the girl’s journey from the hills to the town.",
        "“Chapter Three” explains how the mother wanted more for her daughter.",
        "I heard that the lamp had been broken.",
        "The police found that the door was open.",
        "It is worth noting that the bridge was closed in May.",
        "The army was an opportunity to defend the bloc.",
        "It speaks of a lingering rot in the club.",
        "The guard asked not to be named.",
        "Guests will be offered “door-to-door” service to the hotel.",
        "The page will ask you to register as a guest.",
        "These schools will accept pupils according to market needs in Lima.",
        "Many now look for court-ordered help.",
    ],
)
def test_things_offered_shown_and_overheard_are_not_said(pipeline, text):
    assert found(pipeline, text) == []


def test_quoted_words_behind_the_cue_go_on_with_those_before_it(pipeline):
    text = "“You know, I love Tom,” Ann Lee said, but “when it comes to boats, Tom has a history of losing them.”"

    assert found(pipeline, text) == [
        (
            "You know, I love Tom, | but “when it comes to boats, Tom has a history of losing them.”",
            "Ann Lee",
            "said",
        )
    ]


def test_two_who_say_different_things_in_one_sentence_are_kept_apart(pipeline):
    text = "Tom Reyes claimed that the dam was safe, and the farmers warned that the gates would not hold."

    assert found(pipeline, text) == [
        ("that the dam was safe", "Tom Reyes", "claimed"),
        ("that the gates would not hold", "the farmers", "warned"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“There is no substitute for hard work, she shares. “I have also learnt to wait.”",
            [("There is no substitute for hard work, | I have also learnt to wait.", "she", "shares")],
        ),
        (
            'The dam held.\n\n"The dam is safe for now, the mayor explained. "We checked it twice."',
            [("The dam is safe for now, | We checked it twice.", "the mayor", "explained")],
        ),
        (
            "“Too much is taken from our land,” Amber Hein said. “\n\nWe used to live in a world where it was not so much.”",
            [
                ("Too much is taken from our land,", "Amber Hein", "said"),
                ("We used to live in a world where it was not so much.", "Amber Hein", "said"),
            ],
        ),
        (
            "The hall was full. This book is timely and needed. The reviewer, Professor Toyin Fadipe said.",
            [("This book is timely and needed", "Professor Toyin Fadipe", "said")],
        ),
    ],
)
def test_forgotten_marks_and_commas_are_read_as_meant(pipeline, text, expected):
    assert found(pipeline, text) == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Another guest said the last time he saw the pool was in May.", "the last time he saw the pool was in May"),
        ("Chan added that the food is good, and he loves the fish.", "that the food is good, and he loves the fish"),
        ("Ann Lee admitted to taking the lamps.", "taking the lamps"),
        (
            "Police said that according to a camera, Reyes was not speeding.",
            "that according to a camera, Reyes was not speeding",
        ),
        (
            "Ann Lee told us that the firm was co-operating fully with the court.",
            "that the firm was co-operating fully with the court",
        ),
        ("At least nine boats are lost, Ann Lee said, citing the health ministry.", "At least nine boats are lost"),
        ("Her advocate, Tom Reyes, had argued before the court that Lee was ill.", "that Lee was ill"),
        ("The water was tested after the flood, states the release.", "The water was tested after the flood"),
        (
            "According to Ann Lee, marketing and communications executive at a hotel in Lima, the hotel was full.",
            "the hotel was full",
        ),
        (
            "The harbour team has said single people and families - straight, adoptive and foster - would qualify for the rebate.",
            "single people and families - straight, adoptive and foster - would qualify for the rebate",
        ),
        (
            "Sea trade should be free and a pact agreed, Foreign Minister Tom Reyes said in Oslo, Norway Thursday.",
            "Sea trade should be free and a pact agreed",
        ),
        (
            "The ministry explained that it pays half of the cost (needles and certificates). The rest is open.",
            "that it pays half of the cost (needles and certificates)",
        ),
    ],
)
def test_what_is_said_ends_where_it_ends(pipeline, text, content):
    assert [words for words, _, _ in found(pipeline, text)] == [content]


def test_what_a_report_says_somebody_said_is_given_once(pipeline):
    text = "According to the March report, Norvik Bank said two projects are expected to start soon."

    assert found(pipeline, text) == [("two projects are expected to start soon", "Norvik Bank", "said")]


def test_a_title_that_opens_with_a_quotation_has_it_without_a_speaker(pipeline):
    title = "‘He died in my arms’: three boats lost in a storm off Riga"

    assert found(pipeline, "Three boats were lost on Monday.", title=title) == [("He died in my arms", None, ":")]


def test_what_somebody_notes_behind_the_cue_is_not_said_twice(pipeline):
    text = "Hotel rates in Lima varied depending on the class, Ann Lee said, noting that rates reached 80 per cent."

    assert [words for words, *_ in found(pipeline, text)] == [
        "Hotel rates in Lima varied depending on the class",
        "that rates reached 80 per cent",
    ]


def test_whose_it_was_is_not_said_by_who_leaves_it_open(pipeline):
    text = "“It was an oversight,” she said, without saying whose oversight it was."

    assert [words for words, *_ in found(pipeline, text)] == ["It was an oversight,"]
