// Drawing an area on the map: corners by click, a line by drag, or corners in the middle of the map by keys and buttons.
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { filterForm } from "./filters";
import { onSchemeChange, readPalette } from "./palette";

type Point = [number, number];

const SOURCE = "drawing";
const HOW = "Drag around the area, or click its corners.";
const BY_KEYS = " By keys: move the map with the arrows, Enter sets a corner in its middle, Shift+Enter finishes, Escape stops.";
const MOST_CORNERS = 60;
const NEAR = 10; // pixels: a click so near to the first corner closes the area
const DRAGGED = 24; // pixels: a longer drag is a line, a shorter one a click

/** Leave out points that lie less than `tolerance` beside the line through their neighbours. */
export function simplify(points: Point[], tolerance: number): Point[] {
  const first = points[0], last = points.at(-1);
  if (!first || !last || points.length < 3) return points;
  let furthest = 0, most = tolerance;
  points.forEach((point, index) => {
    const distance = aside(point, first, last);
    if (distance > most) [furthest, most] = [index, distance];
  });
  if (!furthest) return [first, last];
  return [...simplify(points.slice(0, furthest + 1), tolerance).slice(0, -1), ...simplify(points.slice(furthest), tolerance)];
}

function aside([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = Math.hypot(bx - ax, by - ay);
  return length ? Math.abs((by - ay) * x - (bx - ax) * y + bx * ay - by * ax) / length : Math.hypot(x - ax, y - ay);
}

/** Corners in the form of the address: longitude,latitude,… as exact as the zoom needs. */
export function written(corners: Point[], zoom: number): string {
  const middle = corners.reduce((sum, [x]) => sum + x, 0) / corners.length;
  const turn = Math.round(middle / 360) * 360;
  const digits = zoom < 5 ? 2 : zoom < 9 ? 3 : 4;
  return corners.flatMap(([x, y]) => [x - turn, y].map((value) => String(Number(value.toFixed(digits))))).join(",");
}

export function readCorners(words: string): Point[] {
  const numbers = words.split(",").map(Number);
  if (numbers.length < 6 || numbers.some((value) => !Number.isFinite(value))) return [];
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, index): Point => [numbers[2 * index] ?? 0, numbers[2 * index + 1] ?? 0]);
}

export class Drawing {
  private corners: Point[] = [];
  private line: Point[] = []; // in pixels, while it is drawn
  private isOn = false;

  constructor(private readonly map: MapLibre, private readonly element: HTMLElement, private readonly finished: (area: string) => void) {
    map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    map.addLayer({ id: "drawing-fill", type: "fill", source: SOURCE, paint: { "fill-opacity": 0.08 } });
    map.addLayer({ id: "drawing-line", type: "line", source: SOURCE, paint: { "line-width": 2.5 } });
    this.colour();
    onSchemeChange(() => this.colour());
    this.listen();
  }

  private colour(): void {
    const colour = readPalette()["focus"] ?? "#d9820f";
    this.map.setPaintProperty("drawing-fill", "fill-color", colour);
    this.map.setPaintProperty("drawing-line", "line-color", colour);
  }

  private button(name: string): HTMLButtonElement | null {
    return document.querySelector<HTMLButtonElement>(`[data-draw="${name}"]`);
  }

  private listen(): void {
    this.button("start")?.addEventListener("click", () => (this.isOn ? this.stop() : this.start()));
    this.button("corner")?.addEventListener("click", () => this.addMiddle());
    this.button("undo")?.addEventListener("click", () => this.undo());
    this.button("done")?.addEventListener("click", () => this.finish());
    const canvas = this.map.getCanvasContainer();
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.drag(event));
    canvas.addEventListener("pointerup", (event) => this.release(event));
    canvas.addEventListener("pointercancel", () => { this.line = []; });
    this.element.addEventListener("keydown", (event) => this.key(event), { capture: true });
  }

  private start(): void {
    this.isOn = true;
    this.corners = [];
    this.map.dragPan.disable();
    this.map.doubleClickZoom.disable();
    this.map.boxZoom.disable();
    this.show();
    this.map.getCanvas().focus();
  }

  private stop(): void {
    this.isOn = false;
    this.corners = [];
    this.map.dragPan.enable();
    this.map.doubleClickZoom.enable();
    this.map.boxZoom.enable();
    this.showChosen();
  }

  private at(event: PointerEvent): Point {
    const box = this.map.getCanvas().getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  private press(event: PointerEvent): void {
    if (!this.isOn || event.button !== 0) return;
    event.preventDefault();
    this.line = [this.at(event)];
    this.map.getCanvasContainer().setPointerCapture(event.pointerId);
  }

  private drag(event: PointerEvent): void {
    const last = this.line.at(-1);
    if (!last) return;
    const here = this.at(event);
    if (Math.hypot(here[0] - last[0], here[1] - last[1]) < 3) return;
    this.line.push(here);
    this.put(this.line.map((point) => this.placed(point)), false);
  }

  private release(event: PointerEvent): void {
    const line = this.line;
    const first = line[0];
    this.line = [];
    if (!this.isOn || !first) return;
    const length = line.slice(1).reduce((sum, point, index) => sum + Math.hypot(point[0] - (line[index]?.[0] ?? 0), point[1] - (line[index]?.[1] ?? 0)), 0);
    if (length < DRAGGED) {
      this.add(this.at(event));
      return;
    }
    let kept = line;
    for (let tolerance = 1.5; kept.length > MOST_CORNERS || tolerance === 1.5; tolerance *= 1.5) kept = simplify(line, tolerance);
    this.corners = kept.map((point) => this.placed(point));
    this.finish();
  }

  private placed(point: Point): Point {
    const { lng, lat } = this.map.unproject(point);
    return [lng, Math.max(-90, Math.min(90, lat))];
  }

  private add(point: Point): void {
    const start = this.corners[0] && this.map.project(this.corners[0]);
    if (start && this.corners.length > 2 && Math.hypot(start.x - point[0], start.y - point[1]) < NEAR) {
      this.finish();
      return;
    }
    if (this.corners.length < MOST_CORNERS) this.corners.push(this.placed(point));
    this.show();
  }

  private addMiddle(): void {
    const { lng, lat } = this.map.getCenter();
    this.corners.push([lng, lat]);
    this.show();
  }

  private undo(): void {
    this.corners.pop();
    this.show();
  }

  private key(event: KeyboardEvent): void {
    if (!this.isOn || (event.target as Element).closest("button")) return;
    const act = { Enter: () => (event.shiftKey ? this.finish() : this.addMiddle()), Escape: () => this.stop(), Backspace: () => this.undo() }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  private finish(): void {
    if (this.corners.length < 3) {
      this.show();
      return;
    }
    const area = written(this.corners, this.map.getZoom());
    this.stop();
    this.finished(area);
    this.button("start")?.focus();
  }

  private show(): void {
    this.put(this.corners, this.corners.length > 2);
    this.tell();
  }

  /** The area of the filter in force. */
  showChosen(): void {
    if (this.isOn) return;
    const field = filterForm()?.elements.namedItem("area");
    this.put(readCorners(field instanceof HTMLInputElement ? field.value : ""), true);
    this.tell();
  }

  private put(points: Point[], isClosed: boolean): void {
    const first = points[0];
    const geometry: GeoJSON.Geometry | null = !first ? null
      : isClosed ? { type: "Polygon", coordinates: [[...points, first]] }
      : { type: "LineString", coordinates: points.length > 1 ? points : [first, [first[0] + 1e-6, first[1]]] };
    const features: GeoJSON.Feature[] = geometry ? [{ type: "Feature", geometry, properties: {} }] : [];
    void this.map.getSource<GeoJSONSource>(SOURCE)?.setData({ type: "FeatureCollection", features });
  }

  private tell(): void {
    const start = this.button("start"), tools = document.querySelector<HTMLElement>("[data-draw-tools]"), help = document.querySelector("[data-draw-help]");
    this.element.classList.toggle("drawing", this.isOn);
    start?.setAttribute("aria-pressed", String(this.isOn));
    if (start) start.textContent = this.isOn ? "Stop drawing" : "Draw an area";
    if (tools) tools.hidden = !this.isOn;
    const done = this.button("done"), undo = this.button("undo");
    if (done) done.disabled = this.corners.length < 3;
    if (undo) undo.disabled = !this.corners.length;
    const count = this.corners.length;
    if (help) help.textContent = !this.isOn ? "" : count
      ? `${count} ${count === 1 ? "corner" : "corners"}${count < 3 ? ", three are needed" : ""}`
      : HOW + (matchMedia("(pointer: fine)").matches ? BY_KEYS : "");
  }
}
