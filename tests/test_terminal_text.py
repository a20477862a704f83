"""Nothing that came from outside commands a terminal."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from streamproc.cli.dlq import write
from streamproc.cli.watch import as_line
from streamproc.render.output import json_lines
from streamproc.stream.reading import Message
from streamproc.terminal_text import escaped, plain

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
HOSTILE = "a\x1b[2Jb\x9b31mc\u202edcba\u200b\x07"
COMMANDS = ("\x1b", "\x9b", "\u202e", "\u200b", "\x07")


def harmless(text):
    return not any(command in text for command in COMMANDS)


class Terminal(io.BytesIO):
    def isatty(self):
        return True


def test_text_keeps_its_lines_and_loses_its_commands():
    assert harmless(plain(HOSTILE))
    assert plain("one\n\ttwo ä 😀") == "one\n\ttwo ä 😀"


def test_json_means_the_same_without_them():
    encoded = json.dumps({"name": HOSTILE + "ä 😀"}, ensure_ascii=False).encode()

    assert harmless(escaped(encoded).decode())
    assert json.loads(escaped(encoded)) == json.loads(encoded)


@pytest.mark.parametrize(("stream", "same"), [(Terminal(), False), (io.BytesIO(), True)])
def test_a_dead_letter_is_shown_untouched_except_on_a_terminal(stream, same):
    write(HOSTILE.encode(), stream)

    assert (stream.getvalue() == HOSTILE.encode()) is same
    assert harmless(stream.getvalue().decode()) is not same


def test_watch_writes_json_without_them(capsys):
    value = json.dumps(HOSTILE, ensure_ascii=False).encode()

    as_line(Message("articles.raw", 0, 0, NOON, HOSTILE.encode(), value, ()))

    shown = capsys.readouterr().out
    assert harmless(shown)
    assert json.loads(shown)["value"] == json.loads(shown)["key"] == HOSTILE


def test_records_on_a_terminal_are_without_them():
    stream = io.TextIOWrapper(Terminal())

    json_lines(stream)(b"", json.dumps({"name": HOSTILE}, ensure_ascii=False).encode())

    assert harmless(stream.buffer.getvalue().decode())


@pytest.mark.model
def test_neither_does_the_name_of_a_file(tmp_path):
    (tmp_path / f"{HOSTILE}.json").write_text("{}")

    command = [sys.executable, "-m", "streamproc", "enrich", "--processes", "1", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)

    assert done.returncode == 1
    assert "text: is missing" in done.stderr
    assert harmless(done.stderr)
