// The filter form holds the state of a page: whatever changes it asks the server again and moves the address along.

const FORM = "form[data-filters]";
export const CHANGED = "desk:changed";

export function filterForm(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>(FORM);
}

/** Set fields of the filter form and ask the server again, once. */
export function setFilters(values: Record<string, string>): void {
  const form = filterForm();
  if (!form) return;
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The state of the form as a query, without what is empty and the fields named. */
export function currentQuery(without: string[] = []): string {
  const form = filterForm();
  if (!form) return location.search;
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "" && !without.includes(name)) query.append(name, value);
  return query.size ? `?${query}` : "";
}

interface RequestEvent extends Event {
  detail: { ctx: { request: { body: FormData } } };
}

function leaveOutEmpty(event: Event): void {
  const { body } = (event as RequestEvent).detail.ctx.request;
  if (!(body instanceof FormData)) return;
  for (const [name, value] of [...body]) if (value === "") body.delete(name);
}

function clearOne(event: Event): void {
  const chip = (event.target as Element).closest<HTMLAnchorElement>("a[data-clear]");
  if (!chip) return;
  event.preventDefault();
  setFilters(Object.fromEntries((chip.dataset["clear"] ?? "").split(" ").map((name) => [name, ""])));
}

export function startFilters(): void {
  document.addEventListener("htmx:config:request", leaveOutEmpty);
  document.addEventListener("htmx:after:swap", () => document.dispatchEvent(new Event(CHANGED)));
  document.addEventListener("click", clearOne);
  const wide = matchMedia("(min-width: 60rem)");
  const fold = () => document.querySelectorAll<HTMLDetailsElement>("details[data-open-wide]").forEach((d) => { d.open = wide.matches; });
  wide.addEventListener("change", fold);
  fold();
}
