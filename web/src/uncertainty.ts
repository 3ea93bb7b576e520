// Where an incident may have happened is an area: a province's or country's own outline, else a circle of its radius.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { circle, holds } from "./area";
import type { Background } from "./basemap";
import type { Place } from "./cluster";
import { onSchemeChange, readPalette } from "./palette";

const SOURCE = "areas";

function outline(place: Place, background: Background): GeoJSON.Geometry | null {
  const { countries, provinces } = background.geography;
  const [x, y] = place.at;
  const among = place.precision === "country" ? countries : place.precision === "admin1" ? provinces : null;
  const found = among?.features.find(({ geometry }) => holds(geometry, x, y));
  if (found) return found.geometry;
  return place.radius ? circle(x, y, place.radius) : null;
}

export class Areas {
  constructor(private readonly map: MapLibre, private readonly background: Background) {
    map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    map.addLayer({ id: "areas-fill", type: "fill", source: SOURCE, paint: { "fill-opacity": ["case", ["get", "strong"], 0.22, 0.1] } });
    map.addLayer({ id: "areas-line", type: "line", source: SOURCE, paint: { "line-width": ["case", ["get", "strong"], 2, 1], "line-dasharray": [2, 2] } });
    this.colour();
    onSchemeChange(() => this.colour());
  }

  private colour(): void {
    const area = readPalette()["area"] ?? "#a33";
    this.map.setPaintProperty("areas-fill", "fill-color", area);
    this.map.setPaintProperty("areas-line", "line-color", area);
  }

  /** Draw the areas of these places, the chosen one stronger. */
  show(places: Place[], chosen: Place | null): void {
    const all = chosen && !places.includes(chosen) ? [...places, chosen] : places;
    const drawn = new Set<GeoJSON.Geometry>(); // a province is drawn once, however many places in it are known no better
    const features = all.flatMap((place): GeoJSON.Feature[] => {
      const geometry = outline(place, this.background);
      if (!geometry || (drawn.has(geometry) && place !== chosen)) return [];
      drawn.add(geometry);
      return [{ type: "Feature", geometry, properties: { strong: place === chosen } }];
    });
    void this.map.getSource<GeoJSONSource>(SOURCE)?.setData({ type: "FeatureCollection", features });
  }
}
