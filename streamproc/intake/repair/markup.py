"""HTML and character references in a text: lxml says what is text, this module finds where it stands."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from lxml import etree

from streamproc.intake.repair.origins import Edit
from streamproc.intake.repair.pieces import LOOSE_REFERENCE, MARKS, OWN_MARKS, WHITE, Piece, edits_of

if TYPE_CHECKING:
    from streamproc.intake.repair.origins import OriginText

ROUNDS = 3
"""Markup may itself be escaped, and that again."""

HIDDEN = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "head", "button", "select"}
    | {"textarea", "audio", "video", "canvas", "map"}
)
"""Elements without words for readers."""

PARAGRAPHS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "main", "header", "footer", "aside", "nav"}
    | {"blockquote", "figure", "figcaption", "ul", "ol", "dl", "table", "caption", "pre", "hr", "address", "details"}
    | {"summary", "form", "fieldset", "li", "dt", "dd"}
)
LINES = frozenset({"br", "tr"})
CELLS = frozenset({"td", "th"})
RAISED = "sup"
_NOTE = re.compile(r"(?:[\d\[\]()*†‡§,;\s]|\[[a-z]{1,2}\])+")
"""Raised: the mark of a note, no words (``12<sup>1</sup> people`` are not 121). What follows one or two letters is an exponent."""
_UNIT = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}$")
_FRACTION = re.compile(r"</sup\s*>[/⁄]", re.IGNORECASE)
_TEN = re.compile(r"(?<![\d.,])10$")
QUOTATION = "q"
"""A quotation within a sentence; browsers write its marks."""
DEEPEST = 8
"""Quotations in one another that get marks."""

TAG = re.compile(
    r"<(?:/?(?:p|br|div|span|a|b|i|u|s|em|strong|small|sub|sup|font|h[1-6]|ul|ol|li|dl|dt|dd|script|style|noscript|iframe"
    r"|img|figure|figcaption|picture|source|video|audio|blockquote|cite|q|hr|table|thead|tbody|tr|td|th|caption|article"
    r"|section|main|header|footer|aside|nav|pre|code|html|head|body|title|meta|link|center|time|mark|abbr|svg|form|input"
    r"|button|embed|object|ins|del|details|summary|template)(?=[\s/>])|!--|!doctype\s)",
    re.IGNORECASE,
)
"""What tells markup from a sign in prose (``a < b``, ``<3``, ``<news@example.org>``)."""

REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACE = re.compile(f"[{WHITE}]+")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
"""What XML puts around markup that is text; it comes along where a feed was cut up by hand."""

WORK = 1_000
"""Comparisons, besides one for each character: a text that needs more was built to need it, and is left as it is."""


def repair_markup(text: OriginText) -> bool:
    """Read markup and references; False where there was markup that could not be followed."""
    for _ in range(ROUNDS):
        if "<![CDATA[" in text.text:
            text.apply(Edit(match.start(), match.end(), "") for match in _CDATA.finditer(text.text))
        if "<" in text.text and TAG.search(text.text):
            pieces = _Located(text.text).pieces()
            if pieces is None:
                return False
            text.apply(edits_of(text.text, pieces))
        elif "&" in text.text and REFERENCE.search(text.text):
            text.apply(
                Edit(match.start(), match.end(), html.unescape(match[0])) for match in REFERENCE.finditer(text.text)
            )
        else:
            break
    return True


class _Events:
    """lxml's parser target: text and tags in the order of the source."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str]] = []

    def start(self, tag: str, _attributes: object) -> None:
        self.events.append(("start", tag))

    def end(self, tag: str) -> None:
        self.events.append(("end", tag))

    def data(self, text: str) -> None:
        self.events.append(("text", text))

    def comment(self, text: str) -> None:
        self.events.append(("comment", text))

    def pi(self, *_: object) -> None:
        """Processing instructions say nothing."""

    def close(self) -> list[tuple[str, str]]:
        return self.events


class _Located:
    """Finds the pieces of text that the parser saw in the source, from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.work = WORK + len(source)
        self.hidden = 0
        self.raised = 0
        self.gap = ""
        self.found: list[Piece] = []
        self.quotations: list[str] = []
        """The closing marks of those that are open, none where they have no words yet."""
        self.begun = 0
        """How many of them have words."""

    def pieces(self) -> list[Piece] | None:
        """The words for readers in order; None where the parser's text is not found in the source."""
        for kind, content in _parsed(self.source):
            if kind == "text":
                if not content.strip(WHITE):
                    continue
                span = self.find(content)
                if span is None:
                    return None
                if not self.hidden and not (self.raised and self.is_note(content)):
                    self.found.append(Piece(*span, self.gap, self.opening(content.lstrip(WHITE))))
                    self.gap = ""
            elif kind == "comment":
                self.place = max(self.place, self.source.find("-->", self.place) + 3)
            else:
                self.tag(kind, content)
        return self.found

    def tag(self, kind: str, name: str) -> None:
        if name in HIDDEN:
            self.hidden = max(0, self.hidden + (1 if kind == "start" else -1))
        elif name in PARAGRAPHS:
            self.gap = "\n\n"
        elif name in LINES and kind == "start":
            self.gap = "\n\n" if "\n" in self.gap else "\n"
        elif name in CELLS and not self.gap:
            self.gap = " "
        elif name == RAISED:
            self.raised = max(0, self.raised + (1 if kind == "start" else -1))
        elif name == QUOTATION and kind == "start":
            self.quotations.append("")
        elif name == QUOTATION and self.quotations:
            closing = self.quotations.pop()
            self.begun = min(self.begun, len(self.quotations))
            if closing:
                self.found[-1] = self.found[-1]._replace(closing=self.found[-1].closing + closing)

    def before(self, characters: int) -> str:
        """What stands in the source where the words so far end."""
        end = self.found[-1].end if self.found else 0
        return self.source[max(0, end - characters) : end]

    def is_note(self, raised: str) -> bool:
        before = "" if self.gap else self.before(4)
        if not before or before[-1].isspace() or _FRACTION.match(self.source, self.place):
            return False
        return bool(_NOTE.fullmatch(raised) and not _UNIT.search(before) and not _TEN.search(before))

    def opening(self, words: str) -> str:
        """The marks of quotations that begin with these words, none where the text has its own; what keeps raised figures from those before."""
        before = self.before(1)
        marks = ""
        if self.raised and words[0].isdecimal() and before.isdecimal() and not self.gap:
            marks = " " if _FRACTION.match(self.source, self.place) else "^"
        for depth in range(self.begun, min(len(self.quotations), DEEPEST)):
            opens, closes = ("", "") if {words[0], before} & OWN_MARKS else MARKS[depth % 2]
            self.quotations[depth] = closes
            marks += opens
        self.begun = len(self.quotations)
        return marks

    def find(self, content: str) -> tuple[int, int] | None:
        """The next place whose characters, references read, are the content: here, or behind one of the next tags."""
        words = content.lstrip(WHITE)
        start = self.place
        while self.work > 0:
            space = _SPACE.match(self.source, start)
            first = space.end() if space else start
            end = self.match(first, words)
            if end is not None:
                self.place = end
                return (start if len(words) < len(content) else first), end
            start = self.source.find(">", start) + 1
            if start == 0:
                return None
        return None

    def match(self, start: int, words: str) -> int | None:
        """Where the words end in the source if they begin at ``start``."""
        source, place, done = self.source, start, 0
        self.work -= 1
        while done < len(words):
            left = len(words) - done
            reference = source.find("&", place, place + left)
            plain = (reference if reference >= 0 else place + left) - place
            if plain:
                self.work -= plain // 8
                if source[place : place + plain] != words[done : done + plain]:
                    return None
                place, done = place + plain, done + plain
                continue
            read = LOOSE_REFERENCE.match(source, place)
            decoded = html.unescape(read[0]) if read else "&"
            if not words.startswith(decoded, done):
                read, decoded = None, "&"
            if not words.startswith(decoded, done):
                return None
            self.work -= 1
            place, done = read.end() if read else place + 1, done + len(decoded)
        return place


def _parsed(source: str) -> list[tuple[str, str]]:
    parser = etree.HTMLParser(target=_Events(), no_network=True, remove_pis=True)
    try:
        events: list[tuple[str, str]] = etree.fromstring(source, parser)
    except (etree.LxmlError, ValueError):
        return []
    return events
