"""What the model said of a paragraph, remembered: news is reprinted and revised.

The annotation of a paragraph follows from its own tokens and a few on either side, and from nothing else in the Doc:

- The encoder is a window that moves: with four layers of one neighbour each, a token's vector depends on four tokens
  before and after it.
- A sentence starts at every paragraph, and none at its second token (``zones.segmentation``). The parser has an empty stack
  there, so that nothing of its state is carried over; it looks at one token more than the one it stands at.
- No entity crosses a sentence that is known to start, and the recognizer's state is the entity it is in.

So a paragraph is looked up by its tokens with that context. Only stretches that are new go through the model, with their
context, and what it says of the context is thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Doc

from streamproc.nlp.model.shared_ring import KEY_BYTES, SharedRing
from streamproc.nlp.model.tokenization import filled
from streamproc.nlp.model.windows import ATTRIBUTES

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language

_GIVEN: list[Any] = ["ORTH", "NORM", "SPACY", "SENT_START"]
"""What the model is given of a token; all other features follow from its form."""
_BEYOND = np.uint64(2**63 + 1)
"""Stands for what lies before and after the Doc; no column holds it."""
_KNOWN_PIPES = {"tok2vec", "tagger", "parser", "ner"}
_ENCODER = "MaxoutWindowEncoder"
_LOOKAHEAD = 1
"""Tokens after the one it stands at that the parser looks at."""
_PACKED = np.dtype([("head", "<i2"), ("tag", "u1"), ("dep", "u1"), ("type", "u1"), ("iob", "u1")])
_FARTHEST = 32_767
_MOST_LABELS = 255


@dataclass(slots=True)
class Stretch:
    """Paragraphs in a row that are new: a Doc of their tokens with context, which the model is to annotate."""

    doc: Doc
    context: int
    """Tokens before the first paragraph."""
    start: int
    end: int
    """Their place in the whole Doc."""


@dataclass(slots=True)
class Lookup:
    """One Doc's paragraphs: what was known of them, and what is to be found out."""

    doc: Doc
    bounds: list[int]
    """Where paragraphs start, and the end of the last."""
    keys: list[bytes]
    known: list[bytes | None]
    new: list[Stretch] = field(default_factory=list)

    @property
    def remembered(self) -> int:
        """Tokens that the model need not annotate again."""
        return sum(end - start for (start, end), known in zip(pairwise(self.bounds), self.known, strict=True) if known)


class ParagraphMemory:
    """Annotations of paragraphs, for one model; shared with the processes that are forked from this one."""

    def __init__(self, nlp: Language, reach: int, size: int) -> None:
        """``reach``: tokens on either side that a token's vector depends on; ``size``: bytes in all."""
        self._before, self._after = reach, reach + _LOOKAHEAD
        self._labels = label_hashes(nlp)
        self._ring = SharedRing(size)

    @property
    def used(self) -> int:
        """Bytes of what is remembered."""
        return self._ring.used

    def look_up(self, doc: Doc) -> Lookup:
        """What is known of a tokenised Doc with its sentence starts; ``new`` is what the model has to annotate."""
        if not len(doc):
            return Lookup(doc, [0], [], [])
        given = np.ascontiguousarray(doc.to_array(_GIVEN))
        bounds = [0, *(np.flatnonzero(given[1:, 3] == 1) + 1).tolist(), len(doc)]
        context = np.full((len(doc) + self._before + self._after, len(_GIVEN)), _BEYOND)
        context[self._before : self._before + len(doc)] = given
        keys = [
            blake2b(context[start : end + self._before + self._after].tobytes(), digest_size=KEY_BYTES).digest()
            for start, end in pairwise(bounds)
        ]
        known = [self._fitting(key, end - start) for key, (start, end) in zip(keys, pairwise(bounds), strict=True)]
        found = Lookup(doc, bounds, keys, known)
        found.new = self._stretches(found, given) if any(known) else [Stretch(doc, 0, 0, len(doc))]
        return found

    def complete(self, found: Lookup) -> None:
        """Annotate the Doc with what was known and what the model has said of the rest, and remember that."""
        columns = np.zeros((len(found.doc), len(ATTRIBUTES)), dtype=np.uint64)
        for stretch in found.new:
            said = stretch.doc.to_array(ATTRIBUTES)
            columns[stretch.start : stretch.end] = said[stretch.context : stretch.context + stretch.end - stretch.start]
        packed = self._packed(columns) if found.new else None
        for key, known, (start, end) in zip(found.keys, found.known, pairwise(found.bounds), strict=True):
            if known is not None:
                columns[start:end] = self._columns(np.frombuffer(known, dtype=_PACKED))
            elif packed is not None:
                self._ring.put(key, packed[start:end].tobytes())
        if any(found.known):
            filled(found.doc, ATTRIBUTES, columns)

    def _fitting(self, key: bytes, tokens: int) -> bytes | None:
        known = self._ring.get(key)
        return known if known is not None and len(known) == tokens * _PACKED.itemsize else None

    def _stretches(self, found: Lookup, given: NDArray[np.uint64]) -> list[Stretch]:
        stretches: list[Stretch] = []
        first: int | None = None
        for (start, end), known in zip(pairwise([*found.bounds, -1]), [*found.known, b""], strict=True):
            if known is None:
                first = start if first is None else first
                last = end
            elif first is not None:
                stretches.append(self._stretch(found.doc, given, first, last))
                first = None
        return stretches

    def _stretch(self, doc: Doc, given: NDArray[np.uint64], start: int, end: int) -> Stretch:
        low, high = max(0, start - self._before), min(len(doc), end + self._after)
        part = given[low:high]
        cut = Doc(doc.vocab, words=part[:, 0].tolist(), spaces=part[:, 2].astype(bool).tolist())
        return Stretch(filled(cut, ["NORM", "SENT_START"], part[:, [1, 3]]), start - low, start, end)

    def _packed(self, columns: NDArray[np.uint64]) -> NDArray[Any] | None:
        """Six bytes a token; None where a label is none that the model declares, or a head too far away."""
        named, heads = columns[:, [0, 1, 4]], columns[:, 2].view(np.int64)
        places = np.searchsorted(self._labels, named)
        if (self._labels[places] != named).any() or np.abs(heads).max(initial=0) > _FARTHEST:
            return None
        packed = np.empty(len(columns), dtype=_PACKED)
        packed["tag"], packed["dep"], packed["type"] = places.T
        packed["head"] = heads
        packed["iob"] = columns[:, 3]
        return packed

    def _columns(self, packed: NDArray[Any]) -> NDArray[np.uint64]:
        columns = np.empty((len(packed), len(ATTRIBUTES)), dtype=np.uint64)
        for place, name in ((0, "tag"), (1, "dep"), (4, "type")):
            columns[:, place] = self._labels[packed[name]]
        columns[:, 2] = packed["head"].astype(np.int64).view(np.uint64)
        columns[:, 3] = packed["iob"]
        return columns


def reach_of(nlp: Language) -> int | None:
    """Tokens on either side that a token's annotation depends on; None for a model of which that can't be told.

    Told of spaCy's convolutional encoders, and of its greedy parser and recognizer, with features of the default kind.
    """
    if not {name: nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}.items() <= {(p, p) for p in _KNOWN_PIPES}:
        return None
    reaches = []
    for name in nlp.pipe_names:
        config = nlp.get_pipe_config(name)["model"]
        if config.get("extra_state_tokens"):
            return None
        encode = config.get("encode") or config.get("tok2vec", {}).get("encode")
        if encode is None:  # it listens to the pipe ``tok2vec``
            continue
        if not encode["@architectures"].partition(".")[2].startswith(_ENCODER):
            return None
        reaches.append(encode["depth"] * encode["window_size"])
    return max(reaches, default=None)


def paragraph_memory_for(nlp: Language, size: int, beside: int = 0) -> ParagraphMemory | None:
    """A memory of about ``size`` bytes for a loaded model; None for 0, and for a model of which too little is known.

    ``beside``: tokens on either side of a name whose vectors tell its type.
    """
    reach = reach_of(nlp) if size else None
    return ParagraphMemory(nlp, reach + beside, size) if reach is not None else None


def label_hashes(nlp: Language) -> NDArray[np.uint64]:
    """The hashes of all labels that the model can give, ascending, and those of none.

    Raises:
        ValueError: there are more than a byte can number.
    """
    names = {label for _, pipe in nlp.pipeline for label in getattr(pipe, "labels", ())}
    hashes = np.array(sorted({0, *map(nlp.vocab.strings.add, (*names, "ROOT", "dep"))}), dtype=np.uint64)
    if len(hashes) > _MOST_LABELS:
        raise ValueError(f"the model has {len(hashes)} labels, more than {_MOST_LABELS}")
    return np.append(hashes, np.uint64(2**64 - 1))
