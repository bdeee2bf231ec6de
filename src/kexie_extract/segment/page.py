"""What a web page puts around a document: its index, bylines and buttons, menus, and the title said again."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from kexie_extract.lexicon import Lexicon
from kexie_extract.segment.forms import read_marker
from kexie_extract.segment.lines import Line
from kexie_extract.segment.shapes import complete_title, fit, organ, prefix, shapes, whole_title
from kexie_extract.segment.vetoes import veto
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_HEAD, _FOOT = 40, 8
"""Lines in which the page's own words are looked for, above and below."""
_INDEX = 3
"""Lines of `label：value` that make an index where one of the labels is a web page's."""
_SHORTEST = 8
"""Characters of a title that is known when it comes again."""
_TITLE_LINES = 4
_DIGEST = 2
"""Sentences that a page may put between its headline and the title."""
_MENU = 6
"""Characters of the longest word of a menu."""
_ABOVE = ("copy_number", "classification", "urgency", "issuer_mark", "document_number", "signatory", "subtitle")
_LABELLED = compiled(r"[^：。，]{2,8}： ?[^。；]{1,80}")
_MARKS = compiled(r"[\s《》〈〉<>“”\"]|[-—–－~～]+")
_REMARK = compiled(r"[（【][^（）【】]{2,12}[）】]")
_DATE_BEHIND = compiled(r"\s+\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?\Z")
_NAME = compiled(r"《([^《》]{8,150}(?:《[^《》]{1,100}》[^《》]{0,80})?)》")


def mark_page(lines: list[Line], lexicon: Lexicon) -> dict[int, str]:
    """Mark as furniture what the web page that held a document adds to it.

    Returns:
        For each marked line's index the rule.
    """
    rules: dict[int, str] = {}
    head = list(_head(lines, lexicon))
    for line in [*head, *(line for line in lines[-_FOOT:] if _free(line) and not read_marker(line, lexicon))]:
        if rule := fit("".join(line.text.split()), "parts.page", lexicon):
            _mark(line, rule, rules)
    _mark_index(head, rules)
    proven = _mark_repeated(head, rules, lexicon)
    _mark_above(head, proven, rules, lexicon)
    return rules


def names_in(text: str) -> Iterator[str]:
    """The names in 《》 of a text, without blanks and marks."""
    return (plain(found[1]) for found in _NAME.finditer(text))


def plain(text: str) -> str:
    """A title's characters without blanks, marks of names and dashes, which differ where it is said again."""
    return _MARKS.sub("", text)


def _free(line: Line) -> bool:
    return not line.table and line.part is None


def _mark(line: Line, rule: str, rules: dict[int, str]) -> None:
    line.part, rules[line.index] = "furniture", rule


def _head(lines: list[Line], lexicon: Lexicon) -> Iterator[Line]:
    """The lines above the first number, addressee or salutation."""
    for line in lines[:_HEAD]:
        if line.table:
            if line.part != "furniture":
                return
            yield line
            continue
        marker = read_marker(line, lexicon)
        if marker and not marker.form.weak and veto(marker, lexicon) is None:
            return
        yield line
        if line.last == "：" and _opens_body(line, lexicon):
            return


def _opens_body(line: Line, lexicon: Lexicon) -> bool:
    if fit(line.text, "parts.recipients", lexicon):
        return True
    return any(shape.part in ("salutation", "recipients") for shape in shapes(line.text, "parts.head", lexicon))


def _mark_index(head: list[Line], rules: dict[int, str]) -> None:
    """A run of `label：value` lines is an index where a web page's label is among them."""
    run: list[Line] = []
    for line in [*head, None]:
        if line is not None and (line.part == "furniture" or _LABELLED.fullmatch(line.text)):
            run.append(line)
            continue
        known = [entry for entry in run if entry.part == "furniture" and _LABELLED.search(fold(entry.block.text))]
        if len(run) >= _INDEX and known:
            for entry in filter(_free, run):
                _mark(entry, "page.index", rules)
        run = []


def _mark_repeated(head: list[Line], rules: dict[int, str], lexicon: Lexicon) -> set[int]:
    """A title that comes again, on one line or several; of two that differ by a number or a date the bare one stays.

    Returns:
        The index of each line that stays.
    """
    seen: dict[str, Line] = {}
    proven: set[int] = set()
    for position, line in enumerate(head):
        if not _free(line) or not line.open_ended:
            continue
        words, bare = plain(line.text), plain(_bare(line.text, lexicon))
        first, again = _again(head, position, seen, bare)
        if first is None:
            seen.setdefault(words, line)
            seen.setdefault(bare, line)
            continue
        if plain(first.text) != words and len(again) == 1 and words == bare:
            first, again = line, [first]  # the earlier one had a number, a remark or a date
        for part in again:
            _mark(part, "page.repeated", rules)
        proven.add(first.index)
        _mark_between(sorted((first.index, again[0].index)), head, rules, lexicon)
    return proven


def _again(head: list[Line], position: int, seen: dict[str, Line], bare: str) -> tuple[Line | None, list[Line]]:
    """The line above that lines from a position on say again, and these lines; None where they say nothing again."""
    words = ""
    for end in range(position, min(position + _TITLE_LINES, len(head))):
        if not _free(head[end]) or not head[end].open_ended:
            break
        words += plain(head[end].text)
        if len(words) >= _SHORTEST and words in seen:
            return seen[words], head[position : end + 1]
    return (seen.get(bare), [head[position]]) if len(bare) >= _SHORTEST else (None, [])


def _mark_between(bounds: list[int], head: list[Line], rules: dict[int, str], lexicon: Lexicon) -> None:
    """What stands between a title and where it comes again is the page's, but for numbers, dates and speakers."""
    between = [line for line in head if bounds[0] < line.index < bounds[1] and _free(line)]
    told = [line for line in between if not line.open_ended]
    if len(told) > _DIGEST:
        return  # a text of its own
    for line in between:
        if line in told:
            line.part, rules[line.index] = "lead", "page.between_titles"
        elif not _formal(line, lexicon) and not _below_title(line, lexicon):
            _mark(line, "page.between_titles", rules)


def _below_title(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line is a date, a draft's mark or a speaker; only blanks tell a name from other short words."""
    known = {shape.part for shape in shapes(line.text, "parts.head", lexicon)}
    return bool(known & {"date", "draft"}) or ("speaker" in known and " " in line.text)


@lru_cache(maxsize=8)
def _number(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("metadata.document_number"))


def _bare(text: str, lexicon: Lexicon) -> str:
    """A title without the document number or remark before it and the date of the page behind it."""
    found = _number(lexicon).match(text) or _REMARK.match(text)
    return _DATE_BEHIND.sub("", text[found.end() :] if found else text)


def _mark_above(head: list[Line], proven: set[int], rules: dict[int, str], lexicon: Lexicon) -> None:
    """Menus and sentences above the title, which is known by its words and by what stands around it."""
    position = next((at for at, line in enumerate(head) if _is_title(line, lexicon)), None)
    if position is None:
        return
    position = _lower(head, position, rules, lexicon)
    line = head[position]
    above = [before for before in head[:position] if _free(before)]
    own = line.index in proven or prefix(line.text, "parts.own_title", lexicon) > 0
    told = [before for before in above if not before.open_ended and not _is_label(before)]
    loose = [before for before in above if before not in told and not _formal(before, lexicon, organs=not own)]
    named = plain(line.text) in {name for before in told for name in names_in(before.text)}
    if _titled(loose, lexicon) and not named:
        return
    if told and not named and not _below_fits(head[position + 1 :], lexicon):
        return
    listed = all(prefix(before.text, "headings.bullet", lexicon) for before in loose)
    if told or own or listed or _parted(head, position):
        for before in loose:
            _mark(before, "page.above_title", rules)
        for before in told:
            before.part, rules[before.index] = "lead", "page.above_title"


def _is_label(line: Line) -> bool:
    """A short word with a colon and nothing behind it."""
    return line.last == "：" and len(line.text) <= _MENU


def _is_title(line: Line, lexicon: Lexicon) -> bool:
    return _free(line) and whole_title(line, lexicon) and not _formal(line, lexicon)


def _lower(head: list[Line], position: int, rules: dict[int, str], lexicon: Lexicon) -> int:
    """Of two titles one below the other, the second of which says 关于, the upper is the page's headline."""
    below = next((at for at in range(position + 1, len(head)) if _free(head[at])), None)
    if below is None or not _is_title(head[below], lexicon) or not _below_fits(head[below + 1 :], lexicon):
        return position
    if not prefix(head[below].text, "parts.about", lexicon) or not prefix(head[position].text, "parts.about", lexicon):
        return position
    _mark(head[position], "page.headline", rules)
    return below


def _titled(lines: list[Line], lexicon: Lexicon) -> bool:
    """Whether the last lines, with nothing between them, are a title themselves; the words of a menu are all short."""
    last = lines[-_TITLE_LINES:]
    while last and any(below.index != above.index + 1 for above, below in pairwise(last)):
        last = last[1:]
    return bool(last) and complete_title(last, lexicon) and max(len(line.text) for line in last) > _MENU


def _formal(line: Line, lexicon: Lexicon, *, organs: bool = True) -> bool:
    """Whether a line has a part of its own around a title: a mark, a number, a subtitle, the name of an organ."""
    if any(shape.part in _ABOVE for shape in shapes(line.text, "parts.head", lexicon)):
        return True
    return organs and organ(line, lexicon)


def _parted(head: list[Line], position: int) -> bool:
    """Whether the page's furniture stands right above a line."""
    return position > 0 and head[position - 1].part == "furniture"


def _below_fits(below: list[Line], lexicon: Lexicon) -> bool:
    """Whether the next line is one that only stands below titles."""
    line = next((line for line in below if _free(line)), None)
    if line is None:
        return False
    known = {shape.part for shape in shapes(line.text, "parts.head", lexicon)}
    return _opens_body(line, lexicon) or bool(known & {"document_number", "subtitle", "date", "signature"})
