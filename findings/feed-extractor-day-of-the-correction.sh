#!/usr/bin/env bash
# @extractus/feed-extractor gives the time at which an Atom entry was last changed as the one at which it was published, though
# the entry says both: a correction in March makes January's news March's.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
npm install --silent --no-fund --no-audit --prefix "$tmp" @extractus/feed-extractor@8.0.3
cat > "$tmp/read.mjs" <<'JS'
import { readFileSync } from "node:fs";
import { extractFromXml } from "@extractus/feed-extractor";

const feed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Ellis Courier</title><id>tag:courier.example,2026:news</id>
<updated>2026-03-05T09:00:00Z</updated>
<entry><title>Storm closes harbour</title><id>tag:courier.example,2026:storm</id><link href="https://courier.example/storm"/>
<published>2026-01-20T22:45:00Z</published><updated>2026-03-05T09:00:00Z</updated><summary>Ferries stayed in port.</summary></entry>
</feed>`;

const [entry] = extractFromXml(feed).entries;
console.log("@extractus/feed-extractor", JSON.parse(readFileSync("node_modules/@extractus/feed-extractor/package.json", "utf8")).version);
console.log(entry);
if (entry.published !== "2026-03-05T09:00:00.000Z" || JSON.stringify(entry).includes("2026-01-20")) throw new Error("the day of publication is read now");
console.log("as described");
JS
cd "$tmp" && node read.mjs
