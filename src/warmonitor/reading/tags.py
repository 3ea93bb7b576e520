"""HTML as a run of tags and text, without a tree: for pages that no tree builder should be handed as they are.

Everything here takes one pass over the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_MAX_DEPTH = 150  # of open elements; the tree builder loses what lies below 256
_MAX_ELEMENTS = 60_000  # ten times what a long news page has
_MAX_ATTRIBUTES = 4_000  # characters of a tag outside quotes; the tree builder's time grows with the square of them
_MARK = re.compile(r"[<>\"']|=\s*[\"']")
_NAME = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9:-]*)")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param"]
)
_HIDDEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "option",
        "textarea",
        "head",
        "nav",
        "footer",
        "button",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "ins",
        "del",
        "big",
        "center",
    ]
)
_FURNITURE = frozenset(("nav", "footer", "button"))
_RAW = frozenset(("script", "style"))
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")


def find_tags(page: str) -> Iterator[tuple[int, int, str, int]]:
    """Start, end, name ("" for comments, "/p" for ends) and unquoted length of each tag, in order.

    What lies inside `script` and `style` is skipped; a tag or comment that is never closed ends the page.
    """
    at = 0
    while (start := page.find("<", at)) >= 0:
        if page.startswith("<!--", start):
            end = page.find("-->", start + 4)
            end = len(page) if end < 0 else end + 3
            yield start, end, "", 0
            at = end
            continue
        named = _NAME.match(page, start)
        if named is None:
            at = start + 1
            if page.startswith(("<!", "<?"), start):
                end = page.find(">", start)
                at = len(page) if end < 0 else end + 1
                yield start, at, "", 0
            continue
        end, bare = _tag_end(page, named.end())
        name = named.group(1).lower()
        closing = page[start + 1] == "/"
        yield start, end, "/" + name if closing else name, bare
        at = end
        if name in _RAW and not closing:
            close = re.compile(rf"</\s*{name}", re.IGNORECASE).search(page, at)
            at = close.start() if close else len(page)


def _tag_end(page: str, at: int) -> tuple[int, int]:
    """Where a tag that began before `at` ends, and how many of its characters are outside quotes."""
    bare = 0
    while found := _MARK.search(page, at):
        bare += found.end() - at
        if found.group() == ">":
            return found.end(), bare
        if found.group()[0] == "=":
            close = page.find(found.group()[-1], found.end())
            at = len(page) if close < 0 else close + 1
        else:
            at = found.end()
    return len(page), bare


def defused(page: str) -> tuple[str, bool]:
    """The page without the attributes of monstrous tags, and whether it is fit for a tree: not too deep, not too large."""
    pieces: list[str] = []
    at = depth = deepest = count = 0
    for start, end, name, bare in find_tags(page):
        if bare > _MAX_ATTRIBUTES:
            pieces += (page[at:start], f"<{name}>")
            at = end
        if name.startswith("/"):
            depth = max(0, depth - 1)
        elif name and name not in _VOID and page[end - 2] != "/":
            count += 1
            depth += 1
            deepest = max(deepest, depth)
    return "".join([*pieces, page[at:]]), deepest <= _MAX_DEPTH and count <= _MAX_ELEMENTS


def visible_text(page: str) -> str:
    """The page's text outside scripts, styles and navigation: blocks on lines of their own, entities resolved."""
    return _text_outside(page, _HIDDEN)


def all_text(page: str) -> str:
    """As `visible_text`, with navigation, footers and buttons: all that a reader sees."""
    return _text_outside(page, _HIDDEN - _FURNITURE)


def _text_outside(page: str, unseen: frozenset[str]) -> str:
    pieces: list[str] = []
    at = 0
    hidden: list[str] = []
    for start, end, name, _ in find_tags(page):
        if not hidden:
            pieces.append(_SPACES.sub(" ", page[at:start].replace("\n", " ")) if "<" in page else page[at:start])
        at = end
        bare = name.removeprefix("/")
        if bare == "body":
            hidden.clear()
        if bare in unseen:
            if name == bare and page[end - 2] != "/":
                hidden.append(bare)
            elif name != bare and bare in hidden:
                del hidden[hidden.index(bare) :]
        elif bare and bare not in _INLINE:
            pieces.append("\n")
    if not hidden:
        pieces.append(page[at:])
    lines = (line.strip() for line in unescape("".join(pieces)).split("\n"))
    return "\n".join(line for line in lines if line)
