"""The passages for the recogniser of names: every slot is known, every label is where its name stands."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "training" / "entities" / "passages.py"
SPEC = importlib.util.spec_from_file_location("training_passages", FILE)
MODULE = importlib.util.module_from_spec(SPEC)
KINDS = {"nation", "given", "last", "town", "village", "area", "nature", "party", "ministry", "agency", "firm", "club", "media", "people", "title"}  # fmt: skip
LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW", "DATE"}


@pytest.fixture(scope="module")
def module():
    import sys

    sys.modules[SPEC.name] = MODULE
    SPEC.loader.exec_module(MODULE)
    return MODULE


@pytest.fixture(scope="module")
def names(module):
    return module.read_names()


def test_every_country_has_every_kind_of_name(names):
    assert {code: KINDS - set(found.kinds) for code, found in names.items() if KINDS - set(found.kinds)} == {}


def test_every_name_in_a_list_is_a_name(names):
    odd = [(code, kind, value) for code, found in names.items() for kind, values in found.kinds.items() for value in values if value != value.strip() or not value]  # fmt: skip
    assert odd == []


def test_frames_are_filled_with_labels_on_whole_names(module, names):
    for frame in module.read_frames():
        passage = module.Filler(names, "KE", random.Random(1)).fill(frame)
        assert "{" not in passage.text
        assert "[" not in passage.text
        for start, end, label in passage.names:
            assert label in LABELS, frame
            assert passage.text[start:end] == passage.text[start:end].strip() != ""


def test_one_slot_is_one_name(module, names):
    passage = module.Filler(names, "GH", random.Random(2)).fill("{P1} and {P2} met. {p1} left; {P1} did.")
    first, second, short, again = [passage.text[start:end] for start, end, _ in passage.names]
    assert first == again != second
    assert short in first


def test_a_foreign_adjective_goes_with_its_country(module, names):
    passage = module.Filler(names, "PE", random.Random(3)).fill("{XN1} {X1}")
    pairs = {(found.adjective, found.country) for found in names.values()}
    assert tuple(passage.text[start:end] for start, end, _ in passage.names) in pairs


def test_one_seed_gives_one_output(module):
    once = [passage.text for passage in module.passages(1, seed=5)]
    assert once == [passage.text for passage in module.passages(1, seed=5)]
    assert once != [passage.text for passage in module.passages(1, seed=6)]
