// Review by keyboard. Every key presses a button or follows a link that is on the page; without this module they are pressed by hand.

const LIST = "[data-walk]";
const QUEUE = "review-queue";

function stops(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`${LIST} [data-stop], ${LIST}[data-stop]`)];
}

function current(): HTMLElement | null {
  const at = document.activeElement?.closest<HTMLElement>("[data-stop]");
  return at ?? document.querySelector<HTMLElement>("[data-stop].is-at");
}

function goTo(stop: HTMLElement | undefined): void {
  if (!stop) return;
  for (const old of document.querySelectorAll(".is-at")) old.classList.remove("is-at");
  stop.classList.add("is-at");
  stop.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "nearest" });
}

function walk(step: number): void {
  const all = stops();
  const at = current();
  const place = at ? all.indexOf(at) + step : step > 0 ? 0 : all.length - 1;
  goTo(all[Math.max(0, Math.min(all.length - 1, place))]);
}

/** The element of a key: of the claim at hand, else anywhere on the page where only one has it. */
function elementOf(key: string): HTMLElement | null {
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  const own = (current() ?? stops()[0])?.querySelector<HTMLElement>(wanted);
  return own ?? [...document.querySelectorAll<HTMLElement>(wanted)].find((one) => !one.closest("[data-stop]")) ?? null;
}

function press(element: HTMLElement): void {
  if (element instanceof HTMLInputElement && element.type !== "checkbox") element.focus();
  else if (element.tagName === "SUMMARY") { element.focus(); element.scrollIntoView({ block: "nearest" }); element.click(); }
  else element.click();
}

function undoLast(): void {
  const numbers = [...document.querySelectorAll<HTMLElement>("[data-undo]")];
  numbers.sort((a, b) => Number(b.dataset["undo"]) - Number(a.dataset["undo"]));
  numbers[0]?.click();
}

/** The queue as it was last seen, so that "next" knows where to go. */
function keepQueue(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-open]")];
  if (links.length) sessionStorage.setItem(QUEUE, JSON.stringify(links.map((link) => link.pathname)));
}

function nextOfQueue(): void {
  const kept = JSON.parse(sessionStorage.getItem(QUEUE) ?? "[]") as string[];
  const place = kept.indexOf(location.pathname);
  const next = kept[place + 1];
  location.assign(next ?? "/review");
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  const isTyping = target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  if (isTyping) {
    if (event.key === "Escape") target.blur();
    if (event.key === "Enter" && target.matches("form.decide input[name=reason]")) {
      event.preventDefault(); // a reason alone decides nothing: the next key or button does
      target.closest<HTMLElement>("[data-stop]")?.focus();
    }
    return;
  }
  const help = document.querySelector<HTMLDialogElement>("[data-help]");
  if (help?.open) return;
  const open = current()?.querySelector<HTMLAnchorElement>("a[data-open]");
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "Enter" && open && target.matches("[data-stop]")) open.click();
  else if (event.key === "?") help?.showModal();
  else if (event.key === "z") undoLast();
  else if (event.key === "n") nextOfQueue();
  else if (/^[a-z]$/.test(event.key)) {
    const element = elementOf(event.key);
    if (!element) return;
    press(element);
  } else return;
  event.preventDefault();
}

/** Words selected in the text go to the field that is open, after what is there. */
function takeSelection(): void {
  const words = getSelection()?.toString().replace(/\s+/g, " ").trim();
  const field = document.querySelector<HTMLInputElement>("details[open] input[data-value]");
  if (!words || !field) return;
  const kind = field.dataset["value"] ?? "";
  if (kind === "time" || kind === "counts") return;
  const name = words.replace(/[;[\]]/g, " ");
  field.value = field.value.trim() ? `${field.value.trim().replace(/;$/, "")}; ${name}` : name;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function onToggle(event: Event): void {
  const details = event.target as HTMLDetailsElement;
  if (details.open) details.querySelector<HTMLElement>("input[name=value], select[name=value]")?.focus();
}

export function startReview(): void {
  if (!document.querySelector(LIST) && !document.querySelector("[data-undo]")) return;
  keepQueue();
  document.addEventListener("htmx:after:swap", keepQueue);
  document.addEventListener("keydown", onKey);
  document.querySelector("[data-selectable]")?.addEventListener("mouseup", takeSelection);
  for (const details of document.querySelectorAll("details.field-form")) details.addEventListener("toggle", onToggle);
  for (const field of document.querySelectorAll<HTMLInputElement>("[data-lookup]")) {
    field.addEventListener("htmx:config:request", (event) => {
      const { body } = (event as CustomEvent<{ ctx: { request: { body: FormData } } }>).detail.ctx.request;
      if (body instanceof FormData) body.set("words", field.value);
    });
  }
  const at = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (at?.matches("[data-stop]")) goTo(at);
}
