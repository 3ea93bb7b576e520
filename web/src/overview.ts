// The map of all incidents that the filters leave: it follows the filter form, and sets it.
import { Marker, type Map as MapLibre } from "maplibre-gl";
import { Background, makeMap } from "./basemap";
import { joinNear, type Cluster, type Place } from "./cluster";
import { Drawing } from "./drawing";
import { CHANGED, currentQuery, filterForm, setFilters } from "./filters";
import { Labels } from "./labels";
import { makeMarker } from "./marker";
import { Areas } from "./uncertainty";

const SAME_PLACE = 0.02;
const MARGIN = 0.35; // of the view's size is asked for around it, so that small moves need no new answer

type Bounds = [number, number, number, number];

interface Answer {
  clusters: Cluster[];
  areas: Place[];
  total: number;
  bounds: Bounds | null;
  near: Bounds | null;
}

interface Asked {
  query: string;
  zoom: number;
  box: Bounds;
}

function viewFromAddress(): { center: [number, number]; zoom: number } | null {
  const [zoom, latitude, longitude] = (new URLSearchParams(location.search).get("view") ?? "").split("/").map(Number);
  const isView = [zoom, latitude, longitude].every((value) => value !== undefined && Number.isFinite(value));
  return isView ? { center: [longitude ?? 0, latitude ?? 0], zoom: zoom ?? 1 } : null;
}

function keepView(map: MapLibre): void {
  const { lng, lat } = map.getCenter().wrap();
  const view = `${map.getZoom().toFixed(1)}/${lat.toFixed(2)}/${lng.toFixed(2)}`;
  const field = filterForm()?.elements.namedItem("view");
  if (field instanceof HTMLInputElement) field.value = view;
  const address = new URL(location.href);
  address.searchParams.set("view", view);
  history.replaceState(history.state, "", address.href.replaceAll("%2F", "/").replaceAll("%2C", ","));
}

function boxOf(map: MapLibre): string {
  const bounds = map.getBounds();
  const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value)).toFixed(3);
  return [clamp(bounds.getWest(), 180), clamp(bounds.getSouth(), 90), clamp(bounds.getEast(), 180), clamp(bounds.getNorth(), 90)].join(",");
}

/** The view with a margin around it. */
function wideBox(map: MapLibre): Bounds {
  const bounds = map.getBounds();
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  if (east - west >= 300) return [-180, -90, 180, 90];
  const aside = (east - west) * MARGIN, above = (north - south) * MARGIN;
  const turn = Math.round((west + east) / 720) * 360; // so that the middle lies within 180 degrees
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return [round(west - aside - turn), round(Math.max(-90, south - above)), round(east + aside - turn), round(Math.min(90, north + above))];
}

class Overview {
  private answer: Answer = { clusters: [], areas: [], total: 0, bounds: null, near: null };
  private markers: Marker[] = [];
  private chosen: Place | null = null;
  private asked: Asked | null = null;
  private pointedAt = "";
  private readonly labels: Labels | null;
  private readonly background: Background;
  private areas: Areas | null = null;

  constructor(private readonly map: MapLibre, private readonly element: HTMLElement) {
    this.labels = element.dataset["tiles"] ? null : new Labels(map); // a tile style has names of its own
    this.background = new Background(map, element, () => {
      this.labels?.set(this.background.geography);
      this.drawAreas();
    });
  }

  async start(): Promise<void> {
    this.areas = new Areas(this.map, this.background);
    const drawing = new Drawing(this.map, this.element, (area) => setFilters({ area, bbox: "" }));
    await this.background.start();
    this.map.on("moveend", () => { keepView(this.map); void this.load(); });
    document.addEventListener(CHANGED, () => { drawing.showChosen(); void this.load(); });
    document.addEventListener("pointerover", (event) => this.point(event));
    document.addEventListener("focusin", (event) => this.point(event));
    document.querySelector("[data-map-area]")?.addEventListener("click", () => setFilters({ bbox: boxOf(this.map), area: "" }));
    document.querySelector("[data-map-outside]")?.addEventListener("click", () => this.fit(true));
    document.querySelector<HTMLElement>(".map-tools")?.removeAttribute("hidden");
    drawing.showChosen();
    await this.load();
    this.element.dataset["ready"] = "";
  }

  private now(): Asked {
    const query = currentQuery(["view", "sort", "limit", "after"]);
    return { query, zoom: Math.round(this.map.getZoom() * 2) / 2, box: wideBox(this.map) };
  }

  /** Whether the answer at hand holds what is to be shown. */
  private isKnown(now: Asked): boolean {
    if (!this.asked || this.asked.query !== now.query || this.asked.zoom !== now.zoom) return false;
    const [west, south, east, north] = this.asked.box, bounds = this.map.getBounds();
    if (east - west >= 360) return true;
    const turn = Math.round((bounds.getWest() + bounds.getEast() - west - east) / 720) * 360;
    return bounds.getWest() - turn >= west && bounds.getEast() - turn <= east
      && Math.max(-90, bounds.getSouth()) >= south && Math.min(90, bounds.getNorth()) <= north;
  }

  private async load(): Promise<void> {
    const now = this.now();
    if (this.isKnown(now)) {
      this.draw();
      return;
    }
    const before = this.asked;
    this.asked = now;
    const parts = new URLSearchParams(now.query);
    parts.set("zoom", String(now.zoom));
    parts.set("box", now.box.join(","));
    const found = await fetch(`${this.element.dataset["places"] ?? ""}?${parts}`);
    if (this.asked !== now) return; // something else was asked meanwhile
    if (!found.ok) {
      this.asked = before;
      return;
    }
    this.answer = (await found.json()) as Answer;
    const isOther = before?.query !== now.query;
    const inside = this.map.getBounds();
    const isAway = before ? !this.answer.clusters.some((cluster) => inside.contains(cluster.at)) : !viewFromAddress();
    if (isOther && isAway && this.answer.total) this.fit(false);
    this.draw();
    this.element.dataset["shown"] = `${now.zoom} ${now.query}`;
  }

  /** Look at all places; those known only by their country or a wide region count where there are no others, or where all are wanted. */
  private fit(all: boolean): void {
    const bounds = (all ? null : this.answer.near) ?? this.answer.bounds;
    if (bounds) this.map.fitBounds(bounds, { padding: 60, maxZoom: 6, animate: false });
  }

  private sayWhatIsOutside(shown: number): void {
    const placed = this.answer.total;
    const button = document.querySelector<HTMLElement>("[data-map-outside]");
    if (!button) return;
    button.hidden = placed <= shown;
    button.textContent = `${(placed - shown).toLocaleString("en")} more outside of this view`;
    const unplaced = Number(document.querySelector<HTMLElement>("[data-total]")?.dataset["total"] ?? placed) - placed;
    const note = document.querySelector<HTMLElement>("[data-map-unplaced]");
    if (note) note.textContent = unplaced > 0 ? `${unplaced.toLocaleString("en")} without a place` : "";
  }

  private draw(): void {
    const joined = joinNear(this.answer.clusters, Math.round(this.map.getZoom() * 2) / 2);
    const bounds = this.map.getBounds();
    const visible = joined.filter((cluster) => bounds.contains(cluster.at));
    for (const marker of this.markers) marker.remove();
    // From the top left to the bottom right, which is the order in which keys reach them.
    visible.sort((a, b) => Math.round((b.at[1] - a.at[1]) * 2 ** this.map.getZoom() / 64) || a.at[0] - b.at[0]);
    this.markers = visible.map((cluster) => {
      const element = makeMarker(cluster);
      element.addEventListener("click", () => this.open(cluster));
      return new Marker({ element }).setLngLat(cluster.at).addTo(this.map);
    });
    this.labels?.avoid(visible.map((cluster) => cluster.at));
    this.sayWhatIsOutside(visible.reduce((sum, cluster) => sum + cluster.total, 0));
    this.drawAreas();
  }

  private drawAreas(): void {
    this.areas?.show(this.answer.areas, this.chosen);
  }

  /** A cluster of several places is looked at more closely; one place becomes the filter. */
  private open(cluster: Cluster): void {
    const [west, south, east, north] = cluster.bounds;
    const canSplit = Math.max(east - west, north - south) > SAME_PLACE && this.map.getZoom() < this.map.getMaxZoom() - 0.5;
    if (canSplit) this.map.fitBounds(cluster.bounds, { padding: 80 });
    else setFilters({ area: "", bbox: [west - SAME_PLACE, south - SAME_PLACE, east + SAME_PLACE, north + SAME_PLACE].map((x) => x.toFixed(3)).join(",") });
  }

  /** An incident pointed at in the list shows its area on the map. */
  private point(event: Event): void {
    const at = (event.target as Element).closest<HTMLElement>("[data-at]")?.dataset["at"] ?? "";
    if (at === this.pointedAt) return;
    this.pointedAt = at;
    this.chosen = placeAt(at);
    this.drawAreas();
  }
}

function placeAt(words: string): Place | null {
  const [longitude, latitude, radius, precision] = words.split(",");
  if (precision === undefined) return null;
  return { at: [Number(longitude), Number(latitude)], radius: Number(radius) || null, precision };
}

export function startOverview(element: HTMLElement): void {
  const map = makeMap(element, viewFromAddress() ?? { center: [25, 25], zoom: 1.2 });
  if (!map) {
    element.classList.add("no-map");
    return;
  }
  map.once("load", () => void new Overview(map, element).start());
}
