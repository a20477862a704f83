"""The tokenizer is asked once for each stretch between white space, and its tokens stay the same."""

import pytest
from spacy.tokenizer import Tokenizer

from streamproc.nlp.model.tokenizer_cache import ChunkCache

pytestmark = pytest.mark.model

SPECIAL_FIRST = (
    "Mr. Okafor can't wait: \"It's gonna cost £3.5m,\" he told Norlake Ltd., Quelimane's (largest) employer."
)


def test_words_are_taken_apart_once_also_after_a_special_case(stock):
    asked = []
    tokenizer = stock.tokenizer
    cached = ChunkCache(Tokenizer(stock.vocab, tokenizer.rules, tokenizer.prefix_search, tokenizer.suffix_search,
                                  tokenizer.infix_finditer, tokenizer.token_match, asked.append))  # fmt: skip
    first = cached(SPECIAL_FIRST)
    assert "employer" in asked
    asked.clear()
    again = cached(SPECIAL_FIRST)

    assert "employer" not in asked
    assert [t.text for t in first] == [t.text for t in again] == [t.text for t in tokenizer(SPECIAL_FIRST)]
    assert [t.norm_ for t in again] == [t.norm_ for t in tokenizer(SPECIAL_FIRST)]


def test_long_stretches_are_not_remembered(stock):
    cache = ChunkCache(stock.tokenizer)

    cache("x" * 1000 + " short")

    assert list(cache.known) == ["short"]
