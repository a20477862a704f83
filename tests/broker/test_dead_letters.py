"""Dead letters on real brokers: found, shown and sent again, each once."""

from __future__ import annotations

import asyncio
import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from click.testing import CliRunner
from rich.console import Console

from streamproc.cli.dlq import command, print_for_people
from streamproc.stream import dead_letters
from streamproc.stream.connection import connected, connection
from streamproc.stream.dead_letters import Selection, StoredDeadLetter, find, find_one, replay, waiting
from streamproc.stream.purging import purge
from streamproc.stream.reading import Message
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.workers import Traffic

pytestmark = pytest.mark.broker


@pytest.fixture
def settings(broker_settings):
    """As ``broker_settings``, with the delivery that the broker can do."""
    embedded = "embedded" in broker_settings.topic_prefix
    return broker_settings.model_copy(update={"delivery": "at_least_once" if embedded else "exactly_once"})


async def write_letters(settings, *letters):
    """Dead letters as the worker writes them: (key, value, reason, further headers)."""
    await create_topics(settings)
    producer = AIOKafkaProducer(**connection(settings), acks="all")
    async with connected(producer, settings):
        for number, (key, value, reason, headers) in enumerate(letters):
            errors = [
                ("__connect.errors.topic", b"articles.raw"),
                ("__connect.errors.partition", b"0"),
                ("__connect.errors.offset", str(number).encode()),
                ("__connect.errors.exception.message", f"text: is bad {number}".encode()),
                ("streamproc.reason", reason.encode()),
            ]
            await producer.send_and_wait(
                topic_name(settings, "dead_letters"), value, key, headers=[*headers, *errors], partition=0
            )


def raw_messages(settings, count):
    """What a reader of committed messages finds on the raw topic: so many (key, value, headers), and any beyond them."""
    with Traffic(settings).reader("raw") as reader:
        return sorted((message.key(), message.value(), message.headers()) for message in reader.read(count, "raw"))


async def test_letters_are_found_with_what_their_headers_say(settings):
    await write_letters(
        settings, (b"a1", b"{oops", "malformed_json", [("traceparent", b"00-1")]), (None, b"x", "invalid_article", [])
    )

    letters = [letter async for letter in find(Selection(), settings)]

    assert [(letter.place, letter.reason, letter.explanation, letter.origin) for letter in letters] == [
        ("0:0", "malformed_json", "text: is bad 0", "articles.raw:0:0"),
        ("0:1", "invalid_article", "text: is bad 1", "articles.raw:0:1"),
    ]
    assert (letters[0].message.key, letters[0].message.value) == (b"a1", b"{oops")
    assert letters[0].original_headers == (("traceparent", b"00-1"),)
    assert letters[1].message.key is None


async def test_an_empty_topic_has_no_letters(settings):
    await create_topics(settings)

    assert [letter async for letter in find(Selection(), settings)] == []


async def test_letters_are_selected_by_reason_time_and_attempts(settings):
    await write_letters(
        settings,
        (b"a", b"1", "engine_timeout", []),
        (b"b", b"2", "malformed_json", []),
        (b"c", b"3", "engine_timeout", [("streamproc.attempt", b"3")]),
    )
    now = datetime.now(UTC)

    async def keys(**selection):
        return [letter.message.key async for letter in find(Selection(**selection), settings)]

    assert await keys(reasons=frozenset({"engine_timeout"})) == [b"a", b"c"]
    assert await keys(max_attempts=3) == [b"a", b"b"]
    assert await keys(since=now - timedelta(hours=1), until=now + timedelta(hours=1)) == [b"a", b"b", b"c"]
    assert await keys(since=now + timedelta(hours=1)) == []
    assert await keys(until=now - timedelta(hours=1)) == []


async def test_one_letter_is_found_by_its_place(settings):
    await write_letters(settings, (b"a", b"1", "internal_error", []), (b"b", b"2", "internal_error", []))

    letter = await find_one("0:1", settings)

    assert letter is not None
    assert letter.message.value == b"2"
    assert await find_one("0:2", settings) is None
    assert await find_one("99:0", settings) is None


async def test_a_replayed_letter_keeps_key_value_and_headers_and_counts_its_attempts(settings):
    await write_letters(
        settings,
        (b"a", b"1", "engine_timeout", [("traceparent", b"00-1")]),
        (b"b", b"2", "engine_crash", [("streamproc.attempt", b"1")]),
    )

    assert await replay(Selection(), settings) == 2

    assert await asyncio.to_thread(raw_messages, settings, 2) == [
        (b"a", b"1", [("traceparent", b"00-1"), ("streamproc.attempt", b"1")]),
        (b"b", b"2", [("streamproc.attempt", b"2")]),
    ]


async def test_replaying_again_sends_only_what_was_not_sent(settings):
    await write_letters(
        settings, *((str(i).encode(), b"x", "engine_timeout" if i % 2 else "internal_error", []) for i in range(6))
    )

    sent = [
        await replay(Selection(reasons=frozenset({"engine_timeout"})), settings),
        await replay(Selection(), settings),
        await replay(Selection(), settings),
    ]

    assert sent == [3, 3, 0]
    assert [key for key, _, _ in await asyncio.to_thread(raw_messages, settings, 6)] == [
        b"0",
        b"1",
        b"2",
        b"3",
        b"4",
        b"5",
    ]
    assert [letter async for letter in waiting(Selection(), settings)] == []


async def test_a_letter_whose_value_was_omitted_stays_where_it_is(settings):
    await write_letters(
        settings, (b"a", b"", "too_large", [("streamproc.value_omitted", b"9")]), (b"b", b"2", "internal_error", [])
    )

    assert [letter.message.key async for letter in waiting(Selection(), settings)] == [b"b"]


@pytest.mark.kafka
@pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True)
async def test_a_replay_cut_off_in_a_transaction_sends_each_letter_once_when_run_again(settings, monkeypatch):
    await write_letters(settings, *((str(i).encode(), b"x", "internal_error", []) for i in range(10)))
    monkeypatch.setattr(dead_letters, "REPLAY_BATCH", 4)
    real = dead_letters.send_again
    calls = []

    async def cut_off(letters, producer, settings):
        calls.append(letters)
        await real(letters, producer, settings)
        if len(calls) == 2:
            raise KafkaError("cut off")

    monkeypatch.setattr(dead_letters, "send_again", cut_off)
    with pytest.raises(Exception, match="cut off"):
        await replay(Selection(), settings)
    monkeypatch.setattr(dead_letters, "send_again", real)

    assert await replay(Selection(), settings) == 6

    keys = [key for key, _, _ in await asyncio.to_thread(raw_messages, settings, 10)]
    assert keys == [str(i).encode() for i in range(10)]


def test_the_commands_list_show_and_replay(settings, monkeypatch):
    for name in ("bootstrap_servers", "topic_prefix", "partitions", "delivery"):
        monkeypatch.setenv(f"STREAMPROC_{name.upper()}", str(getattr(settings, name)))
    monkeypatch.setenv("COLUMNS", "200")
    hostile = b"\x1b[2Jgone"
    asyncio.run(write_letters(settings, (hostile, b"{oops", "malformed_json", []), (b"b", b"2", "internal_error", [])))
    run = CliRunner().invoke

    listed = run(command, ["list", "--since", "1h"])
    assert re.search(r"^0:0 .* malformed_json +0 +�\[2Jgone +text: is bad 0", listed.stdout, re.MULTILINE)
    assert "2 dead letters: 1 malformed_json, 1 internal_error" in listed.stderr
    as_json = [json.loads(line) for line in run(command, ["list", "--json"]).stdout.splitlines()]
    assert [(letter["place"], letter["reason"], letter["sent_again"]) for letter in as_json] == [
        ("0:0", "malformed_json", False),
        ("0:1", "internal_error", False),
    ]
    assert as_json[0]["origin"] == "articles.raw:0:0"

    shown = run(command, ["show", "0:0"])
    assert shown.stdout_bytes == b"{oops"
    assert "streamproc.reason: malformed_json" in shown.stderr
    assert "\x1b" not in shown.stderr

    rehearsed = run(command, ["replay", "--dry-run", "--reason", "internal_error"])
    assert "1 dead letters would be sent again" in rehearsed.stderr
    assert raw_messages(settings, 0) == []

    assert "1 dead letters sent again" in run(command, ["replay", "--reason", "internal_error"]).stderr
    assert "(sent again)" in run(command, ["list", "--reason", "internal_error"]).stdout
    assert [key for key, _, _ in raw_messages(settings, 1)] == [b"b"]
    assert run(command, ["show", "first"]).exit_code == 2
    assert "is neither a time" in run(command, ["list", "--since", "yesterdayish"]).stderr


@pytest.mark.kafka
@pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True)
async def test_a_purge_deletes_an_articles_letters_and_no_others_and_withdraws_it(settings):
    await write_letters(
        settings,
        (b"keep", b"{one", "malformed_json", [("scraper", b"s1")]),
        (b"gone", b"{two", "malformed_json", []),
        (None, b'{"id": "gone", "text": "Rain fell."}', "engine_crash", []),
        (b"done", b"{three", "malformed_json", []),
    )
    before = {letter.message.key: letter async for letter in find(Selection(), settings)}

    assert await purge("gone", settings) == 2
    assert await purge("gone", settings) == 0

    after = [letter async for letter in find(Selection(), settings)]
    assert [(letter.message.key, letter.message.value) for letter in after] == [
        (b"keep", b"{one"),
        (b"done", b"{three"),
    ]
    assert all(letter.message.headers == before[letter.message.key].message.headers for letter in after)
    assert all(letter.message.time == before[letter.message.key].message.time for letter in after)
    assert [letter.message.key async for letter in waiting(Selection(), settings)] == [b"keep", b"done"]
    assert {(key, value) for key, value, _ in raw_messages(settings, 2)} == {(b"gone", None)}


def test_the_list_keeps_words_whole_on_a_narrow_terminal():
    explanation = "published_at: not a date: 'the day before yesterday, or so the correspondent in Riga believes'"
    headers = (
        ("streamproc.reason", b"unsupported_language"),
        ("__connect.errors.exception.message", explanation.encode()),
    )
    moment = datetime(2026, 1, 31, 12, tzinfo=UTC)
    key = b"https://port.example/2026/01/31/a-long-address-of-an-article-about-the-harbour"
    letter = StoredDeadLetter(Message("articles.raw.dlq", 0, 1234567, moment, key, b"{}", headers))
    console = Console(width=80, force_terminal=True, color_system=None, file=io.StringIO())

    print_for_people(console, [letter], set())

    said = console.file.getvalue()
    assert all(len(line) <= 80 for line in said.splitlines())
    assert " ".join(said.split()).endswith(explanation)
    for word in (*explanation.split(), "unsupported_language", "0:1234567"):
        assert word in said
