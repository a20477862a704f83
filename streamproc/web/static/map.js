// The places on an outline of the world that zooms; no tiles, no outside host.

import { counted, element } from "/highlights.js";

const SVG = "http://www.w3.org/2000/svg";
const WORLD = { x: 0, y: 0, width: 360, height: 180 };
const CLOSEST = 6;
const LISTED = 12;
let box = { ...WORLD };
let svg = null;

function part(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function show() {
  box.width = Math.min(WORLD.width, Math.max(CLOSEST, box.width));
  box.height = box.width / 2;
  box.x = Math.min(WORLD.width - box.width, Math.max(0, box.x));
  box.y = Math.min(WORLD.height - box.height, Math.max(0, box.y));
  svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
  for (const circle of svg.querySelectorAll("circle")) {
    circle.setAttribute("r", String((Number(circle.dataset.size) * box.width) / WORLD.width));
    circle.setAttribute("stroke-width", String((0.5 * box.width) / WORLD.width));
  }
}

function zoom(by, [atX, atY] = [0.5, 0.5]) {
  const width = by ? Math.min(WORLD.width, Math.max(CLOSEST, box.width * by)) : WORLD.width;
  box = { x: box.x + (box.width - width) * atX, y: box.y + ((box.width - width) / 2) * atY, width, height: width / 2 };
  show();
}

function make(holder) {
  svg = part("svg", { role: "group", "aria-label": "Map of the places named; arrow keys move it" });
  svg.append(part("image", { href: "/world.svg", x: 0, y: 0, width: 360, height: 180 }), part("g", {}));
  holder.replaceChildren(svg);
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
  }
  const at = (event) => {
    const frame = svg.getBoundingClientRect();
    return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
  };
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, at(event));
  }, { passive: false });
  let from = null;
  svg.addEventListener("pointerdown", (event) => { from = event.target.closest("a") ? null : { at: at(event), box: { ...box } }; });
  window.addEventListener("pointerup", () => { from = null; });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = at(event);
    box = { ...from.box, x: from.box.x - (x - from.at[0]) * box.width, y: from.box.y - (y - from.at[1]) * box.height };
    show();
  });
  svg.addEventListener("keydown", (event) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] || [0, 0];
    if (!x && !y) return;
    event.preventDefault();
    box.x += (x * box.width) / 6;
    box.y += (y * box.height) / 6;
    show();
  });
}

/** Draw the places; ``address`` gives a place's link. The list beside the map says the same in words. */
export function drawMap(places, holder, list, address) {
  if (!svg) make(holder);
  const most = Math.max(1, ...places.map((place) => place.articles));
  const circles = [...places].reverse().map((place) => {
    const words = `${place.name}${place.country ? `, ${place.country}` : ""}: ${counted(place.articles, "article")}`;
    const link = part("a", { href: address(place), "aria-label": words });
    link.dataset.tip = words;
    const circle = part("circle", { cx: place.lon + 180, cy: 90 - place.lat });
    circle.dataset.size = String(1.5 + 3.5 * Math.sqrt(place.articles / most));
    link.append(circle);
    return link;
  });
  svg.querySelector("g").replaceChildren(...circles);
  list.replaceChildren(...places.slice(0, LISTED).map((place) =>
    element("li", {}, element("a", { href: address(place) }, place.name), ` ${place.articles}`)));
  show();
}
