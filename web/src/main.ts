// The browser's part of the desk. Every page works without it; each module below starts where its element is.
import "htmx.org/dist/htmx.esm.js";
import { startCopying } from "./copy";
import { startFilters } from "./filters";
import { startReport } from "./report";
import { startReview } from "./review";
import { startTimeline } from "./timeline";

// On a phone the menu is wider than the screen: the part where one is comes into view.
document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
startFilters();
startTimeline();
startReport();
startReview();
startCopying();

if (document.querySelector("[data-map]")) void import("./maps").then(({ startMaps }) => startMaps());
