"""The body and its attachments: each zone has its own tree of numbers (GB/T 9704-2012 7.3.7)."""

from dataclasses import dataclass, field

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.outline import Part
from kexie_extract.segment.contents import mark_contents
from kexie_extract.segment.forms import read_marker
from kexie_extract.segment.front import Front
from kexie_extract.segment.lines import Line
from kexie_extract.segment.page import mark_page, names_in, plain
from kexie_extract.segment.shapes import Attachment, attachment, fit, goes_on, organ, shapes, title_like
from kexie_extract.text.patterns import compiled

_COPY_LINES = 5
_NOTE_REACH = 40
_LEAD = 6
"""Lines of the body in which a notice says what it issues."""
_SIGNATURE: tuple[Part, Part] = ("signature", "date")
_BELOW = ("parts.tail.contact", "parts.tail.publicity")
"""Rules for lines that stand around signature and date; below a heading of their own they are text."""
_TITLE_LINES = 4
_SPACE = compiled(r"\s+")
_ORDINAL = compiled(r"\A(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?[.、．：]? ?")
_FIRST = compiled(r"1 ?[.、．]")


@dataclass(slots=True, eq=False)
class Zone:
    """The main body, or one attachment.

    Attributes:
        lines: all its lines without those of parts.
        opener: the line that begins the attachment, None for the body.
        number: `附件1` as printed, None for the body and for an attachment without the word.
        title: lines of the attachment's title; the first may begin inside the opener.
        title_start: offset in the opener's block where a title on the same line begins, None without one.
        title_cell: a table whose first row is the title, with its offsets; None without one.
        named: names of attachments in the body's attachment note, and of what its title and lead issue, with the
            index of the line.
        rule: id of the rule that began it.
    """

    lines: list[Line]
    opener: Line | None = None
    number: str | None = None
    title: list[Line] = field(default_factory=list)
    title_start: int | None = None
    title_cell: tuple[Line, int, int] | None = None
    named: dict[str, int] = field(default_factory=dict)
    rule: str = ""


def zones(lines: list[Line], lexicon: Lexicon) -> tuple[list[Zone], dict[int, str]]:
    """Split a document into its body and attachments; marks the parts around them.

    Returns:
        The zones in order, the body first, and for each line that is a part the id of the rule that says so.
    """
    rules = mark_contents(lines, lexicon) | mark_page(lines, lexicon)
    head = Front(lines, lexicon)
    first = head.read()
    rules |= head.rules
    body = [line for line in lines[first:] if line.part is None]
    found = _split(body, lexicon, rules)
    found[0].named = _issued(lines[:first] + found[0].lines[:_LEAD], lexicon) | found[0].named
    for zone in found:
        _read_tail(zone, lexicon, rules)
    return [part for zone in found for part in _unnamed(zone, lexicon, rules)], rules


def _split(lines: list[Line], lexicon: Lexicon, rules: dict[int, str]) -> list[Zone]:
    """Cut at every line that begins an attachment; mark the lines that only name one."""
    found = [Zone([])]
    position = 0
    while position < len(lines):
        line = lines[position]
        named = attachment(line, lexicon)
        if named and named.closed and (len(line.text) <= 80 or _several(named)):
            end = _note_end(lines, position, named, lexicon)
            if end is not None:
                for note in lines[position:end]:
                    note.part = "attachment_note"
                    rules[note.index] = named.rule
                    found[0].named[_name(note, lexicon)] = note.index
                position = end
                continue
            if line.last not in "。；":
                zone, position = _open(lines, position, named, lexicon)
                found.append(zone)
                continue
        found[-1].lines.append(line)
        position += 1
    return found


def _issued(lines: list[Line], lexicon: Lexicon) -> dict[str, int]:
    """The names in 《》 that lines say are issued with them: 现将《…》印发给你们."""
    saying = (line for line in lines if not line.table and fit(line.text, "parts.issuing", lexicon))
    return {name: line.index for line in saying for name in names_in(line.text)}


def _note_end(lines: list[Line], position: int, named: Attachment, lexicon: Lexicon) -> int | None:
    """The index after an attachment note (7.3.4), None where the line begins the attachment itself."""
    end = position + 1
    while end < len(lines) and end - position < _NOTE_REACH and _note_line(lines[end], lexicon):
        end += 1
    if not named.rest and end == position + 1:
        return position + 2 if _lone_entry(lines, position + 1, lexicon) else None
    while end < len(lines) and lines[end].table and lines[end].part == "furniture":
        end += 1
    if end >= len(lines):
        return end
    following = lines[end]
    if _tail_like(following, lexicon) or (attachment(following, lexicon) and not named.ordinal):
        return end
    again = attachment(following, lexicon)
    if again and not again.rest:
        return end
    return end if _plain(following.text) == _plain(named.rest) else None


def _lone_entry(lines: list[Line], position: int, lexicon: Lexicon) -> bool:
    """Whether a name stands below 附件： with nothing below it but signature and date."""
    below = lines[position + 1 : position + 4]
    if not below or len(lines) > position + 4 or not title_like(lines[position]):
        return False
    return organ(below[0], lexicon) and len(below) > 1 and _is_date(below[1], lexicon)


def _several(named: Attachment) -> bool:
    """附件：1.… 2.… in one paragraph."""
    return len(named.rest) <= 800 and _FIRST.match(named.rest) is not None


def _note_line(line: Line, lexicon: Lexicon) -> bool:
    named = attachment(line, lexicon)
    if named and named.rest and named.closed:
        return True
    return not line.table and line.open_ended and fit(line.text, "parts.note_line", lexicon) is not None


def _name(note: Line, lexicon: Lexicon) -> str:
    """The attachment's name in one line of a note."""
    named = attachment(note, lexicon)
    return plain(_ORDINAL.sub("", named.rest if named else note.text))


def _plain(text: str) -> str:
    return _SPACE.sub("", text).strip("《》.1、")


def _tail_like(line: Line, lexicon: Lexicon) -> bool:
    if line.table:
        return False
    return bool(shapes(line.text, "parts.tail", lexicon)) or organ(line, lexicon)


def _open(lines: list[Line], position: int, named: Attachment, lexicon: Lexicon) -> tuple[Zone, int]:
    """A new zone and the index of its first line of body."""
    line = lines[position]
    number = line.raw[: named.length]
    zone = Zone([], line, number, rule=named.rule)
    line.used = True
    position += 1
    if named.rest:
        zone.title, zone.title_start = [line], line.start + named.offset
        return zone, position
    zone.title, position = title_at(lines, position, lexicon)
    if not zone.title and position < len(lines):
        zone.title_cell = _title_row(lines[position])
    return zone, position


def _title_row(line: Line) -> tuple[Line, int, int] | None:
    """The title inside a table: its first row holds one text only."""
    table = line.block.table
    if table is None or not table.cells:
        return None
    filled = [cell for cell in table.cells[0] if cell.text.strip()]
    if len(filled) != 1 or len(table.cells) < 2 or len(table.cells[0]) < 2:
        return None
    return line, filled[0].start, filled[0].end


def title_at(lines: list[Line], position: int, lexicon: Lexicon) -> tuple[list[Line], int]:
    """The title lines that begin at an index, and the index after them."""
    title: list[Line] = []
    while position < len(lines) and len(title) < 4:
        line = lines[position]
        if not title and not line.table and fit(line.text, "parts.annex_nature", lexicon):
            line.used = True
            position += 1
            continue
        if title and fit(line.text, "parts.head", lexicon) == "parts.head.title_bracket":
            line.used = True
            return [*title, line], position + 1
        marker = None if line.table else read_marker(line, lexicon)
        if not title_like(line) or (marker and not marker.form.weak) or attachment(line, lexicon):
            break
        if not goes_on(title, line, lexicon):
            break
        line.used = True
        title.append(line)
        position += 1
    return title, position


def _read_tail(zone: Zone, lexicon: Lexicon, rules: dict[int, str]) -> None:
    """Mark 署名, date, 附注, 版记 at the end of a zone, from the end upwards."""
    kept = len(zone.lines)
    dated = False
    for position in range(len(zone.lines) - 1, max(-1, len(zone.lines) - 20), -1):
        line = zone.lines[position]
        if line.part == "attachment_note":
            kept = position
            continue
        if line.table:
            break
        found = shapes(line.text, "parts.tail", lexicon)
        if found and found[0].rule in _BELOW and _is_headed(zone.lines, position, lexicon):
            found = []
        if found:
            line.part, rules[line.index] = found[0].part, found[0].rule
            dated = dated or found[0].part == "date"
        elif organ(line, lexicon) and (dated or zone.opener is None) and not read_marker(line, lexicon):
            line.part, rules[line.index] = "signature", "parts.organ.name"
        elif first := _copied_above(zone.lines, position, lexicon):
            for rest in zone.lines[first : position + 1]:
                rest.part, rules[rest.index] = "copied_to", "parts.tail.copied_to"
        else:
            break
        kept = position
    zone.lines = zone.lines[:kept]


def _copied_above(lines: list[Line], position: int, lexicon: Lexicon) -> int:
    """The index after 抄送：… whose list, ending with a comma, goes on to this line; 0 where it does not."""
    for index in range(position - 1, max(-1, position - _COPY_LINES), -1):
        line = lines[index]
        if line.table or line.part is not None or line.text[-1] not in "，、；":
            return 0
        if fit(line.text, "parts.tail", lexicon) == "parts.tail.copied_to":
            return index + 1
    return 0


def _is_headed(lines: list[Line], position: int, lexicon: Lexicon) -> bool:
    """Whether a numbered heading (九、联系方式) stands above contact lines, so that they are its text."""
    while position >= 0 and not lines[position].table and fit(lines[position].text, "parts.tail", lexicon) in _BELOW:
        position -= 1
    above = lines[position] if position >= 0 else None
    return above is not None and above.open_ended and read_marker(above, lexicon) is not None


def _unnamed(zone: Zone, lexicon: Lexicon, rules: dict[int, str]) -> list[Zone]:
    """The zone, cut where an attachment follows its notice without the word 附件.

    It begins with a title below signature and date, or with a name that the attachment note gives.
    """
    if zone.opener is not None:
        return [zone]
    found, position = [zone], 0
    while position < len(found[-1].lines):
        last = found[-1]
        if _signed(last, position, lexicon):
            _mark_signature(last.lines[position - 1 : position + 1], rules)
        after = _title_after(last, position, lexicon)
        title, start = title_at(last.lines, after, lexicon) if after is not None else ([], 0)
        if after is None or not title or start >= len(last.lines):
            for line in title:
                line.used = False  # nothing stands below: no attachment
            position += 1
            continue
        attached = Zone(last.lines[start:], title[0], None, title, title[0].start, rule="zones.unnamed")
        attached.named = zone.named
        last.lines = last.lines[:after]
        _read_tail(last, lexicon, rules)
        found.append(attached)
        position = 0
    return found


def _signed(zone: Zone, position: int, lexicon: Lexicon) -> bool:
    """Whether a date stands alone below an organ's name: what a notice issues follows it, with a title or without."""
    if position == 0 or zone.lines[position].table:
        return False
    above, line = zone.lines[position - 1], zone.lines[position]
    return not above.used and organ(above, lexicon) and fit(line.text, "parts.tail", lexicon) == "parts.tail.date"


def _mark_signature(lines: list[Line], rules: dict[int, str]) -> None:
    for line, part, rule in zip(lines, _SIGNATURE, ("parts.organ.name", "parts.tail.date"), strict=True):
        line.part, rules[line.index] = part, rule


def _title_after(zone: Zone, position: int, lexicon: Lexicon) -> int | None:
    """Where the title of an attachment stands if this line ends what is above it or is that title."""
    line = zone.lines[position]
    if line.table:
        return None
    if zone.named and _is_named(zone, position):
        after = position
    elif zone.opener is None and _after_signature(zone, position, lexicon) and _is_date(line, lexicon):
        after = position + 1
        while after < len(zone.lines) and _annotation(zone.lines[after], lexicon):
            after += 1
    else:
        return None
    if after >= len(zone.lines) or not title_like(zone.lines[after]) or read_marker(zone.lines[after], lexicon):
        return None
    return after


def _is_named(zone: Zone, position: int) -> bool:
    """Whether a name that the attachment note gives, or that is issued, stands here on lines of its own."""
    words = ""
    for line in zone.lines[position : position + _TITLE_LINES]:
        words += plain(line.text)
        if zone.named.get(words, line.index) < line.index:
            return True
        if not words or line.table or not line.open_ended or not any(name.startswith(words) for name in zone.named):
            return False
    return False


def _after_signature(zone: Zone, position: int, lexicon: Lexicon) -> bool:
    """Whether a date line stands below an organ's name or an attachment note."""
    if position == 0:
        return False
    line, above = zone.lines[position], zone.lines[position - 1]
    return organ(above, lexicon) or line.index - above.index > 1


def _is_date(line: Line, lexicon: Lexicon) -> bool:
    return any(shape.part in ("date", "signature") for shape in shapes(line.text, "parts.tail", lexicon))


def _annotation(line: Line, lexicon: Lexicon) -> bool:
    if line.table:
        return False
    found = shapes(line.text, "parts.tail", lexicon)
    bracketed = line.text[0] in "（〔" and line.text[-1] in "）〕" and not read_marker(line, lexicon)
    return bool(found) or bracketed
