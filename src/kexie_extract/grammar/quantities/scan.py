"""One pass over a text: candidates, vetoes, measure words, objects."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kexie_extract.grammar.quantities import numbers
from kexie_extract.grammar.quantities.comparators import Comparators, comparators
from kexie_extract.grammar.quantities.numbers import Number
from kexie_extract.grammar.quantities.objects import Phrases, phrases
from kexie_extract.grammar.quantities.units import Unit, Units, units
from kexie_extract.grammar.quantities.vetoes import Vetoes, vetoes
from kexie_extract.grammar.shapes import Tight, tighten, time_end
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.mentions import Comparator, QuantityMention, Recurrence

_SERVICE_REACH: Final = 14  # characters before a number of days that can name a service
_CLAUSE_MARKS: Final = "，。；：！？\n"
_PER: Final[dict[str, Recurrence]] = {"年": "year", "学年": "year", "季度": "quarter", "季": "quarter", "月": "month", "周": "week", "天": "day", "日": "day"}  # fmt: skip
_NOUN = re.compile(r"[“《一-鿿A-Za-z]")
_NO_UNIT = Unit("", "none", "units.none")


@dataclass(slots=True)
class Draft:
    """A quantity while its neighbours are not yet read; offsets are into the tightened text."""

    start: int
    end: int
    number: Number
    unit: Unit
    comparator: Comparator
    per: Recurrence | None
    object: str | None = None


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
        self._service = re.compile(lexicon.union("units.service"))
        self._per_suffix = re.compile(lexicon.union("units.per_suffix"))

    def mentions(self, source: str, tight: Tight) -> list[QuantityMention]:
        """The quantities of a tightened text, with offsets into its source."""
        drafts = self.drafts(tight.text)
        self._objects(tight.text, drafts)
        return [_mention(source, tight, draft) for draft in drafts]

    def drafts(self, text: str) -> list[Draft]:
        """Every number that counts, without objects."""
        drafts: list[Draft] = []
        position = 0
        while candidate := numbers.START.search(text, position):
            start = candidate.start()
            service = self._service.search(text, max(0, start - _SERVICE_REACH), start) is not None
            position = start if service else self._vetoed(text, start)
            if position > start:
                continue
            draft, position = self._draft(text, start, drafts[-1].end if drafts else 0, service)
            if draft:
                drafts.append(draft)
        return drafts

    def _vetoed(self, text: str, start: int) -> int:
        """Where to go on after a candidate that counts nothing; `start` where none of the vetoes holds."""
        for end in (time_end(text, start), self.veto.phrase_end(text, start)):
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
        before, left = self.compare.left(text, number.start)
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

    def _measured(self, text: str, number: Number, service: bool) -> tuple[Number, Unit | None]:
        """The number, with the rest of its range, and its measure word."""
        unit = self._unit(text, number, service)
        at = number.end + len(unit.word) if unit and number.unit is None else number.end
        wider = numbers.upper(text, number, number.end) or (numbers.upper(text, number, at) if unit else None)
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
                if unit := self.units.service.get(text[number.end : number.end + length]):
                    return unit
        if unit := self.units.at(text, number.end, arabic=number.spelling[:1].isdigit()):
            return unit
        if number.scaled and not number.bare and self._noun_follows(text, number.end):
            return _NO_UNIT
        return None

    def _noun_follows(self, text: str, end: int) -> bool:
        if not _NOUN.match(text, end):
            return False
        first, last = self.phrases.right(text, end)
        return last - first >= 2 and text[end] != "的"

    def _is_verb(self, text: str, before: int, start: int, end: int) -> bool:
        """突破10项关键技术: 突破 is the verb, not a comparing word."""
        return text[before:start] == "突破" and any(word in text[end : end + 10] for word in self.compare.technical)

    def _uncounted(self, text: str, number: Number, unit: Unit, end: int) -> bool:
        """一个, 一批, 一种 mostly mean a or some."""
        return number.spelling == "一" and unit.word in self.units.uncounted and number.high is None

    def _recurrence(self, text: str, before: int, after: int) -> tuple[Recurrence | None, int]:
        """`每周…` in the clause before, or `/年` after, which is then part of the surface."""
        if suffix := self._per_suffix.match(text, after):
            return _PER[suffix[0][1:]], suffix.end()
        clause = before
        while clause > 0 and before - clause < 40 and text[clause - 1] not in _CLAUSE_MARKS:
            clause -= 1
        return self.compare.recurs(text[clause:before]), after

    def _objects(self, text: str, drafts: list[Draft]) -> None:
        """Give every draft its noun phrase."""
        for index, draft in enumerate(drafts):
            before = drafts[index - 1] if index else None
            draft.object = self._object(text, draft, before)

    def _object(self, text: str, draft: Draft, before: Draft | None) -> str | None:
        if draft.unit.kind in ("age", "service"):
            return None
        floor = before.end if before else 0
        right = self._phrase(text, *self.phrases.right(text, draft.end))
        left_range = self.phrases.left(text, draft.start, floor)
        left = self._phrase(text, *left_range)
        if draft.unit.kind == "person":
            return self._persons(text, draft, before, left, right)
        if draft.unit.kind in ("money", "metric", "ratio") and left:
            return left
        if draft.unit.kind == "event" and left and not right and not self._counts_noun(text, left_range):
            return None
        return right or left or self._elided(text, draft, before)

    def _phrase(self, text: str, start: int, end: int) -> str | None:
        return text[start:end] or None

    def _persons(
        self, text: str, draft: Draft, before: Draft | None, left: str | None, right: str | None
    ) -> str | None:
        if left and self.phrases.is_person(left):
            return left
        if right and self.phrases.is_person(right) and text[draft.end : draft.end + 1] != "的":
            return right
        same = before is not None and before.unit.kind == "person"
        return self._elided(text, draft, before) if same and "其中" in text[draft.start - 3 : draft.start] else None

    def _counts_noun(self, text: str, span: tuple[int, int]) -> bool:
        """Whether what 次 counts is a noun or an action noun under a light verb, not a verb of its own."""
        start, end = span
        phrase = text[start:end]
        if all(
            part in self.phrases.modifiers or part in self.phrases.verbs.known for part in re.split("[、和]", phrase)
        ):
            before = text[max(0, start - 4) : start]
            return any(before.endswith(verb) for verb in self.phrases.light)
        return True

    def _elided(self, text: str, draft: Draft, before: Draft | None) -> str | None:
        """The noun of the quantity before, in the same sentence."""
        if before is None or draft.unit.kind not in ("count", "person", "ratio", "none"):
            return None
        between = text[before.end : draft.start]
        if any(mark in between for mark in "。！？\n"):
            return None
        if draft.unit.kind != before.unit.kind:
            return None
        return before.object


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
        object=_as_printed(draft.object),
        per=draft.per,
        rule=unit.rule,
    )


def _as_printed(phrase: str | None) -> str | None:
    return phrase
