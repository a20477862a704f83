#!/usr/bin/env bash
# What fundus' Article.to_json() writes has no address: nothing in it tells which article it is.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q fundus==0.5.7 curl-cffi==0.13.0
"$tmp/venv/bin/python" -W ignore - <<'PY'
import datetime, importlib.metadata
from fundus.parser import ArticleBody
from fundus.scraping.article import Article
from fundus.scraping.html import HTML, WebSourceInfo

URL = "https://courier.example/2026/01/20/storm"
info = WebSourceInfo(publisher="The Ellis Courier", type="sitemap", url="https://courier.example/sitemap.xml")
page = HTML(URL, URL, "<html></html>", datetime.datetime(2026, 1, 20), info)
article = Article(html=page, title="Storm closes harbour", authors=["Mara Lindqvist"], topics=[])
written = article.to_json()
print("fundus", importlib.metadata.version("fundus"))
print("Article.html.responded_url:", article.html.responded_url)
print("Article.to_json():", written)
assert URL not in str(written), "the address is written now"
print("as described")
PY
