// A report's page: pointing at a claim shows its words, pointing at words shows their claim; a click goes there and stays.

function idsOf(element: Element | null): string[] {
  return (element?.closest<HTMLElement>("[data-ids]")?.dataset["ids"] ?? "").split(" ").filter(Boolean);
}

function show(ids: string[], name: string): void {
  for (const old of document.querySelectorAll(`.${name}`)) old.classList.remove(name);
  for (const id of ids) {
    const key = CSS.escape(id);
    for (const part of document.querySelectorAll(`[data-ids~="${key}"], [data-record="${key}"]`)) part.classList.add(name);
  }
}

function open(id: string): void {
  const record = document.querySelector<HTMLElement>(`[data-record="${CSS.escape(id)}"]`);
  if (record instanceof HTMLDetailsElement) record.open = true;
  record?.scrollIntoView({ block: "nearest" });
  show([id], "chosen");
}

/** Layers are check boxes that a style sheet reads; what is chosen stays in the address. */
function keepLayers(report: HTMLElement): void {
  const boxes = [...report.querySelectorAll<HTMLInputElement>("input[data-layer]")];
  for (const box of boxes) box.addEventListener("change", () => {
    const address = new URL(location.href);
    const off = boxes.filter((one) => !one.checked).map((one) => one.value);
    if (off.length) address.searchParams.set("hide", off.join(","));
    else address.searchParams.delete("hide");
    history.replaceState(history.state, "", address);
  });
}

export function startReport(): void {
  const report = document.querySelector<HTMLElement>("[data-report]");
  if (!report) return;
  keepLayers(report);
  const point = (event: Event) => {
    const target = event.target as Element;
    const record = target.closest<HTMLElement>("[data-record]");
    show(record ? [record.dataset["record"] ?? ""] : idsOf(target), "pointed");
  };
  report.addEventListener("pointerover", point);
  report.addEventListener("focusin", point);
  report.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target.closest("a, summary, input, label") || !target.closest("[data-text]")) return;
    const [first] = idsOf(target);
    if (first) open(first);
  });
  report.addEventListener("click", (event) => {
    const record = (event.target as Element).closest("summary")?.closest<HTMLElement>("[data-record]");
    if (!record) return;
    const id = record.dataset["record"] ?? "";
    show([id], "chosen");
    report.querySelector(`[data-text] [data-ids~="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
  });
  const fromAddress = () => {
    const id = decodeURIComponent(location.hash.replace(/^#(record|words)-/, ""));
    if (id) open(id);
  };
  addEventListener("hashchange", fromAddress);
  fromAddress();
}
