#!/usr/bin/env bash
# A quotation that HTML marks as one within a sentence (<q>, for which browsers write the marks) has no marks in what trafilatura
# writes as text or Markdown, and ends the paragraph: nobody can tell any longer where speech ends, and the sentence is cut in two.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q trafilatura==2.3.1 lxml_html_clean==0.4.6
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata
import trafilatura

PAGE = """<html><head><title>Storm closes harbour</title></head><body><article><h1>Storm closes harbour</h1>
<p>Ferries stayed in port on Tuesday while crews cleared the breakwater of the harbour, the office said.</p>
<p>The mayor said <q>we will rebuild the basin</q> and left for the council, where twelve members were waiting for her.</p>
<p>Twelve boats lost their moorings on Sunday night, and two of them sank in the outer basin of the port.</p>
</article></body></html>"""
CUT = ["The mayor said we will rebuild the basin", "and left for the council, where twelve members were waiting for her."]

print("trafilatura", importlib.metadata.version("trafilatura"))
for form in ("txt", "markdown"):
    lines = trafilatura.extract(PAGE, output_format=form).splitlines()
    around = [line for line in lines if line.startswith(("The mayor", "and left"))]
    print(form, around)
    assert around == CUT, "it is written otherwise now"
print("as described")
PY
