"""The language detector keeps its tables in a file, and says what py3langid says."""

from __future__ import annotations

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from streamproc.engine.language import load_language_check

TEXTS = (
    "The council approved a new bridge over the harbour on Tuesday, two years after the old one was closed.",
    "Der Stadtrat hat am Dienstag eine neue Brücke über den Hafen beschlossen.",
    "Le conseil municipal a approuvé mardi un nouveau pont sur le port.",
    "市議会は火曜日に新しい橋を承認した。",
    "Norlake 3 Quelimane 1",
    "?!",
)


def test_the_detector_on_disk_says_what_it_says_in_memory():
    mine = load_language_check(frozenset({"en"})).identifier
    its = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    assert [mine.classify(text) for text in TEXTS] == [its.classify(text) for text in TEXTS]
    assert mine.rank(TEXTS[1]) == its.rank(TEXTS[1])
