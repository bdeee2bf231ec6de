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
from kexie_extract.text.han import is_han
from kexie_extract.text.patterns import compiled

_SERVICE_REACH: Final = 14  # characters before a number of days that can name a service
_SENTENCE: Final = 400  # characters of a sentence in which an elided noun is looked for
_UNIT_BRACKET: Final = 8  # characters that a second unit in brackets may take
_SINCE: Final = ("以来", "以后", "以前", "之", "来", "后", "前", "内")  # 开馆5天以来 is a time
_REACH_BACK: Final = 12  # characters between persons and those of them that are told apart
_GROUP: Final = 12  # numbers that 分别 can give out
_CLAUSE_MARKS: Final = "，。；：！？\n"
_CALENDAR: Final = compiled(r"\d{4}年|年度|财年|季度|月份?|[旬日初末底前后间]|以[来后前]").search
"""In a time that says when something is done; 24小时, 一年级, 3号线 and 五年规划 are of the noun."""
_BETWEEN: Final = ("", "的")  # a time that touches the number: 床位由2016年5.37张
_PER: Final[dict[str, Recurrence]] = {
    "年": "year", "学年": "year", "季度": "quarter", "季": "quarter", "月": "month",
    "周": "week", "天": "day", "日": "day",
}  # fmt: skip
Slice = tuple[int, int]
_DOERS: Final = tuple("户家名位所个批")
_BODIES: Final = ("家", "所")
_WORKS: Final = ("项", "件", "篇", "份", "条", "期", "册")
_PERSONS: Final = ("名", "位")
_PLACES: Final = ("家", "所", "个", "处", "户")
_COPULAS: Final = ("为", "占", "是", "达")
_TOUCHING: Final = ("", "×", "*", "和", "、", "及", "或")
_QUOTES: Final = ("“", "《")
_NO_UNIT = Unit("", "none", "units.none")


@dataclass(slots=True)
class Draft:
    """A quantity while its neighbours are not yet read; offsets are into the tightened text.

    `floor` is where the last time before it ends: its noun phrase does not reach back over a time.
    """

    start: int
    end: int
    number: Number
    unit: Unit
    comparator: Comparator
    per: Recurrence | None
    floor: int = 0
    object: tuple[Slice, ...] = ()


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
        self._service = compiled(lexicon.union("units.service"))
        self._one_counted = compiled(lexicon.union("units.one_counted"))
        self._per_suffix = compiled(lexicon.union("units.per_suffix"))

    def mentions(self, source: str, tight: Tight) -> list[QuantityMention]:
        """The quantities of a tightened text, with offsets into its source."""
        drafts = self.drafts(tight.text)
        self._objects(tight.text, drafts)
        return [_mention(source, tight, draft) for draft in drafts]

    def drafts(self, text: str) -> list[Draft]:
        """Every number that counts, without objects."""
        drafts: list[Draft] = []
        position = floor = 0
        while candidate := numbers.START.search(text, position):
            start = candidate.start()
            service = self._service.search(text, max(0, start - _SERVICE_REACH), start) is not None
            time = start if service else time_end(text, start)
            floor = time if _CALENDAR(text, start, time) else floor
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

    def _objects(self, text: str, drafts: list[Draft]) -> None:
        """Give every draft its noun phrase."""
        for index, draft in enumerate(drafts):
            if not draft.object:
                draft.object = self._object(text, draft, drafts[index - 1] if index else None)
            self._distribute(text, drafts, index)

    def _object(self, text: str, draft: Draft, before: Draft | None) -> tuple[Slice, ...]:
        if draft.unit.kind in ("age", "service"):
            return ()
        if draft.unit.kind == "ratio" and text[draft.start - 1 : draft.start] == "的":
            return self._compared(text, draft, before)
        if before is not None and self._changes(text, draft, before):
            return before.object
        right = self.phrases.right(text, draft.end)
        left = self.phrases.left(text, draft.start, max(_read_to(before), draft.floor), draft.unit.kind)
        has_right, has_left = right[1] > right[0], left[1] > left[0]
        if draft.unit.kind == "person":
            return self._persons(text, draft, before, left, right)
        if draft.unit.kind in ("money", "metric", "ratio"):
            if draft.unit.kind == "money" and (paid := self.phrases.names_amount(text, draft.end)):
                return (paid,)
            if draft.unit.kind == "money" and (left[1] - left[0] < 2 or self.phrases.is_payer(text[slice(*left)])):
                has_left = False
            if has_left:
                return (left,)
            named = self.phrases.is_property(text[slice(*right)])  # 减免3万元检测费用
            has_right = has_right and (named or not self.phrases.verbs.at(text, draft.end))
        if draft.unit.kind == "event" and has_left and not has_right and not self._counts_noun(text, left):
            return ()
        if draft.unit.word[:1] in _WORKS and self.phrases.is_body(text[slice(*left)]):  # 市科协设立2项
            has_left = False
        if draft.unit.word[:1] in _DOERS and self.phrases.is_verb(
            text[slice(*left)]
        ):  # 走访30户: the verb is not counted
            has_left = False
        if has_right:
            right = self._counted_by(text, draft, right)
        if has_right or has_left:
            return (right if has_right else left,)
        head = self.phrases.relative_head(text, draft.end)
        if draft.unit.kind == "count" and head[1] > head[0]:
            return (head,)
        return self._elided(text, draft, before)

    def _counted_by(self, text: str, draft: Draft, right: Slice) -> Slice:
        """The part of a noun phrase that the measure word can count: persons, or bodies without their persons."""
        if draft.unit.word[:1] in _PERSONS:
            return self.phrases.persons_of(text, right)
        if draft.unit.word[:1] in _PLACES and text.endswith(self.phrases.movement, 0, draft.start):
            return self.phrases.without_action(text, right)
        return self.phrases.without_doer(text, right) if draft.unit.word in _BODIES else right

    def _changes(self, text: str, draft: Draft, before: Draft) -> bool:
        """Whether the quantity only says how the one before changed (床位785万张，比上年增加44万张)."""
        if draft.unit.kind not in ("ratio", "money", "metric", before.unit.kind) and before.unit.kind != "ratio":
            return False
        between = text[before.end : draft.start]
        if any(mark in between for mark in "。！？\n"):
            return False
        opens = before.end + max(between.rfind(mark) for mark in "，；：、（") + 1
        return self.phrases.changes_only(text, opens, draft.start) or self.phrases.restates(between)

    def _persons(self, text: str, draft: Draft, before: Draft | None, left: Slice, right: Slice) -> tuple[Slice, ...]:
        """人 counts by itself unless a noun of persons touches it."""
        noun = text[slice(*left)]
        if noun and (self.phrases.is_person(noun) or self.phrases.is_property(noun)):
            return (left,)
        if right[1] > right[0] and self.phrases.is_person(text[slice(*right)]) and text[draft.end] != "的":
            return (right,)
        if before is None or before.unit.kind != "person" or draft.start - before.end > _REACH_BACK:
            return ()
        return (
            self._elided(text, draft, before)
            if self.phrases.same_persons.search(text[before.end : draft.start])
            else ()
        )

    def _counts_noun(self, text: str, span: Slice) -> bool:
        """Whether what 次 counts is a noun or an action noun under a light verb, not a verb of its own."""
        before = text[max(0, span[0] - 4) : span[0]].removesuffix("了")
        if before.endswith(self.phrases.movement):
            return not self.phrases.actions.before(text, span[1])
        light = any(before.endswith(verb) for verb in self.phrases.light)
        return light or not self.phrases.is_action(text[slice(*span)])

    def _elided(self, text: str, draft: Draft, before: Draft | None) -> tuple[Slice, ...]:
        """The noun of the quantity before in the same sentence, else of the clause before."""
        nearest = max(0, draft.start - _SENTENCE)
        sentence = max(text.rfind(mark, nearest, draft.start) for mark in "。！？\n") + 1 or nearest
        same = before is not None and before.start >= sentence
        if before is not None and text[before.end : draft.start] in _TOUCHING:  # 五千元以上三万元以下, 1.2米×2.4米
            return before.object
        if draft.unit.kind == "metric" and same and before is not None and before.unit.kind == "metric":
            bare = self.phrases.extent.match(text, draft.start - 1, draft.start)  # 长8米，宽3米
            return before.object if bare else ()
        if draft.unit.kind not in ("count", "person", "ratio", "none"):
            return ()
        if before is not None and same:
            return before.object if draft.unit.kind == before.unit.kind else ()
        clause = max(text.rfind(mark, sentence, draft.start) for mark in "，；：")
        if draft.unit.kind != "count" or clause <= sentence or text[clause] != "，":
            return ()
        found = self.phrases.left(text, clause, max(sentence, draft.floor))
        return (found,) if found[1] > found[0] else ()

    def _compared(self, text: str, draft: Draft, before: Draft | None) -> tuple[Slice, ...]:
        """重量仅为传统产品的五分之二, 女性占会员总数的40%: what is compared stands before the copula."""
        clause = max(text.rfind(mark, max(0, draft.start - 40), draft.start) for mark in _CLAUSE_MARKS) + 1
        copula = max(text.rfind(word, clause, draft.start - 1) for word in _COPULAS)
        if copula == clause and before is not None and before.start >= clause - _SENTENCE:
            return before.object  # 完成投资420亿元，占年度计划的108%
        if copula <= clause:
            return ()
        found = self.phrases.left(text, copula, max(clause, _read_to(before)), "ratio")
        return (found,) if found[1] > found[0] else ()

    def _distribute(self, text: str, drafts: list[Draft], index: int) -> None:
        """分别 and 各 before several numbers give them to the listed nouns in turn."""
        word = self.phrases.shared.search(text, max(0, drafts[index].start - 8), drafts[index].start)
        listed = drafts[index].unit.kind == "count" and text[drafts[index].end : drafts[index].end + 1] == "、"
        group = self._group(text, drafts, index) if word or listed else []
        if len(group) < 2:
            return
        earlier = drafts[index - len(group) : index] if index >= len(group) else []
        if earlier and self._changes(text, drafts[index], drafts[index - 1]):  # 比上年分别增加685公顷和731公顷
            for draft, subject in zip(group, earlier, strict=True):
                draft.object = subject.object
            return
        start, end = self.phrases.left(text, drafts[index].start, drafts[index - 1].end if index else 0)
        nouns = _listed(text, start, end)
        if len(nouns) == len(group):
            for draft, noun in zip(group, nouns, strict=True):
                draft.object = noun

    def _group(self, text: str, drafts: list[Draft], index: int) -> list[Draft]:
        """The quantities from `index` on with nothing but 、 和 及 between."""
        group = [drafts[index]]
        for draft in drafts[index + 1 : index + _GROUP]:
            if text[group[-1].end : draft.start] not in ("、", "和", "及", "，", "与"):
                break
            group.append(draft)
        return group


def _and_a_half(text: str, number: Number, unit: Unit, end: int) -> tuple[Number, int]:
    """三吨半, 两倍半: the number with its half, and where it ends."""
    follows = text[end : end + 1] == "半" and text[end + 1 : end + 2] not in tuple("数径价天年月个场决成导途制夜岛")
    if not follows or number.high is not None or unit.kind not in ("metric", "ratio", "money"):
        return number, end
    return number._replace(low=number.low + 0.5), end + 1


def _read_to(before: Draft | None) -> int:
    """Where the noun phrase of the quantity before ends; what stands there counts no second time."""
    if before is None:
        return 0
    if before.unit.kind != "count":  # 亿元以上企业52家: the amount only tells which
        return before.end
    return max([before.end, *(last for _, last in before.object)])


def _listed(text: str, start: int, end: int) -> list[tuple[Slice, ...]]:
    """The nouns of a list; a head that only the last one has is supplied to each (一产、二产、三产增加值)."""
    bounds = [start]
    for mark in re.finditer("[、和及与]", text[start:end]):
        bounds += [start + mark.start(), start + mark.end()]
    bounds.append(end)
    nouns = [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2)]
    sizes = {last - first for first, last in nouns[:-1]}
    first, last = nouns[-1]
    if len(sizes) == 1 and (size := sizes.pop()) < last - first - 1 and size <= 4:
        head = (first + size, last)
        return [(noun, head) for noun in nouns[:-1]] + [(nouns[-1],)]
    return [(noun,) for noun in nouns]


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
