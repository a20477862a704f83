"""The judge: what came out against what went in. Knows nothing of streamproc but its topics and the contract."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.faults.articles import uid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FACETS = ("entities", "quotes", "events")


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that the broker acknowledged, in the order of its key."""

    uid: int
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A record that a consumer of committed records got, in the order of its partition."""

    role: str
    partition: int
    offset: int
    key: str
    value: bytes


@dataclass(slots=True)
class Verdict:
    """Each fault in words; the three counts of the table."""

    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def complaints(self) -> list[str]:
        return [*self.lost, *self.duplicated, *self.out_of_order, *self.wrong]


def digest(value: bytes) -> str:
    return hashlib.sha256(value).hexdigest()


def judge(sent: Iterable[Sent], seen: Iterable[Seen], repeated: Mapping[int, int] = MappingProxyType({})) -> Verdict:
    """Every acknowledged message is enriched or dead-lettered, once; all its records are there, once; keys keep their order.

    ``repeated``: how often the raw topic itself holds a message, where that is more than once: so often it must come out.
    """
    verdict = Verdict()
    messages = {message.uid: message for message in sent}
    by_role: dict[str, list[Seen]] = defaultdict(list)
    for record in seen:
        by_role[record.role].append(record)
    answered = check_answers(messages, by_role, verdict, repeated)
    check_facets(answered, by_role, verdict, repeated)
    for role, records in by_role.items():
        check_order(role, messages, [r for r in records if uid_of(r.value) not in repeated], verdict)
    return verdict


def check_answers(
    messages: Mapping[int, Sent], by_role: Mapping[str, list[Seen]], verdict: Verdict, repeated: Mapping[int, int]
) -> dict[int, dict[str, list[dict[str, str]]]]:
    """One enriched article or one dead letter for each message; gives the enriched ones."""
    answers: Counter[int] = Counter()
    enriched = {}
    for role in ("enriched", "dead_letters"):
        for record in by_role.get(role, ()):
            uid = uid_of(record.value)
            if uid is None or uid not in messages:
                verdict.wrong.append(f"{role} {record.partition}:{record.offset}: of no message that was sent")
                continue
            answers[uid] += 1
            if record.key != messages[uid].key:
                verdict.wrong.append(f"uid {uid}: {role} under key {record.key}, not {messages[uid].key}")
            if role == "enriched":
                enriched[uid] = json.loads(record.value)
            elif digest(record.value) != messages[uid].digest:
                verdict.wrong.append(f"uid {uid}: its dead letter is not the original bytes")
    for uid in messages:
        expected = repeated.get(uid, 1)
        if answers[uid] < expected:
            verdict.lost.append(f"uid {uid}: {answers[uid]} answers to {expected} messages")
        elif answers[uid] > expected:
            verdict.duplicated.append(f"uid {uid}: {answers[uid]} answers to {expected} messages")
    return enriched


def check_facets(
    enriched: Mapping[int, Mapping[str, list[dict[str, str]]]],
    by_role: Mapping[str, list[Seen]],
    verdict: Verdict,
    repeated: Mapping[int, int],
) -> None:
    """Every record that an enriched article lists is on its facet's topic, once, and nothing else is."""
    for facet in FACETS:
        expected = Counter(
            {(uid, entry["id"]): repeated.get(uid, 1) for uid, value in enriched.items() for entry in value[facet]}
        )
        found: Counter[tuple[int | None, str]] = Counter()
        for record in by_role.get(facet, ()):
            found[uid_of(record.value), json.loads(record.value)["id"]] += 1
        verdict.lost += [f"uid {uid}: {facet} record {record_id} is missing" for uid, record_id in expected - found]
        verdict.duplicated += [
            f"uid {uid}: {facet} record {record_id} {found[uid, record_id]} times"
            for uid, record_id in found - expected
        ]


def check_order(role: str, messages: Mapping[int, Sent], records: Iterable[Seen], verdict: Verdict) -> None:
    """Numbers rise with time, so within a key they must rise along the partition."""
    last: dict[tuple[str, int], int] = {}
    for record in records:
        uid = uid_of(record.value)
        if uid is None or uid not in messages:
            continue
        place = (messages[uid].key, record.partition)
        if uid < last.get(place, -1):
            verdict.out_of_order.append(f"uid {uid}: {role} of {record.key} after uid {last[place]}")
        last[place] = max(uid, last.get(place, -1))
    partitions: dict[str, set[int]] = defaultdict(set)
    for key, partition in last:
        partitions[key].add(partition)
    verdict.out_of_order += [
        f"{role}: {key} is on several partitions" for key, where in partitions.items() if len(where) > 1
    ]
