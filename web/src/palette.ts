// Colours come from the style sheet, so that light and dark are said in one place.

export type Palette = Record<string, string>;

const NAMES = ["sea", "land", "border", "inner", "disputed", "area", "focus", "quad-1", "quad-2", "quad-3", "quad-4"];

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || "#888"]));
}

export function onSchemeChange(act: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", act);
}
