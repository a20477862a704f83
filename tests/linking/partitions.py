"""A stage in one process: the internal topic in memory, and messages in any order that partitions allow."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

from streamproc.copies.comparing import CopyComparison
from streamproc.copies.sketch import content_of
from streamproc.linking.messages import Send, article_message, placed, withdrawal_message
from streamproc.linking.step import step

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.linking.comparison import Comparison, Decision

WINDOW = 7 * 86_400_000
PARTITIONS = 4


class Partitions:
    """The internal topic in memory: what one partition sends to another stays in order, all else is the dice's.

    ``burst``: up to so many messages of one partition for another are worked on before others, as where some lag behind.
    """

    def __init__(
        self,
        seed: int = 0,
        comparison: Comparison | None = None,
        content: Callable[[Any], bytes] = content_of,
        *,
        window: int = WINDOW,
        burst: int = 1,
        place: Callable[[bytes], int] = lambda key: sum(key) % PARTITIONS,
    ):
        self.place = place
        self.burst = burst
        self.comparison = comparison or CopyComparison()
        self.content = content
        self.window = window
        self.random = random.Random(seed)
        self.queues: dict[Any, deque[Send]] = defaultdict(deque)
        self.state: dict[bytes, bytes] = {}
        self.decisions: list[Decision] = []
        self.offset = 0
        self.worked = 0

    def put(self, article_id, said, *, at):
        """The worker's message of an article; None for a withdrawal."""
        self.offset += 1
        send = withdrawal_message(article_id) if said is None else article_message(article_id, self.content(said))
        source = ("raw", self.place(send.key))
        self.queues[source, self.place(send.key)].append(placed(send, f"0-{self.offset}", at))

    def run(self):
        """Work until nothing is left."""
        while waiting := [queue for queue in self.queues.items() if queue[1]]:
            (_, target), queue = self.random.choice(waiting)
            for _ in range(self.random.randint(1, self.burst) if self.burst > 1 else 1):
                if queue:
                    self.work(target, queue.popleft())
        return self

    def work(self, target, send):
        done = step(send.key, self.state.get(send.key), send.value, self.comparison, window=self.window)
        self.worked += 1
        self.state.pop(send.key, None)
        if done.state is not None:
            self.state[send.key] = done.state
        self.decisions += done.decisions
        for sent in done.sends:
            self.queues[target, self.place(sent.key)].append(sent)

    @property
    def published(self):
        """The records, in their order."""
        return [self.comparison.record(decision) for decision in self.decisions]

    @property
    def copies(self):
        """What was published last of each article that is a copy."""
        last = {copy.article_id: copy for copy in self.published}
        return {article_id: copy.copy_of for article_id, copy in last.items() if copy.copy_of}

    @property
    def stories(self):
        """The story that each article was last said to be of."""
        return {story.article_id: story.story_id for story in self.published if story.story_id}
