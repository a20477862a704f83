"""Copies on 20,000 articles that are made here, so that every copy is known: python -m tests.benchmarks.copies [ARTICLES].

Half of the articles are originals; of them are made reprints word for word, texts cut from the end, new headlines,
corrected numbers, texts with up to 30 % new sentences. Others share only what an outlet prints under everything, or one
quotation. Prints how many pairs were found, the time that it took on one core, and the size of the state.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, deque
from dataclasses import dataclass, field

from streamproc.copies.comparing import CopyComparison
from streamproc.copies.sketch import content_of
from streamproc.linking.messages import article_message, placed
from streamproc.linking.step import step
from tests.linking.texts import sentence, text, with_new_sentences

WINDOW = 7 * 86_400_000
OUTLETS = 40


@dataclass
class Made:
    """Articles in their order, and the pairs of copy and original; ``unlike``: ids of which none is a copy of another."""

    articles: list[tuple[str, str]] = field(default_factory=list)
    pairs: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, article_id: str, words: str) -> None:
        self.articles.append((article_id, words))


def boilerplate(outlet: int) -> str:
    """What an outlet prints under every article: as much as a fifth of it, and no pattern of ours knows it."""
    return text(("outlet", outlet), sentences=4)


def cut(words: str, dice: random.Random) -> str:
    sentences = words.split(". ")
    return ". ".join(sentences[: max(1, round(len(sentences) * dice.uniform(0.72, 0.95)))])


def corrected(words: str, dice: random.Random) -> str:
    split = words.split()
    split[dice.randrange(len(split))] = str(dice.randrange(3, 400))
    return " ".join(split)


def rewritten(words: str, dice: random.Random) -> str:
    """Up to 30 % of the sentences are new ones."""
    sentences = words.count(". ") + 1
    return with_new_sentences(words, dice.randint(1, int(0.3 * sentences)), seed=dice.random())


KINDS = {
    "verbatim": lambda words, _: words,
    "cut from the end": cut,
    "new headline": lambda words, dice: f"{sentence(dice, words=9)} {words}",
    "corrected number": corrected,
    "30 % rewritten": rewritten,
}


def made(count: int, seed: int = 1) -> Made:
    dice, result = random.Random(seed), Made()
    number = 0
    while len(result.articles) < count:
        number += 1
        words = text(("article", number), sentences=dice.randint(8, 30))
        under = f" {boilerplate(dice.randrange(OUTLETS))}" if len(words) > 1_800 else ""
        quoted = f" {text(('quotation', number // 5), sentences=1)}" if number % 2 else ""
        result.add(f"o{number}", words + quoted + under)
        if number % 2 == 0:
            for copy, kind in enumerate(dice.choices(list(KINDS), k=dice.choice((1, 1, 2)))):
                copy_id = f"c{number}-{copy}"
                result.add(copy_id, KINDS[kind](words, dice))
                result.pairs[copy_id] = (f"o{number}", kind)
    del result.articles[count:]
    dice.shuffle(result.articles)
    return result


def main(count: int = 20_000) -> None:
    given = made(count)
    ids = {article_id for article_id, _ in given.articles}
    start = time.process_time()
    messages = [
        placed(article_message(article_id, content_of(words)), f"0-{number}", number)
        for number, (article_id, words) in enumerate(given.articles)
    ]
    sketched = time.process_time() - start

    comparison = CopyComparison()
    state: dict[bytes, bytes] = {}
    last: dict[str, tuple[str | None, str | None]] = {}
    sent = Counter[str]()
    start = time.process_time()
    for message in messages:
        queue = deque([message])
        while queue:
            send = queue.popleft()
            done = step(send.key, state.get(send.key), send.value, comparison, window=WINDOW)
            if done.state is None:
                state.pop(send.key, None)
            else:
                state[send.key] = done.state
            sent["messages"] += 1
            sent["bytes"] += len(send.key) + len(send.value)
            queue.extend(done.sends)
            records = map(comparison.record, done.decisions)
            last.update({copy.article_id: (copy.copy_of, copy.via) for copy in records})
    stepped = time.process_time() - start

    wanted = {frozenset((copy, original)) for copy, (original, _) in given.pairs.items() if {copy, original} <= ids}
    family = {article_id: given.pairs.get(article_id, (article_id, ""))[0] for article_id in ids}
    groups: dict[str, set[str]] = {}
    for article_id in ids:
        groups.setdefault(family[article_id], set()).add(article_id)
    found = [(article_id, via) for article_id, (of, via) in last.items() if of and via]
    wrong = [(article_id, via) for article_id, via in found if family[article_id] != family[via]]
    members = sum(len(group) - 1 for group in groups.values())
    right = len(found) - len(wrong)
    precision, recall = right / max(1, len(found)), right / max(1, members)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    size = sum(len(key) + len(value) for key, value in state.items())
    print(f"articles {count:,}, copies {members:,} (pairs with their original {len(wanted):,})")
    print(
        f"links: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}; between articles that are no copies: {len(wrong)}"
    )
    print(
        f"one core: sketches {count / sketched:,.0f} articles/s, stage {count / stepped:,.0f} articles/s, both {count / (sketched + stepped):,.0f}"
    )
    print(
        f"state {size / count:,.0f} bytes an article; {sent['messages'] / count:.1f} messages, {sent['bytes'] / count:,.0f} bytes each"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
