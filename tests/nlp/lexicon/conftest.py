"""An operator's own lexicon file."""

from __future__ import annotations

import pytest

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
