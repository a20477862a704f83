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

    def suffix_search(text):
        asked.append(text)
        return tokenizer.suffix_search(text)

    cached = ChunkCache(Tokenizer(stock.vocab, tokenizer.rules, tokenizer.prefix_search, suffix_search,
                                  tokenizer.infix_finditer, tokenizer.token_match, tokenizer.url_match))  # fmt: skip
    first = cached(SPECIAL_FIRST)
    assert "employer" in asked
    asked.clear()
    again = cached(SPECIAL_FIRST)

    assert "employer" not in asked
    assert [t.text for t in first] == [t.text for t in again] == [t.text for t in tokenizer(SPECIAL_FIRST)]
    assert [t.norm_ for t in again] == [t.norm_ for t in tokenizer(SPECIAL_FIRST)]


@pytest.mark.parametrize(
    "text",
    [
        "Norlake, said Norlake. (Norlake) “Norlake,” Norlake's; Norlake’s? Norlake:) Norlake!",
        "69,638 men, £3.5m (20%), 5km. 3.5, $5; +44 1,2. 7th, 12:30.",
        "Co. can't. don't, U.S. U.S., a.m., Mr.Okafor e.g., 'em. o'clock, O'Neil's",
        "North-East, and/or. a@example.org, http://example.org/a?b=c. www.example.org) ... end.. --",
        "((Norlake)) [“Norlake”]. .5 ,Norlake 'Norlake' Norlake'", "café, Ñandú. 北京。",
    ],
)  # fmt: skip
def test_words_with_marks_have_the_tokenizers_tokens_and_norms(stock, text):
    mine, its = ChunkCache(stock.tokenizer)(text), stock.tokenizer(text)

    assert [(t.text, t.whitespace_, t.norm_) for t in mine] == [(t.text, t.whitespace_, t.norm_) for t in its]


def test_a_name_with_a_comma_is_taken_apart_without_asking_the_tokenizer_for_the_whole(stock, monkeypatch):
    cache = ChunkCache(stock.tokenizer)
    monkeypatch.setattr(cache, "_taken_apart", lambda stretch: pytest.fail(f"asked for {stretch!r}"))

    assert [t.text for t in cache("Norlake, Quelimane.")] == ["Norlake", ",", "Quelimane", "."]


def test_a_word_with_many_marks_is_left_to_the_tokenizer(stock, monkeypatch):
    """Every run of its marks would be looked up, which are millions for a few thousand."""
    cache, asked = ChunkCache(stock.tokenizer), []
    take_apart = cache._taken_apart
    monkeypatch.setattr(cache, "_taken_apart", lambda stretch: asked.append(stretch) or take_apart(stretch))
    text = "Norlake" + "!" * 40

    assert [t.text for t in cache(text)] == [t.text for t in stock.tokenizer(text)]
    assert asked == [text]


@pytest.mark.parametrize("letters", ["Norlake", "I", "km", "US", "xXx", "Dr", "cant", "gonna", "Im", "etc", "Sun"])
def test_words_of_letters_are_taken_apart_alike_with_and_without_knowing_the_rules(stock, letters):
    """Among them units, currencies' letters and special cases (``cant``, ``gonna``), each with marks around it."""
    knowing, asking = ChunkCache(stock.tokenizer), ChunkCache(stock.tokenizer)
    asking.has_known_rules = False
    marks = ["", ",", ".", "!", "?!", ":", ";", "'s", ":)", ",,", '."', "%", "-", "°", "...", "’"]
    text = " ".join([f"{before}{letters}{after}" for before in ("", "(", "“", "3", "é", "-") for after in marks])

    assert knowing.has_known_rules
    assert [(t.text, t.norm_) for t in knowing(text)] == [(t.text, t.norm_) for t in asking(text)]
    assert [t.text for t in knowing(text)] == [t.text for t in stock.tokenizer(text)]


def test_long_stretches_are_not_remembered(stock):
    cache = ChunkCache(stock.tokenizer)

    cache("x" * 1000 + " short")

    assert list(cache.known) == ["short"]
