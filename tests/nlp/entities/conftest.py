"""Names of a text after the rules, where the model has found some."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from streamproc.nlp.entities.recognition import recognize_entities


def spans_of(doc, text, found):
    """Words as they stand in the text, with labels, as spans of its Doc."""
    spans, start = [], 0
    for words, label in found:
        start = text.index(words, start)
        spans.append(doc.char_span(start, start + len(words), label=label))
        start += len(words)
    return spans


@pytest.fixture(scope="session")
def recognized(pipeline):
    """What a text's entities are when the model has found some: words as they stand in the text, with labels."""

    def recognized(text, found):
        doc = pipeline.make_doc(Article(id="a", text=text))
        for pipe in ("tok2vec", "tagger"):
            doc = pipeline.nlp.get_pipe(pipe)(doc)
        doc.ents = spans_of(doc, text, found)
        return [(ent.text, ent.label_) for ent in recognize_entities(doc).ents]

    return recognized
