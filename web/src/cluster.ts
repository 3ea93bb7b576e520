// Places that would overlap on the screen are shown as one, which says what it holds.

/** Incidents at one place, as the server groups them: how many of each quad, and a name where there is one. */
export interface Place {
  at: [number, number];
  radius: number | null;
  precision: string;
  quads: [number, number, number, number];
  total: number;
  name: string | null;
}

export interface Cluster {
  at: [number, number];
  quads: number[];
  total: number;
  places: Place[];
}

/** Join places less than `pixels` apart at a zoom (tiles of 512), the largest first; independent of what is in view. */
export function clusterPlaces(places: Place[], zoom: number, pixels: number): Cluster[] {
  const size = 512 * 2 ** zoom;
  const cells = new Map<string, { cluster: Cluster; x: number; y: number }[]>();
  const found: Cluster[] = [];
  for (const place of [...places].sort((a, b) => b.total - a.total)) {
    const x = ((place.at[0] + 180) / 360) * size;
    const sine = Math.min(0.9999, Math.max(-0.9999, Math.sin((place.at[1] * Math.PI) / 180)));
    const y = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size;
    const column = Math.floor(x / pixels), row = Math.floor(y / pixels);
    const near = nearest(cells, column, row, x, y, pixels);
    if (near) {
      near.places.push(place);
      near.total += place.total;
      place.quads.forEach((count, quad) => { near.quads[quad] = (near.quads[quad] ?? 0) + count; });
      continue;
    }
    const cluster = { at: place.at, quads: [...place.quads], total: place.total, places: [place] };
    found.push(cluster);
    const key = `${column}/${row}`;
    cells.set(key, [...(cells.get(key) ?? []), { cluster, x, y }]);
  }
  return found;
}

function nearest(cells: Map<string, { cluster: Cluster; x: number; y: number }[]>, column: number, row: number, x: number, y: number, pixels: number): Cluster | null {
  let best: Cluster | null = null, least = pixels;
  for (let i = column - 1; i <= column + 1; i += 1) for (let j = row - 1; j <= row + 1; j += 1)
    for (const one of cells.get(`${i}/${j}`) ?? []) {
      const distance = Math.hypot(one.x - x, one.y - y);
      if (distance < least) [best, least] = [one.cluster, distance];
    }
  return best;
}
