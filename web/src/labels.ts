// Names of countries and provinces over the map, as plain elements: nothing to download, and the reader's own fonts.
import type { Map as MapLibre } from "maplibre-gl";
import type { Geography } from "./basemap";

interface Label {
  at: [number, number];
  text: string;
  kind: "country" | "province";
  area: number;
}

const PROVINCE_ZOOM = 5.4;
const MOST = 60;

function labelsOf(collection: GeoJSON.FeatureCollection | null, kind: Label["kind"]): Label[] {
  return (collection?.features ?? []).flatMap(({ properties }) => {
    const { name, at, area } = (properties ?? {}) as { name?: string; at?: [number, number]; area?: number };
    return name && at && area ? [{ at, text: name, kind, area }] : [];
  });
}

export class Labels {
  private readonly layer = document.createElement("div");
  private readonly pool: HTMLSpanElement[] = [];
  private labels: Label[] = [];

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
      ...labelsOf(geography.provinces, "province").sort(largest),
    ];
    this.draw();
  }

  private draw(): void {
    const zoom = this.map.getZoom(), bounds = this.map.getBounds();
    const taken: [number, number, number, number][] = [];
    let used = 0;
    for (const label of this.labels) {
      if (used >= MOST) break;
      // A name is shown where its country or province is about as wide on the screen as the name.
      const pixels = Math.sqrt(label.area) * (512 / 360) * 2 ** zoom;
      if (pixels < label.text.length * (label.kind === "country" ? 4.2 : 5.5)) continue;
      if (label.kind === "province" ? zoom < PROVINCE_ZOOM : zoom > 7.5) continue;
      if (!bounds.contains(label.at)) continue;
      const { x, y } = this.map.project(label.at);
      const half = label.text.length * 3.6 + 4;
      const box: [number, number, number, number] = [x - half, y - 9, x + half, y + 9];
      if (taken.some((one) => one[0] < box[2] && box[0] < one[2] && one[1] < box[3] && box[1] < one[3])) continue;
      taken.push(box);
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
