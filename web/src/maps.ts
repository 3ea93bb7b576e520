// Loaded only by pages that hold a map: MapLibre is most of what the desk sends.
import { startOverview } from "./overview";
import { startPlaceMap } from "./place-map";

export function startMaps(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-map]"))
    (element.dataset["map"] === "overview" ? startOverview : startPlaceMap)(element);
}
