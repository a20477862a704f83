"""The types of names, looked at again: where it may change them, for which model, and from a whole table alone."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span

from streamproc.errors import ConfigurationError
from streamproc.nlp.model.name_types import (
    CLASSES,
    FILE,
    NameTypes,
    Weights,
    digest_of_weights,
    features,
    may_be,
    read_weights,
    weights_for,
    written,
)
from streamproc.nlp.model.prediction_layer import prediction_layer
from streamproc.nlp.pipeline import load_pipeline

WIDTH = 2


def table(towards: str, weight: float = 9.0):
    """Weights that say one class of every name."""
    rows = np.zeros((5 * WIDTH + len(CLASSES) + 1, len(CLASSES)), dtype=np.float32)
    rows[-1, CLASSES.index(towards)] = weight
    return Weights("", rows)


def ones(docs):
    """Two numbers for each token."""
    return [np.ones((len(doc), WIDTH), dtype=np.float32) for doc in docs]


class _Recogniser:
    """As much of a recogniser's model as is asked for."""

    layers = (prediction_layer("ones", ones, WIDTH),)

    def get_ref(self, _):
        return self

    def replace_node(self, _, new):
        self.kept = new


def looked_at(words, start, end, label, weights):
    """The labels of a Doc with one name after its vectors were kept and its names looked at."""
    doc = Doc(spacy.blank("en").vocab, words=words)
    doc.ents = [Span(doc, start, end, label=label)]
    model = _Recogniser()
    types = NameTypes(model, weights)
    model.kept.predict([doc])
    types([doc])
    return [(ent.text, ent.label_) for ent in doc.ents]


def test_a_label_changes_where_the_table_is_sure():
    words = ["They", "met", "Abena", "Ofori", "there"]

    assert looked_at(words, 2, 4, "ORG", table("PERSON")) == [("Abena Ofori", "PERSON")]


def test_a_label_stays_where_the_table_is_not_sure():
    words = ["They", "met", "Abena", "Ofori", "there"]

    assert looked_at(words, 2, 4, "ORG", table("PERSON", weight=0.5)) == [("Abena Ofori", "ORG")]


def test_other_kinds_of_names_stay():
    words = ["They", "read", "Silver", "Tide", "there"]

    assert looked_at(words, 2, 4, "WORK_OF_ART", table("PERSON")) == [("Silver Tide", "WORK_OF_ART")]


def test_docs_whose_vectors_were_not_kept_stay():
    doc = Doc(spacy.blank("en").vocab, words=["Abena", "Ofori", "left"])
    doc.ents = [Span(doc, 0, 2, label="ORG")]

    NameTypes(_Recogniser(), table("PERSON"))([doc])

    assert [ent.label_ for ent in doc.ents] == ["ORG"]


@pytest.mark.parametrize(
    ("text", "said", "label", "expected"),
    [
        ("Kumasi", "GPE", "PERSON", False),
        ("Kumasi", "PERSON", "GPE", True),
        ("Zzyrova", "GPE", "PERSON", True),
        ("Ghanaian", "ORG", "PERSON", False),
        ("Yolngu", "NORP", "ORG", False),
        ("Maria Ofori", "PERSON", "ORG", False),
        ("Zzyrova Ofori", "PERSON", "ORG", True),
        ("JLC", "ORG", "PERSON", False),
        ("Harbour Union", "ORG", "NORP", False),
    ],
)
def test_known_places_and_peoples_keep_the_recognisers_label(text, said, label, expected):
    assert may_be(text, said, label) is expected


def test_a_name_at_the_edge_of_a_text_has_zeros_for_the_token_beyond_it():
    vectors = np.arange(6, dtype=np.float32).reshape(3, 2)

    [row] = features(vectors, [(0, 3, "ORG")])

    assert row.tolist() == [0, 1, 4, 5, 2, 3, 0, 0, 0, 0, 0, 1, 0, 0]


def test_the_table_is_used_with_the_model_that_it_was_made_from_and_no_other():
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("ORG")
    nlp.initialize()

    assert weights_for(nlp) is None
    assert weights_for(spacy.blank("en")) is None


def test_a_digest_tells_of_one_changed_weight():
    spacy.util.fix_random_seed(0)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("ORG")
    nlp.initialize()
    model = nlp.get_pipe("ner").model
    before = digest_of_weights(model)
    node = next(node for node in model.walk() if "b" in node.param_names and node.has_param("b"))
    changed = node.get_param("b").copy()
    changed.flat[0] += 1
    node.set_param("b", changed)

    assert digest_of_weights(model) != before


def test_a_table_that_is_written_is_read_back(tmp_path):
    path = tmp_path / "types.tsv"
    path.write_text("\n".join(written({"first0": [1, 2, 3, 0.25], "bias": [0, -1, 0, 1e-7]}, "abc")))

    found = read_weights(path)

    assert found.model == "abc"
    assert np.allclose(found.table, [[1, 2, 3, 0.25], [0, -1, 0, 1e-7]])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("bias\t0", "bias\t1"),
        lambda text: text.replace("bias\t0", "bias\tnan"),
        lambda text: text.replace("bias\t0", "bias\tnone"),
        lambda text: text.replace("table\t", "tables\t"),
        lambda text: text.rpartition("\n")[0],
    ],
    ids=["a number", "no number", "a word", "its digest", "a row"],
)
def test_a_table_that_is_not_whole_is_refused(tmp_path, change):
    path = tmp_path / "types.tsv"
    path.write_text(change("\n".join(written({"first0": [1, 2, 3, 4], "bias": [0, 0, 0, 0]}, "abc"))))

    with pytest.raises(ConfigurationError, match=r"types\.tsv"):
        read_weights(path)


@pytest.mark.model
def test_the_bundled_table_is_for_the_bundled_model(pipeline):
    assert pipeline.types is not None
    assert read_weights(FILE).table.shape[1] == len(CLASSES)


@pytest.mark.model
def test_it_can_be_left_out():
    assert load_pipeline(types_again=False).types is None
