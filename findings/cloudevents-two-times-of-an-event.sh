#!/usr/bin/env bash
# The CloudEvents SDK for JavaScript writes an event's time as it was given into Kafka's headers (binary mode), and in UTC, cut to
# milliseconds, into the message (structured mode): the zone is lost, and an evening in America becomes the next day.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
npm install --silent --no-fund --no-audit --prefix "$tmp" cloudevents@10.0.0
cat > "$tmp/write.cjs" <<'JS'
const assert = require("node:assert");
const { CloudEvent, Kafka } = require("cloudevents");

const time = "2026-01-20T22:45:00.123456-05:00";
const event = new CloudEvent({ id: "storm", source: "/courier", type: "article", time, data: { title: "Storm closes harbour" } });
const binary = Kafka.binary(event).headers.ce_time;
const structured = JSON.parse(Kafka.structured(event).value).time;
console.log("cloudevents", require("cloudevents/package.json").version);
console.log("event.time:", event.time);
console.log("binary:    ", binary);
console.log("structured:", structured);
assert.strictEqual(event.time, time);
assert.strictEqual(binary, time, "the header is written otherwise now");
assert.strictEqual(structured, "2026-01-21T03:45:00.123Z", "the time is kept now");
console.log("as described");
JS
cd "$tmp" && node write.cjs
