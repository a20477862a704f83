#!/usr/bin/env bash
# feedparser takes a feed's date in CET, CEST, BST or AEST for one in UTC, without a word; of names it knows America's alone.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q feedparser==6.0.14 feedparser-sgmllib==2.1.0
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata, time
import feedparser

FEED = "<rss version='2.0'><channel><title>Courier</title><item><title>Storm</title><pubDate>{}</pubDate></item></channel></rss>"

def read(date):
    feed = feedparser.parse(FEED.replace("{}", date))
    return time.strftime("%H:%M", feed.entries[0].published_parsed), bool(feed.bozo)

print("feedparser", importlib.metadata.version("feedparser"))
known = {zone: read(f"Tue, 21 Jul 2026 10:00:00 {zone}") for zone in ("EST", "PDT", "+0200")}
unknown = {zone: read(f"Tue, 21 Jul 2026 10:00:00 {zone}") for zone in ("CET", "CEST", "BST", "AEST")}
print("in UTC:", known)
print("should be 09:00, 08:00, 09:00 and 00:00, and nothing is said to be wrong:", unknown)
assert known == {"EST": ("15:00", False), "PDT": ("17:00", False), "+0200": ("08:00", False)}, known
assert set(unknown.values()) == {("10:00", False)}, unknown
print("as described")
PY
