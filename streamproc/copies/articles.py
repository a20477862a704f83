"""The state under an article: its sketch, the articles that are like it, and which of them it is a copy of.

Articles are ordered by the time of their first message, then by id. A link has an earlier and a later end. An article's
origin is the earliest of what its earlier neighbours name as theirs, so chains end at the earliest; an article tells its
later neighbours whenever its origin changes. As nothing is ever told to an earlier one, it comes to rest, also after a
link is gone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from streamproc.copies.messages import JSON, Send, Work, shingle_key
from streamproc.copies.sketch import Sketch, likeness

NEAR = 0.55
"""Two articles are near when they share so much of the larger one's shingles: of two texts that share 70 % of their words
in whole sentences it is 0.65, as sketches tell it 0.55 at least."""
CONTAINS = 0.8
"""One contains the other when they share so much of the smaller one's."""
LEAST = 40
"""Shingles of the smaller one, where it is contained: less is a quotation, or what the outlet prints everywhere."""
MOST_ASKED = 32
MOST_LINKS = 500

Link = JSON
"""An article that is like this one: ``id``, ``time``, ``version``, ``kind``, ``overlap``, and its ``origin`` if earlier."""


class Copy(NamedTuple):
    """What is published of an article: of which it is a copy, None where of none (any more); times in milliseconds."""

    article_id: str
    copy_of: str | None = None
    kind: str | None = None
    overlap: float | None = None
    via: str | None = None
    first_seen: int | None = None


class Node:
    """An article's state while a message is worked on."""

    def __init__(self, key: bytes, state: Work) -> None:
        self.key = key.decode()
        self.fields = state.fields
        self.sketch = state.sketch
        self.sends: list[Send] = []
        self.copies: list[Copy] = []

    @property
    def place(self) -> tuple[int, str]:
        return self.fields["time"], self.fields["id"]

    @property
    def links(self) -> dict[str, Link]:
        links: dict[str, Link] = self.fields["links"]
        return links

    @property
    def origin(self) -> list[Any]:
        """Time and id of the earliest that this one goes back to: its own, where it goes back to none."""
        decided = self.fields["decided"]
        return [decided["first_seen"], decided["copy_of"]] if decided else list(self.place)

    def send(self, key: str, kind: str, *, sketch: Sketch | None = None, **fields: Any) -> None:
        self.sends.append(Send(key.encode(), Work(kind, {"key": self.key, **fields}, sketch).dump()))

    def forget_all(self) -> None:
        for key in self.links:
            self.send(key, "forget", version=self.fields["version"])
        self.fields["links"], self.fields["asked"] = {}, []

    def decide(self) -> None:
        """Look again what this is a copy of; publish and tell it where that has changed."""
        before, was = self.fields["decided"], self.origin
        earlier = [
            (link["origin"], (link["time"], link["id"]), link) for link in self.links.values() if self.after(link)
        ]
        if earlier:
            origin, _, link = min(earlier, key=lambda one: (one[0], one[1]))
            self.fields["decided"] = {
                "copy_of": origin[1],
                "first_seen": origin[0],
                "kind": link["kind"],
                "overlap": link["overlap"],
                "via": link["id"],
            }
        else:
            self.fields["decided"] = None
        if self.fields["decided"] == before:
            return
        self.copies.append(Copy(self.fields["id"], **(self.fields["decided"] or {})))
        if self.origin != was:
            for key, link in self.links.items():
                if not self.after(link):
                    self.send(key, "origin", version=self.fields["version"], origin=self.origin)

    def after(self, link: Link) -> bool:
        return (link["time"], link["id"]) < self.place

    def link(self, key: str, fields: JSON, kind: str, overlap: float) -> None:
        """Hold a link; of too many the latest are left out, which hold it at their end."""
        if key in self.links or len(self.links) < MOST_LINKS:
            kept = {name: fields[name] for name in ("id", "time", "version", "origin")}
            self.links[key] = {**kept, "kind": kind, "overlap": overlap}

    @property
    def about(self) -> JSON:
        return {name: self.fields[name] for name in ("id", "time", "version")} | {"origin": self.origin}


def step(
    key: bytes, state: Work | None, message: Work, window: int, place: tuple[str, int]
) -> tuple[Work | None, list[Send], list[Copy]]:
    """What becomes of an article's state, whom it tells what, and what is published.

    ``place``: version and time (ms) of the raw message, where this one is made of one. ``window`` in milliseconds.
    """
    if message.kind in ("article", "withdrawn"):
        return revise(key, state, message, *place)
    if state is None:
        sends = []
        if message.kind == "answer":  # of an article that is gone meanwhile
            forget = Work("forget", {"key": key.decode(), "version": message.fields["to"]})
            sends.append(Send(message.fields["key"].encode(), forget.dump()))
        return None, sends, []
    node = Node(key, state)
    HANDLERS[message.kind](node, message, window)
    return Work("article", node.fields, node.sketch), node.sends, node.copies


def revise(
    key: bytes, state: Work | None, message: Work, version: str, time: int
) -> tuple[Work | None, list[Send], list[Copy]]:
    """A new article, a new text of it, or its end."""
    sketch = message.sketch
    if state is not None and sketch == state.sketch:
        return state, [], []
    fields: JSON = {
        "id": message.fields["id"],
        "time": time,
        "version": version,
        "links": {},
        "asked": [],
        "decided": None,
    }
    node = Node(key, state or Work("article", fields))
    node.forget_all()
    node.decide()
    before = set(state.sketch.keys) if state is not None and state.sketch is not None else set()
    after = sketch.keys if sketch is not None else ()
    for value in sorted(before.difference(after)):
        node.send(shingle_key(value).decode(), "drop")
    if sketch is None:
        return None, node.sends, node.copies
    node.fields["version"] = version
    for value in after:
        node.send(shingle_key(value).decode(), "add", time=node.fields["time"], version=version)
    return Work("article", node.fields, sketch), node.sends, node.copies


def on_found(node: Node, message: Work, _: int) -> None:
    """Articles with a shingle of this one: each is asked once for each text."""
    if message.fields["of"] != node.fields["version"]:
        return
    asked = node.fields["asked"]
    for key in message.fields["articles"]:
        if key != node.key and key not in asked and key not in node.links and len(asked) < MOST_ASKED:
            asked.append(key)
            node.send(key, "compare", sketch=node.sketch, **node.about)


def on_compare(node: Node, message: Work, window: int) -> None:
    """Another article asks whether this one is like it."""
    asking = message.fields
    if node.sketch is None or message.sketch is None or abs(asking["time"] - node.fields["time"]) > window:
        return
    verdict = judged(node.sketch, message.sketch)
    if verdict is None:
        return
    kind, overlap = verdict
    node.link(asking["key"], asking, kind, overlap)
    node.decide()
    heard = asking["origin"]
    node.send(asking["key"], "answer", to=asking["version"], kind_of=kind, overlap=overlap, heard=heard, **node.about)


def on_answer(node: Node, message: Work, _: int) -> None:
    answering = message.fields
    if answering["to"] != node.fields["version"]:
        node.send(answering["key"], "forget", version=answering["to"])
        return
    node.link(answering["key"], answering, answering["kind_of"], answering["overlap"])
    node.decide()
    link = node.links.get(answering["key"])
    if link is not None and not node.after(link) and answering["heard"] != node.origin:
        node.send(answering["key"], "origin", version=node.fields["version"], origin=node.origin)


def on_origin(node: Node, message: Work, _: int) -> None:
    link = node.links.get(message.fields["key"])
    if link is not None and link["version"] == message.fields["version"]:
        link["origin"] = message.fields["origin"]
        node.decide()


def on_forget(node: Node, message: Work, _: int) -> None:
    link = node.links.get(message.fields["key"])
    if link is not None and link["version"] == message.fields["version"]:
        del node.links[message.fields["key"]]
        node.decide()


HANDLERS = {"found": on_found, "compare": on_compare, "answer": on_answer, "origin": on_origin, "forget": on_forget}


def judged(one: Sketch, other: Sketch) -> tuple[str, float] | None:
    """How two texts are alike, and by how much; None where they are not."""
    found = likeness(one, other)
    if found.is_same:
        return "same", 1.0
    if found.of_larger >= NEAR:
        return "near", round(found.of_larger, 2)
    if found.of_smaller >= CONTAINS and min(one.size, other.size) >= LEAST:
        return "contains", round(found.of_smaller, 2)
    return None
