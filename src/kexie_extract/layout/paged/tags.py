"""What a tagged PDF says about its paragraphs, as evidence: where it covers a page and agrees with the lines.

Word and LibreOffice tag their own paragraphs. Other programs tag each line, or a page's half, and are not believed.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kexie_extract.layout.paged.lines import Piece
from kexie_extract.model.raw import RawChar, RawPage, RawTag, Role

COVERED = 0.9
"""Share of a page's characters that have a tag where the tags are used."""
MARGIN = 0.25
"""Share of the page's height, at head and foot, in which artifacts are running heads and page numbers."""
HEADINGS = 0.5
"""Share of the lines from which on tagged headings are not believed."""
LONGEST = 120
"""Characters of a heading."""
_ARTIFACT = -1


def trusted(page: RawPage, chars: Iterable[RawChar]) -> list[RawTag]:
    """The page's tags where they cover its text; none otherwise."""
    if not page.tags:
        return []
    tags = [char.tag for char in chars if not char.text.isspace()]
    missing, artifacts = tags.count(0), tags.count(_ARTIFACT)
    content = len(tags) - missing - artifacts
    return page.tags if content and content + artifacts >= COVERED * len(tags) and artifacts < content else []


def artifacts(pieces: Iterable[Piece], height: float) -> dict[int, Role]:
    """The pieces (by `id()`) at the head and foot of a page that are no part of its text."""
    roles: dict[int, Role] = {}
    for piece in pieces:
        if piece.tag == _ARTIFACT and not MARGIN * height < piece.middle < (1 - MARGIN) * height:
            roles[id(piece)] = "header" if piece.middle < height / 2 else "footer"
    return roles


def content(pieces: Iterable[Piece], aside: dict[int, Role]) -> set[int]:
    """The pieces (by `id()`) that only seem to be furniture: text by their tag, where artifacts stand beside them."""
    pieces = list(pieces)
    edges = {role for piece in pieces if piece.tag == _ARTIFACT and (role := aside.get(id(piece)))}
    return {id(piece) for piece in pieces if piece.tag > 0 and aside.get(id(piece)) in edges}


class Tags:
    """The tagged paragraphs of a document.

    Attributes:
        ends: whether two tags are two paragraphs, and not merely two lines of one.
    """

    def __init__(self, pages: dict[int, list[RawTag]]) -> None:
        self._pages = {number: tags for number, tags in pages.items() if len(tags) > 1}
        self.ends = False
        self._headings = False

    def weigh(self, lines: Sequence[tuple[Piece, bool]]) -> None:
        """Compare the tags with the lines.

        Args:
            lines: in reading order, each with whether it is full, so that its paragraph is likely to go on.
        """
        if not self._pages:
            return
        tagged = [(line, full) for line, full in lines if self._tag(line)]
        full = sum(full for _, full in tagged)
        same = sum(self.one(above, line) is True for (above, _), (line, _) in pairwise(tagged))
        self.ends = bool(tagged) and same >= 0.5 * full
        headings = sum((tag := self._tag(line)) is not None and tag.level is not None for line, _ in tagged)
        self._headings = self.ends and headings < HEADINGS * len(tagged)

    def _tag(self, line: Piece) -> RawTag | None:
        """A line's paragraph."""
        tags = self._pages.get(line.page)
        return tags[line.tag] if tags and 0 < line.tag < len(tags) else None

    def one(self, last: Piece, line: Piece) -> bool | None:
        """Whether two lines are of one paragraph; None where the file does not say."""
        before, after = self._tag(last), self._tag(line)
        if before is None or after is None:
            return None
        if last.page == line.page:
            return last.tag == line.tag
        if before.after and after.before and before.kind == after.kind:
            return True
        return None if before.after or after.before else False

    def level(self, lines: Sequence[Piece]) -> int | None:
        """The level of a heading, 1–6; None where the paragraph is none."""
        tag = self._tag(lines[0]) if self._headings else None
        if tag is None or tag.level is None or sum(len(line.text) for line in lines) > LONGEST:
            return None
        return tag.level if all(self._tag(line) == tag for line in lines) else None
