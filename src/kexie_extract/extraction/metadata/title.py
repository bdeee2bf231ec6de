"""Title, subtitle, meeting, speaker, state of a draft, document number."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kexie_extract.extraction.kind import of_title
from kexie_extract.extraction.metadata.marks import mark
from kexie_extract.extraction.metadata.parts import Parts
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Block
from kexie_extract.model.outline import Outline
from kexie_extract.model.tasks import TaskRow
from kexie_extract.text.folding import fold
from kexie_extract.text.han import is_han, lazily
from kexie_extract.text.patterns import compiled

_DASHES = "—-–－─― "
_MIDDLE_DASH = compiled(r"(?<=\S)\s*(?:——|──|――)\s*(?=\S)")
_MARKED = compiled(r"\A《([^《》]+(?:《[^《》]+》[^《》]*){0,5})》\Z")
_BRACKETED = compiled(r"\A\s*（\s*(.+?)\s*）\s*\Z", re.DOTALL)
_TRAILING_BRACKET = compiled(r"（\s*([^（）]{2,10})\s*）\s*\Z")
_PADDED_NAME = lazily(r"(?<![一-鿿])([一-鿿])[ ]{1,6}([一-鿿])(?:[ ]{1,6}([一-鿿]))?(?![一-鿿])")
_OFFICE_BEHIND = compiled(r"\s*（[^（）]*）\Z")
_PERSON_NAME_LENGTH = 3
_SHORTEST_TITLE = 6  # characters: a cell such as 序号 or 合计 is no title


def title_and_subtitle(parts: Parts) -> tuple[str | None, str | None]:
    """The lines of the title joined with single spaces, and the subtitle without its dash.

    A title whose one line holds both, divided by a long dash, is taken apart.
    """
    lines = [" ".join(text.split()) for text in parts.all("title")]
    below = [" ".join(text.split()).lstrip(_DASHES) for text in parts.all("subtitle")]
    title = _unmarked(" ".join(lines)) or None
    if title and not below and (dash := _MIDDLE_DASH.search(title)):
        title, below = title[: dash.start()], [title[dash.end() :]]
    return title, " ".join(below) or None


def _unmarked(title: str) -> str:
    """A title without the 《》 that hold all of it."""
    found = _MARKED.match(title)
    return found[1] if found else title


def of_table(blocks: list[Block], tasks: list[TaskRow]) -> str | None:
    """The words of the title row over the first task table: a row of one text before the header."""
    first = next((task for task in tasks), None)
    block = next((block for block in blocks if first and block.id == first.table), None)
    if first is None or block is None or block.table is None:
        return None
    for row in block.table.cells[: first.row]:
        words = [" ".join(cell.text.split()) for cell in row if cell.text.strip() and not cell.merge]
        if len(words) > 1:
            return None
        if words and len(words[0]) >= _SHORTEST_TITLE:
            return words[0]
    return None


def filled_on(blocks: list[Block], tasks: list[TaskRow], lexicon: Lexicon) -> str | None:
    """What stands behind 填报时间： in the rows above and below a task table's rows; None without it."""
    label = mark("filled_on", lexicon)
    rows = {task.row for task in tasks}
    for block in blocks:
        if block.table is None or all(task.table != block.id for task in tasks):
            continue
        for index, row in enumerate(block.table.cells):
            if index in rows:
                continue
            text = " ".join(cell.text for cell in row if not cell.merge)
            if found := label.search(fold(text)):
                return text[found.end() :]
    return None


def of_running_head(blocks: list[Block], lexicon: Lexicon) -> str | None:
    """A running head that is worded as a title, for a document whose only title is its running head."""
    for block in blocks:
        text = " ".join(block.text.split())
        if block.kind in ("furniture", "caption") and len(text) >= _SHORTEST_TITLE and of_title(text, lexicon):
            return text
    return None


def draft(parts: Parts, title: str | None, lexicon: Lexicon) -> str | None:
    """征求意见稿, 审议稿 …: the bracketed line under the title, or the bracket that closes the title."""
    for text in parts.all("draft"):
        found = _BRACKETED.match(fold(text))
        return found[1] if found else text
    found = _TRAILING_BRACKET.search(fold(title or ""))
    return found[1] if found and any(r.matches(found[1]) for r in lexicon.rules("metadata.draft")) else None


def labelled_number(blocks: list[Block], outline: Outline, lexicon: Lexicon) -> str | None:
    """The 发文字号 that a web page's index states above the body: 文号：云科协〔2024〕3号, in a line or in cells."""
    for text in _index(blocks, outline):
        if label := mark("number_label", lexicon).search(fold(text)):
            return document_number([text[label.end() :]], lexicon)
    return None


def labelled_title(blocks: list[Block], outline: Outline, lexicon: Lexicon) -> str | None:
    """The title that such an index states, for a page that says it nowhere else."""
    for text in _index(blocks, outline):
        for found in mark("title_label", lexicon).finditer(fold(text)):
            words = " ".join(text[found.start(1) : found.end(1)].split())
            named = of_title(words, lexicon) or any(rule.matches(fold(words)) for rule in lexicon.rules("parts.kind"))
            if len(words) >= _SHORTEST_TITLE and named:
                return words
    return None


def published(blocks: list[Block], outline: Outline, lexicon: Lexicon) -> int | None:
    """The year of 发布时间： in such an index."""
    label = mark("published", lexicon)
    years = (found[1] for text in _index(blocks, outline) if (found := label.search(fold(text))))
    return next((int(year) for year in years), None)


def _index(blocks: list[Block], outline: Outline) -> Iterator[str]:
    """The texts above the body that are the page's, not the document's."""
    for block in blocks:
        part = outline.parts.get(block.id)
        if block.section or part in ("lead", "recipients", "salutation"):
            return
        if part == "furniture" or block.kind in ("furniture", "table"):
            yield block.text


def document_number(texts: list[str], lexicon: Lexicon) -> str | None:
    """The first 发文字号 in lines of text, as printed."""
    pattern = _number_pattern(lexicon)
    for text in texts:
        if found := pattern.search(fold(text)):
            return text[found.start() : found.end()]
    return None


@lru_cache(maxsize=8)
def _number_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("metadata.document_number"))


def meeting(names: Sequence[str | None], leads: list[str], lexicon: Lexicon) -> str | None:
    """The meeting that a report was given at: as it stands in subtitle or title, else in the lead."""
    for place, text in enumerate([*names, *leads]):
        if not text:
            continue
        folded = fold(text)
        for rule in lexicon.rules("metadata.meeting"):
            if place < len(names) and rule.id != "metadata.meeting.at":
                continue  # a title that says 关于召开 tells of a meeting to come
            if found := compiled(rule.expression).search(folded):
                return text[found.start(1) : found.end(1)]
    return None


def speaker(texts: list[str], titles: re.Pattern[str], lexicon: Lexicon) -> str | None:
    """The name in the line under the title, without spaces inside it and without the office.

    Args:
        texts: the lines that segment took for the speaker's.
        titles: words of office (主席, 局长 …).
        lexicon: labels such as 报告人：.
    """
    for text in texts:
        line = fold(text).strip()
        line = (found[1] if (found := _BRACKETED.match(line)) else line).strip()
        line = _OFFICE_BEHIND.sub("", mark("speaker_label", lexicon).sub("", line))
        words = (_PADDED_NAME().sub(_closed_up, line) if " " in line else line).split()
        for word in reversed(words):
            name = _without_office(word, titles)
            if 2 <= len(name) <= 6 and all(is_han(char) or char == "·" for char in name):
                return name
    return None


def _closed_up(padded: re.Match[str]) -> str:
    """A name without the blanks that pad it."""
    return "".join(part for part in padded.groups() if part)


def _without_office(word: str, titles: re.Pattern[str]) -> str:
    """The part of a word after or before its office: 省长叶某某, 叶某某主席."""
    offices = list(titles.finditer(word))
    if not offices:
        return word
    after = word[offices[-1].end() :]
    if after:
        return after
    before = word[: offices[0].start()]
    return before if len(before) <= _PERSON_NAME_LENGTH else ""


def subtitle_date(subtitle: str | None, lexicon: Lexicon) -> str | None:
    """The words of a date that stands before 在…会议上 in a subtitle."""
    found = mark("leading_date", lexicon).match(fold(subtitle or ""))
    return found[0] if found else None
