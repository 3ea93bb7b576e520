// Incidents on the map, as the server gathers them by squares of the screen; squares whose markers would overlap are joined.

/** Incidents of one part of the map: how many of each quad, at how many places, and the place's own facts where it is one. */
export interface Cluster {
  at: [number, number];
  bounds: [number, number, number, number];
  quads: number[];
  total: number;
  places: number;
  radius: number | null;
  precision: string | null;
  name: string | null;
  names: string[];
}

/** Somewhere that an incident may have happened. */
export interface Place {
  at: [number, number];
  radius: number | null;
  precision: string;
  name?: string | null;
}

interface Drawn {
  cluster: Cluster;
  x: number;
  y: number;
}

function join(one: Cluster, other: Cluster): void {
  const [west, south, east, north] = one.bounds, [left, bottom, right, top] = other.bounds;
  one.bounds = [Math.min(west, left), Math.min(south, bottom), Math.max(east, right), Math.max(north, top)];
  one.total += other.total;
  one.places += other.places;
  one.quads = one.quads.map((count, quad) => count + (other.quads[quad] ?? 0));
  if (other.name) one.names.push(other.name);
  [one.radius, one.precision, one.name] = [null, null, null];
}

/** How many pixels wide the marker of so many incidents is. */
export function markerSize(total: number): number {
  return Math.round(26 + 8 * Math.log10(total));
}

const LARGEST = markerSize(1e6);
const OVERLAP = 0.92; // of the distance at which two markers would touch

/** Join clusters whose markers would overlap at a zoom (tiles of 512), the fullest first. */
export function joinNear(clusters: Cluster[], zoom: number): Cluster[] {
  const size = 512 * 2 ** zoom;
  const cells = new Map<string, Drawn[]>();
  const found: Cluster[] = [];
  for (const given of [...clusters].sort((a, b) => b.total - a.total)) {
    const x = ((given.at[0] + 180) / 360) * size;
    const sine = Math.min(0.9999, Math.max(-0.9999, Math.sin((given.at[1] * Math.PI) / 180)));
    const y = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size;
    const column = Math.floor(x / LARGEST), row = Math.floor(y / LARGEST);
    const near = nearest(cells, column, row, x, y, markerSize(given.total));
    if (near) {
      join(near, given);
      continue;
    }
    const cluster = { ...given, names: given.name ? [given.name] : [] };
    found.push(cluster);
    const key = `${column}/${row}`;
    cells.set(key, [...(cells.get(key) ?? []), { cluster, x, y }]);
  }
  return found;
}

function nearest(cells: Map<string, Drawn[]>, column: number, row: number, x: number, y: number, size: number): Cluster | null {
  let best: Cluster | null = null, least = OVERLAP;
  for (let i = column - 1; i <= column + 1; i += 1) for (let j = row - 1; j <= row + 1; j += 1)
    for (const one of cells.get(`${i}/${j}`) ?? []) {
      const distance = Math.hypot(one.x - x, one.y - y) / ((size + markerSize(one.cluster.total)) / 2);
      if (distance < least) [best, least] = [one.cluster, distance];
    }
  return best;
}
