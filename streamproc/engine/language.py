"""Is this article in a language the model knows? The sender's word first, then py3langid's."""

from __future__ import annotations

import mmap
import tempfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from streamproc.errors import InvalidInput

if TYPE_CHECKING:
    from streamproc.article import Article

SAMPLE = 2_000
"""Characters of the text that are looked at: a fifth of a millisecond."""

CERTAIN = 0.8
"""Below this a guess is not held against an article: headlines and lists of names look like any language."""

SHORT = 300
CERTAIN_SHORT = 0.97
"""What a guess about a text of fewer characters must reach: a sentence of names has few words that tell languages apart."""

NEVER = 2.0

CERTAIN_NEAR = {"pcm": 0.99}
"""Languages that share most of their words with English, Nigerian Pidgin above all: only pages of it are told apart."""


@dataclass(frozen=True, slots=True)
class LanguageCheck:
    """Passes articles in the accepted languages (ISO 639-1 codes) and refuses others."""

    accepted: frozenset[str]
    identifier: Any

    def __call__(self, article: Article) -> Article:
        """Return the article with its language set.

        Raises:
            InvalidInput: the article is in another language.
        """
        if article.language:
            if article.language.replace("_", "-").split("-")[0].lower() not in self.accepted:
                raise InvalidInput(f"language: {article.language!r} is not accepted", "unsupported_language")
            return article
        sample = article.text[:SAMPLE]
        found, confidence = self.identifier.classify(sample)
        if found not in self.accepted:
            if confidence >= needed(found, len(sample)):
                raise InvalidInput(
                    f"language: absent, and the text looks like {found!r} ({confidence:.2f})", "unsupported_language"
                )
            found = min(self.accepted) if "en" not in self.accepted else "en"
        return replace(article, language=found)


def needed(language: str, characters: int) -> float:
    """The confidence from which on a text of so many characters is held to be in that language."""
    if language in CERTAIN_NEAR:
        return CERTAIN_NEAR[language] if characters >= SHORT else NEVER
    return CERTAIN if characters >= SHORT else CERTAIN_SHORT


def load_language_check(accepted: frozenset[str]) -> LanguageCheck:
    """Load the detector's model."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second, only where it is used

    load: Any = LanguageIdentifier.from_model_file
    return LanguageCheck(accepted, on_disk(load(MODEL_FILE, norm_probs=True)))


def on_disk(identifier: Any) -> Any:
    """The same detector with its two large tables in a file without a name: of 70 MB a text looks at a few pages.

    py3langid itself needs room for that file when it loads.
    """
    chances, moves = identifier.nb_ptc, identifier.tk_nextmove
    return type(identifier)(
        np.frombuffer(_mapped(chances), dtype=chances.dtype).reshape(chances.shape),
        identifier.nb_pc,
        identifier.nb_classes,
        _mapped(moves).cast(moves.typecode),
        identifier.tk_output,
        norm_probs=True,
        tk_row=identifier.tk_row,
    )


def _mapped(table: Any) -> memoryview:
    with tempfile.TemporaryFile() as file:
        file.write(memoryview(table).cast("B"))
        file.flush()
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
