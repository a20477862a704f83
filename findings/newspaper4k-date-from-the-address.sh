#!/usr/bin/env bash
# newspaper4k takes the day in an article's address over the page's own time of publication, and so loses time and zone.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q newspaper4k==0.9.6 lxml_html_clean==0.4.6
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata, json
from newspaper import Article

PAGE = """<html><head><title>Storm closes harbour</title>
<meta property="article:published_time" content="2026-01-20T22:45:00-05:00"></head>
<body><article><h1>Storm closes harbour</h1><p>Ferries stayed in port on Tuesday while crews cleared the breakwater.</p>
</article></body></html>"""

def date(url):
    article = Article(url)
    article.download(input_html=PAGE)
    article.parse()
    return json.loads(article.to_json())["publish_date"]

dated, plain = date("https://courier.example/2026/01/20/storm"), date("https://courier.example/storm")
print("newspaper4k", importlib.metadata.version("newspaper4k"))
print("address with a day:   ", dated)
print("address without a day:", plain)
assert dated == "2026-01-20T00:00:00", "the page's own time is taken now"
assert plain == "2026-01-20T22:45:00-05:00", "the page's own time is read otherwise now"
print("as described")
PY
