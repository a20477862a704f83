"""Later articles of one that has too many to hold them in its own state: pages of keys, each a state of its own.

All that the article tells one of them goes by way of its page, so it comes in order. Who is gone, or has another text
meanwhile, stays in its page and passes over what it is told: a page ends when the article has another text, or none.
"""

from __future__ import annotations

from streamproc.linking.messages import ARTICLE, FOLLOWERS, KEY_BYTES, Send, Work

PAGE = 500
"""Articles in a page, ten bytes each."""


def page_key(key: str, number: int) -> bytes:
    """The key of one of an article's pages."""
    return FOLLOWERS + b"%s:%d" % (key.encode()[len(ARTICLE) :], number)


def step(state: bytes | None, message: Work) -> tuple[bytes | None, list[Send]]:
    """What becomes of a page, and whom it tells what it was given to tell."""
    content = state or b""
    if message.kind == "follow":
        key = message.fields["key"].encode()
        follower = bytes.fromhex(key[len(ARTICLE) :].decode())
        members = [content[at : at + KEY_BYTES] for at in range(0, len(content), KEY_BYTES)]
        return content if follower in members else content + follower, [Send(key, message.content)]
    sends = [
        Send(ARTICLE + content[at : at + KEY_BYTES].hex().encode(), message.content)
        for at in range(0, len(content), KEY_BYTES)
    ]
    return (None if message.kind == "last" else state), sends
