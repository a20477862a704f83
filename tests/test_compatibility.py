"""Which changes of a schema break somebody who follows the released one."""

from __future__ import annotations

import copy

import pytest

from streamproc.compatibility import breaking_changes

RELEASED = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        "id": {"type": "string", "description": "the id", "maxLength": 10},
        "name": {"type": ["string", "null"]},
        "kind": {"enum": ["a", "b"]},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}},
        "best": {"anyOf": [{"$ref": "#/$defs/part"}, {"type": "null"}]},
    },
    "$defs": {
        "part": {
            "type": "object",
            "required": ["n"],
            "properties": {"n": {"type": "integer", "minimum": 0}, "inner": {"$ref": "#/$defs/part"}},
        }
    },
}


def changed(*path, **keywords):
    """The released schema with a node changed; a keyword set to None is taken away."""
    schema = copy.deepcopy(RELEASED)
    node = schema
    for name in path:
        node = node[name]
    for keyword, value in keywords.items():
        if value is None:
            del node[keyword]
        else:
            node[keyword] = value
    return schema


def breaks(new, direction):
    return list(breaking_changes(RELEASED, new, direction))


@pytest.mark.parametrize("direction", ["input", "output"])
@pytest.mark.parametrize(
    "new",
    [
        RELEASED,
        changed(description="said better", title="Thing"),
        changed("properties", "id", description=None),
        changed("properties", added={"type": "string"}),
        changed("$defs", "part", "properties", added={"type": "string"}),
    ],
)
def test_words_and_new_fields_break_nobody(new, direction):
    assert breaks(new, direction) == []


@pytest.mark.parametrize("direction", ["input", "output"])
@pytest.mark.parametrize(
    ("new", "said"),
    [
        (changed("properties", kind=None), "$.kind: is gone"),
        (changed("$defs", "part", "properties", n=None), "$.parts[].n: is gone"),
        (changed("properties", "id", type="integer"), "$.id: type was string, is integer"),
        (changed("properties", "name", type="string"), "$.name: type was ['string', 'null'], is string"),
        (changed("properties", "kind", enum=["a"]), "$.kind: enum was ['a', 'b'], is ['a']"),
        (changed("properties", "kind", enum=["a", "c"]), "$.kind: enum was ['a', 'b'], is ['a', 'c']"),
        (changed("properties", "id", maxLength=9), "$.id: maxLength was 10, is 9"),
        (changed("properties", "id", pattern="x"), "$.id: pattern was not given, is x"),
        (changed("$defs", "part", "properties", "n", minimum=1), "$.parts[].n: minimum was 0, is 1"),
        (changed("properties", "parts", items={"type": "string"}), "$.parts[]: type was object, is string"),
        (changed(additionalProperties=False), "$: additionalProperties was not given, is False"),
    ],
)
def test_removed_retyped_and_narrowed_fields_break(new, said, direction):
    assert said in breaks(new, direction)


@pytest.mark.parametrize("direction", ["input", "output"])
def test_an_alternative_that_is_gone_breaks(direction):
    assert breaks(changed("properties", best={"$ref": "#/$defs/part"}), direction) != []


def test_a_renamed_field_is_a_removed_one():
    new = changed("properties", name=None, title={"type": ["string", "null"]})

    assert breaks(new, "input") == ["$.name: is gone"]


def test_what_we_read_may_not_become_required_and_what_we_write_not_optional():
    stricter, laxer = changed(required=["id", "name", "kind"]), changed(required=["id"])

    assert breaks(stricter, "input") == ["$.kind: was optional, is required"]
    assert breaks(stricter, "output") == []
    assert breaks(laxer, "input") == []
    assert breaks(laxer, "output") == ["$.name: was always there, is optional"]


@pytest.mark.parametrize(
    "new",
    [
        changed("properties", "id", maxLength=11),
        changed("properties", "id", maxLength=None),
        changed("properties", "id", type=["string", "null"]),
        changed("properties", "kind", enum=["a", "b", "c"]),
        changed("$defs", "part", "properties", "n", minimum=-1),
    ],
)
def test_what_we_read_may_become_laxer_but_not_what_we_write(new):
    assert breaks(new, "input") == []
    assert len(breaks(new, "output")) == 1
