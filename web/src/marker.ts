// A cluster on the map: a ring that shows its shares of the four quads, its number inside, and words for those who listen.
import type { Cluster } from "./cluster";

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
  const names = [...new Set(cluster.places.map((place) => place.name).filter((name) => name !== null))];
  const where = names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} other places` : names.join(", ");
  const parts = cluster.quads.flatMap((count, quad) => (count ? [`${count} ${QUADS[quad] ?? ""}`] : []));
  return `${where ? `${where}: ` : ""}${cluster.total} ${cluster.total === 1 ? "incident" : "incidents"} (${parts.join(", ")})`;
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
  text.textContent = cluster.total > 9999 ? `${Math.round(cluster.total / 1000)}k` : String(cluster.total);
  svg.append(text);
  return svg;
}

export function makeMarker(cluster: Cluster): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  const isWide = cluster.places.every((place) => WIDE.has(place.precision));
  button.className = `cluster${isWide ? " wide" : ""}`;
  button.title = describe(cluster);
  button.setAttribute("aria-label", describe(cluster));
  button.append(ring(cluster, Math.round(26 + 9 * Math.log10(cluster.total))));
  return button;
}
