"""Stretches that are no words are cut by a plain pattern; all other text gets spaCy's own tokens."""

import pytest
from spacy.tokens import Doc

from streamproc.nlp.model import tokenization

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    ["(" * 100_000, "a" * 100_000, "'s" * 50_000, "=" * 500 + " end", "x " + "😀" * 3000 + " y\n" + "%" * 90, "\n" * 100_000],
    ids=["brackets", "one word", "clitics", "rule", "emoji", "newlines"],
)  # fmt: skip
def test_stretches_that_are_no_words_keep_their_text(pipeline, text):
    assert tokenization.tokenize(pipeline.nlp, text).text == text


def test_ordinary_text_and_long_addresses_get_spacys_own_tokens(pipeline):
    address = "https://news.example.org/world/2024/03/18/" + "a-long-headline-" * 8 + "0001.html?ref=home"
    text = f'He wrote: "See {address} for more..." and left.'
    doc = tokenization.tokenize(pipeline.nlp, text)

    assert address in [token.text for token in doc]
    assert [t.text for t in doc] == [t.text for t in pipeline.nlp.make_doc(text)]


def test_words_beside_a_cut_stretch_keep_their_norms(pipeline):
    doc = tokenization.tokenize(pipeline.nlp, "I'm gonna " + "-" * 400 + " they've")

    assert isinstance(doc, Doc)
    assert [token.norm_ for token in doc if not token.is_punct] == ["i", "am", "going", "to", "they", "have"]


def test_a_horizontal_bar_is_a_token_of_its_own(pipeline):
    words = [token.text for token in tokenization.tokenize(pipeline.nlp, "“No.”― Ann Lee “Yes,” ―Bo Ray and a―b")]

    assert words == [
        "“",
        "No",
        ".",
        "”",
        "―",
        "Ann",
        "Lee",
        "“",
        "Yes",
        ",",
        "”",
        "―",
        "Bo",
        "Ray",
        "and",
        "a",
        "―",
        "b",
    ]
