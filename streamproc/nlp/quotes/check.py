"""Do the examples of cue words hold? Each marks what is said with ``[…]`` and who says it with ``{…}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from streamproc.article import Article
from streamproc.nlp.doc.annotations import quotes_of
from streamproc.nlp.knowledge.complaints import Complaints
from streamproc.nlp.knowledge.data_files import files_in
from streamproc.nlp.quotes.cue_files import read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from spacy.tokens import Doc

    Annotate = Callable[[Iterable[Article]], Iterator[Doc]]
    """Articles in, annotated Docs out, in order: ``Pipeline.docs``."""

_MARKS = re.compile(r"[\[\]{}]")


@dataclass(frozen=True, slots=True)
class CueExample:
    """A marked sentence of a group, and what stands in the way of it: None when it holds."""

    cue_class: str
    marked: str
    reason: str | None

    @property
    def holds(self) -> bool:
        return self.reason is None


def check(paths: Iterable[Path], annotate: Annotate) -> Iterator[CueExample]:
    """Try every example of some files.

    Raises:
        ConfigurationError: a file is not as described.
    """
    said = Complaints()
    files = [read_file(path, said) for path in files_in(paths, "cues")]
    said.raise_if_any()
    groups = chain.from_iterable((*file.verbs, *file.phrases, *file.nouns) for file in files)
    examples = [(group.cue_class, marked) for group in groups for marked in group.examples]
    docs = annotate(Article(id=str(n), text=_MARKS.sub("", marked)) for n, (_, marked) in enumerate(examples))
    for (cue_class, marked), doc in zip(examples, docs, strict=True):
        yield CueExample(cue_class, marked, _fault(doc, marked, cue_class))


def _fault(doc: Doc, marked: str, cue_class: str) -> str | None:
    content, speaker = (re.search(pattern, marked) for pattern in (r"\[(.+)\]", r"\{(.+)\}"))
    if content is None:
        return "marks nothing as said: put it in [brackets]"
    quotes = quotes_of(doc)
    if len(quotes) != 1:
        return f"holds {len(quotes) or 'no'} quotation{'s' if quotes else ''}, wanted: one"
    [quote] = quotes
    said = " ".join(doc.text[start:end] for start, end in quote.segments)
    if _words(said) != _words(content.group(1)):
        return f"what is said is {said!r}"
    if speaker is not None and (
        quote.speaker is None or not set(_words(quote.speaker.text)) <= set(_words(speaker.group(1)))
    ):
        return f"the speaker is {quote.speaker.text if quote.speaker is not None else 'nobody'!r}"
    return None if quote.cue_class == cue_class else f"the class is {quote.cue_class!r}"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
