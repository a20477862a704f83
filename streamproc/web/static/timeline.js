// How many articles a day, as bars; long spans by weeks or months.

import { counted, element } from "/highlights.js";

const MOST = 60;
const DAY_MS = 86_400_000;

const iso = (time) => new Date(time).toISOString().slice(0, 10);

export function drawTimeline(days, list, span, choose) {
  if (!days.length) {
    list.replaceChildren();
    span.textContent = "";
    return;
  }
  const first = Date.parse(days[0].day);
  const last = Date.parse(days[days.length - 1].day);
  const width = Math.ceil((last - first + DAY_MS) / DAY_MS / MOST) * DAY_MS;
  const bars = Array.from({ length: Math.floor((last - first) / width) + 1 }, () => 0);
  for (const { day, articles } of days) bars[Math.floor((Date.parse(day) - first) / width)] += articles;
  const most = Math.max(...bars);
  list.replaceChildren(...bars.map((articles, place) => {
    const since = iso(first + place * width);
    const until = iso(Math.min(last, first + (place + 1) * width - DAY_MS));
    const bar = element("span");
    bar.style.height = `${Math.round((100 * articles) / most)}%`;
    const when = since === until ? since : `${since} to ${until}`;
    const button = element("button", { type: "button", "aria-label": `${when}: ${counted(articles, "article")}`, "data-tip": `${when}\n${counted(articles, "article")}` }, bar);
    button.disabled = !articles;
    button.addEventListener("click", () => choose(since, until));
    return element("li", {}, button);
  }));
  span.textContent = `${iso(first)} to ${iso(last)}; choose a bar to see its articles`;
}
