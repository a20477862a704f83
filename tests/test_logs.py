"""Logs: the message they belong to on every line, and no article's text on any."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog

from streamproc.logs import about, configure, log

TEXT = "the text of an article"


@pytest.fixture
def lines():
    """What is logged, as text; the logging of the process is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def lines(*, to=None, **settings) -> io.StringIO:
        stream = to or io.StringIO()
        configure(stream=stream, **settings)
        return stream

    yield lines
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def test_a_json_line_says_which_message_it_is_about(lines):
    stream = lines(format="json")

    with about(article="url_70", topic="articles.raw", partition=3, offset=4711):
        log.warning("dead letter", reason="too_large")
    log.info("bye")

    first, second = map(json.loads, stream.getvalue().splitlines())
    assert first.pop("timestamp").endswith("Z")
    assert first == {
        "message": "dead letter",
        "reason": "too_large",
        "article": "url_70",
        "topic": "articles.raw",
        "partition": 3,
        "offset": 4711,
        "level": "warning",
        "logger": "streamproc",
    }
    assert "article" not in second


def test_libraries_lines_have_the_same_form(lines):
    stream = lines(format="json")

    with about(partition=3):
        logging.getLogger("aiokafka").error("Unable to reach %s", "localhost:9092")

    line = json.loads(stream.getvalue())
    assert (line["message"], line["logger"], line["partition"]) == ("Unable to reach localhost:9092", "aiokafka", 3)


def test_an_articles_text_is_cut_short(lines):
    stream = lines(format="json")
    text = "The harbour reopened on Monday. " * 100

    log.error("what a " + text, text=text, raw=text.encode(), parts=[text])

    line = json.loads(stream.getvalue())
    assert len(stream.getvalue()) < 1_500
    assert line["text"].endswith("… (3200 characters)")
    assert line["raw"] == "3200 bytes"


def test_numbers_and_lists_of_them_stay_what_they_are(lines):
    stream = lines(format="json")

    log.warning("assigned", partitions=[0, 1], seconds=0.5, late=True, why=None)

    line = json.loads(stream.getvalue())
    assert (line["partitions"], line["seconds"], line["late"], line["why"]) == ([0, 1], 0.5, True, None)


@pytest.mark.parametrize("format_", ["json", "text"])
def test_a_traceback_shows_no_values_of_variables(lines, format_):
    stream = lines(format=format_)

    try:
        fail(TEXT)
    except ValueError:
        log.exception("failed")

    assert "ValueError: 22" in stream.getvalue()
    assert "in fail" in stream.getvalue()
    assert TEXT not in stream.getvalue()


def fail(text):
    raise ValueError(len(text))


def test_the_level_is_a_setting(lines):
    stream = lines(level="warning", format="text")

    log.info("quiet")
    log.warning("loud")

    assert "loud" in stream.getvalue()
    assert "quiet" not in stream.getvalue()


@pytest.mark.parametrize(("level", "said"), [("info", ["broken"]), ("debug", ["setup plugin x", "broken"])])
def test_what_a_library_says_of_its_own_start_is_for_those_who_debug(lines, level, said):
    stream = lines(level=level, format="json")

    logging.getLogger("alembic.runtime.plugins").info("setup plugin x")
    logging.getLogger("alembic.runtime.plugins").warning("broken")

    assert [json.loads(line)["message"] for line in stream.getvalue().splitlines()] == said


@pytest.mark.parametrize("format_", ["json", "text"])
def test_no_secret_is_logged(lines, format_):
    stream = lines(format=format_)

    try:
        refuse("http://ann:sesame@registry.test")
    except OSError:
        log.exception("failed", url="http://ann:sesame@registry.test")

    assert "registry.test" in stream.getvalue()
    assert "sesame" not in stream.getvalue()


def refuse(url):
    raise OSError(url)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("format_", ["json", "text"])
def test_control_characters_are_marked_on_a_terminal(lines, format_):
    stream = lines(format=format_, to=Terminal())

    log.warning("file", name="a\x9b2Jb\u202ec\x1b]0;title\x07")

    assert not set(stream.getvalue()) & {"\x9b", "\u202e", "\x07"}
    assert "\x1b]" not in stream.getvalue()
