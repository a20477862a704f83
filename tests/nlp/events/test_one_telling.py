"""One trigger, one event: courts, purchases that are agreed on, deals that did not come about."""

from __future__ import annotations

import pytest


def told(events):
    return {(e.type, e.mode) for e in events}


@pytest.mark.parametrize(
    ("text", "kind", "extension"),
    [
        ("A court in Oslo sentenced the trader Ida Moen to nine years in prison.", "COERCE", "x:COURT/sentence"),
        ("Prosecutors charged two officers with arson on Friday.", "ACCUSE", "x:COURT/charge"),
        ("The surgeon Paul Ferro denied the charges.", "REJECT", "x:COURT/plea"),
    ],
    ids=["sentence", "charge", "plea"],
)
def test_what_a_court_does_is_one_event_of_plovers_type_with_ours_in_its_codes(events_in, text, kind, extension):
    events = events_in(text)

    assert [e.type for e in events] == [kind]
    assert events[0].codes["extension"] == extension


def test_what_plover_has_no_type_for_keeps_ours(events_in):
    assert ("x:COURT", "trial") in told(events_in("The trial of the bankers opened in Vienna on Monday."))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (None, "Danish brewer Tarnell has agreed to buy cider maker Pomfret for 90 million euros, the firms said."),
        ("Tarnell to buy Pomfret for 90 million euros", "The brewer Tarnell said so on Monday. Pomfret makes cider."),
    ],
    ids=["agreed", "headline"],
)
def test_a_purchase_that_is_agreed_on_is_a_purchase_to_come(events_in, title, text):
    events = events_in(text, title)
    [deal] = [e for e in events if e.type == "x:BUSINESS_DEAL"]

    assert deal.mode == "acquisition"
    assert deal.future
    assert not deal.hypothetical
    assert "Tarnell" in deal.actors[0].span.words
    assert "Pomfret" in deal.targets[0].span.words
    assert "AGREE" not in {e.type for e in events}


@pytest.mark.parametrize(
    "text",
    [
        "The regulator blocked the merger of two Polish banks.",
        "The takeover of the airline was abandoned in May.",
        "The merger between the two retailers collapsed on Friday.",
    ],
)
def test_a_deal_that_was_blocked_or_given_up_did_not_happen(events_in, text):
    deals = [e for e in events_in(text) if e.type == "x:BUSINESS_DEAL"]

    assert deals
    assert all(deal.negated and not deal.hypothetical for deal in deals)


def test_a_deal_that_may_be_blocked_is_not_yet(events_in):
    deals = [
        e for e in events_in("The regulator could block the merger of two Polish banks.") if e.type == "x:BUSINESS_DEAL"
    ]

    assert not any(deal.negated for deal in deals)
