"""Rows of a table that are no tasks: titles, group rows, totals, notes."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Cell, Table
from kexie_extract.tables.columns import Header
from kexie_extract.text.folding import squeezed
from kexie_extract.text.patterns import compiled

RowKind = Literal["title", "header", "group", "note", "total", "blank", "data"]
_LONGEST_GROUP = 80
"""Characters; a longer full-width text is a note."""


@dataclass(slots=True)
class RowRole:
    """What a row is.

    Attributes:
        kind: its kind.
        text: a group row's words.
        column: where they stand.
        level: depth of a group row, from 1.
    """

    kind: RowKind
    text: str = ""
    column: int = 0
    level: int = 1


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    names = ("note_row", "total_row", "group_number")
    found = {name: compiled("|".join(r.expression for r in lexicon.rules(f"tables.{name}"))) for name in names}
    for rule in lexicon.rules("tables.group_lead"):
        found[f"lead{rule.data['level']}"] = compiled(rule.expression)
    found["serial"] = compiled("|".join(r.expression for r in lexicon.rules("tables.serial")))
    return found


def classify(table: Table, header: Header, lexicon: Lexicon) -> list[RowRole]:
    """The role of every row of a rectangular grid."""
    roles = [_role(table, index, header, lexicon) for index in range(len(table.cells))]
    usual = _usual_width(roles, table)
    for index, role in enumerate(roles):
        if role.kind == "group" and (len(role.text) > _LONGEST_GROUP or usual < 2):
            role.kind = "note" if len(role.text) > _LONGEST_GROUP else "data"
        if role.kind == "group" and not any(later.kind in ("data", "group") for later in roles[index + 1 :]):
            role.kind = "note"
    return roles


def _usual_width(roles: list[RowRole], table: Table) -> float:
    """Mean number of filled cells in data rows."""
    widths = [
        sum(bool(cell.text.strip()) or cell.merge is not None for cell in row)
        for row, role in zip(table.cells, roles, strict=True)
        if role.kind == "data"
    ]
    return sum(widths) / len(widths) if widths else 0.0


def _role(table: Table, index: int, header: Header, lexicon: Lexicon) -> RowRole:
    """The role of one row by its own cells."""
    if index < header.start:
        return RowRole("title")
    if index < header.end:
        return RowRole("header")
    row = table.cells[index]
    own = [(column, cell.text.strip()) for column, cell in enumerate(row) if cell.text.strip()]
    if not own:
        return RowRole("blank" if not any(cell.merge == "above" for cell in row) else "data")
    patterns = _patterns(lexicon)
    if not _merged_above(row) and _is_note([text for _, text in own], patterns["note_row"]):
        return RowRole("note")
    if len(own) < len(row) and any(patterns["total_row"].search(squeezed(text)) for _, text in own[:2]):
        return RowRole("total")
    return _group(row, own, header, patterns) or RowRole("data")


def _is_note(texts: list[str], pattern: re.Pattern[str]) -> bool:
    """Whether a row begins as a note does; one of several cells has such a word in each."""
    return all(pattern.search(squeezed(text)) for text in (texts if len(texts) > 2 else texts[:1]))


def _merged_above(row: list[Cell]) -> bool:
    return any(cell.merge == "above" for cell in row)


def _group(
    row: list[Cell], own: list[tuple[int, str]], header: Header, patterns: dict[str, re.Pattern[str]]
) -> RowRole | None:
    """The group row that these cells make, if they make one."""
    texts = {text for _, text in own}
    if len(texts) > 2 or len(row) < 3 or _merged_above(row):
        return None
    column, text = own[0]
    spans = sum(cell.merge == "left" for cell in row)
    words = squeezed(text)
    if len(texts) == 1 and not patterns["serial"].fullmatch(words):
        full = spans >= len(row) - 2 or len(own) == len(row)
        lead = any(patterns[name].search(words) for name in ("lead1", "lead2"))
        if full or lead or (column == 0 and header.first("theme") != 0 and len(words) <= 40):
            return RowRole("group", text, column, _level(words, patterns))
    numbered = len(texts) == 2 and patterns["group_number"].fullmatch(words)
    if numbered and (spans + len(own) >= len(row) - 1 or (len(own) == 2 and len(row) > 3)):
        return RowRole("group", own[0][1] + own[1][1], column, _level(words, patterns))
    return None


def _level(words: str, patterns: dict[str, re.Pattern[str]]) -> int:
    return 2 if patterns["lead2"].search(words) else 1
