"""Tables in plain text: rows between bars under a ruling, and rows of cells parted by tabs as Word copies them."""

from collections.abc import Sequence

from kexie_extract.model.raw import Origin, RawCell, RawElement, RawParagraph, RawTable
from kexie_extract.text.patterns import compiled

_RULING = compiled(r"\|?\s{0,9}:?-{2,}[\s:|-]{0,400}")
_BAR = compiled(r"(?<!\\)\|")
_FEWEST_ROWS = 3
"""Lines with tabs that make a table: a header and two rows."""
_FEWEST_TABS = 2
_LONGEST_HEADING = 30


def with_tables(lines: Sequence[RawParagraph]) -> list[RawElement]:
    """The lines of a text, those that are rows of a table made one; only the marks between cells are left out."""
    elements: list[RawElement] = []
    index = 0
    while index < len(lines):
        text = lines[index].text
        count = ("|" in text and _barred(lines, index)) or ("\t" in text and _tabbed(lines, index))
        if count:
            elements.append(_table(lines[index : index + count]))
        else:
            elements.append(lines[index])
        index += max(count, 1)
    return elements


def _barred(lines: Sequence[RawParagraph], start: int) -> int:
    """How many lines from `start` on form a table of bars with a ruling under its header; 0 for none."""
    if start + 2 >= len(lines) or not (_is_barred(lines[start]) and _is_ruling(lines[start + 1])):
        return 0
    end = start + 2
    while end < len(lines) and _is_barred(lines[end]) and not (end + 1 < len(lines) and _is_ruling(lines[end + 1])):
        end += 1
    return end - start if end > start + 2 else 0


def _is_barred(line: RawParagraph) -> bool:
    text = line.text.strip()
    return len(text) > 2 and text[0] == text[-1] == "|"


def _is_ruling(line: RawParagraph) -> bool:
    text = line.text.strip()
    return "|" in text and _RULING.fullmatch(text) is not None


def _tabbed(lines: Sequence[RawParagraph], start: int) -> int:
    """How many lines from `start` on have the same cells between tabs, under a line of short headings; 0 for none."""
    headings = lines[start].text.split("\t")
    tabs = len(headings) - 1
    if tabs < _FEWEST_TABS or not all(0 < len(heading.strip()) <= _LONGEST_HEADING for heading in headings):
        return 0
    end = start + 1
    while end < len(lines) and lines[end].text.count("\t") == tabs:
        end += 1
    return end - start if end - start >= _FEWEST_ROWS else 0


def _table(lines: Sequence[RawParagraph]) -> RawTable:
    """The table; a blank cell may be a lost merge."""
    ruled = len(lines) > 1 and _is_ruling(lines[1])
    rows = [
        [
            RawCell(text.strip().replace("\\|", "|"), origin=Origin(f"{line.origin.path} cell {column}"))
            for column, text in enumerate(_cells(line.text, barred=ruled), 1)
        ]
        for line in lines
        if not (ruled and _is_ruling(line))
    ]
    return RawTable(rows, 1 if ruled else 0, merges_known=False, origin=lines[0].origin)


def _cells(text: str, *, barred: bool) -> list[str]:
    """The cells of a line."""
    return _BAR.split(text.strip().removeprefix("|").removesuffix("|")) if barred else text.split("\t")
