"""The state under an article: what it is compared by, the articles that are like it, and which of them it goes back to.

Articles are ordered by the time of their first message, then by id. A link has an earlier and a later end. An article's
origin is the earliest of what its earlier neighbours name as theirs, so chains end at the earliest; an article tells its
later neighbours whenever its origin changes. As nothing is ever told to an earlier one, it comes to rest, also after a
link is gone.

Where it comes to rest does not depend on the order in which partitions are worked on. What two articles say to each other
stays in order, and whoever comes second under a key that both have learns of the other's text, so the later of two last texts
is asked about the earlier one, by whichever side. Of too many later articles the rest is in pages (``followers``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamproc.linking.comparison import Decision
from streamproc.linking.followers import PAGE, page_key
from streamproc.linking.messages import JSON, Send, Work, brief, meeting_key

if TYPE_CHECKING:
    from streamproc.linking.comparison import Comparison, Link

LAST_MOMENT = 253_402_300_799_999
"""The end of the calendar in milliseconds: a producer may give its messages any time, such as microseconds."""
MOST_ASKED = 32
MOST_LINKS = 100
"""Earlier articles that one is linked with at most, and the same again of later ones; those that come then are in pages."""


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
        self.sends.append(Send(key.encode(), self.message(kind, content=content, **fields).dump()))

    def meet(self, value: int, kind: str, **fields: Any) -> None:
        self.sends.append(Send(meeting_key(value), self.message(kind, **fields).dump()))

    def message(self, kind: str, *, content: bytes = b"", **fields: Any) -> Work:
        return Work(kind, {"key": self.key, **fields}, content)

    def follow(self, key: str, message: Work) -> None:
        """Tell a later article by way of a page, which tells it all that follows."""
        count = self.fields.get("followers", 0)
        self.fields["followers"] = count + 1
        follow = Work("follow", {"key": key}, message.dump())
        self.sends.append(Send(page_key(self.key, count // PAGE), follow.dump()))

    def to_followers(self, kind: str, message: Work) -> None:
        for number in range(-(-self.fields.get("followers", 0) // PAGE)):
            self.sends.append(Send(page_key(self.key, number), Work(kind, {}, message.dump()).dump()))

    def forget_all(self) -> None:
        forget = self.message("forget", version=self.fields["version"])
        self.sends += [Send(key.encode(), forget.dump()) for key in self.links]
        self.to_followers("last", forget)
        self.fields.pop("followers", None)
        self.fields["links"], self.fields["asked"] = {}, {}

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
                    self.send(key, "origin", to=link["version"], **self.told)
            self.to_followers("tell", self.message("origin", **self.told))

    def after(self, link: Link) -> bool:
        return (link["time"], link["id"]) < self.place

    def link(self, key: str, fields: JSON, verdict: JSON) -> bool:
        """Hold a link; False where there are too many, earlier or later ones as this is. A later one's verdict is held there."""
        link = {name: fields[name] for name in ("id", "time", "version")}
        is_earlier = self.after(link)
        if key not in self.links:
            alike = sum(self.after(other) is is_earlier for other in self.links.values())
            if alike >= MOST_LINKS:
                return False
        if is_earlier:
            link |= {"origin": fields["origin"], "verdict": verdict}
        self.links[key] = link
        return True

    def knows(self, key: str, text: int) -> bool:
        """Whether this text of an article was asked about, or is linked."""
        link = self.links.get(key)
        return self.fields["asked"].get(key) == text or (link is not None and brief(link["version"]) == text)

    @property
    def told(self) -> JSON:
        """What later neighbours are told when it changes."""
        return {"version": self.fields["version"], "origin": self.origin}

    @property
    def about(self) -> JSON:
        return {"id": self.fields["id"], "time": self.fields["time"], **self.told}


def step(
    key: bytes, state: Work | None, message: Work, comparison: Comparison, *, window: int
) -> tuple[Work | None, list[Send], list[Decision]]:
    """What becomes of an article's state, whom it tells what, and what is published. ``window`` in milliseconds."""
    if message.kind in ("article", "withdrawn"):
        return revise(key, state, message, comparison)
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
    key: bytes, state: Work | None, message: Work, comparison: Comparison
) -> tuple[Work | None, list[Send], list[Decision]]:
    """A new article, a new text of it, or its end."""
    content, version = message.content, str(message.fields["version"])
    fields: JSON = {
        "id": message.fields["id"],
        "time": min(max(0, int(message.fields["time"])), LAST_MOMENT),
        "version": version,
        "links": {},
        "asked": {},
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
        node.meet(value, "drop")
    if not content:
        return None, node.sends, node.decisions
    node.fields["version"] = version
    for value in after:
        node.meet(value, "add", time=node.fields["time"], version=version)
    return Work("article", node.fields, content), node.sends, node.decisions


def on_found(node: Node, message: Work, _: int) -> None:
    """Articles with a key of this one: each is asked once for each text of either."""
    if message.fields["of"] != node.fields["version"]:
        return
    asked = node.fields["asked"]
    for key, text in message.fields["articles"]:
        if key != node.key and not node.knows(key, text) and (key in asked or len(asked) < MOST_ASKED):
            asked[key] = text
            node.send(key, "compare", content=node.content, **node.about)


def on_compare(node: Node, message: Work, window: int) -> None:
    """Another article asks whether this one is like it."""
    asking, comparison = message.fields, node.comparison
    if abs(asking["time"] - node.fields["time"]) > window:
        return
    verdict = comparison.judge(node.content, message.content)
    if verdict is None or set(comparison.keys(node.content)).isdisjoint(comparison.keys(message.content)):
        return  # without a key in common they met by a text that is gone; met by chance, they would not stay linked
    held = node.link(asking["key"], asking, verdict)
    node.decide()
    answer = node.message("answer", to=asking["version"], verdict=verdict, heard=asking["origin"], **node.about)
    if held:
        node.sends.append(Send(asking["key"].encode(), answer.dump()))
    elif not node.after(asking):
        node.follow(asking["key"], answer)


def on_answer(node: Node, message: Work, _: int) -> None:
    answering = message.fields
    if answering["to"] != node.fields["version"]:
        node.send(answering["key"], "forget", version=answering["to"])
        return
    held = node.link(answering["key"], answering, answering["verdict"])
    node.decide()
    if node.after(answering):
        return
    if not held:
        node.follow(answering["key"], node.message("origin", **node.told))
    elif answering["heard"] != node.origin:
        node.send(answering["key"], "origin", to=answering["version"], **node.told)


def on_origin(node: Node, message: Work, _: int) -> None:
    """An earlier neighbour goes back to another article. ``to``: this one's text that it had a link with, where it says so."""
    told, link = message.fields, node.links.get(message.fields["key"])
    if told.get("to", node.fields["version"]) != node.fields["version"]:
        return
    if link is not None and link["version"] == told["version"] and node.after(link):
        link["origin"] = told["origin"]
        node.decide()


def on_forget(node: Node, message: Work, _: int) -> None:
    link = node.links.get(message.fields["key"])
    if link is not None and link["version"] == message.fields["version"]:
        del node.links[message.fields["key"]]
        node.decide()


HANDLERS = {"found": on_found, "compare": on_compare, "answer": on_answer, "origin": on_origin, "forget": on_forget}
