"""The state on disk: what is written is there again, and a disk that is no good is filled anew."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile

import pytest

from streamproc.stream.state_store import POSITION, StateStore, open_store


@pytest.fixture
def opened():
    """Opens stores that do not outlive the test."""
    stores = []

    def opened(root, name="state-0", ttl=3600):
        stores.append(open_store(root, name, ttl=ttl))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


def test_what_is_written_is_there_after_a_restart_and_what_is_none_is_gone(tmp_path):
    store = StateStore(tmp_path / "a", ttl=3600)
    store.write([(b"a", b"1"), (b"b", b"2"), (POSITION, b"41")])
    store.write([(b"b", None), (b"c", b"3"), (b"c", b"4")])
    store.close()

    again = StateStore(tmp_path / "a", ttl=3600)

    assert [again.get(key) for key in (b"a", b"b", b"c", b"d")] == [b"1", None, b"4", None]
    assert again.position == 41
    again.clear()
    assert (again.get(b"a"), again.position) == (None, 0)
    again.close()


def test_a_store_that_somebody_else_has_open_is_left_to_them_until_they_close_it(tmp_path, opened):
    theirs = open_store(tmp_path, "state-0", ttl=3600)
    theirs.write([(b"a", b"1"), (POSITION, b"5")])

    ours = opened(tmp_path)

    assert (ours.get(b"a"), ours.position) == (None, 0)
    assert ours.folder != theirs.folder
    assert theirs.get(b"a") == b"1"

    theirs.close()
    assert opened(tmp_path).get(b"a") == b"1"


def test_a_store_whose_owner_was_killed_is_free_again(tmp_path, opened):
    source = (
        "import os, pathlib, signal, sys\n"
        "from streamproc.stream.state_store import open_store\n"
        "open_store(pathlib.Path(sys.argv[1]), 'state-0', ttl=3600).write([(b'a', b'1')])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", source, tmp_path], check=False).returncode == -signal.SIGKILL

    ours = opened(tmp_path)

    assert ours.folder == tmp_path / "state-0"
    assert ours.get(b"a") == b"1"


@pytest.mark.parametrize("file", ["CURRENT", "MANIFEST*", "*.log"])
def test_a_store_that_cannot_be_read_is_made_anew(tmp_path, opened, file):
    store = StateStore(tmp_path / "state-0", ttl=3600)
    store.write([(b"a", b"1"), (POSITION, b"5")])
    store.close()
    for path in (tmp_path / "state-0").glob(file):
        path.write_bytes(b"nonsense" * 9)

    again = opened(tmp_path)

    assert (again.get(b"a"), again.position) in ((None, 0), (b"1", 5))
    again.write([(b"b", b"2")])
    assert again.get(b"b") == b"2"


def test_without_a_folder_the_store_is_a_temporary_one_that_is_taken_away(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    one, other = (open_store(None, "state-0", ttl=3600) for _ in range(2))

    one.write([(b"a", b"1")])
    assert other.get(b"a") is None

    one.clear()
    one.close()
    other.close()
    assert list(tmp_path.iterdir()) == []
