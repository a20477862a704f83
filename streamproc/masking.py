"""One mask for secrets, before anything is shown: logs, errors, ``streamproc config``, traces."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

MASK = "********"

SHORTEST = 6
"""Characters; a shorter secret is not looked for in other words, where it would blot out half of every line."""

_USERINFO = re.compile(r"(?<=://)[^\s/?#]+(?=@)")
_NAMED = re.compile(
    r"((?:password|passwd|pwd|secret|token|api[_-]?key|user\.info|signature)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;]+",
    re.IGNORECASE,
)
_AUTHORIZATION = re.compile(r"(\b(?:basic|bearer)\s+)[A-Za-z0-9+/=._~-]{8,}", re.IGNORECASE)

_known: set[str] = set()


def remember(secret: str) -> None:
    """Mask this value from now on wherever it stands, as it is or as JSON, Python and URLs write it."""
    if len(secret) >= SHORTEST:
        _known.update({secret, json.dumps(secret)[1:-1], repr(secret)[1:-1], quote(secret, safe="")})


def mask(text: str) -> str:
    """The text with stars for known secrets, for user and password in URLs, and for what is called a password."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, MASK)
    text = _USERINFO.sub(MASK, text)
    text = _AUTHORIZATION.sub(rf"\1{MASK}", text)
    return _NAMED.sub(rf"\1{MASK}", text)
