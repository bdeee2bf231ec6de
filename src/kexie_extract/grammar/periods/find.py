"""Time expressions with the words around them, and what those words make of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from kexie_extract.grammar.periods.compose import Run, run
from kexie_extract.grammar.periods.scan import Grammar, Suffix, Token, View, grammar, scan, view
from kexie_extract.grammar.periods.values import Part, State
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.mentions import PeriodMention, Recurrence, Relation
from kexie_extract.text.patterns import compiled

_SENTENCE_END = compiled("[。！？]")
_LONGEST_PREFIX = 10
_STARTS = ("开始", "起始")
_RECURRENCE: dict[str, Recurrence | None] = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "half": None,
}  # fmt: skip
_BOUNDARY = "，。、；：！？（）“”《》 \n于在从自至到截"


@dataclass(slots=True)
class _Bounds:
    """What the words around an expression say."""

    start: int
    end: int
    relation: Relation | None = None
    inclusive: bool = False


def find(text: str, reference: date | None, lexicon: Lexicon) -> list[PeriodMention]:
    """Every time expression of a text, in order.

    A year or month that the text leaves out comes from the part before it, else from `reference`; without either
    the mention is unresolved and its days are None. Without a reference a year holds to the end of the text, with one
    to the end of its sentence.

    Args:
        text: any text; white space that layout put between characters is read over.
        reference: the day that 今年, 本月, 近三年 are seen from, None where unknown.
        lexicon: rules of `periods.toml` and `holidays.toml`.
    """
    rules = grammar(lexicon)
    seen = view(text)
    tokens = scan(seen.text, rules)
    mentions: list[PeriodMention] = []
    state, index, last_end, seen_to = State(reference), 0, 0, 0
    while index < len(tokens):
        start = tokens[index].start
        if start < last_end:
            index += 1
            continue
        if _SENTENCE_END.search(seen.text, seen_to, start):
            state = State(reference, None if reference else state.year, None, state.stated and not reference)
        elif (
            reference and seen.text.find("的", max(last_end, seen_to), start) >= 0
        ):  # 对2020年前到期的学会，6月底前换届
            state = State(reference)
        seen_to = start
        found = run(tokens, index, seen.text, rules, state.copy())
        state = _carried(found, reference, state)
        bounds = _bounds(found, seen.text, rules, last_end) if found.parts else None
        if bounds and _stands(found, bounds, seen.text):
            mentions += _mentions(found, bounds, seen, text)
            last_end = bounds.end
        index += len(found.tokens)
    return mentions


def _carried(found: Run, reference: date | None, before: State) -> State:
    """What the next expression of the sentence may leave out: the year and month of a date that states its year."""
    state = _year_and_month(found, reference, before)
    last = found.parts[-1] if found.parts else None
    state.span = (last.first, last.last) if last and last.known else before.span
    return state


def _year_and_month(found: Run, reference: date | None, before: State) -> State:
    if not found.parts:
        return State(reference, before.year, before.month, before.stated)
    last = found.parts[-1]
    if found.recurrence or last.level in ("year", "plan", "span", "festival") or not last.stated:
        month = last.last.month if last.known and last.level in ("month", "edge", "day") else None
        same = before.stated and before.year == last.last.year
        return State(reference, before.year if same else None, month if same or not before.stated else None, same)
    return State(reference, last.last.year, last.last.month if last.level in ("month", "edge", "day") else None, True)


def _stands(found: Run, bounds: _Bounds, text: str) -> bool:
    """Whether the run is a time at all: a festival, a bare day, 即日 need a word that makes them one."""
    first = found.tokens[0]
    bounded = bounds.relation is not None or bounds.end > found.end
    if first.kind == "festival":
        return bounded or not first.text.rstrip("”").endswith(tuple(word.rstrip("”") for word in first.rule.words))
    if first.kind == "now":
        return bounds.relation == "from" or found.ranged
    if first.kind == "days":
        clock = found.end > found.tokens[-1].end
        marked = bounds.start == 0 or text[bounds.start - 1] in _BOUNDARY
        digits = text[first.start].isdigit()
        return bounded or clock or (marked and digits)
    if first.kind == "month_dot_day":
        return bounded or len(first.text) > 5
    return True


def _bounds(found: Run, text: str, rules: Grammar, floor: int) -> _Bounds:
    """The words right before and after a run."""
    bounds = _Bounds(found.parts[0].start, found.end)
    suffix = _suffix(found, text, rules)
    if suffix:
        bounds.end, after = suffix
        relation = after.data.get("of_range", after.data["relation"]) if found.ranged else after.data["relation"]
        bounds.relation = None if relation == "during" else relation
        bounds.inclusive = after.data.get("inclusive", False)
    _prefixed(bounds, found, text, rules, floor)
    return bounds


def _suffix(found: Run, text: str, rules: Grammar) -> tuple[int, Suffix] | None:
    """The word right after a run that says how it bounds: its end and its entry."""
    if found.tokens[-1].kind in ("years_ahead", "years_back", "years_past", "months_ahead", "months_back"):
        return None
    for after in rules.after.each if rules.after.any.match(text, found.end) else ():
        match = after.pattern.match(text, found.end)
        if (
            match
            and match.end() > found.end
            and after.data.get("level", found.parts[-1].level) == found.parts[-1].level
        ):
            return match.end(), after
    return None


def _prefixed(bounds: _Bounds, found: Run, text: str, rules: Grammar, floor: int) -> None:
    """Apply 截至, 到, 自, 从 right before a run."""
    lead = text[max(floor, bounds.start - _LONGEST_PREFIX) : bounds.start]
    if not lead or found.recurrence or not rules.before.any.search(lead):
        return
    for before in rules.before.each:
        match = before.pattern.search(lead)
        if not match:
            continue
        relation = before.data["relation"]
        if relation == "by" and bounds.relation != "from":
            bounds.inclusive = bounds.inclusive or bounds.relation is None
            bounds.relation = "by"
            bounds.start -= len(match[0])
        elif relation == "from":
            _started(bounds, found, text, match[0])
        return


def _started(bounds: _Bounds, found: Run, text: str, word: str) -> None:
    """自…起, 从…开始, 自…至…; 自 alone also means from then on, 从 alone says nothing."""
    begun = next((start for start in _STARTS if text.startswith(start, bounds.end)), "")
    if begun and bounds.relation is None:
        bounds.end += len(begun)
        bounds.relation, bounds.inclusive = "from", True
    if bounds.relation == "from" or (found.ranged and bounds.relation is None):
        bounds.start -= len(word)
    elif word.startswith("自") and bounds.relation is None:
        bounds.start -= len(word)
        bounds.relation, bounds.inclusive = "from", True


def _mentions(found: Run, bounds: _Bounds, seen: View, text: str) -> list[PeriodMention]:
    """One mention for each part of a run."""
    mentions = []
    for i, part in enumerate(found.parts):
        start = bounds.start if i == 0 else part.start
        is_last = i == len(found.parts) - 1
        end = bounds.end if is_last else part.end
        relation = _relation(found, bounds, part, is_last, bounds.start < found.parts[0].start)
        inclusive = bounds.inclusive or (part.level == "plan" and found.tokens[-1].text.endswith("以来"))
        first, last = _days(part, relation, inclusive)
        if relation == "every" and bounds.relation == "by":
            first = part.first.replace(month=1, day=1)
        if not part.known:
            first = last = None
        here, there = seen.source(start, end)
        mentions.append(
            PeriodMention(
                start=here,
                end=there,
                text=text[here:there],
                first=first,
                last=last,
                relation=relation,
                recurrence=_RECURRENCE[found.recurrence] if found.recurrence else None,
                year_stated=part.stated or part.level == "plan",
                resolved=part.known,
                rule=_rule(found, part),
            )
        )
    return mentions


def _rule(found: Run, part: Part) -> str:
    """The entry of the first piece of a part."""
    inside: list[Token] = [token for token in found.tokens if token.start <= part.start < token.end]
    return (inside or found.tokens)[0].rule.id


def _relation(found: Run, bounds: _Bounds, part: Part, is_last: bool, prefixed: bool) -> Relation:
    """The relation of a part: words before hold for all, words after for the last, for festivals and days in a row."""
    if found.recurrence:
        return "every"
    if part.level == "plan" and bounds.relation is None:
        return _plan_relation(found.tokens[-1].text)
    days = all(each.level == "day" for each in found.parts)  # 7月15日、12月31日前: both are last days
    if bounds.relation and (is_last or prefixed or part.level == "festival" or (days and bounds.relation == "by")):
        return bounds.relation
    return "during"


def _plan_relation(text: str) -> Relation:
    """“十四五”以来, “十四五”后 begin with the plan or after it; “十四五”前 ends before it."""
    if text.endswith(("以来", "后")):
        return "from"
    return "by" if text.endswith("前") else "during"


def _days(part: Part, relation: Relation, inclusive: bool) -> tuple[date | None, date | None]:
    """First and last day of a part under a relation."""
    if relation == "by":
        return None, part.last if inclusive else _before(part)
    if relation == "from":
        return part.first if inclusive or part.level == "day" else part.last + timedelta(days=1), None
    return part.first, part.last


def _before(part: Part) -> date:
    """The last day that 前 allows.

    Up to the last day of a day, an edge (11月底前) or a half; of a month, a quarter, a year, a festival the day before
    it begins (6月前 ends with May). What begins the year has nothing of the year before it: 一季度前 ends with it.
    """
    whole = part.level in ("day", "edge", "half", "span") or (part.level == "quarter" and part.first.month == 1)
    return part.last if whole else part.first - timedelta(days=1)
