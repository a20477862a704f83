#!/usr/bin/env bash
# chrono reads "from 10 to 12 June" as the hours from ten to twelve of the first of June; with the year behind it, or without the
# "from", as the days.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
npm install --silent --no-fund --no-audit --prefix "$tmp" chrono-node@2.10.3
cat > "$tmp/read.cjs" <<'JS'
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const chrono = require("chrono-node");

const written = new Date("2026-01-20T12:00:00Z");

function read(text) {
  const [{ start, end }] = chrono.en.GB.parse(text, written);
  return [start, end].map((point) => point.date().toISOString().slice(0, 16));
}

console.log("chrono-node", JSON.parse(readFileSync("node_modules/chrono-node/package.json", "utf8")).version);
const days = ["2026-06-10T12:00", "2026-06-12T12:00"];
const hours = ["2026-06-01T10:00", "2026-06-01T12:00"];
for (const [text, expected] of [
  ["The fair runs from 10 to 12 June 2026.", days],
  ["The fair runs 10 to 12 June.", days],
  ["The fair runs from 10 to 12 June.", hours],
]) {
  console.log(text, ...read(text));
  assert.deepStrictEqual(read(text), expected, "it is read otherwise now");
}
console.log("as described");
JS
cd "$tmp" && TZ=UTC node read.cjs
