declare module "htmx.org/dist/htmx.esm.js";
declare module "topojson-client" {
  export function feature(topology: Topology, object: unknown): GeoJSON.FeatureCollection;
}
interface Topology {
  type: "Topology";
  objects: Record<string, unknown>;
  arcs: unknown[];
}
