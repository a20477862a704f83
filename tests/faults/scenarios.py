"""The faults: each a function that injects one fault after another into a run that is at work."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.faults import crashes
from tests.faults.proxy import END_TXN, PRODUCE, TXN_OFFSET_COMMIT
from tests.faults.run import SESSION, Run, Stalled

OPEN_TRANSACTION = ("before_commit", "between_topics", "before_offsets", "before_produce", "during_commit")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A row of the table. ``long`` and ``short``: how often the fault is injected."""

    name: str
    inject: Callable[[Run, int], None]
    long: int
    short: int
    proxied: bool = False
    engine: str = "quick"
    deadly: tuple[str, ...] = ()


def kill_worker(run: Run, times: int) -> None:
    """kill -9 at every point of a transaction in turn, and at random."""
    points = [*crashes.POINTS, "random"]
    run.start_worker()
    run.let_work()
    for number in range(times):
        point = points[number % len(points)]
        victim = run.workers[0]
        if point == "random":
            run.sleep(0.0, 1.5)
            victim.kill()
        else:
            run.stop_worker(victim)
            victim = run.start_worker(FAULTS_CRASH=crash(run, point, "SIGKILL"))
            victim.wait_until_dead()
        run.note(f"killed {point}", counts=True)
        if victim.process.returncode != -signal.SIGKILL:
            raise Stalled(
                f"the worker that was to die {point} ended with {victim.process.returncode}; see {victim.log}"
            )
        run.workers.remove(victim)
        run.start_worker()
        run.let_work()


def crash(run: Run, point: str, how: str) -> str:
    """What ``tests.faults.worker`` is told about its end."""
    return f"{point}:{run.random.randint(2, 12)}:{run.random.randrange(10**6)}:{how}"


def kill_child(run: Run, times: int) -> None:
    """A child of the engine is killed, hangs (frozen from outside); deadly articles do the same from inside throughout."""
    worker = run.start_worker()
    run.let_work(20, within=180)
    for number in range(times):
        child = run.random.choice(worker.children()[1:] or worker.children())
        how = (signal.SIGKILL, signal.SIGSTOP)[number % 2]
        os.kill(child, how)
        run.note(f"{how.name} to child {child}", counts=True)
        run.let_work(30, within=120)


def terminate_worker(run: Run, times: int) -> None:
    """SIGTERM in the middle of a batch."""
    run.start_worker()
    for _ in range(times):
        run.let_work(run.random.randint(5, 60))
        run.sleep(0.0, 0.3)
        run.note("SIGTERM", counts=True)
        run.stop_worker(run.workers[0])
        run.start_worker()


def join_and_leave(run: Run, times: int) -> None:
    """Workers come and go, up to three at once."""
    run.start_worker()
    run.let_work()
    for _ in range(times):
        if len(run.workers) < 3 and (len(run.workers) == 1 or run.random.random() < 0.5):
            for _ in range(run.random.randint(1, 3 - len(run.workers))):
                run.start_worker()
            run.note(f"{len(run.workers)} workers", counts=True)
        else:
            leaving = run.random.choice(run.workers)
            if run.random.random() < 0.5:
                leaving.kill()
                run.workers.remove(leaving)
            else:
                run.stop_worker(leaving)
            run.note(f"one leaves, {len(run.workers)} stay", counts=True)
        run.let_work(run.random.randint(20, 120))


def freeze_worker(run: Run, times: int) -> None:
    """A worker freezes in a transaction, past its session; another takes over; the zombie wakes and must be fenced."""
    run.start_worker()
    run.let_work()
    for number in range(times):
        point = OPEN_TRANSACTION[number % len(OPEN_TRANSACTION)]
        zombie = run.start_worker(FAULTS_CRASH=crash(run, point, "SIGSTOP"))
        zombie.wait_until_frozen()
        time.sleep(SESSION + 1)
        run.let_work(150)
        zombie.signal(signal.SIGCONT)
        run.note(f"a zombie wakes {point}, after the takeover", counts=True)
        # A commit that had reached the broker before the freeze stands: then there may be nothing left to fence.
        signs = ("stepped down", "re-joining group") if point == "during_commit" else ("stepped down",)
        if not zombie.wait_for_log(*signs):
            run.verdict.wrong.append(f"the zombie was not fenced; see {zombie.log}")
        run.let_work()
        run.stop_worker(zombie)


def kill_broker(run: Run, times: int) -> None:
    """kill -9 of the broker, and again a broker on the same data."""
    run.start_worker()
    for _ in range(times):
        run.let_work()
        run.sleep(0.0, 1.0)
        run.broker.kill()
        run.note("broker killed", counts=True)
        run.sleep(0.5, 3.0)
        run.broker.start()
        run.note("broker is back")


def freeze_broker(run: Run, times: int) -> None:
    """The broker answers nothing for longer than the session, then goes on as if nothing had happened."""
    run.start_worker()
    for _ in range(times):
        run.let_work()
        run.broker.pause()
        run.note("broker frozen", counts=True)
        time.sleep(SESSION + run.random.uniform(1, 4))
        run.broker.resume()


def break_connections(run: Run, times: int) -> None:
    """Answers that are lost after the broker has acted, connections reset, half a second of latency."""
    [proxy] = run.proxies
    run.start_worker()
    kinds = ("commit", "produce", "offsets", "reset", "latency")
    for number in range(times):
        run.let_work()
        kind = kinds[number % len(kinds)]
        if kind == "reset":
            proxy.reset()
        elif kind == "latency":
            proxy.latency = 0.5
            time.sleep(6)
            proxy.latency = 0.0
        else:
            proxy.lose_response({"commit": END_TXN, "produce": PRODUCE, "offsets": TXN_OFFSET_COMMIT}[kind])
            if not proxy.lost.wait(60):
                raise Stalled(f"no answer to a {kind} request came by")
        run.note(f"connection fault: {kind}", counts=True)


SCENARIOS = (
    Scenario("kill -9 of the worker", kill_worker, long=20, short=4),
    Scenario(
        "kill, hang, hunger of a child", kill_child, long=10, short=2, engine="real", deadly=("crash", "hang", "hunger")
    ),
    Scenario("SIGTERM in a batch", terminate_worker, long=10, short=1),
    Scenario("workers join and leave", join_and_leave, long=10, short=2),
    Scenario("zombie after a takeover", freeze_worker, long=5, short=1),
    Scenario("kill -9 of the broker", kill_broker, long=5, short=1),
    Scenario("frozen broker", freeze_broker, long=5, short=1),
    Scenario("connection faults", break_connections, long=10, short=3, proxied=True),
)
