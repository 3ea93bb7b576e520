// The small map of one incident: its places and their areas of uncertainty.
import { Marker } from "maplibre-gl";
import { boundsOf, circle } from "./area";
import { Background, makeMap } from "./basemap";
import type { Place } from "./cluster";
import { Labels } from "./labels";
import { Areas } from "./uncertainty";

interface Pin extends Place {
  main: boolean;
}

function pinElement(place: Pin): HTMLElement {
  const element = document.createElement("div");
  element.className = `pin${place.main ? " main" : ""}`;
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", place.name ?? "place");
  return element;
}

export function startPlaceMap(element: HTMLElement): void {
  const places = JSON.parse(element.dataset["pins"] ?? "[]") as Pin[];
  const first = places[0];
  if (!first) return;
  const map = makeMap(element, { center: first.at, zoom: 4 });
  if (!map) {
    element.classList.add("no-map");
    return;
  }
  map.scrollZoom.disable();
  map.once("load", async () => {
    const labels = element.dataset["tiles"] ? null : new Labels(map);
    const background: Background = new Background(map, element, () => {
      labels?.set(background.geography);
      areas.show(places, places[0] ?? null);
    });
    const areas = new Areas(map, background);
    await background.start();
    const corners = places.flatMap((place) => (place.radius ? circle(place.at[0], place.at[1], place.radius, 8).coordinates[0] ?? [] : [place.at]));
    const bounds = boundsOf(corners);
    if (bounds) map.fitBounds(bounds, { padding: 40, maxZoom: 8, animate: false });
    if (places.some((place) => place.precision === "admin1")) await background.whenDetailed();
    for (const place of places)
      if (place.precision === "exact" || place.precision === "near") new Marker({ element: pinElement(place) }).setLngLat(place.at).addTo(map);
    element.dataset["ready"] = "";
  });
}
