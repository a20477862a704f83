"""Reading a model's tokenizer: once, with the horizontal bar as a token of its own.

spaCy makes a tokenizer of the language's rules, then reads the model's over it, and takes all its special cases apart anew
whenever a pattern is set. Here it begins empty and is read from bytes that say all that it shall do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import srsly  # type: ignore[import-untyped]
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without types
from spacy.util import registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spacy.language import Language

TOKENIZER = "tokenizer"
"""The file in a model's directory."""
BAR = "\u2015"
"""The horizontal bar, the dash of signatures (``”― Ann Lee``): spaCy knows all the other dashes."""
_WITH_BAR = {"prefix_search": f"|^{BAR}", "suffix_search": f"|{BAR}$", "infix_finditer": f"|{BAR}"}
_SPACY, _EMPTY = "spacy.Tokenizer.v1", "streamproc.EmptyTokenizer.v1"


@registry.tokenizers(_EMPTY)  # type: ignore[untyped-decorator]
def empty_tokenizer() -> Callable[[Language], Tokenizer]:
    """A tokenizer without rules, for ``read_tokenizer``."""
    return lambda nlp: Tokenizer(nlp.vocab)


def to_be_read(config: dict[str, Any], model: Path) -> bool:
    """Whether a model has spaCy's tokenizer with rules of its own; its config then asks for an empty one."""
    settings = config["nlp"]["tokenizer"]
    if settings.get("@tokenizers") != _SPACY or not (model / TOKENIZER).is_file():
        return False
    config["nlp"]["tokenizer"] = {"@tokenizers": _EMPTY}
    return True


def read_tokenizer(tokenizer: Tokenizer, model: Path) -> None:
    """Read the model's rules into an empty tokenizer, and split at bars besides."""
    rules: Any = srsly.msgpack_loads((model / TOKENIZER).read_bytes())
    for name, bar in _WITH_BAR.items():
        if rules.get(name):
            rules[name] += bar
    tokenizer.from_bytes(srsly.msgpack_dumps(rules))
