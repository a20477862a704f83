"""The five questions of the README, asked of the sample articles: the page's address and the SQL as they stand there."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from streamproc.article_files import article_files, raw_messages
from streamproc.cli.demo import SAMPLES
from streamproc.codec import decode, encode
from streamproc.errors import InvalidInput
from streamproc.records import enriched_article
from streamproc.settings import Settings
from streamproc.store.database import open_store
from streamproc.store.rows import read_record, rows_of
from streamproc.store.writing import Advance, Kept, write
from streamproc.web.pages import newsroom

pytestmark = pytest.mark.model

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
SECTION = README.partition("<!-- questions -->")[2].partition("<!-- /questions -->")[0]
QUESTIONS = {
    question: (address, sql)
    for question, address, sql in re.findall(r"^\| (.+\?) \| `\?(.+?)` \| `(.+)` \|$", SECTION, re.MULTILINE)
}
ANSWERS = {
    "What did Henrik Solberg say?": ("sample-conflict", "no military justification"),
    "What happened in Kenya?": ("sample-protest", "fuel-price protesters in Nairobi"),
    "How many did the earthquake in Nepal kill?": ("sample-earthquake", "38"),
    "Who was arrested?": ("sample-protest", "At least 41 people were arrested"),
    "Who speaks of Walter Grimes?": ("sample-trial", "Grimes"),
}  # fmt: skip
"""Which article the page must show, and what the SQL's answer says among other things."""


@pytest.fixture(scope="module")
def engine(pipeline, tmp_path_factory):
    """The sample articles as the demo stores them."""
    engine, changes = open_store(str(tmp_path_factory.mktemp("readme") / "news.db")), []
    for message in (message for file in article_files((SAMPLES,)).found for message in raw_messages(file)):
        try:
            article = decode(message.value)
        except InvalidInput:
            continue
        [enrichment] = pipeline.enrich([article])
        record = read_record(encode(enriched_article(article, enrichment, include_text=True)))
        revision = (0, len(changes))
        rows = rows_of(record, arrived_at=datetime(2026, 3, 2, tzinfo=UTC), revision=revision)
        changes.append(Kept(article.id, revision, rows))
    write(engine, changes, {("articles.enriched", 0): Advance(None, len(changes))})
    yield engine
    engine.dispose()


def test_there_are_five():
    assert QUESTIONS.keys() == ANSWERS.keys()


@pytest.mark.parametrize("question", QUESTIONS)
def test_sql_answers(question, engine):
    with engine.connect() as connection:
        rows = connection.execute(text(QUESTIONS[question][1])).all()

    assert ANSWERS[question][1] in "\n".join(" ".join(map(str, row)) for row in rows)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_answers(question, engine):
    name, _, value = QUESTIONS[question][0].partition("=")
    with TestClient(Starlette(routes=newsroom(engine, Settings()))) as client:
        if name == "entity":
            found = client.get("/api/entity", params={"key": value}).json()["quotes_about"]
        else:
            found = client.get("/api/articles", params={name: value}).json()["articles"]

    assert ANSWERS[question][0] in {one["article_id"] for one in found}
