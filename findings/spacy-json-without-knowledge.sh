#!/usr/bin/env bash
# spaCy's Doc.to_json() writes the knowledge base's id of spans in doc.spans and not that of doc.ents: whom an entity linker found
# is lost on the way through from_json(), while bytes keep it.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q spacy==3.8.2 thinc==8.3.2 blis==1.0.1 numpy==2.0.2 click==8.1.8
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata
import spacy
from spacy.tokens import Doc, Span

nlp = spacy.blank("en")
doc = nlp("Ann Reed leads the council of Ellis.")
linked = Span(doc, 0, 2, "PERSON", kb_id="person-17")
doc.ents = [linked]
doc.spans["linked"] = [linked]

def ids(doc):
    return doc.ents[0].text, doc.ents[0].label_, doc.ents[0].kb_id_, doc.spans["linked"][0].kb_id_

print("spaCy", importlib.metadata.version("spacy"))
through_bytes, through_json = ids(Doc(nlp.vocab).from_bytes(doc.to_bytes())), ids(Doc(nlp.vocab).from_json(doc.to_json()))
print("through bytes, entity and span:", *through_bytes)
print("through JSON:                  ", *map(repr, through_json))
assert through_bytes == ("Ann Reed", "PERSON", "person-17", "person-17")
assert through_json == ("Ann Reed", "PERSON", "", "person-17"), "it is written now"
print("as described")
PY
