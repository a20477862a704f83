"""The newsroom's API on both databases: what it finds, what it refuses, and that its document tells the truth."""

from __future__ import annotations

import csv
import io
import json
import re
from importlib.resources import files
from pathlib import Path

import orjson
import pytest
import schemathesis
from starlette.applications import Starlette
from starlette.testclient import TestClient

from streamproc.errors import ConfigurationError
from streamproc.settings import Settings
from streamproc.store import search
from streamproc.store.copies import copied
from streamproc.store.filters import Filters
from streamproc.store.stories import told
from streamproc.store.writing import Advance, write
from streamproc.web.pages import newsroom
from streamproc.web.shown import in_a_list
from tests.store.articles import NOON, RIGA, arrests, article, entity, event, kept, quote
from tests.store.conftest import engine, postgres, store_url

__all__ = ["engine", "postgres", "store_url"]

JO, RIGA_CITY = entity(1, "PERSON", "Jo Hill", wikidata="Q7"), entity(2, "GPE", "Riga", geo=RIGA, wikidata="Q1773")
BLAST = article(
    2, title="Blast at the port", source="baltic.example", published_at="2026-03-05T08:00:00+00:00", text="The ferry burned in Riga.",
    entities=[JO, RIGA_CITY], quotes=[quote(1, "Nobody was hurt", speaker=JO), quote(2, "It was loud", speaker="a neighbour")],
    events=[event(1, "ASSAULT", "bombing", "Bombs shook Riga.", targets=["the port"], place=RIGA_CITY)],
)  # fmt: skip
SAME = arrests(3, source="copy.example", published_at="2026-03-01T10:00:00+00:00", content_hash=f"sha256:{1:064d}")


@pytest.fixture
def client(engine):
    write(engine, [kept(arrests()), kept(BLAST), kept(SAME)], {("articles.enriched", 0): Advance(None, 3)})
    with TestClient(Starlette(routes=newsroom(engine, Settings()))) as client:
        yield client


def found(client, **asked):
    answer = client.get("/api/articles", params=asked)
    assert answer.status_code == 200, answer.text
    return [one["article_id"] for one in answer.json()["articles"]]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["a2", "a1", "a3"]),
        ({"q": "dams"}, ["a1", "a3"]),
        ({"q": '"ferry burned"'}, ["a2"]),
        ({"q": "burned ferry -riga"}, []),
        ({"q": "-ferry"}, ["a2", "a1", "a3"]),
        ({"person": "ANN REED"}, ["a1", "a3"]),
        ({"person": "Q7"}, ["a2"]),
        ({"organisation": "Kenya Police"}, ["a1", "a3"]),
        ({"place": "riga"}, ["a2"]),
        ({"country": "ke"}, ["a1", "a3"]),
        ({"speaker": "Jo Hill"}, ["a2"]),
        ({"speaker": "Q7"}, ["a2"]),
        ({"speaker": "A Neighbour"}, ["a2"]),
        ({"event": "COERCE"}, ["a1", "a3"]),
        ({"event": "COERCE/trial"}, []),
        ({"outlet": "copy.example"}, ["a3"]),
        ({"since": "2026-03-02", "until": "2026-03-02"}, ["a1"]),
        ({"country": "KE", "event": "COERCE/arrest", "outlet": "port.example", "q": "police"}, ["a1"]),
    ],
)  # fmt: skip
def test_all_filters_hold_and_the_latest_comes_first_whether_matches_are_few_or_many(client, monkeypatch, asked, ids):
    assert found(client, **asked) == ids
    monkeypatch.setattr(search, "LONG", 1)
    assert found(client, **asked) == ids


def test_words_that_most_articles_have_are_found_by_walking_through_them(client, monkeypatch):
    asked = ("ferry", '"ferry burned"', "police -riga", "arr*", "ferry police")
    by_list = [found(client, q=words) for words in asked]
    monkeypatch.setattr(search, "MANY", -1)

    assert [found(client, q=words) for words in asked] == by_list
    assert [] in by_list
    assert ["a2"] in by_list


def test_what_the_guide_asks_by_curl_is_answered(client):
    guide = (Path(__file__).resolve().parents[2] / "docs/NEWSROOM.md").read_text("utf-8")
    listed, exported = map(client.get, re.findall(r"^curl 'http://localhost:8001(/.+)'$", guide, re.MULTILINE))

    assert [one["article_id"] for one in listed.json()["articles"]] == ["a1", "a3"]
    assert [line.split(",")[0] for line in exported.text.splitlines()[1:]] == ["a1", "a3"]


def test_pages_follow_each_other_without_gap_or_double(client):
    first = client.get("/api/articles", params={"limit": 2}).json()
    second = client.get("/api/articles", params={"limit": 2, "behind": first["next"]}).json()

    assert [one["article_id"] for one in first["articles"] + second["articles"]] == ["a2", "a1", "a3"]
    assert (first["total"], second["next"]) == (3, None)


def test_an_article_is_listed_with_what_happened_in_plain_words_and_how_often_it_was_printed(client):
    [listed] = client.get("/api/articles", params={"outlet": "port.example"}).json()["articles"]

    assert listed["told"][0]["sentence"].startswith("Kenya Police arrested 41 people in Nairobi")
    assert listed["printed"] == 2


def test_who_is_asked_for_is_quoted_in_the_list_whatever_the_case_of_the_name(client):
    listed = client.get("/api/articles", params={"speaker": "ann reed", "fold": "true"}).json()["articles"]

    assert [one["said"] for one in listed] == [["The police must answer for this"]]
    [listed] = client.get("/api/articles", params={"outlet": "port.example"}).json()["articles"]
    assert listed["said"] == []


def test_events_that_were_asked_for_are_told_first():
    small, large = event(1, "PROTEST", "march", "They marched."), event(2, "AID", "food", "They gave food.")
    small["salience"], large["salience"] = 0.1, 0.9
    record = article(5, events=[small, large])

    def first(**asked):
        return in_a_list(orjson.dumps(record).decode(), Filters(**asked))["told"][0]["event_id"]

    assert (first(), first(event="PROTEST/march"), first(event="PROTEST")) == (large["id"], small["id"], small["id"])
    assert first(event="PROTEST/rally") == large["id"]


REWRITTEN = article(4, title="Arrests, rewritten", source="late.example", published_at="2026-03-06T10:00:00+00:00")


def test_what_goes_back_to_the_same_article_is_folded_under_the_latest(client, engine):
    said = {"article_id": "a4", "copy_of": "a1", "kind": "near", "overlap": 0.8, "via": "a1", "first_seen": None}
    write(engine, [kept(REWRITTEN), copied(said, told_at=NOON)], {("articles.copies", 0): Advance(None, 1)})

    assert found(client) == ["a4", "a2", "a1", "a3"]
    assert found(client, fold="true") == ["a4", "a2"]
    [listed] = client.get("/api/articles", params={"outlet": "late.example"}).json()["articles"]
    assert (listed["printed"], listed["original"]) == (3, "a1")
    first = client.get("/api/articles", params={"limit": 1, "fold": "true"}).json()
    second = client.get("/api/articles", params={"limit": 1, "fold": "true", "behind": first["next"]}).json()
    assert [one["article_id"] for one in first["articles"] + second["articles"]] == ["a4", "a2"]
    copies = client.get("/api/article", params={"id": "a1"}).json()["copies"]
    assert [(one["article_id"], one["kind"]) for one in copies] == [("a3", None), ("a4", "near")]


def test_a_page_of_copies_alone_is_not_the_end(client, engine, monkeypatch):
    monkeypatch.setattr(search, "COUNTED", 2)
    reprints = [
        article(number, source=f"{number}.example", content_hash=f"sha256:{7:064d}", published_at=f"2026-03-0{number}T10:00:00+00:00")
        for number in (6, 7, 8, 9)
    ]  # fmt: skip
    write(engine, [kept(one) for one in reprints], {("articles.copies", 0): Advance(None, 1)})

    seen, following = [], {}
    while following is not None:
        page = client.get("/api/articles", params={"fold": "true", **following}).json()
        seen += [one["article_id"] for one in page["articles"]]
        following = {"behind": page["next"]} if page["next"] else None

    assert seen[0] == "a9"
    assert {"a1", "a2"} <= set(seen)


def test_a_story_is_listed_by_its_id_and_an_article_names_the_others_with_the_reasons(client, engine):
    said = {"story_id": "a1", "first_seen": None, "via": None, "score": 0.9, "happening": None}
    because = [{"kind": "participants", "shared": ["Kenya Police"]}]
    changes = [told({**said, "article_id": one, "because": because}, told_at=NOON) for one in ("a1", "a2", "a9")]
    write(engine, changes, {("articles.stories", 0): Advance(None, 1)})

    assert found(client, story="a1") == ["a2", "a1"]
    listed = client.get("/api/articles").json()["articles"]
    assert [(one["story"], one["story_articles"]) for one in listed] == [("a1", 2), ("a1", 2), (None, 1)]
    [other] = client.get("/api/article", params={"id": "a1"}).json()["story"]
    assert (other["article_id"], other["because"]) == ("a2", because)


def test_an_article_has_its_record_its_text_and_who_printed_the_same(client):
    answer = client.get("/api/article", params={"id": "a1"}).json()

    assert answer["record"]["title"] == "Arrests in Nairobi"
    assert answer["text"].endswith("The dam at Thika held.")
    assert answer["keys"]["entity_2"] == "Q3870"
    assert [copy["article_id"] for copy in answer["copies"]] == ["a3"]


def test_a_person_has_quotes_by_and_about_and_events(client):
    ann = client.get("/api/entity", params={"key": "person:ann reed"}).json()
    police = client.get("/api/entity", params={"key": "organisation:kenya police"}).json()
    nairobi = client.get("/api/entity", params={"key": "Q3870"}).json()

    assert [one["text"] for one in ann["quotes_by"]] == ["The police must answer for this"] * 2
    assert {one["speaker"] for one in police["quotes_about"]} == {"Ann Reed"}
    assert (
        [one["mode"] for one in police["events"]] == [one["mode"] for one in nairobi["events"]] == ["arrest", "arrest"]
    )


def test_the_timeline_counts_days_and_the_map_places(client):
    assert client.get("/api/timeline").json() == [
        {"day": "2026-03-01", "articles": 1},
        {"day": "2026-03-02", "articles": 1},
        {"day": "2026-03-05", "articles": 1},
    ]
    assert [(one["name"], one["articles"]) for one in client.get("/api/places").json()] == [("Nairobi", 2), ("Riga", 1)]
    assert [one["name"] for one in client.get("/api/places", params={"q": "ferry"}).json()] == ["Riga"]


def test_names_are_suggested_and_choices_given(client):
    assert client.get("/api/suggest", params={"kind": "person", "q": "ann"}).json() == [
        {"key": "person:ann reed", "name": "Ann Reed", "articles": 2}
    ]
    assert client.get("/api/choices").json() == {
        "outlets": ["baltic.example", "copy.example", "port.example"],
        "events": ["ASSAULT", "ASSAULT/bombing", "COERCE", "COERCE/arrest"],
    }


def test_what_is_shown_can_be_exported_and_no_cell_is_a_formula(client, engine):
    write(
        engine,
        [kept(article(9, title="=HYPERLINK(1)", source="evil.example"))],
        {("articles.enriched", 0): Advance(3, 4)},
    )
    rows = list(csv.DictReader(io.StringIO(client.get("/api/export.csv", params={"outlet": "evil.example"}).text)))
    lines = client.get("/api/export.json", params={"q": "ferry"}).text.splitlines()

    assert [row["title"] for row in rows] == ["'=HYPERLINK(1)"]
    assert [json.loads(line)["article_id"] for line in lines] == ["a2"]


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/articles?since=yesterday", 422, "since"),
        ("/api/articles?limit=101", 422, "limit"),
        ("/api/articles?behind=x", 422, "behind"),
        ("/api/articles?fold=perhaps", 422, "fold"),
        ("/api/articles?q=%00", 422, "q:"),
        ("/api/articles?q=" + "x" * 1001, 422, "1000 characters"),
        ("/api/suggest?kind=animal&q=x", 422, "kind"),
        ("/api/article", 422, "id: must be given"),
        ("/api/article?id=nobody", 404, "no such article"),
        ("/api/entity?key=nobody", 404, "nobody"),
    ],
)
def test_what_can_not_be_read_is_refused_with_the_reason(client, path, status, says):
    answer = client.get(path)

    assert answer.status_code == status
    assert says in answer.text


def test_nothing_can_be_written(client):
    assert {client.request(method, "/api/articles").status_code for method in ("POST", "PUT", "PATCH", "DELETE")} == {
        405
    }


@pytest.mark.usefixtures("client")
def test_the_api_answers_as_its_document_says_whatever_it_is_asked(engine):
    app = Starlette(routes=newsroom(engine, Settings()))
    schema = schemathesis.openapi.from_dict(json.loads((files("streamproc.web") / "openapi.json").read_text("utf-8")))
    schema.app = app
    asked = 0
    for result in schema.get_all_operations():
        strategy = result.ok().as_strategy()
        asked += fuzz(strategy)
    assert asked > 60


def test_the_document_asks_for_a_name_that_is_more_than_blanks(client):
    document = json.loads((files("streamproc.web") / "openapi.json").read_text("utf-8"))
    [asked] = [p["schema"] for p in document["paths"]["/api/suggest"]["get"]["parameters"] if p["name"] == "q"]
    blank = {chr(c) for c in range(1, 0x3001) if not chr(c).strip()}

    assert {c for c in blank if re.search(asked["pattern"], c)} == set()
    assert client.get("/api/suggest", params={"kind": "person", "q": "\x1e"}).status_code == 422
    assert re.search(asked["pattern"], "\x1eAnn")


def fuzz(strategy):
    from hypothesis import HealthCheck, Phase, given, settings

    asked = 0

    @given(strategy)
    @settings(
        max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None,
        derandomize=True,
    )  # fmt: skip
    def ask(case):
        nonlocal asked
        asked += 1
        case.call_and_validate()

    ask()
    return asked


def test_beyond_loopback_somebody_must_be_asked_for(engine):
    with pytest.raises(ConfigurationError, match="newsroom_token"):
        newsroom(engine, Settings(http_host="192.0.2.1"))


TOKEN = "sixteen-letters-or-more"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": "Basic eDpzaXh0ZWVuLWxldHRlcnMtb3ItbW9yZQ=="}, 200),
        ({"Authorization": "Basic !"}, 401),
        ({"X-User": "ann"}, 401),
    ],
)
def test_the_token_opens_page_and_api(engine, headers, status):
    app = Starlette(routes=newsroom(engine, Settings(http_host="192.0.2.1", newsroom_token=TOKEN)))
    with TestClient(app) as client:
        assert {client.get(path, headers=headers).status_code for path in ("/", "/api/newest", "/newsroom.js")} == {
            status
        }


def test_a_proxy_can_say_who_asks(engine):
    with TestClient(Starlette(routes=newsroom(engine, Settings(newsroom_user_header="X-User")))) as client:
        assert client.get("/api/newest").status_code == 401
        assert client.get("/api/newest", headers={"X-User": "ann"}).status_code == 200
