"""What the recogniser learned since is added to the weights that it is for, whole or not at all."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import spacy

from streamproc.errors import ConfigurationError

FILE = Path(__file__).parents[2] / "training" / "entities" / "learned.py"
SPEC = importlib.util.spec_from_file_location("training_learned", FILE)
MODULE = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(MODULE)
add, digest_of, read, weights_of, write = MODULE.add, MODULE.digest_of, MODULE.read, MODULE.weights_of, MODULE.write


def small_model(seed: int = 0):
    """A recogniser with weights of chance."""
    spacy.util.fix_random_seed(seed)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("ORG")
    nlp.initialize()
    return nlp


def weights(nlp):
    return {key: array.copy() for key, array in weights_of(nlp.get_pipe("ner").model).items()}


@pytest.fixture
def learned(tmp_path):
    """A file for ``small_model()``: one more in every number of the first parameter."""
    before = weights(small_model())
    first = min(before)
    after = before | {first: before[first] + 1}
    write(tmp_path / "learned.npz", before, after)
    return tmp_path / "learned.npz", after


def test_the_changes_are_added_to_the_weights_they_were_made_from(learned):
    path, after = learned
    nlp = small_model()

    assert add(nlp, path)

    found = weights(nlp)
    assert all(np.allclose(found[key], after[key], atol=1e-3) for key in after)


def test_other_weights_stay_as_they_are(learned):
    path, _ = learned
    nlp = small_model(seed=1)
    before = digest_of(weights(nlp))

    assert not add(nlp, path)

    assert digest_of(weights(nlp)) == before


def test_a_share_of_the_changes_is_added(learned):
    path, after = learned
    nlp, half = small_model(), small_model()
    before = weights(nlp)

    add(half, path, share=0.5)

    found = weights(half)
    assert all(np.allclose(found[key], (before[key] + after[key]) / 2, atol=1e-3) for key in after)


def test_a_model_without_a_recogniser_stays_as_it_is(learned):
    assert not add(spacy.blank("en"), learned[0])


def test_only_what_changed_is_written(learned):
    _, changes = read(learned[0])

    assert len(changes) == 1


def test_a_file_that_was_cut_is_refused(learned):
    path, _ = learned
    path.write_bytes(path.read_bytes()[:-100])

    with pytest.raises(ConfigurationError, match=r"learned\.npz: cannot read it"):
        read(path)


def test_other_numbers_under_the_same_digest_are_refused(learned):
    path, _ = learned
    with np.load(path) as arrays:
        found = dict(arrays)
    key = next(key for key in found if key != "meta")
    np.savez_compressed(path, **found | {key: found[key] * np.float16(2)})

    with pytest.raises(ConfigurationError, match="damaged or of another version"):
        read(path)
