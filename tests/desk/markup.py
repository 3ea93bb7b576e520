"""What a page of the desk is made of, as tests ask for it."""

from __future__ import annotations

from html.parser import HTMLParser

LOADING = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "object": "data",
    "source": "src",
    "use": "href",
    "form": "action",
}
VOID = {
    "area",
    "base",
    "br",
    "col",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
    "line",
    "rect",
    "circle",
    "path",
}


class Page(HTMLParser):
    """What a page loads, its inline scripts and styles, its ids, and whether its tags are closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.unlabelled: list[str] = []
        self.tags: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.faults += self.tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in LOADING and values.get(LOADING[tag]):
            self.loaded.append(str(values[LOADING[tag]]))
        self.inline += [f"{tag} {name}" for name in values if name.startswith("on") or name in ("style", "srcdoc")]
        if tag == "style" or (tag == "script" and not values.get("src")):
            self.inline.append(tag)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a" and str(values.get("href", "")).startswith("#"):
            self.targets.append(str(values["href"])[1:])
        if tag == "a" and str(values.get("href", "")).lower().startswith(("javascript:", "data:", "vbscript:")):
            self.inline.append(f"a {values['href']}")
        if tag == "img" and "alt" not in values:
            self.unlabelled.append("img")
        if tag not in VOID:
            self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.tags or self.tags.pop() != tag:
            self.faults.append(f"/{tag}")
