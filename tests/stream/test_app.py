"""What Faust does by itself, and we do not want."""

from prometheus_client import CollectorRegistry

from streamproc.settings import Settings
from streamproc.stream.app import App


async def test_a_worker_writes_nothing_where_it_is_started(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    await App(Settings(), CollectorRegistry()).on_first_start()

    assert list(tmp_path.iterdir()) == []
