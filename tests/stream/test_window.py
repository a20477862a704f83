"""The places of a window: each partition has some of its own, and the rest goes to whoever needs them."""

from __future__ import annotations

import asyncio

import pytest

from streamproc.stream.window import Window
from tests.stream.conftest import settle


async def fill(part, most=100):
    """Take as many places as there are."""
    taken = 0
    while taken < most:
        acquiring = asyncio.create_task(part.acquire())
        await settle()
        if not acquiring.done():
            acquiring.cancel()
            return taken
        taken += 1
    return taken


@pytest.mark.parametrize(("partitions", "most"), [(1, 12), (3, 8), (6, 7), (12, 1), (40, 1)])
async def test_one_partition_gets_its_share_and_all_common_places(partitions, most):
    window = Window(12, partitions=partitions)

    assert await fill(window.part()) == most


async def test_a_busy_partition_leaves_the_others_their_share():
    window = Window(12, partitions=3)
    busy, quiet, third = (window.part() for _ in range(3))
    await fill(busy)

    assert (await fill(quiet), await fill(third)) == (2, 2)


async def test_a_common_place_that_is_given_back_goes_to_whoever_waits():
    window = Window(12, partitions=3)
    busy, quiet = window.part(), window.part()
    await fill(busy)
    await fill(quiet)
    waiting = asyncio.create_task(quiet.acquire())
    await settle()
    assert not waiting.done()

    busy.release()
    await settle()

    assert waiting.done()


async def test_a_partition_that_ends_gives_its_common_places_back():
    window = Window(12, partitions=3)
    busy, other = window.part(), window.part()
    await fill(busy)

    busy.close()

    assert await fill(other) == 8
