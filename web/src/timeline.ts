// Brushing the timeline: a drag over its bars sets the two dates of the filter form. Keys: the dates are plain inputs.
import { setFilters } from "./filters";

const DAY_MS = 86_400_000;

function dayAt(svg: SVGSVGElement, clientX: number): Date {
  const box = svg.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (clientX - box.left) / box.width));
  const first = Date.parse(svg.dataset["first"] ?? "");
  const last = Date.parse(svg.dataset["last"] ?? "") + DAY_MS;
  return new Date(Math.min(last - 1, first + share * (last - first)));
}

const iso = (day: Date): string => day.toISOString().slice(0, 10);

function drawBrush(svg: SVGSVGElement, from: number, to: number): void {
  const box = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.width / box.width;
  const brush = svg.querySelector<SVGRectElement>("[data-brush]");
  brush?.setAttribute("x", String((Math.min(from, to) - box.left) * scale));
  brush?.setAttribute("width", String(Math.max(1, Math.abs(to - from) * scale)));
}

export function startTimeline(): void {
  let start: { svg: SVGSVGElement; x: number } | null = null;
  document.addEventListener("pointerdown", (event) => {
    const svg = (event.target as Element).closest<SVGSVGElement>("svg[data-timeline]");
    if (!svg || event.button !== 0) return;
    start = { svg, x: event.clientX };
    event.preventDefault();
    svg.classList.add("brushing");
  });
  document.addEventListener("pointermove", (event) => {
    if (start) drawBrush(start.svg, start.x, event.clientX);
  });
  document.addEventListener("pointerup", (event) => {
    if (!start) return;
    const { svg, x } = start;
    start = null;
    svg.classList.remove("brushing");
    const [from, to] = [dayAt(svg, Math.min(x, event.clientX)), dayAt(svg, Math.max(x, event.clientX))];
    setFilters({ since: iso(from), until: iso(to) });
  });
  document.addEventListener("pointercancel", () => {
    start?.svg.classList.remove("brushing");
    start = null;
  });
}
