"""Whatever the order in which partitions are worked on, a stage comes to rest with the same links."""

from __future__ import annotations

import random

import pytest

from tests.linking.partitions import Partitions
from tests.linking.traffic import STAGES, compared, messages

BURSTS = (1, 10, 40, 200)


@pytest.mark.parametrize("name", STAGES)
@pytest.mark.parametrize("seed", range(5))
def test_links_and_state_are_the_same_in_every_order_that_partitions_allow(name, seed):
    stage = STAGES[name]
    ends = [rest(stage, seed, order, burst) for order, burst in enumerate(BURSTS)]

    assert all(end == ends[0] for end in ends[1:])
    assert ends[0][0]


def rest(stage, seed, order, burst):
    """What each article goes back to, and the state, once nothing is left to work on."""
    partitions = Partitions(order, stage.comparison, stage.content, burst=burst)
    for number, (article_id, said) in enumerate(messages(random.Random(seed), 200, stage), 1):
        partitions.put(article_id, said, at=number)
    partitions.run()
    last = {record.article_id: stage.told(record) for record in partitions.published}
    return {article_id: told for article_id, told in last.items() if told}, compared(partitions.state)
