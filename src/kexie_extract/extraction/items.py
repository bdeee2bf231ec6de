"""工作事项: the smallest pieces of work that prose states."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from kexie_extract.extraction import responsibility
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.rules import alternation
from kexie_extract.model.blocks import Block
from kexie_extract.model.items import ItemDraft
from kexie_extract.model.outline import Outline, Section, Slice
from kexie_extract.model.records import Section as SectionRecord
from kexie_extract.text.folding import fold
from kexie_extract.text.numerals import parse_numeral
from kexie_extract.text.patterns import compiled
from kexie_extract.text.sentences import sentence_end, single, without_stop

Status = Literal["done", "planned"]
_BOUNDARY = "。；：！？，、”）\n 　—"


class _Piece(NamedTuple):
    """A stretch of a leaf's text, folded for matching."""

    slice: Slice
    raw: str
    folded: str


class _Mark(NamedTuple):
    """一是 and the like at a boundary.

    Attributes:
        piece: index of the piece.
        start: offset of the marker in the piece.
        end: offset after it.
        rule: which series it belongs to.
        ordinal: its number; 0 for 最后, which fits after any.
    """

    piece: int
    start: int
    end: int
    rule: str
    ordinal: int


@dataclass(slots=True)
class _Run:
    """Markers that count on from 一是."""

    marks: list[_Mark] = field(default_factory=list)

    def place(self) -> tuple[int, int]:
        """Where it begins."""
        return self.marks[0].piece, self.marks[0].start

    def takes(self, mark: _Mark) -> bool:
        """Whether a marker goes on with the run; a skipped ordinal is forgiven."""
        if not self.marks or mark.rule != self.marks[0].rule:
            return False
        last = self.marks[-1].ordinal or len(self.marks)
        return mark.ordinal == 0 or last < mark.ordinal <= last + 2


def read(
    blocks: list[Block],
    outline: Outline,
    sections: list[SectionRecord],
    lexicon: Lexicon,
    unplaced: Status | None = None,
) -> list[ItemDraft]:
    """One item for each 一是 clause of a leaf section; one for the leaf where its text has none.

    A document without sections, as a short speech, has items for its clauses 第一，…, 第二，… only.

    Args:
        blocks: the document in reading order.
        outline: its sections with their own text.
        sections: the same sections with status.
        lexicon: clause markers and the wording of responsibility.
        unplaced: the status of a document without sections.
    """
    texts = {block.id: block.text for block in blocks}
    status = {section.id: section.status for section in sections}
    found: list[ItemDraft] = []
    order = {block.id: index for index, block in enumerate(blocks)}
    by_id = {section.id: section for section in outline.sections}
    general = _general_owner((texts[id_] for id_, part in outline.parts.items() if part == "lead"), None, lexicon)
    if not outline.sections:
        found += _of_leaf(None, _running_text(blocks, outline), texts, lexicon, whole=False)
        _answer(found, unplaced, texts, general, lexicon)
    for section in outline.sections:
        drafts = list(_of_section(section, by_id, texts, order, lexicon))
        _answer(drafts, status.get(section.id), texts, general, lexicon)
        found += drafts
        own = [texts[block][start:end] for block, start, end in section.body]
        general = _general_owner(own, general, lexicon)
    return found


def _running_text(blocks: list[Block], outline: Outline) -> list[Slice]:
    """The paragraphs of a document without sections."""
    prose = (block for block in blocks if block.kind == "paragraph" and outline.parts.get(block.id) in ("lead", "body"))
    return [Slice(block.id, 0, len(block.text)) for block in prose]


def _answer(
    drafts: list[ItemDraft],
    status: Status | None,
    texts: dict[str, str],
    general: responsibility.Responsibility | None,
    lexicon: Lexicon,
) -> None:
    """Give drafts their status, and those who answer for them; each paragraph has labels of its own."""
    for draft in drafts:
        draft.status = status
        paragraphs = "\n".join([texts[block][start:end] for block, start, end in draft.slices])
        if answer := responsibility.find(paragraphs, lexicon) or general:
            draft.departments = list(answer.departments)
            draft.supporting_departments = list(answer.supporting_departments)


def _general_owner(
    texts: Iterable[str], before: responsibility.Responsibility | None, lexicon: Lexicon
) -> responsibility.Responsibility | None:
    """Who answers for all that follows where nothing else is said, as the last such bracket has it."""
    for text in texts:
        before = responsibility.find_default(text, lexicon) or before
    return before


def _of_section(
    section: Section, by_id: dict[str, Section], texts: dict[str, str], order: dict[str, int], lexicon: Lexicon
) -> Iterator[ItemDraft]:
    """A leaf's items; a section above others has 一是 clauses only below them, for its lead-in states no work."""
    if not section.children:
        yield from _of_leaf(section.id, section.body, texts, lexicon, whole=True)
        return
    first = by_id[section.children[0]].span
    start = (order[first.block], first.start)
    below = [part for part in section.body if (order[part.block], part.start) > start]
    yield from _of_leaf(section.id, below, texts, lexicon, whole=False)


def _of_leaf(
    section: str | None, body: list[Slice], texts: dict[str, str], lexicon: Lexicon, *, whole: bool
) -> Iterator[ItemDraft]:
    """One item for each clause; where there is none and `whole`, one for all."""
    pieces = [_piece(part, texts) for part in body]
    runs = _runs(pieces, lexicon)
    for index, run in enumerate(runs):
        following = runs[index + 1].marks[0] if index + 1 < len(runs) else None
        yield from _clauses(section, pieces, run, following)
    if whole and not runs and any(piece.raw.strip() for piece in pieces):
        text = "".join(piece.raw for piece in pieces)
        yield ItemDraft(section, None, None, text.strip(), None, [piece.slice for piece in pieces])


def _piece(part: Slice, texts: dict[str, str]) -> _Piece:
    raw = texts[part.block][part.start : part.end]
    return _Piece(part, raw, fold(raw))


def _runs(pieces: list[_Piece], lexicon: Lexicon) -> list[_Run]:
    """Series of at least two markers; a series inside a clause of another is part of that clause."""
    first = _first_marker(lexicon)
    if not any(first.search(piece.folded) for piece in pieces):
        return []
    by_rule: dict[str, list[_Run]] = {}
    for mark in _marks(pieces, lexicon):
        runs = by_rule.setdefault(mark.rule, [])
        if runs and runs[-1].takes(mark):
            runs[-1].marks.append(mark)
        elif mark.ordinal == 1:
            runs.append(_Run([mark]))
    found = sorted((run for runs in by_rule.values() for run in runs if len(run.marks) > 1), key=_Run.place)
    outer: list[_Run] = []
    for run in found:
        if not outer or run.marks[0].rule == outer[-1].marks[0].rule or run.marks[0].piece > outer[-1].marks[-1].piece:
            outer.append(run)
    return outer


def _marks(pieces: list[_Piece], lexicon: Lexicon) -> Iterator[_Mark]:
    adverbs = _adverbs(lexicon)
    for index, piece in enumerate(pieces):
        for match in _markers(lexicon).finditer(piece.folded):
            if match.start() and piece.folded[match.start() - 1] not in _BOUNDARY:
                continue
            rule = match.lastgroup or ""
            numeral = match[f"n{rule[1:]}"]
            ordinal = adverbs[numeral] if numeral in adverbs else parse_numeral(numeral)
            yield _Mark(index, match.start(), match.end(), rule, int(ordinal or 0))


@lru_cache(maxsize=8)
def _adverbs(lexicon: Lexicon) -> dict[str, int]:
    """The ordinals of 首先, 其次 and the like."""
    return {word: n for rule in lexicon.rules("numbering.clause") for word, n in rule.data.get("ordinals", {}).items()}


@lru_cache(maxsize=8)
def _first_marker(lexicon: Lexicon) -> re.Pattern[str]:
    """What a series begins with; anything where a rule does not say so."""
    words = (word for rule in lexicon.rules("numbering.clause") for word in rule.data.get("begins", ("",)))
    return compiled(alternation(words))


@lru_cache(maxsize=8)
def _markers(lexicon: Lexicon) -> re.Pattern[str]:
    """All clause markers as one pattern: group `rN` is the rule, `nN` its number."""
    rules = lexicon.rules("numbering.clause")
    named = ((rule.pattern or "(?!)").replace("(?P<n>", f"(?P<n{index}>") for index, rule in enumerate(rules))
    return compiled("|".join(f"(?P<r{index}>{pattern})" for index, pattern in enumerate(named)))


def _clauses(section: str | None, pieces: list[_Piece], run: _Run, following: _Mark | None) -> Iterator[ItemDraft]:
    for mark, after in zip(run.marks, [*run.marks[1:], None], strict=True):
        if after is None:
            end = (mark.piece, _last_end(pieces[mark.piece], mark, following))
        else:
            end = (after.piece, after.start)
        slices = list(_between(pieces, mark.piece, mark.end, *end))
        if not slices:
            continue
        text = "".join(raw for _, raw in slices).strip()
        folded = fold(text)
        first = sentence_end(folded)
        heading = None if single(folded) else text[: without_stop(folded[:first])].strip()
        number = pieces[mark.piece].raw[mark.start : mark.end].strip("，：、 ")
        yield ItemDraft(section, number, heading, text, None, [part for part, _ in slices])


def _last_end(piece: _Piece, mark: _Mark, following: _Mark | None) -> int:
    """The last clause ends with its paragraph, or where the lead-in sentence of a further series begins."""
    if following is None or following.piece != mark.piece:
        return len(piece.raw)
    stops = [piece.folded.rfind(stop, mark.end, following.start) for stop in "。！？；"]
    return max([*stops, mark.end - 1]) + 1 if max(stops) >= 0 else following.start


def _between(pieces: list[_Piece], first: int, start: int, last: int, end: int) -> Iterator[tuple[Slice, str]]:
    """The text from one place to another, without white space at the edges of each piece."""
    for index in range(first, last + 1):
        piece = pieces[index]
        left = start if index == first else 0
        right = end if index == last else len(piece.raw)
        raw = piece.raw[left:right]
        left += len(raw) - len(raw.lstrip())
        kept = raw.strip()
        if kept:
            block, offset, _ = piece.slice
            yield Slice(block, offset + left, offset + left + len(kept)), kept
