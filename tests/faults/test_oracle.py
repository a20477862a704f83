"""The judge of the fault runs finds out what it is there to find out."""

from __future__ import annotations

import json

import pytest

from tests.faults.oracle import Seen, Sent, digest, judge

RAW = {uid: f'{{"text": " ", "url": "uid-{uid:06d}"}}'.encode() for uid in range(4)}
SENT = [Sent(uid, "k", digest(value)) for uid, value in RAW.items()]


def enriched(uid, offset, entities=()):
    value = {"url": f"uid-{uid:06d}", "entities": [{"id": i} for i in entities], "quotes": [], "events": []}
    return Seen("enriched", 0, offset, "k", json.dumps(value).encode())


def entity(uid, offset, record_id):
    return Seen("entities", 0, offset, "k", json.dumps({"url": f"uid-{uid:06d}", "id": record_id}).encode())


def letter(uid, offset, value=None):
    return Seen("dead_letters", 0, offset, "k", value or RAW[uid])


GOOD = [
    enriched(0, 0, ["a", "b"]),
    entity(0, 0, "a"),
    entity(0, 1, "b"),
    letter(1, 0),
    enriched(2, 1),
    enriched(3, 2, ["c"]),
    entity(3, 2, "c"),
]


def test_a_clean_history_has_no_complaints():
    assert judge(SENT, GOOD).complaints == []


@pytest.mark.parametrize(
    ("history", "kind", "complaint"),
    [
        ([r for r in GOOD if r.role != "dead_letters"], "lost", "uid 1: 0 answers to 1 messages"),
        ([r for r in GOOD if r is not GOOD[2]], "lost", "uid 0: entities record b is missing"),
        ([*GOOD, enriched(3, 3, ["c"])], "duplicated", "uid 3: 2 answers to 1 messages"),
        ([*GOOD, letter(3, 1)], "duplicated", "uid 3: 2 answers to 1 messages"),
        ([*GOOD, entity(3, 3, "c")], "duplicated", "uid 3: entities record c 2 times"),
        ([*GOOD, entity(2, 3, "x")], "duplicated", "uid 2: entities record x 1 times"),
        ([*GOOD[:4], *GOOD[5:], enriched(2, 4)], "out_of_order", "uid 2: enriched of k after uid 3"),
        (
            [*GOOD[:3], letter(1, 0, b"uid-000001"), *GOOD[4:]],
            "wrong",
            "uid 1: its dead letter is not the original bytes",
        ),
        ([*GOOD, letter(1, 5, b"uid-000099")], "wrong", "dead_letters 0:5: of no message that was sent"),
    ],
)
def test_every_kind_of_fault_is_found(history, kind, complaint):
    assert getattr(judge(SENT, history), kind) == [complaint]


def test_a_key_on_two_partitions_is_out_of_order():
    moved = Seen("enriched", 1, 0, "k", GOOD[5].value)

    assert judge(SENT, [*GOOD[:5], moved, GOOD[6]]).out_of_order == ["enriched: k is on several partitions"]


def test_what_the_raw_topic_holds_twice_must_come_out_twice():
    again = [letter(1, 1)]

    assert judge(SENT, [*GOOD, *again], {1: 2}).complaints == []
    assert judge(SENT, GOOD, {1: 2}).lost == ["uid 1: 1 answers to 2 messages"]
    assert judge(SENT, [*GOOD, *again]).duplicated == ["uid 1: 2 answers to 1 messages"]
