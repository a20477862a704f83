"""Links: Wikidata ids where type and alias agree, and none where they don't."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
import spacy

from streamproc.article import Geo
from streamproc.errors import ConfigurationError
from streamproc.nlp.doc.drafts import EntityDraft
from streamproc.nlp.entities.linking import BUNDLED, load_links, rows_of


@pytest.fixture(scope="module")
def links():
    return load_links()


def syria(name: str, label: str = "GPE") -> EntityDraft:
    return EntityDraft(label, name, [], geo=Geo(163843, "Syria", "SY", None, 35.0, 38.3, 0.99))


@pytest.mark.parametrize(
    ("entity", "wikidata"),
    [
        (EntityDraft("ORG", "the United Nations", []), "Q1065"),
        (EntityDraft("ORG", "UN Security Council", [], aliases=["UN"]), "Q37470"),
        (EntityDraft("ORG", "North Atlantic alliance", [], aliases=["NATO", "Nato"]), "Q7184"),
        (syria("Syria"), "Q858"),
        (EntityDraft("ORG", "the French Foreign Ministry", []), "Q789848"),
        (EntityDraft("ORG", "Pakistani Supreme Court", []), "Q2989473"),
    ],
)
def test_a_name_of_the_right_type_is_linked(links, entity, wikidata):
    doc = spacy.blank("en")("x")
    doc._.entities = [entity]
    links(doc)

    assert entity.links == {"wikidata": wikidata}


@pytest.mark.parametrize(
    "entity",
    [
        EntityDraft("PERSON", "Nato", []),
        EntityDraft("ORG", "Angela Merkel", []),
        EntityDraft("PERSON", "Jane Trump", [], aliases=["Donald Trump"]),
        EntityDraft("ORG", "Joint office", [], aliases=["NATO", "EU"]),
        EntityDraft("GPE", "Georgia", []),
        syria("northern Syria"),
        syria("Aleppo"),
        EntityDraft("ORG", "Rural Bank of Nowhere", []),
        EntityDraft("ORG", "Finnish Supreme Court", []),
        EntityDraft("ORG", "French", []),
    ],
)
def test_without_agreement_there_is_no_link(links, entity):
    assert links.find(entity) is None


@pytest.mark.parametrize(
    ("name", "geo", "wikidata"),
    [
        ("Ashanti Region", Geo(2304116, "Ashanti", "GH", None, 6.75, -1.5, 0.99), "Q398417"),
        ("Tigray", Geo(None, "Tigray", "ET", None, 14.0, 38.5, 0.95), "Q200127"),
        ("southern Ashanti", Geo(2304116, "Ashanti", "GH", None, 6.75, -1.5, 0.99), None),
    ],
)
def test_a_state_is_linked_with_and_without_the_word_for_it(links, name, geo, wikidata):
    assert links.find(EntityDraft("GPE", name, [], geo=geo)) == wikidata


def test_a_site_brings_its_own_aliases_and_takes_others_back(tmp_path):
    (tmp_path / "a.tsv").write_text("# ours\n\nHarbour Times\tQ42\tORG\nNATO\t-\tORG\n", encoding="utf-8")
    own = load_links([tmp_path])

    assert own.find(EntityDraft("ORG", "The Harbour Times", [])) == "Q42"
    assert own.find(EntityDraft("ORG", "NATO", [])) is None
    assert own.version != load_links().version


def test_an_alias_with_two_meanings_links_to_neither(tmp_path):
    table = tmp_path / "a.tsv"
    table.write_text("Mercury\tQ1\tORG\nMercury\tQ2\tORG\nMercury\tQ1\tORG\n", encoding="utf-8")

    assert load_links([table]).find(EntityDraft("ORG", "Mercury", [])) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("NATO Q7184 ORG\n", r"a\.tsv:1: expected alias, wikidata and type"),
        ("NATO\tQ7184\tORG\nUN\t1065\tORG\n", r"a\.tsv:2: '1065' is not a Wikidata id"),
        ("NATO\tQ7184\torganisation\n", "'organisation' is not an entity type"),
        ("NATO\tQ7184\tORG:France\n", "'ORG:France' is not an entity type"),
        ("\tQ7184\tORG\n", "the alias is empty"),
        (b"\xff\xfe", "cannot read"),
    ],
)
def test_a_table_with_a_mistake_is_refused_with_its_place(tmp_path, content, reason):
    table = tmp_path / "a.tsv"
    table.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(ConfigurationError, match=reason):
        load_links([table])


def test_an_alias_means_what_it_means_in_the_article_s_country(tmp_path):
    (tmp_path / "a.tsv").write_text(
        "Harbour Party\tQ1\tORG:GB\nHarbour Party\tQ2\tORG:NG|GH\nHarbour Guild\t-\tORG:GB\nHarbour Guild\tQ3\tORG\n",
        encoding="utf-8",
    )
    own = load_links([tmp_path])
    party, guild = EntityDraft("ORG", "Harbour Party", []), EntityDraft("ORG", "Harbour Guild", [])

    assert own.find(party, lambda: frozenset({"GB"})) == "Q1"
    assert own.find(party, lambda: frozenset({"GH", "FR"})) == "Q2"
    assert own.find(party, lambda: frozenset({"GB", "NG"})) is None
    assert own.find(party) is None
    assert own.find(guild) == "Q3"


def test_an_alias_that_has_no_link_speaks_against_the_links_of_the_others(tmp_path):
    (tmp_path / "a.tsv").write_text(
        "Guild of Harbours\tQ3\tORG\nHarbour Guild\t-\tORG\nHarbour Party\tQ4\tORG:NG\n", encoding="utf-8"
    )
    own = load_links([tmp_path])

    assert own.find(EntityDraft("ORG", "The Guild", [], ["Guild of Harbours", "Harbour Guild"])) is None
    assert own.find(EntityDraft("ORG", "The Guild", [], ["Guild of Harbours", "Harbour Party"])) == "Q3"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "wikidata"),
    [
        ("Officials of the Labour Party met in London. Britain votes in May.", "Q9630"),
        ("Officials of the Labour Party met in Abuja. Nigeria votes in May.", "Q6467449"),
        ("Officials of the Labour Party met in Kingston. Jamaica votes in May.", None),
        ("The NHS will hire nurses in England, ministers said.", "Q918396"),
        ("Shares of Safaricom rose in Nairobi, Kenya, on Monday.", "Q7398410"),
    ],
)
def test_the_country_is_the_one_an_article_is_about(pipeline, text, wikidata):
    from streamproc.article import Article

    [enrichment] = pipeline.enrich([Article(id="a", text=text)])
    [organisation] = [entity for entity in enrichment.entities if entity.type == "ORG"]

    assert organisation.links.get("wikidata") == wikidata


def test_a_table_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="no file or directory"):
        load_links([tmp_path / "absent"])


def test_no_bundled_alias_has_two_meanings():
    meanings = defaultdict(set)
    for file in BUNDLED.glob("*.tsv"):
        for key, country, wikidata in rows_of(file):
            meanings[key, country].add(wikidata)

    assert len(meanings) > 17_000
    assert [key for key, ids in meanings.items() if len(ids) > 1] == []


def test_no_two_places_share_an_id():
    texts = [file.read_text(encoding="utf-8") for file in BUNDLED.glob("*places.tsv")]
    lines = [line for text in texts for line in text.splitlines()]
    ids = [line.split("\t")[1] for line in lines if line.startswith("geonames:")]

    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"Q\d+", wikidata) for wikidata in ids)


def test_a_whole_article_is_linked(pipeline):
    from streamproc.article import Article

    [enrichment] = pipeline.enrich(
        [Article(id="a", text="German Chancellor Angela Merkel met NATO officials in Ankara, Turkey.")]
    )
    linked = {entity.name: entity.links.get("wikidata") for entity in enrichment.entities}

    expected = {"Angela Merkel": "Q567", "NATO": "Q7184", "Ankara": "Q3640", "Turkey": "Q43"}
    assert {name: linked.get(name) for name in expected} == expected
