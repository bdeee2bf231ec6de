"""Running heads, feet and page numbers: by place on the page, repetition and form."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kexie_extract.layout.paged.cells import rows_of
from kexie_extract.layout.paged.lines import Piece
from kexie_extract.layout.paged.marks import bare_number, ends_sentence, page_number, part_marker
from kexie_extract.model.raw import Role
from kexie_extract.text.patterns import compiled

EDGE = 0.14
"""Share of the page's height, at head and foot, in which furniture stands; GB/T 9704-2012 sets 37 mm of 297 above."""
DEEPEST = 3
"""Lines of furniture at one edge."""
WIDE = 0.8
"""Share of the text's width from which on a line may be one of the text."""
SAME_PITCH = 0.1
"""Ems by which the distances of lines of one text differ."""
_DRIFT = 5.0  # points by which a running head may move from page to page
_DIGITS = compiled(r"[0-9０-９]+")
_BLANK = compiled(r"\s+")


@dataclass(slots=True)
class _Candidate:
    """A line at the edge of a page."""

    page: int
    edge: Role
    depth: int
    line: Piece
    height: float

    @property
    def key(self) -> str:
        """Its words, without white space and with every number alike."""
        return _DIGITS.sub("#", _BLANK.sub("", self.line.text))


def furniture(pages: Sequence[tuple[float, list[Piece]]]) -> dict[int, Role]:
    """The pieces (by `id()`) that are page furniture, and whether of the head or the foot.

    Args:
        pages: height and pieces of each page, in order.
    """
    candidates: list[_Candidate] = []
    members: dict[int, list[Piece]] = {}
    for number, (height, pieces) in enumerate(pages):
        for edge in ("header", "footer"):
            rows = _edge_rows(pieces, height, edge == "header")
            for depth, row in enumerate(rows):
                line = rows_of(row)[0]
                members[id(line)] = row
                if len(row) == 1 and _flows(line, pieces, edge == "header"):
                    break
                candidates.append(_Candidate(number, edge, depth, line, height))
    repeated = _repeated(candidates, sum(1 for _, pieces in pages if pieces))
    found: dict[int, Role] = {}
    outermost: dict[tuple[int, Role], bool] = defaultdict(lambda: True)
    for candidate in candidates:
        place = (candidate.page, candidate.edge)
        outermost[place] = outermost[place] and (id(candidate.line) in repeated or _numbered(candidate))
        if outermost[place]:
            found.update(dict.fromkeys(map(id, members[id(candidate.line)]), candidate.edge))
    return found


def _flows(line: Piece, pieces: list[Piece], head: bool) -> bool:
    """Whether a line is as wide as the text, and of its size and line distance: a stock phrase may come twice."""
    tops = sorted(p.top for p in pieces if p.x1 - p.x0 > WIDE * (line.x1 - line.x0) and p.size == line.size)
    if not head:
        tops = [-top for top in reversed(tops)]
    inner = [top for top in tops if top > (line.top if head else -line.top) + 0.5][:2]
    width = max(p.x1 for p in pieces) - min(p.x0 for p in pieces)
    if len(inner) < 2 or line.x1 - line.x0 < WIDE * width:
        return False
    first, second = inner[0] - (line.top if head else -line.top), inner[1] - inner[0]
    return abs(first - second) < SAME_PITCH * line.size


def _edge_rows(pieces: list[Piece], height: float, head: bool) -> list[list[Piece]]:
    """The outermost lines at the head or the foot, from the edge inward."""
    if head:
        near = sorted((p for p in pieces if p.bottom < EDGE * height), key=lambda p: (p.top, p.x0))
    else:
        near = sorted((p for p in pieces if p.top > (1 - EDGE) * height), key=lambda p: (-p.bottom, p.x0))
    rows: list[list[Piece]] = []
    for piece in near:
        if rows and abs(piece.middle - rows[-1][0].middle) < 0.5 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows[:DEEPEST]


def _repeated(candidates: list[_Candidate], pages: int) -> set[int]:
    """Lines that stand at the same height with the same words on several pages."""
    groups: dict[tuple[Role, str], list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        if ends_sentence(candidate.line.text):  # the rest of a paragraph, such as 12篇。, not a running head
            continue
        groups[candidate.edge, candidate.key].append(candidate)
    enough = max(2, min(4, round(0.3 * pages)))
    repeated: set[int] = set()
    for group in groups.values():
        if part_marker(group[0].line.text) and len({candidate.line.text for candidate in group}) > 1:
            continue  # 附件1, 附件2: each begins a part
        group.sort(key=_from_edge)
        low = 0
        for high in range(len(group)):
            while _from_edge(group[high]) - _from_edge(group[low]) > _DRIFT:
                low += 1
            if len({candidate.page for candidate in group[low : high + 1]}) >= enough:
                repeated.update(id(candidate.line) for candidate in group[low : high + 1])
    return repeated


def _from_edge(candidate: _Candidate) -> float:
    """Distance from the edge of the page, so that pages of other heights compare."""
    line = candidate.line
    return line.middle if candidate.edge == "header" else candidate.height - line.middle


def _numbered(candidate: _Candidate) -> bool:
    """Whether a line is a page number by its form; a bare number only as the last line of the page."""
    text = candidate.line.text
    return page_number(text) or (candidate.edge == "footer" and candidate.depth == 0 and bare_number(text))
