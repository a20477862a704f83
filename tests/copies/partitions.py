"""The stage in one process: the internal topic in memory, and messages in any order that partitions allow."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

from streamproc.copies.messages import Send, article_message, withdrawal_message
from streamproc.copies.sketch import sketch_of
from streamproc.copies.step import step

if TYPE_CHECKING:
    from streamproc.copies.articles import Copy

WINDOW = 7 * 86_400_000
PARTITIONS = 4


class Partitions:
    """The internal topic in memory: what one partition sends to another stays in order, all else is the dice's."""

    def __init__(self, seed: int = 0):
        self.random = random.Random(seed)
        self.queues: dict[Any, deque[tuple[Send, dict[str, Any]]]] = defaultdict(deque)
        self.state: dict[bytes, bytes] = {}
        self.published: list[Copy] = []
        self.offset = 0

    def put(self, article_id, words, *, at):
        """The worker's message of an article; None for a withdrawal."""
        self.offset += 1
        send = withdrawal_message(article_id) if words is None else article_message(article_id, sketch_of(words))
        source = ("raw", self.place(send.key))
        self.queues[source, self.place(send.key)].append((send, {"version": f"0-{self.offset}", "time": at}))

    def place(self, key):
        return sum(key) % PARTITIONS

    def run(self):
        """Work until nothing is left."""
        while waiting := [queue for queue in self.queues.items() if queue[1]]:
            (_, target), queue = self.random.choice(waiting)
            send, about = queue.popleft()
            done = step(send.key, self.state.get(send.key), send.value, window=WINDOW, **about)
            self.state.pop(send.key, None)
            if done.state is not None:
                self.state[send.key] = done.state
            self.published += done.copies
            for sent in done.sends:
                self.queues[target, self.place(sent.key)].append((sent, {}))
        return self

    @property
    def copies(self):
        """What was published last of each article that is a copy."""
        last = {copy.article_id: copy for copy in self.published}
        return {article_id: copy.copy_of for article_id, copy in last.items() if copy.copy_of}
