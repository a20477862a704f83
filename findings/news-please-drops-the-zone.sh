#!/usr/bin/env bash
# news-please reads a date with its offset and writes it without: nothing in its output says which zone the time is in.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q news-please==1.6.16
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata
from newsplease import NewsPlease

PAGE = """<html lang="en"><head><title>Storm closes harbour</title>
<meta property="article:published_time" content="2026-01-20T22:45:00{zone}"></head>
<body><article><h1>Storm closes harbour</h1><p>Ferries stayed in port on Tuesday while crews cleared the breakwater.</p>
</article></body></html>"""

print("news-please", importlib.metadata.version("news-please"))
found = {}
for zone in ("-05:00", "+03:00", "Z"):
    page = PAGE.replace("{zone}", zone)
    article = NewsPlease.from_html(page, url="https://courier.example/storm").get_serializable_dict()
    found[zone] = article["date_publish"]
    print(f"22:45:00{zone:7} is written as", repr(found[zone]))
assert set(found.values()) == {"2026-01-20 22:45:00"}, "the zone is kept now"
print("as described")
PY
