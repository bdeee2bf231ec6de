"""Numbering forms: what a number at the start of a line looks like and says."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.segment.lines import Line
from kexie_extract.text.numerals import (
    format_circled,
    format_financial,
    format_han,
    format_stem,
    ordinal_of_stem,
    parse_numeral,
)
from kexie_extract.text.patterns import compiled

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Form(NamedTuple):
    """A numbering form of the lexicon.

    Attributes:
        id: id of the lexicon entry.
        family: the form of which this is a spelling; headings of one family stand at one level.
        rank: usual place among the forms, smaller above.
        numerals: how the number is read.
        template: how the form is printed, `{}` for the number.
        expression: matched at the start of a folded line; group `n` is the number.
        nonstandard: a spelling that GB/T 15834 and 9704 do not know.
        weak: counts only in a series.
        clause: an article of a regulation, never with a heading.
    """

    id: str
    family: str
    rank: float
    numerals: str
    template: str
    expression: str
    nonstandard: bool = False
    weak: bool = False
    clause: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when a document has such numbers."""
        return compiled(self.expression)


@dataclass(slots=True, eq=False)
class Marker:
    """A number at the start of a line, before it is judged.

    Attributes:
        line: where it stands.
        form: its form.
        number: as printed, with punctuation.
        ordinal: its value; the last part of a multi-part number.
        parts: all parts of a multi-part number, else empty.
        length: characters of the folded line that it covers.
        veto: id of the rule that rejects it, None while nothing does.
        depth: how many numbers of the same form stand above it in a list within a list.
        family: the form's family; multi-part numbers by their parts, and lists in lists of one form by their depth.
        rank: the form's usual rank; deeper multi-part numbers stand below.
        soft: the veto gives way where exactly this ordinal is missing.
        verdict: the sequence decision, empty until made.
    """

    line: Line
    form: Form
    number: str
    ordinal: int
    parts: tuple[str, ...]
    length: int
    veto: str | None = None
    soft: bool = False
    verdict: str = ""
    detail: str = field(default="")
    depth: int = 0
    family: str = field(init=False)
    rank: float = field(init=False)

    def __post_init__(self) -> None:
        self.family, self.rank = self.form.family, self.form.rank
        if self.parts:
            self.family += str(len(self.parts))
            self.rank += 0.1 * max(0, len(self.parts) - 2)

    @property
    def rest(self) -> str:
        """The folded line after the number."""
        return self.line.text[self.length :]

    def set_in(self, depth: int) -> None:
        """Count the number to a list that stands so deep inside others of the same form."""
        self.depth = depth
        self.family += f"@{depth}" if depth else ""
        self.rank += 0.3 * depth


@lru_cache(maxsize=8)
def forms(lexicon: Lexicon) -> tuple[Form, ...]:
    """All numbering forms, spellings with more punctuation first."""
    found = []
    for rule in lexicon.rules("numbering.form"):
        data = rule.data
        found.append(
            Form(
                rule.id,
                str(data["family"]),
                float(data["rank"]),
                str(data["numerals"]),
                str(data["template"]),
                rule.pattern or "(?!)",
                bool(data.get("nonstandard")),
                bool(data.get("weak")),
                bool(data.get("clause")),
            )
        )
    return tuple(sorted(found, key=lambda form: (form.weak, not form.nonstandard)))


def read_marker(line: Line, lexicon: Lexicon) -> Marker | None:
    """The number at the start of a line, None where it begins with none."""
    if line.table or not _could_begin(line.text[0]):
        return None
    match = _any_form(lexicon).match(line.text)
    if match is None:
        return None
    known, first = forms(lexicon), int((match.lastgroup or "f0")[1:])
    if marker := _marker(line, known[first], match[f"n{first}"], match.end()):
        return marker
    others = ((form, form.pattern.match(line.text)) for form in known[first + 1 :])
    markers = (_marker(line, form, found["n"], found.end()) for form, found in others if found)
    return next(filter(None, markers), None)


@lru_cache(maxsize=8)
def _any_form(lexicon: Lexicon) -> re.Pattern[str]:
    """All forms as one pattern: group `fN` is the first form that matches, `nN` its number."""
    patterns = (form.expression.replace("(?P<n>", f"(?P<n{index}>") for index, form in enumerate(forms(lexicon)))
    return compiled("|".join(f"(?P<f{index}>{pattern})" for index, pattern in enumerate(patterns)))


@lru_cache(maxsize=4096)
def _could_begin(char: str) -> bool:
    """Whether a numbering form can begin with this character; spares most lines the patterns."""
    return (
        char in "第（〔—ー―〇零一二三四五六七八九十百两廿卅万千亿壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸"
        or (char.isascii() and char.isalnum())
        or parse_numeral(char) is not None
    )


def _marker(line: Line, form: Form, numeral: str, length: int) -> Marker | None:
    """The marker of so many characters, None where its numeral is no number of the form."""
    if form.numerals == "parts":
        parts = tuple(numeral.split("."))
        if any(len(part) > 1 and part[0] == "0" for part in parts) or not parts[-1].isdigit():
            return None
        ordinal: int | None = int(parts[-1])
    else:
        parts = ()
        ordinal = value_of(numeral, form.numerals)
    if ordinal is None:
        return None
    number = line.block.text[line.start : line.start + len(line.text[:length].rstrip())]
    return Marker(line, form, number, ordinal, parts, length)


def value_of(numeral: str, numerals: str) -> int | None:
    """The ordinal that a number states in its own spelling, None where it is none."""
    if numerals == "stem":
        return ordinal_of_stem(numeral)
    if numerals == "dash":
        return 1
    if numerals == "letter":
        return _LETTERS.index(numeral.upper()) + 1
    value = parse_numeral(numeral)
    return value if isinstance(value, int) else None


def print_number(form: Form, ordinal: int) -> str | None:
    """The number as the form prints it, None where the form does not reach that far."""
    if form.numerals == "han":
        spelled: str | None = format_han(ordinal)
    elif form.numerals in ("arabic", "parts"):
        spelled = str(ordinal)
    elif form.numerals == "financial":
        spelled = format_financial(ordinal)
    elif form.numerals == "stem":
        spelled = format_stem(ordinal) if ordinal <= len("甲乙丙丁戊己庚辛壬癸") else None
    elif form.numerals == "letter":
        spelled = _LETTERS[ordinal - 1] if ordinal <= len(_LETTERS) else None
    elif form.numerals == "enclosed":
        spelled = _enclosed(form, ordinal)
    else:
        spelled = None
    printed = None if spelled is None else form.template.format(spelled)
    return printed if printed and form.pattern.match(printed + " 题") else None


def _enclosed(form: Form, ordinal: int) -> str | None:
    first = {"circled": "①", "roman": "Ⅰ", "han_enclosed": "㈠", "arabic_enclosed": "⒈"}.get(form.family, "⑴")
    char = format_circled(ordinal) if first == "①" else chr(ord(first) + ordinal - 1)
    return char if len(char) == 1 and parse_numeral(char) == ordinal else None
