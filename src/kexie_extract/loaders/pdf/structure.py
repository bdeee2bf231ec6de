"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8): which paragraph or heading each text belongs to.

Word and LibreOffice write it from their own paragraphs. pdfium gives the part of the tree that a page's marked content
hangs on; a paragraph with kids on other pages shows gaps there.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from kexie_extract.model.raw import RawTag

MAX_ELEMENTS = 50_000
"""Structure elements of one page that are looked at."""
LONG = 200
"""Kids of an element from which on not all are asked for each page."""
MAX_DEPTH = 60
"""Structure elements inside one another."""
ARTIFACT = -1
"""What is no part of the document's text: running heads, page numbers, backgrounds."""
_BLOCKS = {"P", "H", "LI", "TD", "TH", "Caption", "Note", "Title", "TOCI", "BlockQuote"}
_HEADINGS = {f"H{level}": level for level in range(1, 7)}


class Structure:
    """A page's paragraphs by the number of their marked content.

    Attributes:
        tags: the paragraphs in the order of the tree; the first stands for content without one.
    """

    def __init__(self, raw: Any, page: Any, hints: dict[int, int]) -> None:
        """Read the tree of a page; `hints` says where, at each depth, the page before began in long lists of kids."""
        self.tags: list[RawTag] = [RawTag()]
        self._raw = raw
        self._of: dict[int, int] = {}
        self._hints = hints
        self._seen = 0
        self._type = ctypes.create_string_buffer(64)
        tree = raw.FPDF_StructTree_GetForPage(page)
        if not tree:
            return
        try:
            count = raw.FPDF_StructTree_CountChildren(tree)
            for _, _, child in self._kids(
                count, 0, lambda index: (-1, raw.FPDF_StructTree_GetChildAtIndex(tree, index))
            ):
                self._read(child, 0, "", 1)
        finally:
            raw.FPDF_StructTree_Close(tree)

    def _kids(self, count: int, depth: int, get: Callable[[int], tuple[int, Any]]) -> list[tuple[int, int, Any]]:
        """Index, marked content and element of the kids on this page.

        A document's element may have ten thousand kids, those of one page side by side: they are looked for from where
        the page before began.
        """

        def scan(start: int) -> list[tuple[int, int, Any]]:
            found: list[tuple[int, int, Any]] = []
            for index in range(start, count):
                number, child = get(index)
                if number >= 0 or child:
                    found.append((index, number, child))
                elif count > LONG and found and index - found[-1][0] > LONG:
                    break
            return found

        start = self._hints.get(depth, 0) if count > LONG else 0
        found = scan(start) or (scan(0) if start else [])
        if found and count > LONG:
            self._hints[depth] = found[0][0]
        return found

    def tag(self, item: Any) -> int:
        """The paragraph of a text object, as an index in `tags`; 0 without one, `ARTIFACT` for an artifact."""
        number = self._raw.FPDFPageObj_GetMarkedContentID(item)
        if number >= 0:
            return self._of.get(number, 0)
        marks = self._raw.FPDFPageObj_CountMarks(item)
        return ARTIFACT if any(self._name(item, index) == "Artifact" for index in range(min(marks, 9))) else 0

    def _name(self, item: Any, index: int) -> str:
        """The name of one of an object's marks."""
        buffer, length = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
        mark = self._raw.FPDFPageObj_GetMark(item, index)
        if not mark or not self._raw.FPDFPageObjMark_GetName(mark, buffer, 64, length):
            return ""
        return bytes(buffer)[: max(0, length.value - 2)].decode("utf-16-le", "replace")

    def _kind(self, element: Any) -> str:
        """An element's standard type."""
        length = self._raw.FPDF_StructElement_GetType(element, self._type, 64)
        return self._type.raw[: max(0, min(64, length) - 2)].decode("utf-16-le", "replace")

    def _read(self, element: Any, owner: int, above: str, depth: int) -> None:
        """Add what hangs on an element, which stands in the paragraph `owner` and below a `above`."""
        self._seen += 1
        if self._seen > MAX_ELEMENTS or depth > MAX_DEPTH:
            return
        raw, kind = self._raw, self._kind(element)
        if above == "LI" and kind in ("P", "Lbl") and self.tags[owner].kind == "LI":
            if kind == "P":  # the item's first paragraph; a second one is its own
                self.tags[owner] = self.tags[owner]._replace(kind=kind)
        elif kind in _BLOCKS or kind in _HEADINGS:
            self.tags.append(RawTag(kind, _HEADINGS.get(kind)))
            owner = len(self.tags) - 1
        own = raw.FPDF_StructElement_GetMarkedContentID(element)
        if own >= 0:
            self._of[own] = owner

        def get(index: int) -> tuple[int, Any]:
            number = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            return number, None if number >= 0 else raw.FPDF_StructElement_GetChildAtIndex(element, index)

        count = raw.FPDF_StructElement_CountChildren(element)
        kids = self._kids(count, depth, get)
        for _, number, child in kids:
            if number >= 0:
                self._of[number] = owner
            else:
                self._read(child, owner, kind if kind != "LBody" else above, depth + 1)
        if owner and kids:
            self.tags[owner] = self.tags[owner].cut(before=kids[0][0] > 0, after=kids[-1][0] < count - 1)
