"""The labelled event tags: what their data card promises holds for every line."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "training" / "events"
TYPES = yaml.safe_load((ROOT / "streamproc" / "data" / "lexicon" / "taxonomy.yaml").read_text(encoding="utf-8"))[
    "types"
]
REASONS = {
    *("sense", "figurative", "generic", "topic", "imagined", "private", "attribution", "other_type", "parse", "name"),
}
FLAGS = {"negated", "hypothetical", "future", "attempted", "historical", "alleged"}
SPANS = ("actors", "targets", "themes", "instruments")
PLACES = ("origin", "destination", "place")


def lines(name):
    """The records of a file of the folder."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


PASSAGES = [passage for file in ("written.jsonl", "open.jsonl") for passage in lines(file)]
LABELS = [(passage, label) for passage in PASSAGES for label in passage["labels"]]


def spans(label):
    """Every participant, place and number of a label."""
    several = itertools.chain.from_iterable(label.get(name, ()) for name in (*SPANS, "counts"))
    return [*several, *(label[name] for name in PLACES if name in label)]


def test_ids_are_unique():
    ids = Counter([passage["id"] for passage in PASSAGES] + [label["id"] for _, label in LABELS])
    assert [name for name, times in ids.items() if times > 1] == []


def test_texts_are_unique():
    texts = Counter((passage.get("title"), passage.get("text")) for passage in PASSAGES)
    assert [text for text, times in texts.items() if times > 1] == []


def test_a_third_is_held_back_as_the_hash_of_the_id_says():
    for passage in PASSAGES:
        third = int(hashlib.sha256(passage["id"].encode()).hexdigest()[:8], 16) % 3 == 0
        assert passage["split"] == ("test" if third else "train"), passage["id"]


def test_every_trigger_lies_in_its_passage():
    for passage, label in LABELS:
        assert passage[label["field"]][label["start"] : label["end"]] == label["trigger"] != "", label["id"]


def test_every_participant_and_number_lies_in_its_passage():
    for passage, label in LABELS:
        for span in spans(label):
            assert passage[span["field"]][span["start"] : span["end"]] == span["text"] != "", label["id"]


def test_happenings_without_a_type_lie_in_their_passage():
    for passage in PASSAGES:
        for span in passage.get("uncovered", ()):
            assert passage[span["field"]][span["start"] : span["end"]] == span["text"] != "", passage["id"]


def test_types_and_modes_are_those_of_the_taxonomy():
    for _, label in LABELS:
        assert label["mode"] in (None, *TYPES[label["type"]]["modes"]), label["id"]


def test_a_no_has_a_reason_and_a_yes_its_flags():
    for _, label in LABELS:
        if label["answer"] == "no":
            assert label["reason"] in REASONS, label["id"]
            assert not {"flags", "repeat", "roles"} & label.keys(), label["id"]
        else:
            assert label["answer"] == "yes", label["id"]
            assert set(label["flags"]) <= FLAGS, label["id"]
            assert "reason" not in label, label["id"]


def test_a_trigger_is_judged_once_for_a_type_and_mode():
    for passage in PASSAGES:
        keys = Counter(
            tuple(label[name] for name in ("field", "start", "end", "type", "mode")) for label in passage["labels"]
        )
        assert [key for key, times in keys.items() if times > 1] == [], passage["id"]


@pytest.mark.parametrize("split", ["train", "test"])
def test_both_splits_hold_yes_and_no_of_every_common_type(split):
    answers = Counter((label["type"], label["answer"]) for passage, label in LABELS if passage["split"] == split)
    common = [name for name in TYPES if sum(answers[name, answer] for answer in ("yes", "no")) >= 25]
    assert common
    assert [name for name in common if not (answers[name, "yes"] and answers[name, "no"])] == []


def test_every_passage_names_its_licence_and_others_their_source():
    for passage in PASSAGES:
        if passage["id"].startswith("w"):
            assert passage["licence"] == "CC0-1.0"
        else:
            assert passage["licence"] in {"CC-BY-2.5", "CC-BY-3.0-AU", "OGL-UK-3.0", "public-domain"}, passage["id"]
            assert passage["source"], passage["id"]


def test_the_second_judgements_are_of_labels_that_exist_and_say_why():
    known = {label["id"] for _, label in LABELS}
    second = lines("second.jsonl")
    assert len({judgement["label"] for judgement in second}) == len(second) > 0
    for judgement in second:
        assert judgement["label"] in known
        if judgement["answer"] == "no":
            assert judgement["reason"] in REASONS, judgement["label"]
        else:
            assert judgement["answer"] == "yes", judgement["label"]
            assert set(judgement["flags"]) <= FLAGS, judgement["label"]


def test_two_judgements_agree_well_beyond_chance():
    first = {label["id"]: label["answer"] == "yes" for _, label in LABELS}
    pairs = [(first[judgement["label"]], judgement["answer"] == "yes") for judgement in lines("second.jsonl")]
    agreement = sum(one == two for one, two in pairs) / len(pairs)
    yes_one, yes_two = (sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1))
    chance = yes_one * yes_two + (1 - yes_one) * (1 - yes_two)
    assert (agreement - chance) / (1 - chance) >= 0.8
