// The map of all incidents that the filters leave: it follows the filter form, and sets it.
import { Marker, type Map as MapLibre } from "maplibre-gl";
import { boundsOf } from "./area";
import { Background, makeMap } from "./basemap";
import { clusterPlaces, type Cluster, type Place } from "./cluster";
import { CHANGED, currentQuery, filterForm, setFilters } from "./filters";
import { Labels } from "./labels";
import { makeMarker } from "./marker";
import { Areas } from "./uncertainty";

const CLUSTER_PIXELS = 46;
const SAME_PLACE = 0.02;
const SMALLEST_AREA = 16; // pixels of radius: smaller ones lie under their marker
const LARGEST_AREA = 220;
const LARGEST_KM = 300; // wider ones hide the map; they are drawn when pointed at
const MOST_AREAS = 60;

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
  history.replaceState(history.state, "", address.href.replaceAll("%2F", "/"));
}

function boxOf(map: MapLibre): string {
  const bounds = map.getBounds();
  const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value)).toFixed(3);
  return [clamp(bounds.getWest(), 180), clamp(bounds.getSouth(), 90), clamp(bounds.getEast(), 180), clamp(bounds.getNorth(), 90)].join(",");
}

class Overview {
  private places: Place[] = [];
  private markers: Marker[] = [];
  private chosen: Place | null = null;
  private inView: Place[] = [];
  private asked = "none";
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
    await this.background.start();
    this.map.on("moveend", () => { this.drawMarkers(); keepView(this.map); });
    document.addEventListener(CHANGED, () => void this.load());
    document.addEventListener("pointerover", (event) => this.point(event));
    document.addEventListener("focusin", (event) => this.point(event));
    document.querySelector("[data-map-area]")?.addEventListener("click", () => setFilters({ bbox: boxOf(this.map) }));
    document.querySelector("[data-map-outside]")?.addEventListener("click", () => this.fit(true));
    await this.load();
    this.element.dataset["ready"] = "";
  }

  private async load(): Promise<void> {
    const query = currentQuery(["view", "sort", "limit", "after"]);
    if (query === this.asked) return;
    const isFirst = this.asked === "none";
    this.asked = query;
    const answer = await fetch(`${this.element.dataset["places"] ?? ""}${query}`);
    if (!answer.ok || query !== this.asked) return;
    const { places } = (await answer.json()) as { places: Place[] };
    this.places = places;
    const inside = this.map.getBounds();
    const isAway = isFirst ? !viewFromAddress() : !this.places.some((place) => inside.contains(place.at));
    if (isAway) this.fit(false);
    this.drawMarkers();
  }

  /** Look at all places; those known only by their country or a wide region count where there are no others, or where all are wanted. */
  private fit(all: boolean): void {
    const points = (places: Place[]) => boundsOf(places.map((place) => place.at));
    const bounds = (all ? null : points(this.places.filter((place) => place.precision !== "country" && (place.radius ?? 0) <= LARGEST_KM))) ?? points(this.places);
    const legend = this.element.clientWidth > 600 ? 180 : 60; // what the legend covers on the right
    if (bounds) this.map.fitBounds(bounds, { padding: { top: 60, bottom: 60, left: 60, right: legend }, maxZoom: 6, animate: false });
  }

  private sayWhatIsOutside(shown: number): void {
    const placed = this.places.reduce((sum, place) => sum + place.total, 0);
    const button = document.querySelector<HTMLElement>("[data-map-outside]");
    if (!button) return;
    button.hidden = placed === shown;
    button.textContent = `${placed - shown} more outside of this view`;
    const unplaced = Number(document.querySelector<HTMLElement>("[data-total]")?.dataset["total"] ?? placed) - placed;
    const note = document.querySelector<HTMLElement>("[data-map-unplaced]");
    if (note) note.textContent = unplaced > 0 ? `${unplaced} without a place` : "";
  }

  private drawMarkers(): void {
    const clusters = clusterPlaces(this.places, Math.round(this.map.getZoom() * 2) / 2, CLUSTER_PIXELS);
    const bounds = this.map.getBounds();
    for (const marker of this.markers) marker.remove();
    const visible = clusters.filter((cluster) => bounds.contains(cluster.at));
    this.markers = visible.map((cluster) => {
      const element = makeMarker(cluster);
      element.addEventListener("click", () => this.open(cluster));
      return new Marker({ element }).setLngLat(cluster.at).addTo(this.map);
    });
    this.labels?.avoid(visible.map((cluster) => cluster.at));
    this.sayWhatIsOutside(visible.reduce((sum, cluster) => sum + cluster.total, 0));
    this.inView = visible.flatMap((cluster) => cluster.places);
    this.drawAreas();
  }

  /** Areas that can be told apart at this zoom, each once; a whole country only when it is pointed at. */
  private drawAreas(): void {
    const seen = new Map<string, Place>();
    for (const place of this.inView) {
      const pixels = (place.radius ?? 0) / ((78.27 * Math.cos((place.at[1] * Math.PI) / 180)) / 2 ** this.map.getZoom());
      if (place.precision === "country" || (place.radius ?? 0) > LARGEST_KM || pixels < SMALLEST_AREA || pixels > LARGEST_AREA || seen.size >= MOST_AREAS) continue;
      seen.set(`${place.at} ${place.precision} ${place.radius}`, place);
    }
    this.areas?.show([...seen.values()], this.chosen);
  }

  /** A cluster of several places is looked at more closely; one place becomes the filter. */
  private open(cluster: Cluster): void {
    const bounds = boundsOf(cluster.places.map((place) => place.at));
    if (!bounds) return;
    const [west, south, east, north] = bounds;
    const canSplit = Math.max(east - west, north - south) > SAME_PLACE && this.map.getZoom() < this.map.getMaxZoom() - 0.5;
    if (canSplit) this.map.fitBounds(bounds, { padding: 80 });
    else setFilters({ bbox: [west - SAME_PLACE, south - SAME_PLACE, east + SAME_PLACE, north + SAME_PLACE].map((x) => x.toFixed(3)).join(",") });
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
  return { at: [Number(longitude), Number(latitude)], radius: Number(radius) || null, precision, quads: [0, 0, 0, 0], total: 1, name: null };
}

export function startOverview(element: HTMLElement): void {
  const map = makeMap(element, viewFromAddress() ?? { center: [25, 25], zoom: 1.2 });
  if (!map) {
    element.classList.add("no-map");
    return;
  }
  map.once("load", () => void new Overview(map, element).start());
}
