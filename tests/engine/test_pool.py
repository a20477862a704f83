"""The pool keeps its promises whatever happens to its processes. No model here: see small_worker."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from streamproc.engine.fork_server import GIVE_WAY
from streamproc.engine.outcome import Enriched, Rejected
from streamproc.engine.pool import Pool
from streamproc.errors import ConfigurationError, InfrastructureError

HERE = str(Path(__file__).parent)


@pytest.fixture
def small_pool(monkeypatch):
    monkeypatch.syspath_prepend(HERE)

    def make(lexicon="", **options):
        return Pool({"lexicon": str(lexicon)}, loader="small_worker:load", **{"processes": 2, **options})

    return make


def process_of(outcome):
    return int(outcome.outputs[0].value)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def environment_of(pid):
    return Path(f"/proc/{pid}/environ").read_bytes()


async def gone(pids):
    for _ in range(200):
        if not any(map(alive, pids)):
            return True
        await asyncio.sleep(0.05)
    return False


async def test_every_message_gets_its_own_outcome(small_pool):
    async with small_pool() as pool:
        outcomes = await asyncio.gather(*(pool.enrich(b"fine %d" % i) for i in range(300)))

    assert [outcome.article_id for outcome in outcomes] == [f"fine {i}" for i in range(300)]
    assert outcomes[0].stage_seconds == {"decode": 0.5}
    assert outcomes[0].outputs[0].key == b"key"
    assert len({process_of(outcome) for outcome in outcomes}) == 2
    assert pool.counters.articles == 300


async def test_a_rejected_message_says_why(small_pool):
    async with small_pool(processes=1) as pool:
        outcome = await pool.enrich(b"reject text: is blank")

    assert outcome == Rejected("invalid_article", "text: is blank", "decode", "streamproc.errors.InvalidArticle")


async def test_a_message_that_kills_its_process_is_rejected_and_its_neighbours_are_processed(small_pool):
    messages = [b"fine %d" % i for i in range(20)]
    messages[11] = b"die"
    async with small_pool(processes=1) as pool:
        outcomes = await asyncio.gather(*map(pool.enrich, messages))

    assert outcomes[11].reason == "engine_crash"
    assert [type(outcome) for i, outcome in enumerate(outcomes) if i != 11] == [Enriched] * 19
    assert pool.counters.restarts["crash"] >= 2


async def test_a_message_that_hangs_is_rejected_after_its_deadline_and_its_neighbours_are_processed(small_pool):
    messages = [b"fine 1", b"hang", b"fine 2", b"fine 3"]
    async with small_pool(processes=1, deadline=1.5) as pool:  # a busy machine may let a process wait for a second
        outcomes = await asyncio.gather(*map(pool.enrich, messages))

    assert outcomes.pop(1).reason == "engine_timeout"
    assert [type(outcome) for outcome in outcomes] == [Enriched] * 3
    assert pool.counters.restarts["timeout"] >= 1


async def test_a_large_batch_may_be_slow_without_losing_its_process(small_pool, monkeypatch):
    monkeypatch.setattr("streamproc.engine.pool.EAGER_SECONDS", 0.1)
    monkeypatch.setattr("streamproc.engine.pool.EAGER_SECONDS_PER_TOKEN", 0.1)
    large = b"wait 0.3" + b" " * 600
    async with small_pool(processes=1) as pool:
        outcomes = await asyncio.gather(*(pool.enrich(large) for _ in range(4)))

    assert [type(outcome) for outcome in outcomes] == [Enriched] * 4
    assert pool.counters.batches < 4
    assert pool.counters.restarts["timeout"] == 0


async def test_a_process_killed_from_outside_costs_no_message(small_pool):
    async with small_pool() as pool:
        pending = [asyncio.create_task(pool.enrich(b"wait 0.05")) for _ in range(20)]
        await asyncio.sleep(0.1)
        os.kill(pool.pids[1], signal.SIGKILL)
        outcomes = await asyncio.gather(*pending)

    assert [type(outcome) for outcome in outcomes] == [Enriched] * 20


async def test_a_process_that_has_grown_too_big_is_replaced(small_pool):
    async with small_pool(processes=1, child_memory=200 * 2**20) as pool:
        first = process_of(await pool.enrich(b"grow 205000000"))
        second = process_of(await pool.enrich(b"fine"))

    assert first != second
    assert pool.counters.restarts["memory"] == 1


async def test_a_full_pool_lets_nobody_in_until_there_is_room(small_pool, tmp_path):
    go_on = tmp_path / "go on"
    busy = b"until %s" % bytes(go_on)
    async with small_pool(processes=1, queue_bytes=len(busy) + 3) as pool:
        first = asyncio.create_task(pool.enrich(busy))
        second = asyncio.create_task(pool.enrich(b"fine"))
        await asyncio.sleep(0.1)
        held = pool.backlog.bytes
        go_on.touch()
        await asyncio.gather(first, second)
        large = await pool.enrich(b"fine" + b"." * 1000)

    assert held == len(busy)
    assert isinstance(large, Enriched)
    assert pool.backlog.bytes == 0


async def test_a_message_nobody_waits_for_any_more_gives_its_room_back(small_pool, tmp_path):
    go_on = tmp_path / "go on"
    async with small_pool(processes=1) as pool:
        busy = asyncio.create_task(pool.enrich(b"until %s" % bytes(go_on)))
        waiting = asyncio.create_task(pool.enrich(b"fine"))
        await asyncio.sleep(0.1)
        waiting.cancel()
        go_on.touch()
        await busy
        await pool.enrich(b"fine")

    assert pool.backlog.bytes == 0


async def test_children_give_way_to_the_process_that_feeds_them(small_pool):
    async with small_pool(processes=1) as pool:
        fork_server, child = pool.pids

        assert nice(fork_server) == nice(os.getpid())
        assert nice(child) == min(19, nice(fork_server) + GIVE_WAY)


def nice(pid):
    return os.getpriority(os.PRIO_PROCESS, pid)


async def test_a_model_that_is_not_there_is_the_operators_business():
    with pytest.raises(ConfigurationError, match="there is no directory or package 'no_such_model'"):
        async with Pool({"model": "no_such_model", "languages": "en"}, processes=1):
            pass


async def test_when_the_first_process_is_lost_everybody_is_told(small_pool):
    async with small_pool() as pool:
        pids = pool.pids
        pending = asyncio.create_task(pool.enrich(b"wait 30"))
        await asyncio.sleep(0.1)
        os.kill(pids[0], signal.SIGKILL)
        with pytest.raises(InfrastructureError):
            await pending
        with pytest.raises(InfrastructureError):
            await pool.enrich(b"fine")

    assert await gone(pids)


async def test_a_stopped_pool_leaves_no_process(small_pool):
    async with small_pool() as pool:
        pids = pool.pids
        busy = asyncio.create_task(pool.enrich(b"hang"))
        await asyncio.sleep(0.1)

    assert len(pids) == 3
    assert not any(map(alive, pids))
    with pytest.raises(InfrastructureError):
        await busy


PARENT = """
import asyncio, sys
from streamproc.engine.pool import Pool

async def main():
    async with Pool({}, loader="small_worker:load", processes=2) as pool:
        print("pids", *pool.pids, flush=True)
        await asyncio.gather(*(pool.enrich(b"hang") for _ in range(2)))

asyncio.run(main())
"""


async def test_a_killed_parent_leaves_no_process_even_when_they_are_busy():
    path = os.pathsep.join([HERE, *filter(None, sys.path)])
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    )
    lines = [line async for line in lines_until(parent.stdout, b"pids")]
    pids = [int(pid) for pid in lines[-1].split()[1:]]
    await asyncio.sleep(0.2)
    parent.kill()
    await parent.wait()

    assert len(pids) == 3
    assert await gone(pids)


async def lines_until(stream, start):
    async for line in stream:
        yield line
        if line.startswith(start):
            return


async def test_after_a_reload_every_batch_meets_the_new_lexicon_and_the_one_at_hand_is_finished(small_pool, tmp_path):
    file = tmp_path / "lexicon"
    file.write_text("second edition")
    async with small_pool(lexicon=file) as pool:
        go_on = tmp_path / "go on"
        at_hand = asyncio.create_task(pool.enrich(b"until %s" % bytes(go_on)))
        before = await pool.enrich(b"lexicon")
        await pool.reload()
        go_on.touch()
        after = await asyncio.gather(*(pool.enrich(b"lexicon") for _ in range(20)))

        assert before.article_id == ""
        assert {outcome.article_id for outcome in after} == {"second edition"}
        assert isinstance(await at_hand, Enriched)
        assert pool.info["lexicon"] == "second edition"
        assert sum(pool.counters.restarts.values()) == 0


@pytest.mark.parametrize("content", ["wrong", None], ids=["refused", "missing"])
async def test_a_lexicon_that_is_no_good_changes_nothing(small_pool, tmp_path, content):
    file = tmp_path / "lexicon"
    file.write_text("second edition")
    async with small_pool(processes=1, lexicon=file) as pool:
        await pool.reload()
        file.unlink() if content is None else file.write_text(content)
        with pytest.raises(ConfigurationError, match="lexicon"):
            await pool.reload()

        assert (await pool.enrich(b"lexicon")).article_id == "second edition"


async def test_the_processes_get_no_secret_and_nothing_of_the_current_folder(small_pool, monkeypatch, tmp_path):
    (tmp_path / "small_worker.py").write_text("import pathlib\npathlib.Path(__file__ + '.was_run').touch()\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    monkeypatch.setenv("STREAMPROC_SASL_PASSWORD", "open sesame")
    monkeypatch.setenv("DATABASE_URL", "open sesame")

    async with small_pool(processes=1) as pool:
        environments = [environment_of(pid) for pid in pool.pids]

    assert len(environments) == 2
    assert not any(b"sesame" in environment for environment in environments)
    assert list(tmp_path.glob("*.was_run")) == []


async def test_a_message_that_takes_more_memory_than_a_process_may_have_is_rejected_alone(small_pool):
    async with small_pool(processes=1, child_memory=200 * 2**20) as pool:
        outcomes = await asyncio.gather(pool.enrich(b"fine"), pool.enrich(b"grow 400000000"), pool.enrich(b"fine"))

    assert [type(outcome) for outcome in outcomes] == [Enriched, Rejected, Enriched]
    assert outcomes[1].reason == "too_large"
