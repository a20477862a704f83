"""The messages of a stage's internal topic and the state under their keys.

Each message is about one key, an article's or one that articles meet under, and all state that it touches lies under that
key. So the topic's partitions share the work, and the changelog, keyed alike, has each partition's state on the same partition.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import Any, NamedTuple
from zlib import crc32

import orjson

JSON = dict[str, Any]

ARTICLE = b"a:"
KEY_BYTES = 10
"""Bytes of the digest that an article's key is, in hexadecimal."""
MEETING = b"s:"
FOLLOWERS = b"f:"
_BETWEEN = b"\n"


class InvalidMessage(Exception):
    """This is no message of the internal topic, and no state: somebody else's, or of another version."""


class Send(NamedTuple):
    """A message to send: its key, and its value."""

    key: bytes
    value: bytes


class Work(NamedTuple):
    """A message or a state that was read: ``kind`` and fields, with what an article is compared by, where it has that."""

    kind: str
    fields: JSON
    content: bytes = b""

    def dump(self) -> bytes:
        return orjson.dumps({"kind": self.kind, **self.fields}) + _BETWEEN + self.content

    @classmethod
    def load(cls, value: bytes) -> Work:
        """Read what ``dump`` wrote.

        Raises:
            InvalidMessage: it is none.
        """
        head, _, rest = value.partition(_BETWEEN)
        try:
            fields = orjson.loads(head)
            return cls(fields.pop("kind"), fields, rest)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidMessage(f"{type(error).__name__}: {error}") from error


def article_key(article_id: str) -> bytes:
    """The key of an article: a digest of its id, which may be long."""
    return ARTICLE + blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).hexdigest().encode()


def meeting_key(value: int) -> bytes:
    return MEETING + urlsafe_b64encode(value.to_bytes(8)).rstrip(b"=")


def brief(version: str) -> int:
    """32 bits of a version, by which one article's are told apart."""
    return crc32(version.encode("utf-8", "surrogatepass"))


def article_message(article_id: str, content: bytes) -> Send:
    """What the worker says of an article: what it is compared by; nothing where there is nothing to compare."""
    return Send(article_key(article_id), Work("article", {"id": article_id}, content).dump())


def placed(said: Send, version: str, time: int) -> Send:
    """What the worker says of an article, with the place of its raw message, and the time of that in milliseconds."""
    work = Work.load(said.value)
    return said._replace(value=Work(work.kind, work.fields | {"version": version, "time": time}, work.content).dump())


def withdrawal_message(article_id: str) -> Send:
    return Send(article_key(article_id), Work("withdrawn", {"id": article_id}).dump())
