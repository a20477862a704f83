// What the pages share: making elements, and marking stretches of a text.
// Everything from an article reaches a page through textContent or setAttribute, never as markup.

export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  for (const child of children) node.append(child);
  return node;
}

// Offsets are Unicode code points; JavaScript counts UTF-16 units.
export const codePoints = (text) => Array.from(text);

/** The field's text cut at every border of a layer, each piece with the classes and tips of all layers over it. */
export function highlighted(text, found) {
  const points = codePoints(text);
  const borders = new Set([0, points.length]);
  for (const [start, end] of found) borders.add(start).add(end);
  const cuts = [...borders].filter((cut) => cut >= 0 && cut <= points.length).sort((a, b) => a - b);
  const fragment = document.createDocumentFragment();
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const piece = points.slice(cuts[i], cuts[i + 1]).join("");
    const over = found.filter(([start, end]) => start <= cuts[i] && end >= cuts[i + 1]);
    if (!over.length) {
      fragment.append(piece);
      continue;
    }
    const span = element("span", { class: over.map((layer) => layer[2]).join(" ") }, piece);
    span.dataset.tip = over.map((layer) => layer[3]).reverse().join("\n");
    if (over.some((layer) => layer[2] === "trigger")) span.tabIndex = 0;
    fragment.append(span);
  }
  return fragment;
}

/** Show an element's data-tip beside it, while it is pointed at or has the focus; Escape hides it. */
export function showTips(tip) {
  const show = (target) => {
    tip.textContent = target.dataset.tip;
    tip.hidden = false;
    target.setAttribute("aria-describedby", tip.id);
    const box = target.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8));
    const below = box.bottom + tip.offsetHeight + 14 < innerHeight;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${scrollY + (below ? box.bottom + 6 : Math.max(8, box.top - tip.offsetHeight - 6))}px`;
  };
  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(on, (event) => {
      const target = event.target.closest("[data-tip]");
      if (target) show(target);
    });
    document.addEventListener(off, () => { tip.hidden = true; });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });
}

/** 1 article, 1,200 articles. */
export const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
