// The list of articles, the latest first. Rows that are there stay, so that the focus does, too.

import { address, parameters } from "/address.js";
import { counted, element } from "/highlights.js";

const rows = new Map();
const list = () => document.getElementById("list");
const families = (items) => new Set(items.flatMap((item) => [item.dataset.hash, item.dataset.original]));

function row(article) {
  const when = new Date(article.appeared_at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  const printed = article.printed > 1 ? ` · printed ${article.printed} times` : "";
  const story = article.story
    ? [" · ", element("a", { href: `/?story=${encodeURIComponent(article.story)}` }, `story of ${article.story_articles} articles`)] : [];
  const link = element("a", { class: "title", href: address({ article: article.article_id, entity: null }) }, article.title || article.article_id);
  const item = element("li", {}, link,
    element("p", { class: "soft" }, `${article.source || "unknown outlet"} · ${when} · ${counted(article.quotes, "quotation")}${printed}`, ...story),
    ...article.said.map((words) => element("blockquote", {}, words)),
    ...(article.said.length ? [] : article.told).map((event) => element("p", {}, `${event.sentence}.`)));
  Object.assign(item.dataset, {
    id: article.article_id, hash: article.content_hash, original: article.original, number: article.number, at: Date.parse(article.appeared_at),
  });
  return item;
}

function rowOf(article, isNew) {
  const id = `${article.number}`;
  if (!rows.has(id)) {
    rows.set(id, row(article));
    if (isNew) rows.get(id).classList.add("unread");
  }
  return rows.get(id);
}

function isBehind(item, last) {
  const [one, other] = [item.dataset, last.dataset];
  return one.at === other.at ? Number(one.number) < Number(other.number) : Number(one.at) < Number(other.at);
}

/** All rows are made anew when they come again. */
export function forget() {
  rows.clear();
}

/**
 * The first page. Where it is asked for again because something new is there, what was loaded behind it stays, unless so much is
 * new that the two don't meet. isAll: there is nothing behind it. Says whether something stayed.
 */
export function showFirst(articles, { isNew = false, isAll = false } = {}) {
  const meets = isNew && !isAll && articles.some((article) => rows.get(`${article.number}`)?.isConnected);
  const wanted = articles.map((article) => rowOf(article, isNew));
  const [first, shown] = [new Set(wanted), families(wanted)];
  const ids = new Set(wanted.map((item) => item.dataset.id));
  const stays = (item) => meets && isBehind(item, wanted.at(-1)) && !ids.has(item.dataset.id)
    && !shown.has(item.dataset.hash) && !shown.has(item.dataset.original);
  for (const item of [...list().children]) if (!first.has(item) && !stays(item)) item.remove();
  wanted.forEach((item, place) => {
    if (list().children[place] !== item) list().insertBefore(item, list().children[place] || null);
  });
  markCurrent();
  return list().children.length > wanted.length;
}

/** The next page; copies of what is shown are left out. */
export function showMore(articles) {
  const shown = families([...list().children]);
  const others = articles.filter((article) => !shown.has(article.content_hash) && !shown.has(article.original));
  list().append(...others.map((article) => rowOf(article, false)));
  markCurrent();
}

export function markCurrent() {
  const id = parameters().get("article");
  for (const item of list().children) {
    item.classList.toggle("current", item.dataset.id === id);
    item.querySelector("a.title").href = address({ article: item.dataset.id, entity: null });
    if (item.dataset.id === id) item.querySelector("a.title").setAttribute("aria-current", "true");
    else item.querySelector("a.title").removeAttribute("aria-current");
  }
}
