"""What the search for slow patterns looks at."""

from __future__ import annotations

from tests.fuzz.scaling import patterns


def test_the_patterns_of_every_module_are_found():
    found = dict(patterns())

    assert found["streamproc.nlp.quotes.quotation_marks._INCHES[0]"].search("a 12")
    assert {name.split(".")[1] for name in found} >= {"intake", "nlp", "store", "stream", "web"}
