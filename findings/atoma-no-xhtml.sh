#!/usr/bin/env bash
# atoma knows that an Atom text may be of the type xhtml, and then finds no words in it: content and summary are None, without a word.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q atoma==0.0.17
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata
import atoma

FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Ellis Courier</title><id>tag:courier.example,2026:news</id>
<updated>2026-01-20T22:45:00Z</updated><entry><title>Storm closes harbour</title><id>tag:courier.example,2026:storm</id>
<updated>2026-01-20T22:45:00Z</updated>{}</entry></feed>"""
HTML = '<content type="html">&lt;p&gt;Ferries stayed in port.&lt;/p&gt;</content>'
XHTML = '<{0} type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ferries stayed in port.</p></div></{0}>'

def entry(text):
    return atoma.parse_atom_bytes(FEED.replace("{}", text).encode()).entries[0]

print("atoma", importlib.metadata.version("atoma"))
html, content, summary = entry(HTML), entry(XHTML.format("content")), entry(XHTML.format("summary"))
print("html:          ", html.content.value)
print("xhtml, content:", content.content)
print("xhtml, summary:", summary.summary)
assert html.content.value == "<p>Ferries stayed in port.</p>"
assert content.content is None and summary.summary is None, "it is read now"
print("as described")
PY
