"""The canonical form of a URL, and the id of an article that has no other.

The rule is written out here, not left to a library, because ids must stay the same for years: RFC 3986's safe
normalisations (case of scheme and host, default port, dot segments, percent-encoding), then what the web adds (no
fragment, https for http, no campaign parameters, parameters in order).
"""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

CAMPAIGN = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|twclid|ocid|cmpid", re.IGNORECASE)
"""Parameters that say how a reader came to the page, never which page it is."""

DEFAULT_PORTS = {"http": 80, "https": 443}
UNRESERVED_IN_PATH = "/:@!$&'()*+,;=~"
UNRESERVED_IN_QUERY = "/:@!$'()*,;?~"


def id_of(url: str) -> str:
    """Return an article's id from its URL: the same for all spellings of the same address."""
    return f"url_{blake2b(canonical(url).encode(), digest_size=16).hexdigest()}"


def canonical(url: str) -> str:
    """Return the canonical form of an absolute http or https URL."""
    parts = urlsplit(url)
    return f"https://{_authority(parts)}{_path(parts.path)}{_query(parts.query)}"


def _authority(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = _punycode(host)
    if ":" in host:
        host = f"[{host}]"
    default = parts.port in (None, DEFAULT_PORTS.get(parts.scheme))
    return host if default else f"{host}:{parts.port}"


def _punycode(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host)


def _path(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")[1:] or [""]
    for segment in segments:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(_requote(segment, UNRESERVED_IN_PATH))
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    kept = sorted(
        f"{_requote(name, UNRESERVED_IN_QUERY)}{equals}{_requote(value, UNRESERVED_IN_QUERY + '=')}"
        for name, equals, value in pairs
        if not CAMPAIGN.fullmatch(name)
    )
    return "?" + "&".join(kept) if kept else ""


def _requote(part: str, safe: str) -> str:
    """Write percent-encodings in one way: none where none is needed, capitals where one is.

    An encoded delimiter stays encoded: ``%2F`` is not a slash.
    """
    pieces = re.split(r"((?:%[0-9A-Fa-f]{2})+)", part)
    return "".join(
        quote(unquote_to_bytes(piece), safe="~") if index % 2 else quote(piece, safe=safe + "%")
        for index, piece in enumerate(pieces)
    )
