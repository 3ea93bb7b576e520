// Names of countries and provinces over the map, as plain elements: nothing to download, and the reader's own fonts.
import type { Map as MapLibre } from "maplibre-gl";
import type { Geography } from "./basemap";

interface Label {
  at: [number, number];
  text: string;
  kind: "country" | "province" | "dispute";
  area: number;
}

const PROVINCE_ZOOM = 5.4;
const DISPUTE_ZOOM = 3.5;
const ROOM = { country: 4.2, province: 5.5, dispute: 4.5 }; // pixels of its country, province or line that a letter needs
const MOST = 60;
const MARKER = 22; // half a marker's width
const SHIFTS = [0, MARKER + 12, -MARKER - 12]; // a name that a marker would cover goes below or above it

type Box = [number, number, number, number];

function labelsOf(collection: GeoJSON.FeatureCollection | null, kind: Label["kind"]): Label[] {
  return (collection?.features ?? []).flatMap(({ properties }) => {
    const { name, at, area } = (properties ?? {}) as { name?: string; at?: [number, number]; area?: number };
    return name && at && area ? [{ at, text: name, kind, area }] : [];
  });
}

function disputesOf(collection: GeoJSON.FeatureCollection): Label[] {
  return collection.features.flatMap(({ geometry, properties }) => {
    const { name, length } = (properties ?? {}) as { name?: string; length?: number };
    if (geometry?.type !== "Point" || !name || !length) return [];
    return [{ at: geometry.coordinates as [number, number], text: name, kind: "dispute" as const, area: length * length }];
  });
}

function overlap(one: Box, other: Box): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

export class Labels {
  private readonly layer = document.createElement("div");
  private readonly pool: HTMLSpanElement[] = [];
  private labels: Label[] = [];
  private markers: [number, number][] = [];

  constructor(private readonly map: MapLibre) {
    this.layer.className = "map-labels";
    this.layer.setAttribute("aria-hidden", "true");
    map.getCanvasContainer().append(this.layer);
    map.on("move", () => this.draw());
    map.on("resize", () => this.draw());
  }

  set(geography: Geography): void {
    const largest = (a: Label, b: Label) => b.area - a.area;
    this.labels = [
      ...labelsOf(geography.countries, "country").sort(largest),
      ...disputesOf(geography.disputes).sort(largest),
      ...labelsOf(geography.provinces, "province").sort(largest),
    ];
    this.draw();
  }

  /** Places of markers, which names don't cover. */
  avoid(points: [number, number][]): void {
    this.markers = points;
    this.draw();
  }

  private draw(): void {
    const zoom = this.map.getZoom(), bounds = this.map.getBounds();
    const taken: Box[] = this.markers.map((at) => {
      const { x, y } = this.map.project(at);
      return [x - MARKER, y - MARKER, x + MARKER, y + MARKER];
    });
    let used = 0;
    for (const label of this.labels) {
      if (used >= MOST) break;
      // A name is shown where its country or province is about as wide on the screen as the name.
      const pixels = Math.sqrt(label.area) * (512 / 360) * 2 ** zoom;
      if (pixels < label.text.length * ROOM[label.kind]) continue;
      if (label.kind === "country" ? zoom > 7.5 : zoom < (label.kind === "province" ? PROVINCE_ZOOM : DISPUTE_ZOOM)) continue;
      if (!bounds.contains(label.at)) continue;
      const { x, y: middle } = this.map.project(label.at);
      const half = label.text.length * 3.6 + 4;
      const boxes = SHIFTS.map((shift): Box => [x - half, middle + shift - 9, x + half, middle + shift + 9]);
      const box = boxes.find((one) => !taken.some((other) => overlap(one, other)));
      if (!box) continue;
      taken.push(box);
      const y = box[1] + 9;
      const element = this.element(used);
      used += 1;
      if (element.textContent !== label.text) element.textContent = label.text;
      element.className = label.kind;
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`;
    }
    this.pool.forEach((element, index) => { element.hidden = index >= used; });
  }

  private element(index: number): HTMLSpanElement {
    const known = this.pool[index];
    if (known) return known;
    const made = document.createElement("span");
    this.pool.push(made);
    this.layer.append(made);
    return made;
  }
}
