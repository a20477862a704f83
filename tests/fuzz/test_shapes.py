"""Items of every shape, mangled: an article whose repaired text points into the received one, or a precise refusal."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from streamproc.codec import decode
from streamproc.errors import InvalidInput
from streamproc.intake.repair.reading import read_for_the_pipeline
from tests.fuzz.cases import fuzz
from tests.fuzz.strategies import as_bytes, texts, values
from tests.fuzz.test_messages import check_refusal
from tests.intake.items import ITEMS

pytestmark = pytest.mark.timeout(0)

CHANGES = ("replace", "replace", "replace", "delete", "list", "string", "swap", "value", "rendered", "name", "x")
"""What is done to a value; the last four are the names of an object that it is put into."""

ENVELOPES = (
    lambda item: item,
    lambda item: item,
    lambda item: [item],
    lambda item: {"schema": None, "payload": item},
    lambda item: {"before": None, "after": item, "op": "c"},
    lambda item: {"specversion": "1.0", "id": "1", "data": json.dumps(item)},
    lambda item: {"_source": item, "_id": 7},
    lambda item: {"entries": [item], "feed": {"title": "Courier"}},
    lambda item: {"@graph": [item, item]},
    lambda item: {"article": {"article": item}},
)


def places(value: Any, path: tuple = ()) -> list[tuple]:
    """The paths of everything inside a value."""
    found = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in pairs:
        found += [(*path, name), *places(inner, (*path, name))]
    return found


changes = st.lists(
    st.tuples(st.integers(0, 10_000), st.sampled_from(CHANGES), values | texts, st.sampled_from(sorted(ITEMS))),
    max_size=5,
)


def mangled(item: Any, drawn: list[tuple]) -> Any:
    """An item with some of its values replaced, wrapped, moved or gone."""
    item = copy.deepcopy(item)
    for number, change, other, shape in drawn:
        if not (known := places(item)):
            break
        *path, last = known[number % len(known)]
        holder = item
        for step in path:
            holder = holder[step]
        if change == "delete":
            del holder[last]
        else:
            holder[last] = changed(
                holder[last], change, copy.deepcopy(other), shape
            )  # never the same one twice: it would hold itself
    return item


def changed(value: Any, change: str, other: Any, shape: str) -> Any:
    if change == "list":
        return [value, other]
    if change == "string":
        return str(value)
    if change == "swap":
        return copy.deepcopy(ITEMS[shape])
    return other if change == "replace" else {change: value}


def check(raw: bytes) -> None:
    try:
        article = decode(raw)
        reading = read_for_the_pipeline(article)
    except InvalidInput as refusal:
        check_refusal(refusal)
        return
    assert article.id
    assert article.text.strip()
    for field, origin in reading.origins.items():
        received = article.text if field == "text" else article.title or ""
        last = 0
        for place in range(len(origin.text)):
            start, end = origin.span(place, place + 1)
            assert last <= start <= end <= len(received)
            last = start


@given(changes, st.sampled_from(ENVELOPES), st.booleans())
@fuzz
def test_a_mangled_item_of_any_shape_is_an_article_or_refused(drawn, envelope, ascii_only):
    for name, item in ITEMS.items():
        note(name)
        check(as_bytes(envelope(mangled(item, drawn)), ascii_only=ascii_only))


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_as_it_is_is_an_article(name):
    assert read_for_the_pipeline(decode(json.dumps(ITEMS[name]).encode())).article.text
