"""Short names that the text introduces."""

from __future__ import annotations

import pytest

from streamproc.article import Article

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The National Service for Springs (Sernafu) left. Later Sernafu came back.", [("National Service for Springs", "ORG"), ("Sernafu", "NORP"), ("Sernafu", "GPE")], [("National Service for Springs", "ORG"), ("Sernafu", "ORG"), ("Sernafu", "ORG")]),
        ("The Plant Health Agency (Agrosan) left. Later Agrosan came back.", [("Plant Health Agency", "ORG")], [("Plant Health Agency", "ORG"), ("Agrosan", "ORG"), ("Agrosan", "ORG")]),
        ("The Agency for Clean Water (Nairobi) left.", [("Agency for Clean Water", "ORG"), ("Nairobi", "GPE")], [("Agency for Clean Water", "ORG"), ("Nairobi", "GPE")]),
        ("They read the Dusk newspaper. Dusk has a new owner.", [("Dusk", "PERSON"), ("Dusk", "PERSON")], [("Dusk", "ORG"), ("Dusk", "ORG")]),
        ("They told the Herald.", [("Herald", "PRODUCT")], [("Herald", "ORG")]),
        ("They told the Sallow family.", [("Sallow", "PERSON")], [("Sallow", "PERSON")]),
        ("They wrote on Newsbox.com today.", [("Newsbox.com", "GPE")], [("Newsbox.com", "ORG")]),
        ("They want a fast lane agreement (FLA). The FLA is costly.", [("FLA", "ORG"), ("FLA", "ORG")], []),
        ("The Harbour Waters Treaty holds. The HWT is old.", [("Harbour Waters Treaty", "LAW"), ("HWT", "ORG")], [("Harbour Waters Treaty", "LAW"), ("HWT", "LAW")]),
        ("They asked the state electoral commission (SEC). Then SEC agreed.", [("SEC", "ORG"), ("SEC", "ORG")], [("SEC", "ORG"), ("SEC", "ORG")]),
    ],
)  # fmt: skip
def test_a_short_name_is_what_the_text_introduces_it_as(recognized, text, found, expected):
    assert recognized(text, found) == expected


def test_a_short_name_in_brackets_is_the_organisation_before_them(pipeline):
    text = "Inspectors of the National Service for Springs (Sernafu) closed the path on Monday. Sernafu will open it in May."
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])
    organisations = [
        (entity.type, entity.name, len(entity.mentions)) for entity in enrichment.entities if entity.type == "ORG"
    ]
    assert organisations == [("ORG", "Sernafu", 3)]
