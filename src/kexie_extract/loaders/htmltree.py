"""Which parts of a web page are its frame: menus, bread crumbs, side columns, share buttons, the foot."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kexie_extract.text.patterns import compiled

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEVER = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "select", "button",
    "input", "textarea", "option", "head", "title", "meta", "link", "audio", "video", "map",
})  # fmt: skip
_FRAME = frozenset({"nav", "footer", "aside", "menu"})
_CONTAINERS = frozenset({"table", "div", "ul", "ol", "section", "td", "dl", "form", "header"})
_FRAME_NAMES = compiled(r"(?:^|[\s_-])(?:foot|footer|copyright|breadcrumbs?|crumbs?)(?:[\s_-]|\d|$)", re.IGNORECASE)
_MENU_NAMES = compiled(
    r"(?:^|[\s_-])(?:nav|navbar|navi|menu|location|position|weizhi|sidebar|side|aside|bottom|header|topbar|top|"
    r"share|sharing|related|recommend|toolbar|search|login|pager|pagination|ads?|banner|friendlinks?|comments?)"
    r"(?:[\s_-]|\d|$)",
    re.IGNORECASE,
)
_DOCUMENT = compiled(r"\.(?:docx?|pdf|xlsx?|wps|et|ofd|zip|rar|7z|txt|rtf)(?:$|[?#])", re.IGNORECASE)
_HIDDEN = compiled(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Skips:
    """What was left out: characters of the page's frame, of hidden elements, and pictures."""

    characters: int = 0
    hidden: int = 0
    images: int = 0


class _Size(NamedTuple):
    """Characters below an element, those in links to other pages, and the number of such links."""

    text: int
    linked: int
    links: int


def prune(root: "HtmlElement", skips: Skips) -> None:
    """Take out what is not shown and what frames the article; count it.

    An element frames the article when its tag or its name (class, id) says so, or when its words are links to other
    pages: most of them, or a third of them where the name speaks for a menu. Never one with most of the page's text or
    its h1.
    """
    _drop_never(root, skips)
    sizes = _sizes(root)
    whole = max(sizes[root].text, 1)
    pending = list(root)
    while pending:
        element = pending.pop()
        size = sizes.get(element)
        if size is None:
            continue
        if _is_frame(element, size, whole):
            skips.characters += size.text
            element.drop_tree()
        else:
            pending.extend(element)


def main_part(root: "HtmlElement", skips: Skips) -> "HtmlElement":
    """The `article` or `main` element that holds most of the text; else the whole.

    What stands outside is left out, headings of level 1 excepted: they are moved in front.
    """
    for tag in ("article", "main"):
        found = list(root.iter(tag))
        if len(found) == 1 and 2 * _length(found[0]) >= (whole := _length(root)):
            part = found[0]
            inside = set(part.iter("h1"))
            for heading in reversed([h for h in root.iter("h1") if h not in inside]):
                heading.drop_tree()
                heading.tail = part.text
                part.text = None
                part.insert(0, heading)
            skips.characters += max(0, whole - _length(part))
            return part
    return root


def _drop_never(root: "HtmlElement", skips: Skips) -> None:
    """Take out what no reader sees."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree()
        elif element.tag in _NEVER:
            skips.images += element.tag in ("object", "embed", "svg", "canvas")
            _drop(element)
        elif element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            skips.hidden += _length(element)
            _drop(element)


def _drop(element: "HtmlElement") -> None:
    """Take an element out with everything below it, its tail text kept."""
    if element.getparent() is not None:
        element.drop_tree()


def _length(element: "HtmlElement") -> int:
    """Characters below an element, white space aside."""
    return sum(len("".join(text.split())) for text in element.itertext())


def _sizes(root: "HtmlElement") -> dict["HtmlElement", _Size]:
    """Sizes of all elements, from the leaves up."""
    sizes: dict[HtmlElement, _Size] = {}
    for element in reversed(list(root.iter())):
        text = len("".join((element.text or "").split()))
        linked = links = 0
        for child in element:
            size = sizes[child]
            text += size.text + len("".join((child.tail or "").split()))
            linked, links = linked + size.linked, links + size.links
        if element.tag == "a" and _leads_away(element):
            linked, links = text, 1
        sizes[element] = _Size(text, linked, links)
    return sizes


def _leads_away(element: "HtmlElement") -> bool:
    """Whether a link leads to another page: neither to a file nor only an anchor of its own."""
    href = element.get("href")
    if href is None:
        return element.get("name") is None and element.get("id") is None
    return bool(href) and not _DOCUMENT.search(href)


def _is_frame(element: "HtmlElement", size: _Size, whole: int) -> bool:
    """Whether an element belongs to the page's frame."""
    if 5 * size.text > 2 * whole or element.find(".//h1") is not None or element.tag == "h1":
        return False
    if element.tag in _FRAME:
        return True
    if element.tag not in _CONTAINERS or not size.text:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in ("table", "td"):
        return size.links >= 2 and 10 * size.linked >= 9 * size.text
    if _FRAME_NAMES.search(names):
        return True
    named = bool(_MENU_NAMES.search(names)) or element.tag == "header"
    share = 10 * size.linked / size.text
    return (size.links >= 2 and share >= 6) or (named and size.links >= 1 and share >= 3)
