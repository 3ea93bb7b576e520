// The background: shipped countries and provinces, or the style that the desk was told to use.
import { AttributionControl, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { feature } from "topojson-client";
import { onSchemeChange, readPalette, type Palette } from "./palette";

export interface Geography {
  countries: GeoJSON.FeatureCollection;
  provinces: GeoJSON.FeatureCollection | null;
  disputes: GeoJSON.FeatureCollection;
}

export const DETAIL_ZOOM = 4.2;
const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const SOURCES = ["countries", "borders", "disputed", "inner"] as const;

function line(id: string, source: string, colour: string, width: number, dashes: boolean, zooms: object): LayerSpecification {
  return {
    id, source, type: "line", ...zooms,
    layout: { "line-join": "round" },
    paint: { "line-color": colour, "line-width": width, ...(dashes ? { "line-dasharray": [3, 2] } : {}) },
  };
}

function layersOf(level: string, colours: Palette, zooms: object): LayerSpecification[] {
  const get = (name: string) => colours[name] ?? "#888";
  return [
    { id: `${level}-land`, source: `${level}-countries`, type: "fill", ...zooms, paint: { "fill-color": get("land"), "fill-antialias": true } },
    { id: `${level}-coast`, source: `${level}-countries`, type: "line", ...zooms, paint: { "line-color": get("land"), "line-width": 0.6 } },
    line(`${level}-inner`, `${level}-inner`, get("inner"), 0.8, false, zooms),
    line(`${level}-borders`, `${level}-borders`, get("border"), 1.2, false, zooms),
    line(`${level}-disputed`, `${level}-disputed`, get("disputed"), 1.4, true, zooms),
  ];
}

function shippedStyle(): StyleSpecification {
  const colours = readPalette();
  const sources = Object.fromEntries(["world", "detail"].flatMap((level) => SOURCES.map((name) => [`${level}-${name}`, { type: "geojson" as const, data: EMPTY, tolerance: 0.2 }])));
  return {
    version: 8,
    sources,
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours["sea"] ?? "#ddd" } },
      ...layersOf("world", colours, { maxzoom: DETAIL_ZOOM + 0.3 }),
      ...layersOf("detail", colours, { minzoom: DETAIL_ZOOM }),
    ],
  };
}

function recolour(map: MapLibre): void {
  for (const layer of shippedStyle().layers)
    for (const [name, value] of Object.entries(layer.paint ?? {}))
      if (map.getLayer(layer.id) && name.endsWith("color")) map.setPaintProperty(layer.id, name as never, value as never);
}

const loading = new Map<string, Promise<Topology>>();

function load(address: string): Promise<Topology> {
  const known = loading.get(address);
  if (known) return known;
  const found = fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json() as Promise<Topology>;
  });
  loading.set(address, found);
  return found;
}

/** Let the browser draw and listen before the next piece of work. */
const pause = () => new Promise((resolve) => { setTimeout(resolve, 0); });

async function fill(map: MapLibre, level: string, shape: Topology): Promise<void> {
  for (const name of SOURCES) {
    const object = shape.objects[name];
    const source = map.getSource<GeoJSONSource>(`${level}-${name}`);
    if (object && source) void source.setData(feature(shape, object));
    await pause();
  }
}

/** Shapes of countries, and of provinces once the map is close enough to need them or `whenDetailed` is awaited. */
export class Background {
  readonly geography: Geography = { countries: EMPTY, provinces: null, disputes: EMPTY };
  private detail: Promise<void> | null = null;

  constructor(readonly map: MapLibre, private readonly element: HTMLElement, private readonly changed: () => void) {}

  async start(): Promise<void> {
    const world = await load(this.element.dataset["world"] ?? "");
    this.geography.countries = feature(world, world.objects["countries"]);
    this.geography.disputes = feature(world, world.objects["disputes"]);
    await fill(this.map, "world", world);
    this.changed();
    const look = () => { if (this.map.getZoom() >= DETAIL_ZOOM - 0.4) void this.whenDetailed(); };
    this.map.on("zoom", look);
    look();
  }

  whenDetailed(): Promise<void> {
    this.detail ??= load(this.element.dataset["detail"] ?? "").then(async (shape) => {
      await pause();
      this.geography.provinces = feature(shape, shape.objects["provinces"]);
      this.geography.disputes = feature(shape, shape.objects["disputes"]);
      await fill(this.map, "detail", shape);
      this.changed();
    });
    return this.detail;
  }
}

/** A map in an element, or null where the browser can't draw one. */
export function makeMap(element: HTMLElement, view: { center: [number, number]; zoom: number }): MapLibre | null {
  setWorkerUrl(element.dataset["worker"] ?? "");
  const tiles = element.dataset["tiles"];
  try {
    const map = new MapLibre({
      container: element, style: tiles || shippedStyle(), ...view,
      minZoom: 0.4, maxZoom: tiles ? 18 : 11, attributionControl: false, dragRotate: false, pitchWithRotate: false,
      touchPitch: false, renderWorldCopies: true, fadeDuration: 0,
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new ScaleControl({}), "bottom-left");
    map.addControl(new AttributionControl({ compact: true, customAttribution: element.dataset["credit"] ?? "" }));
    if (!tiles) onSchemeChange(() => recolour(map));
    return map;
  } catch {
    return null;
  }
}
