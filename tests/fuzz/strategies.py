"""What hostile upstreams send: messages and texts, made of the pieces that our code looks for and of plain noise."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

WORDS = (
    "the", "and", "of", "a", "not", "no", "never", "who", "which", "said", "says", "told", "according to", "added",
    "reporters", "killed", "14 people were killed", "arrested", "protested against", "will meet", "may attack",
    "did not bomb", "pledged aid", "at least", "about 45,000", "99999999999999999999", "3.5 million", "-0", "1e999",
    "Mr.", "President", "Ana Ruiz", "Ruiz", "Dr. Lee", "U.N.", "NATO", "the United Nations", "Oslo", "Paris, Texas",
    "St. John's", "Georgia", "last Thursday", "31 February 2023", "tomorrow", "in 1850", "he", "she", "they", "it",
    "his", "LONDON (Reuters) —", "KYIV, March 3 —", "By Ana Ruiz", "(Photo: AP)", "Related:", "Read more:", "Sign up",
    "@user", "#tag", "https://example.org/a?b=c", "a.b@example.org", "…", "...", "—", "--", "-", "'s", "’s",
)  # fmt: skip
MARKS = ("“", "”", '"', "‘", "’", "'", "``", "''", "«", "»", "„", "(", ")", "[", "]", ":", ";", ",", ".", "!", "?", "|")
BREAKS = (" ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "\u00a0", "\u2028", "\u2029", "\u0085", "\x0b", "\x0c")
INVISIBLE = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2066", "\u0301" * 30, "\x00", "\x1b[2J", "\U000e0041")
ODD = ("😀", "👩‍👩‍👧‍👦", "ﷺ", "ß", "İ", "ı", "Å", "ǅ", "中文", "عربي", "\ud7ff", "\U0010ffff", "a" * 500, "A." * 50)

texts = st.lists(
    st.one_of(
        st.sampled_from(WORDS).map(lambda word: f"{word} "),
        st.sampled_from(MARKS),
        st.sampled_from(BREAKS),
        st.sampled_from(INVISIBLE + ODD),
        st.text(max_size=8),
    ),
    min_size=1,
    max_size=40,
).map("".join)
"""Text of an article, without lone surrogates (they can't be encoded, so they can't arrive as anything but escapes)."""

values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.integers(-(10**40), 10**40),
        st.floats(),
        texts,
        st.text(st.characters(exclude_categories=()), max_size=20),
        st.sampled_from(
            ["2025-01-01", "0000-00-00", "9999-12-31T23:59:60Z", "2025-01-01T00:00:00+99:99", "yesterdayish"]
        ),
        st.sampled_from(["en", "en-GB", "fr", "xx-" * 40, "http://[", "https://example.org/\u202eevil", "//", "urn:x"]),
    ),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=12,
)
FIELDS = (
    "id", "url", "title", "text", "published_at", "source", "author", "language", "tags", "maintext", "raw_text",
    "date_publish", "publish_date", "date", "authors", "hostname", "source_domain", "canonical_link", "extra", "__proto__",
)  # fmt: skip
articles = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=6), values, max_size=8).map(
    lambda fields: {"id": "a1", "text": "Rain fell on Oslo.", **fields}
)


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    """An article's bytes, often damaged."""
    raw = as_bytes(draw(articles | values), ascii_only=draw(st.booleans()))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(raw)))
        damage = draw(st.sampled_from(("cut", "insert", "drop", "repeat")))
        noise = draw(
            st.binary(min_size=1, max_size=6) | st.sampled_from([b"\\ud800", b"\\u0000", b'"', b"{", b"[[[[", b","])
        )
        raw = {
            "cut": raw[:place],
            "insert": raw[:place] + noise + raw[place:],
            "drop": raw[:place] + raw[place + len(noise) :],
            "repeat": raw[:place] + raw[place // 2 : place] * 2 + raw[place:],
        }[damage]
    frame = draw(
        st.sampled_from([b"", b"", b"", b"\x00\x00\x00\x00\x07", b"\xef\xbb\xbf", b"\x00", b" \n", b"\xff\xfe"])
    )
    return frame + raw


def as_bytes(value: Any, *, ascii_only: bool) -> bytes:
    """JSON as other programs write it: NaN, huge integers and lone surrogates included."""
    return json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
