"""What kind of document this is, and why."""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Block
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.outline import Outline, Section
from kexie_extract.model.records import Kind
from kexie_extract.model.tasks import TaskRow
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_TABLE_SHARE = 0.5  # a document is its task table where the table holds at least half of the words
_PART_LEVEL = 2  # headings down to this level tell reports from plans


class _Rules(NamedTuple):
    """The compiled rules of kinds.toml."""

    titles: tuple[tuple[Kind, str, re.Pattern[str]], ...]
    parts: tuple[tuple[Kind, str, re.Pattern[str]], ...]
    openings: tuple[tuple[Kind, str, re.Pattern[str]], ...]
    notice: re.Pattern[str]
    forwarding: re.Pattern[str]
    form: re.Pattern[str]
    table_name: re.Pattern[str]
    review_first: re.Pattern[str]
    outlook: re.Pattern[str]


class _Judgement(NamedTuple):
    """A kind and the reason for it."""

    kind: Kind
    reason: str


def judge(blocks: list[Block], outline: Outline, tasks: list[TaskRow], lexicon: Lexicon) -> tuple[Kind, list[Note]]:
    """The document's kind, with the reason as a note `kind.reason`.

    What a notice issues decides before the notice itself: its attachment, or the text that follows it, is the plan,
    report or table. Then the words of the title, then how much of the text a task table holds, then the wording of
    part headings and of the opening, then whether it has the parts of an official document (GB/T 9704-2012).
    """
    rules = _rules(lexicon)
    titles = [fold(block.text) for block in blocks if outline.parts.get(block.id) == "title"]
    title = "".join("".join(titles).split())
    judgement = (
        _by_attachment(title, blocks, outline, tasks, rules)
        or _by_title(title, tasks, rules)
        or _by_table(blocks, tasks)
        or _by_subtitle(blocks, outline, rules)
        or _by_addressee(title, outline, rules)
        or _by_opening(blocks, outline, rules)
        or _by_headings(outline, rules)
        or _by_form(blocks, outline)
        or _Judgement("other", "no title, heading, table or formal part tells a kind")
    )
    return judgement.kind, [Note("kind.reason", f"{judgement.kind}: {judgement.reason}", "info")]


def of_title(title: str, lexicon: Lexicon) -> Kind | None:
    """The kind that a title names, None where it names none; a notice counts as `notice` whatever it issues."""
    found = _by_title(fold(title), [], _rules(lexicon))
    return found.kind if found else None


@lru_cache(maxsize=8)
def _rules(lexicon: Lexicon) -> _Rules:
    def kinds(table: str) -> tuple[tuple[Kind, str, re.Pattern[str]], ...]:
        return tuple((rule.data["kind"], rule.id, compiled(rule.expression)) for rule in lexicon.rules(table))

    return _Rules(
        kinds("kinds.title"),
        kinds("kinds.part"),
        kinds("kinds.opening"),
        compiled(lexicon.union("kinds.notice")),
        compiled(lexicon.union("kinds.forwarding")),
        compiled("|".join(rule.expression for rule in lexicon.rules("kinds.form"))),
        compiled("|".join(rule.expression for rule in lexicon.rules("kinds.table_name"))),
        compiled(lexicon.union("kinds.review_first")),
        compiled(lexicon.union("kinds.outlook")),
    )


def _named(title: str, rules: _Rules) -> _Judgement | None:
    """The kind whose words stand last in a title; a review that a plan follows (2019年总结和2020年计划) is a report."""
    best: tuple[int, Kind, str] | None = None
    for kind, rule, pattern in rules.titles:
        for found in pattern.finditer(title):
            if best is None or found.end() > best[0]:
                best = (found.end(), kind, rule)
    if best and best[1] == "work_plan" and (review := rules.review_first.search(title)) and review.end() < best[0]:
        return _Judgement("work_report", "the title names a review before a plan")
    return _Judgement(best[1], f"the title has the words of {best[2]}") if best else None


def _by_title(title: str, tasks: list[TaskRow], rules: _Rules) -> _Judgement | None:
    if rules.notice.search(title):
        if tasks and rules.forwarding.search(title) and (named := _named(title, rules)):
            return named
        return _Judgement("notice", "the title ends with the name of an official document")
    if tasks and rules.form.search(title):
        return _Judgement("task_table", "the title names a plan in a table, and there are task rows")
    return _named(title, rules)


def _by_attachment(
    title: str, blocks: list[Block], outline: Outline, tasks: list[TaskRow], rules: _Rules
) -> _Judgement | None:
    """A notice is what its attachment is."""
    if title and not rules.notice.search(title):
        return None
    for section in outline.sections:
        if section.evidence != "attachment" or section.level != 1:
            continue
        heading = fold(section.heading or "")
        named = None if rules.notice.search(heading) else _named(heading, rules)
        if (
            named
            and named.kind == "work_plan"
            and rules.table_name.search(heading)
            and _in_attachment(tasks, blocks, outline)
        ):
            return _Judgement("task_table", f"attachment {heading!r} is a table of tasks")
        if named and named.kind != "other":
            return _Judgement(named.kind, f"attachment {heading!r}: {named.reason}")
    if tasks and title and _in_attachment(tasks, blocks, outline):
        return _Judgement("task_table", "the attachment of the notice is a task table")
    return None


def _in_attachment(tasks: list[TaskRow], blocks: list[Block], outline: Outline) -> bool:
    """Whether a task table stands behind the first attachment heading."""
    order = {block.id: index for index, block in enumerate(blocks)}
    starts = [order[section.span.block] for section in outline.sections if section.evidence == "attachment"]
    return bool(starts) and any(order[task.table] > min(starts) for task in tasks)


def _by_table(blocks: list[Block], tasks: list[TaskRow]) -> _Judgement | None:
    if not tasks:
        return None
    tables = {task.table for task in tasks}
    inside = sum(len(block.text) for block in blocks if block.id in tables)
    total = sum(len(block.text) for block in blocks if block.kind != "furniture")
    if inside < _TABLE_SHARE * total:
        return None
    return _Judgement("task_table", f"task tables hold {inside} of {total} characters")


def _by_subtitle(blocks: list[Block], outline: Outline, rules: _Rules) -> _Judgement | None:
    for block in blocks:
        if outline.parts.get(block.id) == "subtitle" and (named := _named(fold(block.text), rules)):
            return _Judgement(named.kind, "the subtitle names it")
    return None


def _by_addressee(title: str, outline: Outline, rules: _Rules) -> _Judgement | None:
    """A text without a title that is addressed to bodies is the body of an official document, or a report to them."""
    if title or "recipients" not in outline.parts.values():
        return None
    headed = _by_headings(outline, rules)
    if headed and headed.kind == "work_report":
        return headed
    return _Judgement("notice", "no title, and it is addressed to bodies")


def _by_opening(blocks: list[Block], outline: Outline, rules: _Rules) -> _Judgement | None:
    for block in blocks:
        if outline.parts.get(block.id) != "lead":
            continue
        for kind, rule, pattern in rules.openings:
            if pattern.search(fold(block.text)):
                return _Judgement(kind, f"the opening has the words of {rule}")
    return None


def _by_headings(outline: Outline, rules: _Rules) -> _Judgement | None:
    """Part headings: a review makes a report even where plans follow; plans alone make a plan."""
    headings = [section for section in outline.sections if section.level <= _PART_LEVEL and section.heading]
    for kind, rule, pattern in rules.parts:
        if kind == "work_plan" and (last := _last_looks_ahead(headings, rules)):
            return last
        for section in headings:
            if pattern.search(fold(section.heading or "")):
                return _Judgement(kind, f"heading {_quote(section)} has the words of {rule}")
    return None


def _last_looks_ahead(headings: list[Section], rules: _Rules) -> _Judgement | None:
    """A report whose last part alone plans."""
    tops = [section for section in headings if section.level == 1]
    if len(tops) < 2 or not rules.outlook.search(fold(tops[-1].heading or "")):
        return None
    if any(_plans(section, rules) for section in tops[:-1]):
        return None
    return _Judgement("work_report", f"only the last part, {_quote(tops[-1])}, looks ahead")


def _plans(section: Section, rules: _Rules) -> bool:
    """Whether a part heading has the words of a plan."""
    heading = fold(section.heading or "")
    return any(kind == "work_plan" and pattern.search(heading) for kind, _, pattern in rules.parts)


def _quote(section: Section) -> str:
    return repr((section.heading or "")[:20])


def _by_form(blocks: list[Block], outline: Outline) -> _Judgement | None:
    """The parts of an official document; a newspaper's 某市科协： above the headline is none of them."""
    formal = {"document_number", "recipients"} & set(outline.parts.values())
    marks = [block for block in blocks if outline.parts.get(block.id) == "issuer_mark"]
    formal |= {"issuer_mark" for block in marks if not fold(block.text).rstrip("* ").endswith("：")}
    formal |= {part for part, _ in outline.slices} & {"document_number", "recipients"}
    return _Judgement("notice", f"it has {', '.join(sorted(formal))}") if formal else None
