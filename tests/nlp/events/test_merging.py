"""One event for one thing that happened."""

from __future__ import annotations

import pytest

from streamproc.nlp.events.merging import MOST_ALIKE
from tests.nlp.events.questions import names, of_type

pytestmark = pytest.mark.model


def test_one_event_for_one_thing_with_evidence_from_headline_and_body(events_in):
    events = events_in(
        "Rebels attacked the town of Palmyra on Monday, officials said.\n\nThe rebels attacked Palmyra before dawn.",
        title="Rebels attack Palmyra",
    )
    [attack] = of_type(events, "ASSAULT")

    assert len(attack.evidence) == 3
    assert attack.evidence[0].span.field == "title"
    assert attack.place.name == "Palmyra"
    assert events[0] is attack


def test_more_different_events_of_a_kind_than_are_compared_are_all_there(events_in):
    count = MOST_ALIKE + 20
    text = " ".join(f"Rebels attacked the town and killed {1000 + number} people." for number in range(count))

    counts = {number.value for event in of_type(events_in(text), "ASSAULT") for number in event.counts}
    assert counts == set(range(1000, 1000 + count))


def test_who_is_called_by_another_word_further_down_is_the_same(events_in):
    events = events_in(
        "Police arrested nine students in Kisumu on Monday.\n\nOfficers arrested the students at the library."
    )
    [arrest] = of_type(events, "COERCE")

    assert len(arrest.evidence) == 2


def test_other_names_are_other_events(events_in):
    events = events_in("Police arrested Joe Smith in Riga on Monday.\n\nPolice arrested Anna Berg in Riga on Monday.")

    assert len(of_type(events, "COERCE")) == 2


def test_evidence_is_given_once(events_in):
    for event in events_in("Three protesters were killed in clashes with soldiers in Kisumu."):
        triggers = [(each.trigger.start, each.trigger.end) for each in event.evidence]
        assert len(triggers) == len(set(triggers))


def test_a_headline_and_a_lead_that_names_them_are_one_event(events_in):
    events = events_in(
        "Rebels of the Northern Front captured the town of Malakal on Sunday, residents said.\n\n"
        "Kenya closed its border crossing at Lokichogio. The Arab League condemned the attack.",
        title="Rebels capture town as talks fail",
    )
    [capture] = [event for event in of_type(events, "ASSAULT") if event.mode == "territory"]

    assert capture.place.name == "Malakal"
    assert capture.date.value == "2022-01-23"
    assert names(capture.targets) in (["Malakal"], ["the town of Malakal"])


def test_a_place_is_not_taken_from_an_event_of_another_paragraph(events_in):
    events = events_in(
        "Rebels seized a town on Sunday.\n\nKenya closed its border crossing at Lokichogio. "
        "The Arab League condemned the attack."
    )

    assert [event.place for event in of_type(events, "ASSAULT")] == [None]


def test_the_most_exact_of_two_dates_is_kept(events_in):
    [attack] = of_type(
        events_in("Rebels attacked Palmyra in March 2021.\n\nThe rebels attacked Palmyra on 3 March 2021."), "ASSAULT"
    )

    assert attack.date.value == "2021-03-03"


def test_a_headline_has_the_night_that_the_lead_tells(events_in):
    events = events_in(
        "A trawler capsized off Gdansk on Monday night, killing six people, police said on Tuesday.",
        title="Trawler capsizes off Gdansk, killing six",
    )
    [accident] = of_type(events, "x:ACCIDENT")

    assert accident.date.value == "2022-01-24"


def test_thousands_in_a_headline_are_the_number_of_the_lead(events_in):
    [flight] = of_type(
        events_in(
            "A wildfire in Madrid forced about 6,000 people to leave.", title="Fire forces thousands to flee in Madrid"
        ),
        "x:DISPLACEMENT",
    )

    assert [count.value for count in flight.counts] == [6000]


def test_another_rally_is_another_event(events_in):
    events = events_in("Teachers marched through Lima on Friday. Another rally was held in Cusco.")

    assert [event.place.name for event in of_type(events, "PROTEST")] == ["Lima", "Cusco"]


def test_what_somebody_does_in_order_to_do_the_same_is_no_further_event(events_in):
    [meeting] = events_in("Envoy Ann Lee met in April with councillor Tom Reed to hold talks on trade.")

    assert (meeting.type, meeting.hypothetical) == ("CONSULT", False)


def test_the_dead_and_the_missing_are_all_told(events_in):
    [landslide] = of_type(
        events_in("A landslide killed at least nine people and injured 22. Four people are still missing."),
        "x:DISASTER",
    )

    assert names(landslide.targets) == ["at least nine people", "22", "Four people"]


def test_a_headlines_role_is_the_one_who_is_named_below(events_in):
    [sentence] = of_type(
        events_in(
            "A court in Riga on Tuesday sentenced former energy minister Janis Ozols to four years in prison.",
            title="Former minister jailed for four years",
        ),
        "COERCE",
    )

    assert len(sentence.targets) == 1


def test_what_somebody_is_urged_to_do_names_nobody_else_who_is_urged(events_in):
    [request] = of_type(events_in("The envoy invited Stavrou to visit Turkey."), "REQUEST")

    assert names(request.targets) == ["Stavrou"]


def test_somebody_whom_the_lead_does_not_name_is_named_below(events_in):
    arrests = of_type(
        events_in("A former deputy mayor was arrested on Friday.\n\nTom Bray, 56, was arrested at his home in Leeds."),
        "COERCE",
    )

    assert len(arrests) == 1
    assert any(target.entity_id for target in arrests[0].targets)


def test_a_name_below_on_another_day_is_somebody_else(events_in):
    arrests = of_type(
        events_in("A teacher was arrested on Friday.\n\nTom Bray was arrested on Monday in Leeds."), "COERCE"
    )

    assert len(arrests) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "A suicide bomber killed nine people in Herat on Monday.\n\nThe bombing in Herat was the second this year.",
            "ASSAULT",
        ),
        (
            "Police detained the editor Ana Petrov in Turkey on Monday.\n\nAna Petrov was detained in Izmir, her paper said.",
            "COERCE",
        ),
        (
            "Thousands of protesters marched through Nukus on Friday.\n\nThe unrest in Nukus is the worst in years.",
            "PROTEST",
        ),
    ],
    ids=["bomb and bomber", "country and town", "march and unrest"],
)
def test_one_happening_that_is_told_in_other_words_is_one_event(events_in, text, kind):
    assert len(of_type(events_in(text), kind)) == 1


def test_of_a_country_and_its_town_the_town_is_where_it_happened(events_in):
    [arrest] = of_type(
        events_in(
            "Police detained the editor Ana Petrov in Turkey on Monday.\n\nAna Petrov was detained in Izmir, her paper said."
        ),
        "COERCE",
    )

    assert arrest.place.name == "Izmir"


def test_what_happened_in_a_country_is_not_any_attack_in_one_of_its_towns(events_in):
    events = events_in(
        "Gunmen killed a judge in Turkey on Monday.\n\nSoldiers killed two farmers in Izmir in May, residents said."
    )

    assert len(of_type(events, "ASSAULT")) == 2


def test_a_noun_names_what_a_verb_says_is_to_come(events_in):
    events = events_in("Nurses will go on strike in Lusaka on Friday.\n\nThe strike is over pay, their union said.")

    assert [(event.type, event.mode) for event in events if event.type in {"PROTEST", "THREATEN"}] == [
        ("THREATEN", "protest")
    ]


def test_an_attack_of_another_time_is_not_the_one_that_is_feared(events_in):
    events = events_in("Rebels could attack the town of Kidal.\n\nAn attack on a convoy near Gao killed nine soldiers.")

    assert [event.hypothetical for event in of_type(events, "ASSAULT")].count(False) == 1


def test_whoever_is_received_on_a_visit_is_the_visitor(events_in):
    events = events_in(
        "President Ali Diallo paid an official visit to Paris on Friday.\n\n"
        "President Diallo was welcomed by Marie Roy at the palace in Paris."
    )

    assert len(of_type(events, "CONSULT")) == 1
