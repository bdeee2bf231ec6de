"""One pass over a text: candidates, vetoes, measure words, comparing words."""

from functools import lru_cache
from typing import Final

from kexie_extract.grammar.quantities import numbers
from kexie_extract.grammar.quantities.comparators import Comparators, comparators
from kexie_extract.grammar.quantities.counted import Assigner
from kexie_extract.grammar.quantities.draft import Draft
from kexie_extract.grammar.quantities.nouns import Slice
from kexie_extract.grammar.quantities.numbers import Number
from kexie_extract.grammar.quantities.objects import Phrases, phrases
from kexie_extract.grammar.quantities.units import Unit, Units, units
from kexie_extract.grammar.quantities.vetoes import Vetoes, vetoes
from kexie_extract.grammar.shapes import Tight, tighten, time_end
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.mentions import Comparator, QuantityMention, Recurrence
from kexie_extract.text.han import is_han
from kexie_extract.text.patterns import compiled

_SERVICE_REACH: Final = 14  # characters before a number of days that can name a service
_UNIT_BRACKET: Final = 8  # characters that a second unit in brackets may take
_SINCE: Final = ("以来", "以后", "以前", "之", "来", "后", "前", "内")  # 开馆5天以来 is a time
_CLAUSE_MARKS: Final = "，。；：！？\n"
_CALENDAR: Final = compiled(r"\d{4}年|年度|财年|季度|月份?|[旬日初末底前后间]|以[来后前]").search
"""In a time that says when something is done; 24小时, 一年级, 3号线 and 五年规划 are of the noun."""
_BETWEEN: Final = ("", "的")  # a time that touches the number: 床位由2016年5.37张
_PER: Final[dict[str, Recurrence]] = {
    "年": "year", "学年": "year", "季度": "quarter", "季": "quarter", "月": "month",
    "周": "week", "天": "day", "日": "day",
}  # fmt: skip
_QUOTES: Final = ("“", "《")
_NO_UNIT = Unit("", "none", "units.none")


def find(text: str, lexicon: Lexicon) -> list[QuantityMention]:
    """The quantities of a text, in order.

    A quantity is a number with its measure word that states a count, an amount, a ratio or a measured value; dates,
    ordinals, set phrases, names and durations are none (record contract, `quantities`).

    Args:
        text: any text; the records quote it as it is, with its white space.
        lexicon: the rules.
    """
    tight = tighten(text)
    return _scanner(lexicon).mentions(text, tight)


@lru_cache(maxsize=4)
def _scanner(lexicon: Lexicon) -> "Scanner":
    return Scanner(units(lexicon), comparators(lexicon), vetoes(lexicon), phrases(lexicon), lexicon)


class Scanner:
    """The compiled rules of one lexicon."""

    def __init__(self, measure: Units, compare: Comparators, veto: Vetoes, phrase: Phrases, lexicon: Lexicon) -> None:
        self.units, self.compare, self.veto, self.phrases = measure, compare, veto, phrase
        self.objects = Assigner(phrase)
        self._service = compiled(lexicon.union("units.service"))
        self._one_counted = compiled(lexicon.union("units.one_counted"))
        self._per_suffix = compiled(lexicon.union("units.per_suffix"))

    def mentions(self, source: str, tight: Tight) -> list[QuantityMention]:
        """The quantities of a tightened text, with offsets into its source."""
        drafts = self.drafts(tight.text)
        self.objects.assign(tight.text, drafts)
        return [_mention(source, tight, draft) for draft in drafts]

    def drafts(self, text: str) -> list[Draft]:
        """Every number that counts, without objects."""
        drafts: list[Draft] = []
        position = floor = 0
        while candidate := numbers.START.search(text, position):
            start = candidate.start()
            service = self._service.search(text, max(0, start - _SERVICE_REACH), start) is not None
            time = start if service else time_end(text, start)
            floor = time if time > start and _CALENDAR(text, start, time) else floor
            position = start if service else self._vetoed(text, start, time)
            if position > start:
                continue
            draft, position = self._draft(text, start, drafts[-1].end if drafts else 0, service)
            if draft:
                draft.floor = 0 if text[floor : draft.start] in _BETWEEN else floor
                drafts.append(draft)
        return drafts

    def _vetoed(self, text: str, start: int, time: int) -> int:
        """Where to go on after a candidate that counts nothing, as a time does; `start` where no veto holds."""
        for end in (time, self.veto.phrase_end(text, start)):
            if end > start:
                return max(end, numbers.skip(text, start)) if text[start].isdigit() else end
        return self.veto.name_end(text, start)

    def _draft(self, text: str, start: int, floor: int, service: bool) -> tuple[Draft | None, int]:
        """The quantity whose number begins at `start`, and where to go on."""
        number = numbers.read(text, start)
        if not number:
            return None, numbers.skip(text, start)
        number, unit = self._measured(text, number, service)
        end = number.end + len(unit.word) if unit else number.end
        if not unit or number.start < floor:
            return None, max(number.end, start + 1)
        number, end = _and_a_half(text, number, unit, end)
        unit, end = self._with_bracket(text, unit, end)
        number = numbers.negative(text, number, after_any=unit.kind == "ratio" or unit.word in ("℃", "度"))
        if number.high is not None and number.high <= number.low:  # 一-1—0分: a range that runs down is none
            return None, end
        before, left = self.compare.left(text, number.start, bare=number.bare)
        if left == ">" and self._is_verb(text, before, number.start, end):
            before, left = number.start, None
        after, right = self.compare.right(text, end)
        if not left and not right and self._uncounted(text, number, unit, end):
            return None, end
        if not left and not right and self.veto.in_name(text, number, unit.word, end):
            return None, end
        per, after = self._recurrence(text, before, after)
        vague: Comparator | None = ">" if number.vague == ">" else "~" if number.vague else None
        draft = Draft(max(before, floor), after, number, unit, left or vague or right or "=", per)
        return draft, max(after, start + 1)

    def _with_bracket(self, text: str, unit: Unit, end: int) -> tuple[Unit, int]:
        """The unit with another in brackets after it: 320件（套）, 50家（次）."""
        if text[end : end + 1] != "（" or unit.kind not in ("count", "person", "event"):
            return unit, end
        close = text.find("）", end, end + _UNIT_BRACKET)
        inner = text[end + 1 : close].split("、") if close > 0 else []
        if not inner or any(self._is_place(word) for word in inner):
            return unit, end
        return unit._replace(word=unit.word + text[end : close + 1]), close + 1

    def _is_place(self, word: str) -> bool:
        """Whether a word in brackets is no measure word, or one that is a place (98个（村）居)."""
        unit = self.units.by_word.get(word)
        return unit is None or unit.arabic_only

    def _measured(self, text: str, number: Number, service: bool) -> tuple[Number, Unit | None]:
        """The number, with the rest of its range, and its measure word."""
        unit = self._unit(text, number, service)
        at = number.end + len(unit.word) if unit and number.unit is None else number.end
        wider = numbers.upper(text, number, number.end)
        if wider is None and at > number.end:  # 5个至8个
            wider = numbers.upper(text, number, at)
        if wider:
            more = self._unit(text, wider, service)
            if more and (
                at == number.end
                or unit is None
                or unit.word in ("", more.word)
                or text[number.end : number.end + len(unit.word)] == unit.word == more.word
            ):
                return wider, more
            if more and unit and unit.word != more.word and unit.kind == more.kind == "money":
                return wider, more
        return number, unit

    def _unit(self, text: str, number: Number, service: bool) -> Unit | None:
        if number.unit == "%":
            return Unit("", "ratio", "units.measure.ratio")
        if number.unit == "":
            return _NO_UNIT._replace(kind="ratio")
        if service:
            for length in (3, 2, 1):
                unit = self.units.service.get(text[number.end : number.end + length])
                if unit and not text.startswith(_SINCE, number.end + length):
                    return unit
        if unit := self.units.at(text, number.end, arabic=number.spelling[:1].isdigit()):
            return unit
        if (
            number.scaled
            and self._named(text, number)
            and (self._noun_follows(text, number.end) or self._noun_precedes(text, number))
        ):
            return _NO_UNIT
        return None

    def _named(self, text: str, number: Number) -> bool:
        """万 and 亿 by themselves count a noun only after a comparing word (上千万家庭)."""
        return not number.bare or bool(number.vague) or self.compare.left(text, number.start, bare=True)[1] is not None

    def _noun_follows(self, text: str, end: int) -> bool:
        char = text[end : end + 1]
        if not (is_han(char) or char in _QUOTES or (char.isascii() and char.isalpha())):
            return False
        first, last = self.phrases.right(text, end, 6)
        return last - first >= 2 and text[end] != "的"

    def _noun_precedes(self, text: str, number: Number) -> bool:
        """专业人才8.1万，: nothing follows, and what precedes is a noun that a bare figure can count."""
        if text[number.end : number.end + 1] not in ("", "，", "。", "；", "、", "）", "+"):
            return False
        start, end = self.phrases.left(text, self.compare.left(text, number.start)[0], 0)
        return start < end and self.phrases.is_counted(text[start:end])

    def _is_verb(self, text: str, before: int, start: int, end: int) -> bool:
        """突破10项关键技术: 突破 is the verb, not a comparing word."""
        return text[before:start] == "突破" and any(word in text[end : end + 10] for word in self.compare.technical)

    def _uncounted(self, text: str, number: Number, unit: Unit, end: int) -> bool:
        """一个, 一批, 一种 mostly mean a or some."""
        if unit.word == "番":  # 翻一番 is a ratio, 一番 努力 is not
            return "翻" not in text[max(0, number.start - 2) : number.start]
        if self._one_counted.match(text, end - len(unit.word)):
            return False
        return number.spelling == "一" and unit.word in self.units.uncounted and number.high is None

    def _recurrence(self, text: str, before: int, after: int) -> tuple[Recurrence | None, int]:
        """`每周…` in the clause before, or `/年` after, which is then part of the surface."""
        if suffix := self._per_suffix.match(text, after):
            return _PER[suffix[0][1:]], suffix.end()
        clause = before
        while clause > 0 and before - clause < 40 and text[clause - 1] not in _CLAUSE_MARKS:
            clause -= 1
        return self.compare.recurs(text[clause:before]), after


def _and_a_half(text: str, number: Number, unit: Unit, end: int) -> tuple[Number, int]:
    """三吨半, 两倍半: the number with its half, and where it ends."""
    follows = text[end : end + 1] == "半" and text[end + 1 : end + 2] not in tuple("数径价天年月个场决成导途制夜岛")
    if not follows or number.high is not None or unit.kind not in ("metric", "ratio", "money"):
        return number, end
    return number._replace(low=number.low + 0.5), end + 1


def _mention(source: str, tight: Tight, draft: Draft) -> QuantityMention:
    start, end = tight.span(draft.start, draft.end)
    number, unit = draft.number, draft.unit
    return QuantityMention(
        start=start,
        end=end,
        text=source[start:end],
        value=number.low,
        max=number.high,
        unit=number.unit or unit.word or None,
        comparator=draft.comparator,
        object="".join(_as_printed(source, tight, span) for span in draft.object) or None,
        per=draft.per,
        rule=unit.rule,
    )


def _as_printed(source: str, tight: Tight, span: Slice) -> str:
    """The source's own characters, without the white space that layout put between them."""
    if tight.offsets is None:
        return source[slice(*span)]
    return "".join([source[tight.offsets[at]] for at in range(*span)]).replace("\n", "")
