"""Names that a model cuts or joins."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("A bus left Santa Cruz de la Sierra at noon.", [("Santa Cruz de la", "GPE"), ("Sierra", "GPE")], [("Santa Cruz de la Sierra", "GPE")]),
        ("A bus left Lomas del Valle Verde at noon.", [("Lomas del", "GPE")], [("Lomas del Valle", "GPE")]),
        ("The House of Deputies met.", [("House", "ORG")], [("House of Deputies", "ORG")]),
        ("It won a place on the World's 20 Finest Bakeries again.", [("World", "ORG")], [("World's 20 Finest Bakeries", "ORG")]),
        ("It is the world's best team.", [], []),
        ("The ambassador to Norway Ilse Brandt left.", [("Norway Ilse Brandt", "PERSON")], [("Norway", "GPE"), ("Ilse Brandt", "PERSON")]),
        ("Broadcaster kNTV said so.", [("Broadcaster kNTV", "ORG")], [("kNTV", "ORG")]),
        ("It was studied by Brandt et al in spring.", [("Brandt et al", "PERSON")], [("Brandt", "PERSON")]),
        ("The Ministry of Trade, Fisheries and Transport paid.", [("Ministry of Trade, Fisheries", "ORG"), ("Transport", "ORG")], [("Ministry of Trade, Fisheries and Transport", "ORG")]),
        ("It was opened by the Minister of Trade, Fisheries and Transport.", [("Minister of Trade, Fisheries", "ORG"), ("Transport", "ORG")], []),
        ("BUENOS AIRES Ten people sang.", [("BUENOS", "ORG")], [("BUENOS AIRES", "GPE")]),
        ("HRH Crown Prince Idrel Vonn opened it.", [], [("Idrel Vonn", "PERSON")]),
        ("The last General Elections were fair.", [], []),
        ("She was asked by the Gender Minister. The Gender Minister left.", [("Gender", "ORG"), ("Gender", "ORG")], []),
    ],
)  # fmt: skip
def test_a_name_goes_on_as_the_words_behind_it_show(recognized, text, found, expected):
    assert recognized(text, found) == expected
