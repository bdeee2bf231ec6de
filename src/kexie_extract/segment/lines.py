"""Blocks as lines: the unit in which headings and parts are recognised."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kexie_extract.model.blocks import Block
from kexie_extract.model.outline import Part
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_CLOSING = "。；：！？，、…"
_ASIDE = ("table", "caption", "furniture")
_QUOTES = "”’」』》\"'"
_POINT = compiled(
    r"(?<=[\u4e00-\u9fff）”])(?<![一二三四五六七八九十百千〇零廿卅两壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸])"
    r"(?<![一二三四五六七八九十\d]）)\.(?=\s*(?:[\u4e00-\u9fff（“]|\Z))"
)
"""A half-width point as full stop: after a character that is no number, at a line's end or before another sentence."""
_TAIL = 600
"""Characters at a line's end in which its closing brackets are looked for."""
_BRACKET = compiled(r"[（〔][^（）〔〕]{0,300}(?:（[^（）]{0,100}）[^（）〔〕]{0,300}){0,9}[）〕]\s*\Z")


@dataclass(slots=True, eq=False)
class Line:
    """A line of a block; a soft break inside a paragraph makes a new one.

    Attributes:
        index: position among all lines of the document.
        block: the block that it stands in.
        start: offset of its first character that is no white space.
        end: offset after its last such character.
        text: those characters, folded; offsets into it plus `start` are offsets into the block.
        part: what the line is; None until that is known.
        table: the line stands for a whole table, caption, footnote or furniture block.
        last: the last character before closing quotation marks and brackets such as （教育部负责）.
        used: the line is a heading or a part of one.
    """

    index: int
    block: Block
    start: int
    end: int
    text: str
    last: str
    part: Part | None = None
    table: bool = False
    used: bool = False

    @property
    def raw(self) -> str:
        """The line's characters as in the source."""
        return self.block.text[self.start : self.end]

    @property
    def open_ended(self) -> bool:
        """No closing punctuation: a heading, a name, a line of a form."""
        return not self.last or self.last not in _CLOSING

    @property
    def whole(self) -> bool:
        """The line is all that its block holds."""
        return "\n" not in self.block.text.strip()

    def bold_ranges(self) -> Iterator[tuple[int, int]]:
        """The bold stretches of the line, as offsets in its block."""
        ranges = self.block.style.bold
        for position in range(max(0, bisect_right(ranges, (self.start, self.start)) - 1), len(ranges)):
            start, end = ranges[position]
            if start >= self.end:
                break
            if end > self.start:
                yield max(start, self.start), min(end, self.end)

    @property
    def bold(self) -> float:
        """The share of the line that is bold."""
        covered = sum(end - start for start, end in self.bold_ranges())
        return covered / (self.end - self.start) if self.end > self.start else 0.0


def lines_of(blocks: list[Block]) -> list[Line]:
    """All lines of a document; a table, caption, footnote or furniture block is one line without text."""
    found: list[Line] = []
    for block in blocks:
        for start, end, text in _spans(block):
            line = Line(len(found), block, start, end, text, _last(text))
            if block.role == "footnote":
                line.table, line.part = True, "footnote"
            elif block.kind in _ASIDE:
                line.table = True
                line.part = "furniture" if block.kind == "furniture" else None
            found.append(line)
    return found


def _spans(block: Block) -> Iterator[tuple[int, int, str]]:
    if block.kind in _ASIDE or block.role == "footnote":
        yield 0, len(block.text), ""
        return
    begin = 0
    for whole in fold(block.text).split("\n"):
        if text := whole.strip():
            start = begin + len(whole) - len(whole.lstrip())
            if "." in text and "。" not in text:
                text = _POINT.sub("。", text)
            yield start, start + len(text), text
        begin += len(whole) + 1


def _last(text: str) -> str:
    """The last character before closing quotation marks and brackets."""
    text = text[-_TAIL:].rstrip(_QUOTES)
    while text.endswith(("）", "〕")) and (bracket := _BRACKET.search(text)):
        text = text[: bracket.start()].rstrip(_QUOTES)
    return text[-1:]
