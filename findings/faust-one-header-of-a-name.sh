#!/usr/bin/env bash
# A Kafka message may have several headers of one name. Faust's event, which is what an agent sees, keeps the last of them, and
# send() passes those on; forward() passes on all.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q faust-streaming==0.15.3
cd "$tmp"
"$tmp/venv/bin/python" -W ignore - <<'PY'
import asyncio, importlib.metadata
import faust
from faust.events import Event
from faust.types.tuples import Message

HEADERS = [("hop", b"scraper"), ("lang", b"en"), ("hop", b"archive")]
passed_on = []

class Outlet(faust.Channel):
    async def send(self, *, headers=None, **_):
        passed_on.append(headers)

async def main():
    app = faust.App("courier", broker="kafka://127.0.0.1")
    message = Message("articles", 0, 1, 0.0, 0, HEADERS, b"storm", b"Storm closes harbour", None)
    event = Event(app, b"storm", b"Storm closes harbour", message.headers, message)
    await event.send(Outlet(app))
    await event.forward(Outlet(app))
    sent, forwarded = passed_on
    print("the message's:", message.headers)
    print("the event's:  ", event.headers)
    print("sent:         ", sent)
    print("forwarded:    ", forwarded)
    assert event.headers == sent == {"hop": b"archive", "lang": b"en"}, "all are kept now"
    assert forwarded == HEADERS

print("faust-streaming", importlib.metadata.version("faust-streaming"))
asyncio.run(main())
print("as described")
PY
