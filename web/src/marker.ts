// A cluster on the map: a ring that shows its shares of the four quads, its number inside, and words for those who listen.
import { markerSize, type Cluster } from "./cluster";

const SVG = "http://www.w3.org/2000/svg";
export const QUADS = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
const WIDE = new Set(["admin1", "admin2", "country", "unknown"]);

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** What a cluster holds, in words. */
export function describe(cluster: Cluster): string {
  const names = [...new Set(cluster.names)].slice(0, cluster.places > 3 ? 2 : 3);
  const others = cluster.places - names.length;
  const more = `${others.toLocaleString("en")} ${names.length ? "other " : ""}${others === 1 ? "place" : "places"}`;
  const where = others > 0 ? [names.join(", "), more].filter(Boolean).join(" and ") : names.join(", ");
  const parts = cluster.quads.flatMap((count, quad) => (count ? [`${count.toLocaleString("en")} ${QUADS[quad] ?? ""}`] : []));
  return `${where ? `${where}: ` : ""}${cluster.total.toLocaleString("en")} ${cluster.total === 1 ? "incident" : "incidents"} (${parts.join(", ")})`;
}

function ring(cluster: Cluster, size: number): SVGElement {
  const svg = shape("svg", { viewBox: "-20 -20 40 40", width: size, height: size, "aria-hidden": "true" });
  svg.append(shape("circle", { r: 17, class: "disc" }));
  let before = 0;
  const round = 2 * Math.PI * 17;
  cluster.quads.forEach((count, quad) => {
    if (!count) return;
    const share = count / cluster.total;
    svg.append(shape("circle", {
      r: 17, class: `slice quad-${quad + 1}`, "stroke-dasharray": `${share * round} ${round}`, "stroke-dashoffset": -before * round,
      transform: "rotate(-90)",
    }));
    before += share;
  });
  const text = shape("text", { "text-anchor": "middle", dy: "0.35em" });
  if (cluster.total > 999 && cluster.total < 10_000) text.setAttribute("class", "long");
  text.textContent = cluster.total > 999 ? `${(cluster.total / 1000).toFixed(cluster.total > 9999 ? 0 : 1)}k` : String(cluster.total);
  svg.append(text);
  return svg;
}

export function makeMarker(cluster: Cluster): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  const isWide = cluster.precision !== null && WIDE.has(cluster.precision);
  button.className = `cluster${isWide ? " wide" : ""}`;
  button.title = describe(cluster);
  button.setAttribute("aria-label", describe(cluster));
  button.append(ring(cluster, markerSize(cluster.total)));
  return button;
}
