#!/usr/bin/env bash
# fastfeedparser's entries have a list of authors, and it holds one: of several in RSS, Atom or JSON Feed the first, without a word.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q fastfeedparser==0.6.5
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata
import fastfeedparser

FEEDS = {
    "RSS": """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Ellis Courier</title>
<link>https://courier.example/</link><description>News</description><item><title>Storm closes harbour</title>
<link>https://courier.example/storm</link><dc:creator>Mara Lindqvist</dc:creator><dc:creator>Jonas Reyes</dc:creator></item></channel></rss>""",
    "Atom": """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Ellis Courier</title><id>tag:courier.example,2026:news</id>
<updated>2026-01-20T22:45:00Z</updated><entry><title>Storm closes harbour</title><id>tag:courier.example,2026:storm</id>
<updated>2026-01-20T22:45:00Z</updated><author><name>Mara Lindqvist</name></author><author><name>Jonas Reyes</name></author></entry></feed>""",
    "JSON Feed": """{"version": "https://jsonfeed.org/version/1.1", "title": "The Ellis Courier", "items": [{"id": "storm", "title": "Storm closes harbour",
"content_text": "Ferries stayed in port.", "authors": [{"name": "Mara Lindqvist"}, {"name": "Jonas Reyes"}]}]}""",
}

print("fastfeedparser", importlib.metadata.version("fastfeedparser"))
for form, feed in FEEDS.items():
    [entry] = fastfeedparser.parse(feed).entries
    print(f"{form + ':':10}", entry.authors)
    assert [author["name"] for author in entry.authors] == ["Mara Lindqvist"], "others are kept now"
print("as described")
PY
