import { element, highlighted, showTips } from "/highlights.js";

const KEPT = 100;
const UNSURE = 0.5;
const articles = [];
let shown = null;
let paused = false;

const byId = (id) => document.getElementById(id);

function addTo(list, item) {
  list.prepend(item);
  while (list.children.length > KEPT) list.lastChild.remove();
}

/** The layers that a stretch of a field carries: [start, end, class, tip], any of them may overlap. */
function layers({ record, sentences }, field) {
  const found = [];
  if (field === "text") {
    for (const zone of record.zones) {
      if (zone.kind !== "body") found.push([zone.start, zone.end, "zone", zone.kind]);
    }
  }
  for (const quote of record.quotes) {
    if (quote.field !== field) continue;
    const speaker = quote.speaker ? quote.speaker.name || quote.speaker.text : "nobody named";
    const cue = quote.cue ? ` (${quote.cue.text})` : "";
    for (const [start, end] of quote.segments) {
      found.push([start, end, "quote", `${quote.type} quote · ${speaker}${cue}`]);
    }
  }
  for (const entity of record.entities) {
    for (const mention of entity.mentions) {
      if (mention.field !== field || mention.kind !== "name") continue;
      const place = entity.geo ? ` · ${entity.geo.name}, ${entity.geo.country}` : "";
      found.push([mention.start, mention.end, `entity ${entity.type}`, `${entity.type} · ${entity.name}${place}`]);
    }
  }
  for (const event of record.events) {
    for (const evidence of event.evidence) {
      const { trigger } = evidence;
      if (evidence.field === field) found.push([trigger.start, trigger.end, "trigger", explained(event, sentences)]);
    }
  }
  return found;
}

/** What programs read of an event. */
function coded(event) {
  const names = (items) => items.map((item) => item.name || item.text).join(", ");
  const flags = ["negated", "hypothetical", "attempted", "future", "historical", "alleged"].filter((flag) => event[flag]);
  const lines = [[event.type, event.mode, ...flags].filter(Boolean).join(" · ")];
  if (event.actors.length) lines.push(`by ${names(event.actors)}`);
  if (event.targets.length) lines.push(`to ${names(event.targets)}`);
  if (event.place) lines.push(`in ${event.place.name}`);
  if (event.date) lines.push(`when ${event.date.value || event.date.text}`);
  for (const count of event.counts) lines.push(`${count.kind}: ${count.qualifier || ""} ${count.value}`);
  lines.push(`confidence ${event.confidence.toFixed(2)}`);
  if (event.rule) lines.push(`rule ${event.rule}`);
  return lines;
}

/** An event in plain words, with what programs read of it where everything is asked for. */
function told(event, sentences) {
  const unsure = event.confidence < UNSURE ? " (unsure)" : "";
  return [`${sentences[event.id] || event.type}${unsure}`, ...(byId("everything").checked ? coded(event) : [])];
}

/** What is shown on hover: the event and the sentences that say so. */
function explained(event, sentences) {
  return [...told(event, sentences), ...event.evidence.map((evidence) => `“${evidence.text.trim()}”`)].join("\n");
}

function facts(heading, items) {
  if (!items.length) return "";
  return element("div", {}, element("h3", {}, heading), element("ul", {}, ...items.map((item) => element("li", {}, item))));
}

function show(article) {
  shown = article;
  const { record } = article;
  const origin = [record.source, record.published_at, `partition ${article.partition}, offset ${article.offset}`];
  const names = record.entities.filter((entity) => !/^(CARDINAL|ORDINAL|DATE|TIME|MONEY|PERCENT|QUANTITY)$/.test(entity.type));
  const events = [...record.events].sort((a, b) => b.salience - a.salience);
  names.sort((a, b) => b.salience - a.salience);
  byId("reading").replaceChildren(
    element("h2", { class: "title" }, highlighted(article.title || record.article_id, article.title ? layers(article, "title") : [])),
    element("p", { class: "origin" }, origin.filter(Boolean).join(" · ")),
    element("div", { class: "text" }, highlighted(article.text, layers(article, "text"))),
    element("div", { class: "facts" },
      facts("Events", events.map((event) => told(event, article.sentences).join(" · "))),
      facts("Quotes", record.quotes.map((quote) => `${quote.speaker ? quote.speaker.name || quote.speaker.text : "—"}: ${quote.text}`)),
      facts("Entities", names.map((entity) => `${entity.name} (${entity.type}, ${entity.salience})`))),
  );
  drawMap(record);
  for (const button of byId("articles").querySelectorAll("button")) {
    button.setAttribute("aria-current", String(button.article === article));
  }
}

function drawMap(record) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 360 180");
  const names = [];
  for (const entity of record.entities) {
    if (!entity.geo) continue;
    const circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    circle.setAttribute("cx", String(entity.geo.lon + 180));
    circle.setAttribute("cy", String(90 - entity.geo.lat));
    circle.setAttribute("r", String(2.2 + 2 * entity.salience));
    circle.dataset.tip = `${entity.name}\n${entity.geo.name}, ${entity.geo.country || ""}`;
    svg.append(circle);
    names.push(entity.name);
  }
  byId("map").replaceChildren(svg);
  byId("map").setAttribute("aria-label", `Map of the resolved places: ${names.join(", ") || "none"}`);
}

function addArticle(article) {
  const { record } = article;
  const summary = `${record.entities.length} entities · ${record.quotes.length} quotes · ${record.events.length} events`;
  const button = element("button", { type: "button" }, article.title || record.article_id, element("small", {}, summary));
  button.article = article;
  button.addEventListener("click", () => { setPaused(true); show(article); });
  articles.unshift(article);
  articles.length = Math.min(articles.length, KEPT);
  addTo(byId("articles"), element("li", {}, button));
  if (!paused || !shown) show(article);
}

function addDeadLetter(letter) {
  addTo(byId("dead"), element("li", {}, `${letter.reason}: ${letter.message}`,
    element("small", {}, `partition ${letter.partition}, offset ${letter.offset}`)));
}

function setPaused(value) {
  paused = value;
  byId("pause").textContent = paused ? "Follow" : "Pause";
  byId("pause").setAttribute("aria-pressed", String(paused));
}

function showHealth(figures) {
  byId("health").replaceChildren(...Object.entries(figures).map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, String(value)))));
}

/** Sum the samples of a metric in Prometheus' text format. */
function total(metrics, name) {
  let sum = null;
  for (const line of metrics.split("\n")) {
    if (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) {
      sum = (sum || 0) + Number(line.slice(line.lastIndexOf(" ")));
    }
  }
  return sum;
}

async function refreshHealth() {
  try {
    const [ready, metrics] = await Promise.all([fetch("/readyz"), fetch("/metrics").then((answer) => answer.text())]);
    const figures = { state: ready.ok ? "well" : (await ready.text()).slice(0, 200) };
    for (const [label, name] of Object.entries({
      articles: "streamproc_articles_total", "dead letters": "streamproc_dead_letters_total",
      lag: "streamproc_lag_messages", "in flight": "streamproc_in_flight", words: "streamproc_words_processed_total",
    })) {
      const value = total(metrics, name);
      if (value !== null) figures[label] = value.toLocaleString("en");
    }
    showHealth(figures);
  } catch {
    showHealth({ state: "the worker does not answer" });
  }
}

showTips(byId("tip"));
byId("everything").addEventListener("change", () => { if (shown) show(shown); });
byId("pause").addEventListener("click", () => {
  setPaused(!paused);
  if (!paused && articles.length) show(articles[0]);
});

const feed = new EventSource("/feed");
feed.addEventListener("open", () => { byId("articles").replaceChildren(); byId("dead").replaceChildren(); articles.length = 0; });
feed.addEventListener("message", (event) => {
  const message = JSON.parse(event.data);
  if (message.kind === "article") addArticle(message);
  else addDeadLetter(message);
});
refreshHealth();
setInterval(refreshHealth, 2000);
