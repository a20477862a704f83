"""docs/SQL.md: every question runs as it stands, on both databases, and gives what a reader of the articles would say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from streamproc.store.copies import copied
from streamproc.store.database import open_store
from streamproc.store.stories import told
from streamproc.store.writing import Advance, Refused, Withdrawn, write
from tests.store.articles import NOON, RIGA, arrests, article, count, entity, event, kept, quote

DOC = (Path(__file__).resolve().parents[2] / "docs/SQL.md").read_text("utf-8")
BLOCK = re.compile(r"```sql ?(\w*)\n(.*?)```", re.DOTALL)
QUESTIONS = {
    section.partition("\n")[0]: BLOCK.findall(section)
    for section in DOC.partition("## Twenty questions")[2].replace("\n## ", "\n### ").split("\n### ")[1:]
    if "```sql" in section
}
LETTER = {
    "topic": "articles.raw.dlq", "partition": 0, "arrived_at": NOON, "article_id": None, "reason": "invalid_article",
    "message": "text: is missing", "stage": "codec", "raw_topic": "articles.raw", "raw_partition": 0, "raw_offset": 1,
}  # fmt: skip

JO = entity(1, "PERSON", "Jo Hill", wikidata="Q7")
RIGA_CITY = entity(2, "GPE", "Riga", geo=RIGA, wikidata="Q1773")
BERG = entity(3, "PERSON", "Anna Berg")
REED = entity(4, "PERSON", "Ann Reed")
RUSSIANS, LATVIANS = (
    entity(5, "NORP", "Russians", geo={**RIGA, "country": "RU"}),
    entity(6, "NORP", "Latvians", geo=RIGA),
)

ARTICLES = [
    arrests(1),
    arrests(2, source="copy.example", content_hash=f"sha256:{1:064d}"),
    article(
        3, source="baltic.example", title="Blast at the port", published_at="2026-03-03T08:00:00+00:00",
        text="The ferry burned.",
        entities=[JO, RIGA_CITY, BERG, RUSSIANS, LATVIANS],
        quotes=[quote(1, "Anna Berg knew nothing", speaker=JO, about=[BERG]), quote(2, "It was loud", speaker="a neighbour")],
        events=[
            event(1, "ASSAULT", "bombing", "Bombs killed four in Riga.", actors=[RUSSIANS], targets=[LATVIANS], place=RIGA_CITY,
                  counts=[count("dead", 4, "four")]),
            event(2, "COERCE", "arrest", "Nobody arrested Jo Hill.", targets=[JO], negated=True),
            event(3, "CONSULT", "visit", "Berg visits Riga in May.", actors=[BERG], place=RIGA_CITY, date="2026-05", future=True),
        ],
    ),
    article(
        4, source="late.example", title="Toll rises", published_at="2026-03-04T08:00:00+00:00",
        entities=[JO, RIGA_CITY, BERG, REED], quotes=[quote(1, "We need help now", speaker=REED)],
        events=[event(1, "ASSAULT", "bombing", "Bombs killed six.", place=RIGA_CITY, counts=[count("dead", 6, "six")])],
    ),
]  # fmt: skip

STORY = {"first_seen": None, "via": None, "score": None, "because": []}
BOMBING = {"event_id": "event_1", "type": "ASSAULT", "day": None, "place": "Riga", "geonames_id": 456172}
ARRESTS = {"event_id": "event_1", "type": "COERCE", "day": "2026-03-01", "place": "Nairobi", "geonames_id": 184745}
STORIES = [
    STORY | {"article_id": one, "story_id": story, "happening": happening}
    for one, story, happening in (
        ("a1", "a1", ARRESTS),
        ("a2", "a1", ARRESTS),
        ("a3", "a3", BOMBING),
        ("a4", "a3", BOMBING),
    )
]
REPRINT = {"article_id": "a2", "copy_of": "a1", "kind": "same", "overlap": 1.0, "via": "a1", "first_seen": None}

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
SENTENCE = "Police arrested at least 41 people in Nairobi."
POLICE, REED_SAYS = "The police must answer for this", "Ann Reed"
ANSWERS = {
    "Who is quoted most?": [("Ann Reed", 3, 3), ("Rights Monitor", 2, 2), ("Jo Hill", 1, 1)],
    "What did Ann Reed say, and where?": [
        ("port.example", MONDAY, POLICE),
        ("copy.example", MONDAY, POLICE),
        ("late.example", WEDNESDAY, "We need help now"),
    ],
    "Who was quoted on the dam?": [
        ("Ann Reed", "copy.example"),
        ("Ann Reed", "port.example"),
        ("Rights Monitor", "copy.example"),
        ("Rights Monitor", "port.example"),
    ],
    "How many were arrested in Nairobi this week, by which report?": [
        ("copy.example", "2026-03-01", 41, "at least", SENTENCE),
        ("port.example", "2026-03-01", 41, "at least", SENTENCE),
    ],
    "Where does something happen? Show me the map.": [
        ("Riga", "LV", 56.946, 24.10589, 3),
        ("Nairobi", "KE", -1.28333, 36.81667, 2),
    ],
    "What happened in Kenya, day by day?": [(MONDAY, "COERCE", 2)],
    "Who talks about whom?": [("Ann Reed", "Kenya Police", 2), ("Jo Hill", "Anna Berg", 1)],
    "What is said about the Kenya Police?": [("Ann Reed", POLICE), ("Ann Reed", POLICE)],
    "In what did the Kenya Police take part, and in which role?": [("actor", "COERCE", "arrest", SENTENCE)] * 2,
    "Who says so? Events with the speaker they are attributed to.": [
        ("COERCE", "arrest", "Rights Monitor", "At least 41 people were arrested in Nairobi")
    ]
    * 2,
    "Who acts against whom, by country?": [("RU", "LV", "ASSAULT", 1)],
    "Which outlets write about Latvia?": [("baltic.example", 1), ("late.example", 1)],
    "Who appears together?": [("Jo Hill", "Anna Berg", 2), ("Ann Reed", "Anna Berg", 1), ("Jo Hill", "Ann Reed", 1)],
    "Which articles are printed word for word by several outlets?": [("Arrests in Nairobi", 2, 2)],
    "What is denied or has not happened?": [("baltic.example", "COERCE", "arrest", "Nobody arrested Jo Hill.")],
    "How do the reported numbers of dead differ?": [("Riga", "ASSAULT", 4, 6, 2)],
    "What is announced for later?": [("2026-05", "CONSULT", "visit", "Berg visits Riga in May.")],
    "Which frequent names have no identity yet?": [
        ("Ann Reed", "person", 3),
        ("Anna Berg", "person", 2),
        ("Kenya Police", "organisation", 2),
        ("Rights Monitor", "organisation", 2),
    ],
    "What do our scrapers send that can't be processed?": [
        ("invalid_article", "text: is missing", 2),
        ("too_large", "12 MB", 1),
    ],
    "Which articles were withdrawn?": [("a9",)],
    "Which reports are reprinted most, and in how many outlets?": [("Arrests in Nairobi", "port.example", 1, 1)],
    "How many arrests does each country have, reprints left out?": [("KE", 1)],
    "Which stories do most outlets tell?": [("Arrests in Nairobi", 2, 2), ("Blast at the port", 2, 2)],
    "How often did it happen? Happenings by type and place, each once.": [
        ("ASSAULT", "Riga", 1, 2),
        ("COERCE", "Nairobi", 1, 2),
    ],
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def connection(request, tmp_path_factory):
    """A store with a few articles, open for reading."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('questions') / 'store.db'}"
    else:
        url = request.getfixturevalue("postgres").create("questions")
    engine = open_store(url)
    letters = [Refused({**LETTER, "offset": 1}), Refused({**LETTER, "offset": 2})]
    letters.append(Refused({**LETTER, "offset": 3, "reason": "too_large", "message": "12 MB"}))
    changes = [
        *(kept(record) for record in ARTICLES),
        copied(REPRINT, told_at=NOON),
        *(told(one, told_at=NOON) for one in STORIES),
        Withdrawn("a9", (0, 9), NOON),
        *letters,
    ]
    write(engine, changes, {("articles.enriched", 0): Advance(None, 9)})
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_there_are_twenty_questions_and_four_about_copies_and_stories_and_each_has_an_answer():
    assert len(QUESTIONS) == 24
    assert set(QUESTIONS) == set(ANSWERS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_is_answered(question, connection):
    name = connection.dialect.name
    [statement] = [sql for database, sql in QUESTIONS[question] if database in ("", name)]
    answer = [tuple(row) for row in connection.execute(text(statement.replace(":", "\\:").rstrip(" ;\n")))]

    shown = [
        tuple(
            date.fromisoformat(v)
            if isinstance(v, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", v) and v != "2026-03-01"
            else v
            for v in row
        )
        for row in answer
    ]
    assert sorted(shown, key=str) == sorted(ANSWERS[question], key=str)
    if "ORDER BY articles.appeared_at" not in statement:
        assert shown == ANSWERS[question]
