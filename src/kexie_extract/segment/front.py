"""What stands above the body: 版头, title, recipients, salutation, and what reports have instead."""

import re
from functools import lru_cache

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.outline import Part
from kexie_extract.segment.forms import read_marker
from kexie_extract.segment.lines import Line
from kexie_extract.segment.shapes import (
    Shape,
    attachment,
    complete_title,
    fit,
    goes_on,
    organ,
    shapes,
    title_like,
    whole_title,
)
from kexie_extract.segment.vetoes import veto
from kexie_extract.text.han import is_han
from kexie_extract.text.patterns import compiled

_AFTER_TITLE: frozenset[Part] = frozenset({"subtitle", "draft", "date", "speaker", "signature"})
_OFFICE_ENDS = "部科室处办组局院会馆站所"
"""Last characters of an office, not of a name: 展教部."""
_LABEL = 6
"""Characters of a label without a value that a page left above the title."""
_FAR = 60
"""Lines after which no head is looked for any more."""


class Front:
    """Reads the lines above the body, one after the other."""

    def __init__(self, lines: list[Line], lexicon: Lexicon) -> None:
        self.lines = lines
        self.lexicon = lexicon
        self.title: list[Line] = []
        self.rules: dict[int, str] = {}
        self.closed = False
        self.bulletin = False

    def read(self) -> int:
        """Mark the lines of the head; the index of the first line of the body."""
        for index, line in enumerate(self.lines[:_FAR]):
            if line.table:
                if self.title and line.part != "furniture":
                    return index
                continue
            if line.part is not None:
                continue
            shape = self._shape(line, index) or self._aside(line, index)
            if shape is None:
                return self._salutation(index)
            line.part = shape.part
            self.rules[line.index] = shape.rule
            if shape.part == "salutation":
                return index + 1
        return min(len(self.lines), _FAR)

    def _salutation(self, index: int) -> int:
        """各位代表： below an introducing paragraph; the index of the first line of the body."""
        for line in self.lines[index + 1 : index + 4]:
            if line.table or read_marker(line, self.lexicon):
                break
            found = [shape for shape in shapes(line.text, "parts.head", self.lexicon) if shape.part == "salutation"]
            if found:
                line.part = "salutation"
                self.rules[line.index] = found[0].rule
                break
        return index

    def _aside(self, line: Line, index: int) -> Shape | None:
        """A remark in brackets between lines of the head."""
        following = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if not self.title or following is None or following.table or line.text[0] not in "（〔[":
            return None
        if line.text[-1] not in "）〕]" or read_marker(line, self.lexicon):
            return None
        known = {shape.part for shape in shapes(following.text, "parts.head", self.lexicon)}
        return Shape("annotation", "front.aside") if known & {"draft", "date", "salutation"} else None

    def _shape(self, line: Line, index: int) -> Shape | None:
        """What the line is, None where the body begins."""
        if not self.title:
            named = attachment(line, self.lexicon)
            if named and not named.rest:
                return Shape("furniture", named.rule)
        for shape in shapes(line.text, "parts.head", self.lexicon):
            if self._fits(shape, line, index):
                if shape.rule == "parts.head.document_number":
                    self._letterhead()
                elif shape.rule == "parts.head.bulletin_issue":
                    self._masthead()
                if shape.part == "title":
                    self.title.append(line)
                else:
                    self.closed = self.closed or bool(self.title)
                return shape
        if line.last == "：":
            return self._addressed(line, index)
        return self._titled(line)

    def _fits(self, shape: Shape, line: Line, index: int) -> bool:
        """Whether a shape is possible at this place."""
        if shape.rule == "parts.head.bulletin_mark":
            return not self.title and self._issue_follows(index)
        if shape.rule == "parts.head.title_bracket":
            return bool(self.title) and not self.closed
        if shape.part in _AFTER_TITLE and not self.title:
            return self.bulletin and shape.rule == "parts.head.organ_date"
        if shape.part == "issuer_mark":
            return not self.title
        if shape.rule in ("parts.head.named_speaker", "parts.head.speaker_then_office"):
            return complete_title(self.title, self.lexicon) or self.closed
        if shape.rule == "parts.head.organ_speaker":
            return complete_title(self.title, self.lexicon) and _is_name(line.text.split()[-1], self.lexicon)
        if shape.part == "speaker":
            return self._is_speaker(line, index)
        if shape.part == "subtitle":
            return line.open_ended
        return True

    def _letterhead(self) -> None:
        """What stands above the document's number is the issuers' names, where it is nothing but organs' names."""
        if self.closed or not self.title or not all(organ(line, self.lexicon) for line in self.title):
            return
        for line in self.title:
            line.part = "issuer_mark"
            self.rules[line.index] = "front.organ_above_number"
        self.title = []

    def _masthead(self) -> None:
        """What stands above the number of an issue is the bulletin's name, where it is worded as one."""
        name = "".join("".join(line.text.split()) for line in self.title)
        named = any(shape.rule == "parts.head.bulletin_mark" for shape in shapes(name, "parts.head", self.lexicon))
        if self.closed or not named:
            return
        for line in self.title:
            line.part, self.rules[line.index] = "furniture", "front.bulletin_name"
        self.title, self.bulletin = [], True

    def _issue_follows(self, index: int) -> bool:
        """第12期 below the name of a bulletin."""
        following = next((line for line in self.lines[index + 1 : index + 3] if not line.table), None)
        self.bulletin = following is not None and any(
            shape.rule == "parts.head.bulletin_issue" for shape in shapes(following.text, "parts.head", self.lexicon)
        )
        return self.bulletin

    def _is_speaker(self, line: Line, index: int) -> bool:
        """A name with an office, a spaced name, or a bare name beside a date or subtitle."""
        if len(line.text) > 40 or fit(line.text, "headings.part", self.lexicon) or organ(line, self.lexicon):
            return False
        if _is_spaced_name(line.text):
            return complete_title(self.title, self.lexicon) or self.closed
        if len(line.text) > 4:
            unspaced = complete_title(self.title, self.lexicon) and _ends_with_name(line.text, self.lexicon)
            return " " in line.text or (unspaced and self._beside_date(index))
        return self._beside_date(index)

    def _beside_date(self, index: int) -> bool:
        """Whether a subtitle, draft or date line stands above a line, or a date line below it."""
        beside = [self.lines[index - 1].part] if index else []
        following = next((after for after in self.lines[index + 1 :] if not after.table), None)
        dated = following is not None and any(
            shape.part == "date" for shape in shapes(following.text, "parts.head", self.lexicon)
        )
        return dated or bool({"subtitle", "date", "draft"} & set(beside))

    def _addressed(self, line: Line, index: int) -> Shape | None:
        """A line that ends with a colon: the issuer above a title, recipients below it or above running text."""
        if read_marker(line, self.lexicon) is not None:
            return None
        rule = fit(line.text, "parts.recipients", self.lexicon)
        if not self.title and not (rule and self._untitled(index)):
            if len(line.text) <= 40 and fit(line.text[:-1].rstrip(), "parts.organ", self.lexicon):
                return Shape("issuer_mark", "front.name_above_title")
            following = self.lines[index + 1] if index + 1 < len(self.lines) else None
            labels = following is not None and len(line.text) <= _LABEL and title_like(following)
            return Shape("furniture", "front.empty_label") if labels else None
        if rule is None:
            return None
        self.closed = True
        return Shape("recipients", rule)

    def _untitled(self, index: int) -> bool:
        """Whether running text stands below a line that may address it, so that no title does."""
        below = [line for line in self.lines[index + 1 : index + 4] if line.part is None]
        below = [line for line in below if not fit(line.text, "parts.recipients", self.lexicon)] or below
        return bool(below) and not below[0].table and not below[0].open_ended

    def _titled(self, line: Line) -> Shape | None:
        marker = read_marker(line, self.lexicon)
        if marker is not None and veto(marker, self.lexicon) is None:
            first = marker.form.weak and marker.ordinal == 1 and bool(self.title)
            if first or not marker.form.weak:
                return None
        opens = not self.title and whole_title(line, self.lexicon)
        if self.closed or not (opens or title_like(line)):
            return self._organ_line(line)
        named = bool(self.title) and not organ(self.title[-1], self.lexicon) and not self._set_as_title(line)
        if named and fit(line.text, "headings.part", self.lexicon):
            return None
        if goes_on(self.title, line, self.lexicon):
            self.title.append(line)
            return Shape("title", "front.title")
        return self._organ_line(line)

    def _set_as_title(self, line: Line) -> bool:
        """Whether a line is centred and as large as the title above it, which is not complete yet."""
        above, own = self.title[-1].block.style, line.block.style
        centred = above.align == own.align == "center" and (above.size or 0) == (own.size or 0) > 0
        return centred and above.outline_level == own.outline_level and not complete_title(self.title, self.lexicon)

    def _organ_line(self, line: Line) -> Shape | None:
        """The issuer's name alone under the title."""
        if self.title and len(line.text) <= 40 and organ(line, self.lexicon) and not line.block.style.outline_level:
            self.closed = True
            return Shape("issuer_mark", "front.organ_under_title")
        return None


def _ends_with_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is an office with a name right behind it: 县科协主席李明."""
    office = max((found.end() for found in _offices(lexicon).finditer(text)), default=0)
    return office > 0 and _is_name(text[office:], lexicon)


def _is_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a word is a surname with one or two characters behind it."""
    known = any(text.startswith(word) for rule in lexicon.rules("persons.surname") for word in rule.words)
    return known and len(text) in (2, 3) and all(map(is_han, text)) and text[-1] not in _OFFICE_ENDS


@lru_cache(maxsize=8)
def _offices(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("persons.office"))


def _is_spaced_name(text: str) -> bool:
    """Whether a line is a name with spaces in it: 李 明, 李 晓 明, 欧阳 修文."""
    surname, *given = text.split()
    parts = len(given) == 1 or all(len(part) == 1 for part in given)
    name = "".join(given)
    return parts and len(surname) in (1, 2) and len(name) in (1, 2, 3) and all(map(is_han, surname + name))
