"""What is typed into the search box, for SQLite and PostgreSQL."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from streamproc.store.words import for_fts5, for_tsquery


@pytest.mark.parametrize(
    ("typed", "fts5", "tsquery"),
    [
        ("dam", '("dam")', "('dam')"),
        ("dam flood", '("dam" AND "flood")', "('dam') & ('flood')"),
        (
            '"state of emergency" -football',
            '("state of emergency") NOT "football"',
            "('state' <-> 'of' <-> 'emergency') & !('football')",
        ),
        ("emerg*", '("emerg"*)', "('emerg':*)"),
        ('"left open', '("left open")', "('left' <-> 'open')"),
        ("AND OR NOT", '("AND" AND "OR" AND "NOT")', "('AND') & ('OR') & ('NOT')"),
        ("it's", '("it s")', "('it' <-> 's')"),
        ("-football", None, None),
        ('"" - * ( \' :&|!', None, None),
    ],
)
def test_words_phrases_and_exclusions(typed, fts5, tsquery):
    assert (for_fts5(typed), for_tsquery(typed)) == (fts5, tsquery)


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_whatever_is_typed_sqlite_understands_it(typed):
    expression = for_fts5(typed)
    if expression is None:
        return
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE words USING fts5(body, tokenize='porter unicode61')"))
        connection.execute(text("SELECT 1 FROM words WHERE words MATCH :typed"), {"typed": expression}).all()
        connection.rollback()
        connection.connection.driver_connection.close()
