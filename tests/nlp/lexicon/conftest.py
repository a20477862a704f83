"""An operator's own lexicon file."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

ENTRY = """
entries:
  - type: {type}
    verbs: {verbs}
    match: ["{match}"]
    not: ["{other}"]
"""


@pytest.fixture
def lexicon_file(tmp_path):
    def write(kind="COERCE", verbs="frisk", match="Police frisked the marchers.", other="The cat slept."):
        path = tmp_path / "own.yaml"
        path.write_text(ENTRY.format(type=kind, verbs=verbs, match=match, other=other), encoding="utf-8")
        return path

    return write


@pytest.fixture(autouse=True)
def logs_stay_as_they_are(monkeypatch):
    """A command's own logs would go to the runner's standard error, which is closed after it."""
    monkeypatch.setattr("streamproc.logs.configure", lambda *_: None)


@pytest.fixture(scope="session")
def parsed(pipeline):
    """A Doc whose parse is written by hand: of every word its form, tag and label, and the form of its head."""

    def read(parse, **names):
        rows = [word.split("/") for word in parse.split()]
        forms = [form for form, *_ in rows]
        return Doc(
            pipeline.nlp.vocab,
            words=forms,
            tags=[tag for _, tag, _, _ in rows],
            deps=[label for _, _, label, _ in rows],
            heads=[forms.index(head) for *_, head in rows],
            ents=[f"B-{names[form]}" if form in names else "O" for form in forms],
        )

    return read
