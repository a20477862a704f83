"""Short texts are not held to be in another language on a weak guess."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from streamproc.engine.language import load_language_check
from streamproc.errors import InvalidInput


@pytest.fixture(scope="module")
def check():
    return load_language_check(frozenset({"en"}))


@pytest.mark.parametrize(
    "text",
    [
        "Police arrest two men for Lagos bank fraud.",
        "Rain fell.",
        "Okonjo, Achterberg, Lindqvist: Port Ellis 3, Riga 1.",
        "Fire kills 3 in Kano market.",
        "Police arrested two men in Riga on Monday.",
        "Kidnap: gunmen free six after Abuja raid.",
    ],
)
def test_short_english_is_english(check, text):
    assert check(Article(id="a", text=text)).language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Der Hafen von Port Ellis ist seit Montag wieder offen, sagte die Hafenmeisterin am Abend vor der Presse.",
            "de",
        ),
        ("Le port de Port Ellis a rouvert lundi, a déclaré la capitainerie devant la presse réunie sur le quai.", "fr"),
    ],
)
def test_other_languages_are_refused(check, text, language):
    with pytest.raises(InvalidInput, match=f"looks like '{language}'"):
        check(Article(id="a", text=text))
