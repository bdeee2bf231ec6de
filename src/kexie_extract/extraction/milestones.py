"""Milestones: the times that bind planned work, from schedule cells and planned prose."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.extraction.clock import Clock
from kexie_extract.grammar import periods
from kexie_extract.lexicon import Lexicon, Rule
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.mentions import PeriodMention
from kexie_extract.model.passages import Passage
from kexie_extract.model.records import Milestone, Span
from kexie_extract.model.tasks import TaskRow
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_MARKED = compiled(r"《[^《》]{0,120}》|“[^“”]{0,80}”|「[^」]{0,80}」|\"[^\"]{0,80}\"")
_SENTENCE_MARKS = compiled(r"[（）\n。；！]")
_CLAUSE_MARKS = "，。；：、！？（）\n \t"
_LEADING = "，：、 \n\t　,:-—"
_TRAILING = "，、：；。！ \n\t　,;:"
_OPENING = tuple("（(")
_DANGLING = compiled(r"[，、]?(?:并|且|拟|计划|争取|力争|确保|预计)?(?:在|于|从|自)?\Z")
_NUMBERED = compiled(r"\s*(?:（?[0-9一二三四五六七八九十]{1,3}[）、.．]|[①-⑳⑴-⒇])")
_ONLY_MARKS = compiled(r"[\s，、；。：:和及至到\-—~（）]*")
_JOINERS = compiled(r"[\s、，和及与或]*(?:在|于)?")
_LIST_LINE = 0.7
"""A line shorter than this part of a cell's longest was broken on purpose, not for want of room."""
_TERM_ENDS = 7
"""The last month of a school year's second term."""
_DATE = compiled(r"(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日")


class _Rules(NamedTuple):
    before: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    label: re.Pattern[str]
    after: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    acts: re.Pattern[str]
    levels: tuple[tuple[re.Pattern[str], str], ...]
    points: re.Pattern[str]
    never: frozenset[str]
    later: frozenset[str]


@lru_cache(maxsize=4)
def _rules(lexicon: Lexicon) -> _Rules:
    """The lexicon's entries on which times bind no work, compiled."""

    def of(rule: Rule) -> re.Pattern[str]:
        return compiled(rule.pattern or "")

    return _Rules(
        before=tuple(
            (compiled(rule.expression), tuple(rule.data.get("only", ())))
            for rule in lexicon.rules("periods.unbound_before")
        ),
        label=compiled("|".join(rule.expression for rule in lexicon.rules("periods.deadline_label"))),
        after=tuple((of(rule), tuple(rule.data.get("only", ()))) for rule in lexicon.rules("periods.unbound_after")),
        acts=compiled("|".join(f"(?:{rule.pattern})" for rule in lexicon.rules("periods.bound_after"))),
        levels=tuple(
            (compiled(rule.expression), rule.data["level"]) for rule in lexicon.rules("periods.attribute_level")
        ),
        points=compiled("|".join(rule.expression for rule in lexicon.rules("periods.festive_point"))),
        never=_binding(lexicon, "never"),
        later=_binding(lexicon, "later"),
    )


def _binding(lexicon: Lexicon, said: str) -> frozenset[str]:
    """The ids of the units that bind work so: `never` (近三年, 今天), `later` only after the reference (上月)."""
    return frozenset(rule.id for rule in lexicon.rules("periods.unit") if rule.data.get("binds") == said)


def read(
    passages: list[Passage], tasks: list[TaskRow], clock: Clock, lexicon: Lexicon, notes: list[Note]
) -> list[Milestone]:
    """The milestones of a document in order; the ids of their items are filled in later.

    Args:
        passages: the document's stretches; only schedule cells of task rows and planned prose are read.
        tasks: its task rows.
        clock: tells the year of a passage.
        lexicon: rules of `periods.toml`.
        notes: takes `milestone.no-year` once where a time has no year, and `milestone.no-such-day` for 2月30日.
    """
    milestones: list[Milestone] = []
    for passage in passages:
        row = tasks[passage.row] if passage.row is not None else None
        scheduled = row is not None and passage.column == "schedule"
        if not scheduled and not _is_planned_prose(passage):
            continue
        reference = clock.reference(passage)
        _report_impossible(passage, reference, notes)
        for mention, action in _bound(passage, row if scheduled else None, reference, clock, lexicon):
            _report(mention, passage, notes)
            milestones.append(_record(len(milestones) + 1, mention, action, passage))
    return milestones


def _is_planned_prose(passage: Passage) -> bool:
    """Planned body text; the lead-in of a part has the section's period, that of a notice counts."""
    prose = passage.where == "body" or (passage.where == "lead" and passage.section is None)
    return prose and passage.status == "planned"


def _bound(
    passage: Passage, row: TaskRow | None, reference: date | None, clock: Clock, lexicon: Lexicon
) -> list[tuple[PeriodMention, str | None]]:
    """The times of a passage that bind work, each with its action."""
    text = fold(passage.text)
    found = periods.find(passage.text, reference, lexicon)
    if clock.school:
        _in_school_year(found)
    named = _inside_names(found, text)
    rules = _rules(lexicon)
    bound: list[PeriodMention] = []
    for mention, inside in zip(found, named, strict=True):
        listed = bool(bound) and _JOINERS.fullmatch(text, bound[-1].end, mention.start) is not None
        if inside or (row is None and _is_over(mention, clock.begins)):
            continue
        if _binds(mention, text, reference, rules, row is not None, listed):
            bound.append(mention)
            _labelled(mention, text, rules)
    if row is not None and bound and _holds_only(text, bound):
        content = row.values.get("content")
        for mention in bound:
            _as_deadline(mention, row)
        return [(mention, content.text if content else None) for mention in bound]
    return list(zip(bound, _actions(passage.text, text, bound), strict=True))


def _is_over(mention: PeriodMention, begins: date | None) -> bool:
    """Whether a time ends before the one that the document plans for; what comes again does not."""
    return begins is not None and mention.last is not None and mention.last < begins and mention.relation != "every"


def _in_school_year(mentions: list[PeriodMention]) -> None:
    """January to July of a school year's plan are in the year after; a stated year stays."""
    for mention in mentions:
        day = mention.first or mention.last
        given = mention.year_stated or mention.relation == "every" or "年" in mention.text
        if day and day.month <= _TERM_ENDS and not given:
            mention.first, mention.last = _year_after(mention.first), _year_after(mention.last)


def _year_after(day: date | None) -> date | None:
    """The day a year later; the last of February stays the last."""
    if day is None:
        return None
    after = day + timedelta(days=1)
    return after.replace(year=after.year + 1) - timedelta(days=1) if after.day == 1 else day.replace(year=day.year + 1)


def _inside_names(mentions: list[PeriodMention], text: str) -> list[bool]:
    """For each time whether it stands inside 《》 or quotation marks; one walk over both."""
    names = [match.span() for match in _MARKED.finditer(text)] if mentions else []
    inside, index = [], 0
    for mention in mentions:
        while index < len(names) and names[index][1] <= mention.start:
            index += 1
        inside.append(index < len(names) and names[index][0] < mention.start and mention.end < names[index][1])
    return inside


def _binds(
    mention: PeriodMention, text: str, reference: date | None, rules: _Rules, scheduled: bool, listed: bool
) -> bool:
    """Whether a time sets when planned work is to be done; `listed`: only a joining word parts it from the last."""
    last = mention.last or mention.first
    if mention.rule in rules.later and not (last and reference and last >= reference):
        return False
    if reference and last and last < date(reference.year, 1, 1):
        return False
    single_day = mention.relation == "during" and mention.first == mention.last
    if reference and not scheduled and single_day and last and last < reference:
        return False
    if mention.rule in rules.never or mention.text.endswith(("以来", "至今")):
        return False
    festive = mention.rule.startswith("holidays.") and mention.relation == "during"
    if festive and not rules.points.search(mention.text):  # 春节期间 is named by an event, 重阳节当天 a day
        return False
    before = text[max(0, mention.start - 6) : mention.start]
    named = _named_level(mention, rules)
    if not listed and any((not only or named in only) and pattern.search(before) for pattern, only in rules.before):
        return False
    for pattern, only in rules.after:
        if (not only or named in only) and pattern.match(text, mention.end):
            return False
    if named in ("years", "year_word") and mention.relation == "during":
        alone = scheduled and not text.strip()[len(mention.text) :].strip(_CLAUSE_MARKS)
        opens = mention.start == 0 or text[mention.start - 1] in _CLAUSE_MARKS
        return alone or (opens and rules.acts.match(text, mention.end) is not None)
    return True


def _named_level(mention: PeriodMention, rules: _Rules) -> str:
    """The kind of time where it is a whole year or half, which nouns take as attribute; else nothing."""
    if mention.relation == "every":
        return ""
    text = fold(mention.text)
    return next((level for pattern, level in rules.levels if pattern.match(text)), "")


def _holds_only(text: str, mentions: list[PeriodMention]) -> bool:
    """Whether a cell holds nothing but times."""
    position = 0
    for mention in mentions:
        if not _ONLY_MARKS.fullmatch(text, position, mention.start):
            return False
        position = mention.end
    return _ONLY_MARKS.fullmatch(text, position) is not None


def _as_deadline(mention: PeriodMention, row: TaskRow) -> None:
    """Under a header that names a deadline a bare time is `by` its last day."""
    if row.deadline and mention.relation == "during":
        mention.relation = "by"
        mention.first = None


def _actions(source: str, text: str, mentions: list[PeriodMention]) -> list[str | None]:
    """What is to be done at each time; times with nothing but a mark between them share the last one's."""
    actions: list[str | None] = []
    widest = max(map(len, text.split("\n")))
    for i in range(len(mentions) - 1, -1, -1):
        limit = mentions[i + 1].start if i + 1 < len(mentions) else len(text)
        if actions and _shares(text, mentions[i], mentions[i + 1]):
            actions.append(actions[-1])
        else:
            actions.append(_action(source, text, mentions[i].end, limit, i + 1 < len(mentions), widest))
    return actions[::-1]


def _shares(text: str, mention: PeriodMention, following: PeriodMention) -> bool:
    """Whether a time has the action of the next (5月、10月); a comma joins 全年，每季度, not 6月1日—5日，6月1日."""
    if not _JOINERS.fullmatch(text, mention.end, following.start):
        return False
    if mention.relation == "from" and following.relation in ("by", "during"):  # 从7月开始，到10月基本结束
        return False
    apart = mention.last is None or following.first is None or mention.last < following.first
    return "，" not in text[mention.end : following.start] or following.relation == "every" or apart


def _action(source: str, text: str, start: int, limit: int, cut_by_time: bool, widest: int) -> str | None:
    """The words from a time to the end of its sentence or to the next time."""
    while start < limit and text[start] in _LEADING:
        start += 1
    end = _sentence_end(text, start, limit, widest)
    if end == limit and cut_by_time:
        dangling = _DANGLING.search(text, max(start, end - 8), end)
        end = dangling.start() if dangling else end
    action = source[start:end].strip(_TRAILING)
    return (action[:-1].rstrip(_TRAILING) if action[-1:] in _OPENING else action) or None  # 5月18日（5月17日报到）


def _sentence_end(text: str, start: int, limit: int, widest: int) -> int:
    """Where the sentence ends: at 。；！, at a bracket that it did not open, at a line broken on purpose."""
    depth = 0
    for mark in _SENTENCE_MARKS.finditer(text, start, limit):
        i, char = mark.start(), mark[0]
        if char == "（":
            depth += 1
        elif char == "）":
            depth -= 1
            if depth < 0 and not _NUMBERED.match(text, max(start, i - 2)):
                return i
        elif not _goes_on(text, i, widest) if char == "\n" else depth <= 0:
            return i
    return limit


def _goes_on(text: str, line_end: int, widest: int) -> bool:
    """Whether a line break is inside the sentence: numbered lines follow, or the line was full."""
    if _NUMBERED.match(text, line_end + 1):
        return True
    line_start = text.rfind("\n", 0, line_end) + 1
    return line_end - line_start >= widest * _LIST_LINE


def _labelled(mention: PeriodMention, text: str, rules: _Rules) -> None:
    """A bare time after 完成时限： is `by` its last day, as under such a header."""
    if mention.relation == "during" and rules.label.search(text[max(0, mention.start - 12) : mention.start]):
        mention.relation = "by"
        mention.first = None


def _report(mention: PeriodMention, passage: Passage, notes: list[Note]) -> None:
    """Say once that no year is known."""
    if mention.resolved or any(note.code == "milestone.no-year" for note in notes):
        return
    message = f"no year is known for {mention.text!r}; give one with --year"
    notes.append(Note("milestone.no-year", message, "warning", passage.slice.block))


def _report_impossible(passage: Passage, reference: date | None, notes: list[Note]) -> None:
    """Say which days of planned work no calendar has; they make no milestone."""
    if "日" not in passage.text:
        return
    for found in _DATE.finditer("".join(fold(passage.text).split())):
        year, month, day = (int(number) if number else 0 for number in found.groups())
        year = year or (reference.year if reference else 2024)  # a leap year where none is known
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(max(year, 1), month)[1]:
            message = f"{found[0]!r} is no day of the calendar and makes no milestone"
            notes.append(Note("milestone.no-such-day", message, "warning", passage.slice.block))


def _record(number: int, mention: PeriodMention, action: str | None, passage: Passage) -> Milestone:
    offset = passage.slice.start
    return Milestone(
        id=f"m{number}",
        text=mention.text,
        start=mention.first.isoformat() if mention.first else None,
        end=mention.last.isoformat() if mention.last else None,
        relation=mention.relation,
        recurrence=mention.recurrence,
        action=action,
        task=f"t{passage.row + 1}" if passage.row is not None else None,
        item=None,
        rule=mention.rule,
        span=Span(block=passage.slice.block, start=offset + mention.start, end=offset + mention.end),
    )
