// Shapes on the globe.

const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** A ring of points that lie `radiusKm` from a point, as a GeoJSON polygon. */
export function circle(longitude: number, latitude: number, radiusKm: number, corners = 64): GeoJSON.Polygon {
  const angle = Math.min(radiusKm / EARTH_KM, Math.PI / 2 - 0.01);
  const lat = latitude * RADIANS;
  const ring = Array.from({ length: corners + 1 }, (_, index) => {
    const bearing = (2 * Math.PI * (index % corners)) / corners;
    const sine = Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing);
    const turn = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * sine);
    return [longitude + turn / RADIANS, Math.asin(sine) / RADIANS];
  });
  return { type: "Polygon", coordinates: [ring] };
}

function ringHolds(ring: GeoJSON.Position[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[j] ?? [];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Whether a polygon's outer ring holds a point and none of its holes does. */
export function holds(geometry: GeoJSON.Geometry | null, x: number, y: number): boolean {
  if (geometry?.type === "Polygon") return polygonHolds(geometry.coordinates, x, y);
  return geometry?.type === "MultiPolygon" && geometry.coordinates.some((polygon) => polygonHolds(polygon, x, y));
}

function polygonHolds(rings: GeoJSON.Position[][], x: number, y: number): boolean {
  return rings.every((ring, index) => ringHolds(ring, x, y) === (index === 0));
}

/** West, south, east and north of points; null where there are none. */
export function boundsOf(points: GeoJSON.Position[]): [number, number, number, number] | null {
  if (!points.length) return null;
  const xs = points.map(([x = 0]) => x), ys = points.map(([, y = 0]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
