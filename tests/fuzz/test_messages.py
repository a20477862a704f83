"""Whatever bytes arrive: an article, or a precise refusal. Never another exception, never a novel in the message."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streamproc.codec import decode, encode
from streamproc.errors import InvalidInput, Reason
from streamproc.terminal_text import plain
from tests.fuzz.cases import fuzz
from tests.fuzz.strategies import messages

pytestmark = pytest.mark.timeout(0)


def check(raw):
    """Decode; what the outcome must be like."""
    try:
        article = decode(raw)
    except InvalidInput as refusal:
        check_refusal(refusal)
        return
    assert article.id
    assert article.text.strip()
    for text in (article.id, article.text, article.title or "", article.url or "", *article.author, *article.tags):
        text.encode()
    encode({"extra": dict(article.extra), "id": article.id, "text": article.text})
    assert decode(raw) == article


def check_refusal(refusal):
    message = str(refusal)
    assert refusal.reason in get_args(Reason)
    assert 0 < len(message) <= 600
    assert plain(message) == message
    assert message.isprintable()


@given(messages())
@example(b'{"\\u001b[31m\\ud800\\udc00": "\\ud800"}')
@fuzz
def test_damaged_articles(raw):
    check(raw)


@given(st.binary(max_size=200))
@fuzz
def test_any_bytes(raw):
    check(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 5_000_000,
        b'{"a":' * 1_000_000,
        b'{"id":"a","text":"b","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"id":"a","text":"b","x":' + b"9" * 1_000_000 + b"}",
        b'{"id":"a","text":"b","x":1e' + b"9" * 1_000_000 + b"}",
        b'{"id":"a","text":"b","x":' + b"-" * 1_000_000 + b"}",
        b'{"id":"a","text":"' + b"\\u0041" * 1_500_000 + b'"}',
        b'{"id":"a","text":"b",' + b",".join(b'"k%d":1' % n for n in range(200_000)) + b"}",
        b'{"id":"a","text":"b","published_at":"' + b"2025-01-01T" * 10_000 + b'"}',
        b'{"id":"a","text":"b","language":"' + b"en-" * 100_000 + b'"}',
        b'{"text":"b","url":"https://e.org/' + b"?a=b&" * 200_000 + b'"}',
        b'{"id":"a","text":"' + "\u202e\u200b".encode() * 100_000 + b'"}',
    ],
    ids=lambda raw: raw[:30].decode(),
)
def test_large_and_deep_messages_are_refused_or_read_at_once(raw):
    check(raw)
