"""Tables: the grid with its merges (ECMA-376 part 1, 17.4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from kexie_extract.loaders.docx.names import MC, Element, W, switch, value, whole
from kexie_extract.loaders.docx.story import Story
from kexie_extract.model.raw import Origin, RawCell, RawTable

_WRAPPERS: Final = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_MAX_SPAN: Final = 1000
"""Widest span that is believed; Word itself allows 63 columns."""


@dataclass(slots=True)
class TableReader:
    """Reads one `w:tbl`.

    Attributes:
        story: what the whole reading shares.
        words: reads the words of a cell, given its element and path.
    """

    story: Story
    words: Callable[[Element, str], str]

    def read(self, table: Element, path: str) -> RawTable:
        """The grid, continuation cells marked, deleted rows left out."""
        rows: list[list[RawCell]] = []
        header_rows = 0
        above: dict[int, bool] = {}
        for place, row in enumerate(unwrapped(table, W + "tr"), 1):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self.story.tallies["deleted row"] += 1
                continue
            if header_rows == len(rows) and switch(properties, "tblHeader"):
                header_rows += 1
            cells, above = self._row(row, properties, above, f"{path}/tr[{place}]")
            rows.append(cells)
        return RawTable(rows, header_rows=header_rows, origin=Origin(path))

    def _row(
        self, row: Element, properties: Element | None, above: dict[int, bool], path: str
    ) -> tuple[list[RawCell], dict[int, bool]]:
        """One row, and for each column that a cell of it starts at, whether a vertical merge runs there."""
        cells = [RawCell(origin=Origin(path)) for _ in range(_span(whole(properties, "gridBefore") or 0))]
        merging: dict[int, bool] = {}
        for place, cell in enumerate(unwrapped(row, W + "tc"), 1):
            origin = f"{path}/tc[{place}]"
            layout = cell.find(W + "tcPr")
            vertical = None if layout is None else layout.find(W + "vMerge")
            column = len(cells)
            words = self.words(cell, origin)
            if value(layout, "hMerge") == "continue" or (_has(layout, "hMerge") and value(layout, "hMerge") is None):
                cells.append(self._covered(words, "left", origin))
                continue
            merging[column] = vertical is not None
            continues = vertical is not None and vertical.get(W + "val", "continue") == "continue"
            if continues and above.get(column):
                cells.append(self._covered(words, "above", origin))
            else:
                cells.append(RawCell(words, origin=Origin(origin)))
            span = _span(whole(layout, "gridSpan") or 1)
            cells.extend(RawCell(merge="left", origin=Origin(origin)) for _ in range(span - 1))
        self.story.enter_grid(len(cells))
        return cells, merging

    def _covered(self, words: str, merge: str, path: str) -> RawCell:
        """A cell that continues another; words of its own are hidden under the merge."""
        if words.strip():
            self.story.tallies["hidden cell"] += 1
        return RawCell(merge="above" if merge == "above" else "left", origin=Origin(path))


def is_frame(table: Element) -> bool:
    """Whether a table only frames running text: it has a single column, as boxes and cover pages have."""
    return all(len(list(unwrapped(row, W + "tc"))) == 1 for row in unwrapped(table, W + "tr"))


def unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Children of a tag, those inside content controls and tracked insertions too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from unwrapped(child, tag)
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from unwrapped(content, tag)
        elif child.tag == MC + "AlternateContent":
            for branch in child.iterchildren(MC + "Choice"):
                yield from unwrapped(branch, tag)
                break


def _has(properties: Element | None, name: str) -> bool:
    return properties is not None and properties.find(W + name) is not None


def _span(count: int) -> int:
    return max(0, min(count, _MAX_SPAN))
