// One article with what was found in it, and the page of a person, an organisation or a place.

import { counted, element, highlighted } from "/highlights.js";

const COUNTED = /^(CARDINAL|ORDINAL|DATE|TIME|MONEY|PERCENT|QUANTITY)$/;
const KINDS = [["entity PERSON", "person"], ["entity ORG", "organisation"], ["entity GPE", "place"], ["quote", "quotation"], ["trigger", "event"]];

const ALIKE = { same: ", the same words", near: ", nearly the same words", contains: ", a part, or the whole of a part" };

/** What a story has an article for, where it is said in words. */
function reasons(because) {
  const names = because.flatMap((one) => (one.kind === "participants" ? one.shared : [])).slice(0, 3);
  return names.length ? `, linked by ${names.join(", ")}` : "";
}

const entityLink = (key, name) => element("a", { href: `/?entity=${encodeURIComponent(key)}` }, name);
const articleLink = (one) => element("a", { href: `/?article=${encodeURIComponent(one.article_id)}` }, one.title || one.article_id);
const back = () => element("p", {}, element("button", { type: "button", class: "back" }, "← Back to the articles"));
const day = (moment) => (moment ? new Date(moment).toLocaleDateString(undefined, { dateStyle: "medium" }) : "");

function block(heading, items, list = "ul") {
  if (!items.length) return "";
  return element("div", {}, element("h3", {}, heading), element(list, {}, ...items.map((item) => element("li", {}, ...[item].flat()))));
}

/** What is marked in a field: [start, end, class, tip]; they may overlap. */
function layers({ record }, sentences, field) {
  const zones = field === "text" ? record.zones.filter((zone) => zone.kind !== "body") : [];
  return [
    ...zones.map((zone) => [zone.start, zone.end, "zone", zone.kind]),
    ...record.quotes.filter((quote) => quote.field === field).flatMap((quote) => {
      const speaker = quote.speaker ? quote.speaker.name || quote.speaker.text : "nobody named";
      return quote.segments.map(([start, end]) => [start, end, "quote", `said by ${speaker}`]);
    }),
    ...record.entities.flatMap((entity) => entity.mentions
      .filter((mention) => mention.field === field && mention.kind === "name")
      .map((mention) => [mention.start, mention.end, `entity ${entity.type}`, entity.geo ? `${entity.name}: ${entity.geo.name}, ${entity.geo.country || ""}` : entity.name])),
    ...record.events.flatMap((event) => event.evidence
      .filter((evidence) => evidence.trigger.field === field)
      .map(({ trigger, text }) => [trigger.start, trigger.end, "trigger", `${sentences.get(event.id) || event.type}\n“${text.trim()}”`])),
  ];
}

/** Fill the section with an article; gives its title. */
export function showArticle(found, section) {
  const { record, text, keys, copies, story } = found;
  const sentences = new Map(found.told.map((event) => [event.event_id, event.sentence]));
  const events = new Map(record.events.map((event) => [event.id, event]));
  const title = record.title || record.article_id;
  const source = record.url && /^https?:/i.test(record.url)
    ? element("a", { href: record.url, rel: "noopener noreferrer external" }, record.source || "source") : record.source || "unknown outlet";
  const permalink = element("a", { href: `/?article=${encodeURIComponent(record.article_id)}` }, "permalink");
  const names = record.entities.filter((entity) => !COUNTED.test(entity.type)).sort((a, b) => b.salience - a.salience);
  section.replaceChildren(
    back(),
    element("h2", {}, record.title ? highlighted(title, layers(found, sentences, "title")) : title),
    element("p", { class: "soft" }, source, ` · ${day(record.published_at)} · `, permalink),
    block("What happened", found.told.map(({ event_id: id, sentence }) => {
      const evidence = events.get(id)?.evidence.map((one) => `“${one.text.trim()}”`).join("\n") || "";
      return element("span", { tabindex: "0", "data-tip": evidence }, `${sentence}.`);
    })),
    element("p", { class: "legend", "aria-label": "Legend" }, ...KINDS.map(([name, words]) => element("span", { class: name }, words))),
    text === null
      ? element("p", { class: "soft" }, "The store does not have the text: workers keep it with STREAMPROC_INCLUDE_TEXT=true.")
      : element("div", { class: "text" }, highlighted(text, layers(found, sentences, "text"))),
    block("Who said what", record.quotes.map((quote) => {
      const { speaker } = quote;
      const who = speaker && keys[speaker.entity_id] ? entityLink(keys[speaker.entity_id], speaker.name || speaker.text)
        : speaker ? speaker.name || speaker.text : "Nobody named";
      return [who, element("blockquote", {}, quote.plain || quote.text)];
    })),
    block("Who and where", names.map((entity) => [entityLink(keys[entity.id] || entity.name, entity.name), element("small", {}, ` ${entity.type}, ${entity.mentions.length} ×`)])),
    block("The same story elsewhere", story.map((other) => [articleLink(other), element("small", {}, ` ${other.source || ""} ${day(other.appeared_at)}${reasons(other.because)}`)])),
    block("Printed elsewhere", copies.map((copy) => [articleLink(copy), element("small", {}, ` ${copy.source || ""} ${day(copy.appeared_at)}${ALIKE[copy.kind] || ""}`)])),
  );
  return title;
}

function said(quote) {
  return [element("blockquote", {}, quote.text), element("small", {}, `${quote.speaker || "Nobody named"}, ${quote.source || ""} ${day(quote.appeared_at)}: `), articleLink(quote)];
}

/** Fill the section with a person, an organisation or a place; gives its name. */
export function showEntity(entity, section) {
  const filter = ["person", "organisation", "place"].includes(entity.kind) ? entity.kind : "q";
  const all = element("a", { href: `/?${filter}=${encodeURIComponent(filter === "q" ? `"${entity.name}"` : entity.name)}` }, counted(entity.articles, "article"));
  const known = entity.wikidata ? [" · ", element("a", { href: `https://www.wikidata.org/wiki/${encodeURIComponent(entity.wikidata)}`, rel: "noopener noreferrer external" }, "Wikidata")] : [];
  section.replaceChildren(
    back(),
    element("h2", {}, entity.name),
    element("p", { class: "soft" }, `${entity.kind}${entity.country ? `, ${entity.country}` : ""} · `, all, ...known),
    block(`Quotes by ${entity.name}`, entity.quotes_by.map(said)),
    block(`Quotes about ${entity.name}`, entity.quotes_about.map(said)),
    block("Events", entity.events.map((event) => [`${event.sentence || event.type} `, element("small", {}, `${event.source || ""} ${day(event.appeared_at)}: `), articleLink(event)])),
  );
  return entity.name;
}
