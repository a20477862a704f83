// The newsroom: what is asked for stands in the address, so every view has a link. The list follows what is stored;
// what somebody reads stays as it is.

import { address, parameters } from "/address.js";
import { counted, element, showTips } from "/highlights.js";
import { forget, markCurrent, showFirst, showMore } from "/list.js";
import { drawMap } from "/map.js";
import { showArticle, showEntity } from "/reading.js";
import { drawTimeline } from "/timeline.js";

const FILTERS = ["q", "person", "organisation", "place", "country", "speaker", "event", "outlet", "story", "since", "until"];
const FOLLOW_MS = 4000;
const WIDE = "(min-width: 64rem)";
const byId = (id) => document.getElementById(id);
const form = byId("search");
let next = null;
let asked = 0;
let newest = null;

function filters() {
  const given = parameters();
  return new URLSearchParams(FILTERS.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
}

async function ask(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error((await answer.text()).slice(0, 200));
  return answer.json();
}

function go(changes) {
  const wanted = address(changes);
  if (wanted !== location.pathname + location.search) history.pushState(null, "", wanted);
  render();
}

async function search({ isNew = false } = {}) {
  asked += 1;
  const turn = asked;
  const wanted = filters();
  try {
    const found = await ask(`/api/articles?fold=true&${wanted}`);
    if (turn !== asked) return;
    if (!isNew) forget();
    if (!showFirst(found.articles, { isNew, isAll: !found.next })) next = found.next;
    const total = `${found.more_than_total ? "more than " : ""}${counted(found.total, "article")}`;
    byId("count").textContent = found.total ? `${total}, the latest first` : "Nothing matches. Fewer words, or fewer filters?";
    byId("more").hidden = !next;
    const [days, places] = await Promise.all([ask(`/api/timeline?${wanted}`), ask(`/api/places?${wanted}`)]);
    if (turn !== asked) return;
    drawTimeline(days, byId("timeline"), byId("span"), (since, until) => go({ since, until }));
    drawMap(places, byId("map"), byId("places"), (place) => address({ place: place.name, article: null, entity: null }));
  } catch (error) {
    if (turn === asked) byId("count").textContent = `No answer: ${error.message}`;
  }
}

async function more() {
  const wanted = filters().toString();
  try {
    const found = await ask(`/api/articles?fold=true&${wanted}&behind=${encodeURIComponent(next)}`);
    if (wanted !== filters().toString()) return;
    next = found.next;
    showMore(found.articles);
    byId("more").hidden = !next;
  } catch (error) {
    byId("count").textContent = `No answer: ${error.message}`;
  }
}

async function view() {
  const given = parameters();
  const section = byId("view");
  const [article, entity] = [given.get("article"), given.get("entity")];
  section.hidden = !(article || entity);
  document.body.classList.toggle("reading", !section.hidden);
  document.querySelector(".skip").href = section.hidden ? "#results" : "#view";
  if (section.hidden) {
    document.title = "Newsroom";
    return;
  }
  try {
    const title = article
      ? showArticle(await ask(`/api/article?id=${encodeURIComponent(article)}`), section)
      : showEntity(await ask(`/api/entity?key=${encodeURIComponent(entity)}`), section);
    document.title = `${title} · Newsroom`;
  } catch (error) {
    section.replaceChildren(element("p", {}, element("button", { type: "button", class: "back" }, "← Back to the articles")), element("p", {}, error.message));
  }
  section.scrollTop = 0;
  section.focus({ preventScroll: true });
  if (!matchMedia(WIDE).matches) window.scrollTo({ top: section.offsetTop, behavior: "instant" });
}

let lastFilters = null;
let lastView = null;

function render() {
  const given = parameters();
  const wanted = filters().toString();
  if (wanted !== lastFilters) {
    lastFilters = wanted;
    for (const name of FILTERS) form.elements[name].value = given.get(name) || "";
    const active = FILTERS.filter((name) => name !== "q" && given.get(name)).length;
    byId("active").textContent = active ? `(${active} set)` : "";
    for (const kind of ["csv", "json"]) byId(`export-${kind}`).href = `/api/export.${kind}?${wanted}`;
    search();
  }
  markCurrent();
  const shown = `${given.get("article")} ${given.get("entity")}`;
  if (shown !== lastView) {
    lastView = shown;
    view();
  }
}

async function follow() {
  try {
    const { number } = await ask("/api/newest");
    if (newest !== null && number > newest) await search({ isNew: true });
    newest = number;
  } catch { /* the next time */ }
  setTimeout(follow, FOLLOW_MS);
}

async function suggest(input) {
  const kind = input.name === "speaker" ? "person" : input.name;
  if (!input.value.trim()) return;
  const found = await ask(`/api/suggest?kind=${kind}&q=${encodeURIComponent(input.value)}`);
  byId(`names-${input.name}`).replaceChildren(...found.map((one) => element("option", { value: one.name }, counted(one.articles, "article"))));
}

function step(by) {
  const links = [...document.querySelectorAll("#list a.title")];
  const at = links.indexOf(document.activeElement);
  const link = links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + by))];
  if (link) link.focus();
}

/** From reading back to the list, to the article that was read. */
function leave() {
  const id = parameters().get("article");
  go({ article: null, entity: null });
  const item = [...byId("list").children].find((one) => one.dataset.id === id);
  (item ? item.querySelector("a") : byId("results")).focus();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "Escape") {
    if (typing) event.target.blur();
    else if (!byId("view").hidden) leave();
  } else if (!typing && event.key === "/") {
    event.preventDefault();
    byId("q").focus();
  } else if (!typing && (event.key === "j" || event.key === "k")) {
    step(event.key === "j" ? 1 : -1);
  }
}

async function start() {
  showTips(byId("tip"));
  document.addEventListener("keydown", keys);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='/?'], a[href='/']");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.closest("li")?.classList.remove("unread");
    const wanted = link.getAttribute("href");
    if (wanted !== location.pathname + location.search) history.pushState(null, "", wanted);
    render();
  });
  byId("view").addEventListener("click", (event) => { if (event.target.closest(".back")) leave(); });
  window.addEventListener("popstate", render);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ ...Object.fromEntries(new FormData(form)), article: null, entity: null });
  });
  form.addEventListener("change", (event) => { if (event.target.name !== "q") form.requestSubmit(); });
  for (const name of ["person", "organisation", "place", "speaker"]) {
    form.elements[name].addEventListener("input", (event) => suggest(event.target).catch(() => {}));
  }
  byId("clear").addEventListener("click", () => go(Object.fromEntries(FILTERS.map((name) => [name, null]))));
  byId("more").addEventListener("click", more);
  const choices = await ask("/api/choices").catch(() => ({ outlets: [], events: [] }));
  for (const [name, values] of [["event", choices.events], ["outlet", choices.outlets]]) {
    form.elements[name].append(...values.map((value) => element("option", { value }, value)));
  }
  if (matchMedia(WIDE).matches) byId("filters").open = true;
  render();
  follow();
}

start();
