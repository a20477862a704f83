"""The state under an article: what it is compared by, the articles that are like it, and which of them it goes back to.

Articles are ordered by the time of their first message, then by id. A link has an earlier and a later end. An article's
origin is the earliest of what its earlier neighbours name as theirs, so chains end at the earliest; an article tells its
later neighbours whenever its origin changes. As nothing is ever told to an earlier one, it comes to rest, also after a
link is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamproc.linking.comparison import Decision
from streamproc.linking.messages import JSON, Send, Work, meeting_key

if TYPE_CHECKING:
    from streamproc.linking.comparison import Comparison, Link

MOST_ASKED = 32
MOST_LINKS = 500


class Node:
    """An article's state while a message is worked on."""

    def __init__(self, key: bytes, state: Work, comparison: Comparison) -> None:
        self.key = key.decode()
        self.fields = state.fields
        self.content = state.content
        self.comparison = comparison
        self.sends: list[Send] = []
        self.decisions: list[Decision] = []

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
        origin: list[Any] = decided["origin"] if decided else list(self.place)
        return origin

    def send(self, key: str, kind: str, *, content: bytes = b"", **fields: Any) -> None:
        self.sends.append(Send(key.encode(), Work(kind, {"key": self.key, **fields}, content).dump()))

    def forget_all(self) -> None:
        for key in self.links:
            self.send(key, "forget", version=self.fields["version"])
        self.fields["links"], self.fields["asked"] = {}, []

    def decide(self, *, anyway: bool = False) -> None:
        """Look again what this goes back to; publish and tell it where that has changed, or publish it anyway."""
        before, was = self.fields["decided"], self.origin
        earlier = [link for link in self.links.values() if self.after(link)]
        if earlier:
            link = self.comparison.choose(earlier)
            self.fields["decided"] = {"origin": link["origin"], "via": link["id"], "verdict": link["verdict"]}
        else:
            self.fields["decided"] = None
        if self.fields["decided"] != before or anyway:
            self.decisions.append(
                Decision(self.fields["id"], self.fields["time"], self.fields["decided"], self.content)
            )
        if self.origin != was:
            for key, link in self.links.items():
                if not self.after(link):
                    self.send(key, "origin", version=self.fields["version"], origin=self.origin)

    def after(self, link: Link) -> bool:
        return (link["time"], link["id"]) < self.place

    def link(self, key: str, fields: JSON, verdict: JSON) -> None:
        """Hold a link; of too many the latest are left out, which hold it at their end."""
        if key in self.links or len(self.links) < MOST_LINKS:
            kept = {name: fields[name] for name in ("id", "time", "version", "origin")}
            self.links[key] = {**kept, "verdict": verdict}

    @property
    def about(self) -> JSON:
        return {name: self.fields[name] for name in ("id", "time", "version")} | {"origin": self.origin}


def step(
    key: bytes, state: Work | None, message: Work, comparison: Comparison, *, window: int, place: tuple[str, int]
) -> tuple[Work | None, list[Send], list[Decision]]:
    """What becomes of an article's state, whom it tells what, and what is published.

    ``place``: version and time (ms) of the raw message, where this one is made of one. ``window`` in milliseconds.
    """
    if message.kind in ("article", "withdrawn"):
        return revise(key, state, message, comparison, place)
    if state is None:
        sends = []
        if message.kind == "answer":  # of an article that is gone meanwhile
            forget = Work("forget", {"key": key.decode(), "version": message.fields["to"]})
            sends.append(Send(message.fields["key"].encode(), forget.dump()))
        return None, sends, []
    node = Node(key, state, comparison)
    HANDLERS[message.kind](node, message, window)
    return Work("article", node.fields, node.content), node.sends, node.decisions


def revise(
    key: bytes, state: Work | None, message: Work, comparison: Comparison, place: tuple[str, int]
) -> tuple[Work | None, list[Send], list[Decision]]:
    """A new article, a new text of it, or its end."""
    content, (version, time) = message.content, place
    fields: JSON = {
        "id": message.fields["id"],
        "time": time,
        "version": version,
        "links": {},
        "asked": [],
        "decided": None,
    }
    if content == (state.content if state is not None else b""):
        return state, [], []
    node = Node(key, state or Work("article", fields), comparison)
    before = set(comparison.keys(node.content)) if node.content else set()
    after = comparison.keys(content) if content else ()
    node.content = content
    node.forget_all()
    node.decide(anyway=comparison.tells_each)
    for value in sorted(before.difference(after)):
        node.send(meeting_key(value).decode(), "drop")
    if not content:
        return None, node.sends, node.decisions
    node.fields["version"] = version
    for value in after:
        node.send(meeting_key(value).decode(), "add", time=node.fields["time"], version=version)
    return Work("article", node.fields, content), node.sends, node.decisions


def on_found(node: Node, message: Work, _: int) -> None:
    """Articles with a key of this one: each is asked once for each text."""
    if message.fields["of"] != node.fields["version"]:
        return
    asked = node.fields["asked"]
    for key in message.fields["articles"]:
        if key != node.key and key not in asked and key not in node.links and len(asked) < MOST_ASKED:
            asked.append(key)
            node.send(key, "compare", content=node.content, **node.about)


def on_compare(node: Node, message: Work, window: int) -> None:
    """Another article asks whether this one is like it."""
    asking = message.fields
    if abs(asking["time"] - node.fields["time"]) > window:
        return
    verdict = node.comparison.judge(node.content, message.content)
    if verdict is None:
        return
    node.link(asking["key"], asking, verdict)
    node.decide()
    node.send(asking["key"], "answer", to=asking["version"], verdict=verdict, heard=asking["origin"], **node.about)


def on_answer(node: Node, message: Work, _: int) -> None:
    answering = message.fields
    if answering["to"] != node.fields["version"]:
        node.send(answering["key"], "forget", version=answering["to"])
        return
    node.link(answering["key"], answering, answering["verdict"])
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
