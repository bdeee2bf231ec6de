"""Sections as records: what is reported, what is planned, and for which time."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal, Protocol

from kexie_extract.grammar import periods
from kexie_extract.lexicon import Lexicon
from kexie_extract.model import records as public
from kexie_extract.model.blocks import Block
from kexie_extract.model.outline import Outline, Section, Slice
from kexie_extract.model.passages import Passage
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

Status = Literal["done", "planned"]
_BY_KIND: dict[public.Kind, Status] = {
    "work_report": "done",
    "work_plan": "planned",
    "task_table": "planned",
    "notice": "planned",
}
_YEAR = compiled(r"((?:19|20)\d\d) ?年")
_DEPTH = 2
"""Levels down to which a heading's wording (工作安排, 存在问题) says a status; below, it names work."""


class Calendar(Protocol):
    """Knows the year that a passage's times are in (`extract.clock.Clock`)."""

    def reference(self, passage: Passage) -> date | None:
        """A day of that year, None where no year is known."""
        ...


def records(
    outline: Outline,
    kind: public.Kind,
    metadata: public.Metadata,
    clock: Calendar,
    blocks: list[Block],
    lexicon: Lexicon,
) -> list[public.Section]:
    """The sections with status and period, both inherited by what is below.

    Args:
        outline: the segmenter's tree.
        kind: kind of the document, which says the status where no heading does.
        metadata: the document's title may say that it is a regulation or a commendation.
        clock: resolves 下半年 and the like.
        blocks: the document in reading order.
        lexicon: the rules.
    """
    texts = {block.id: block.text for block in blocks}
    regulated = _regulated(outline)
    general = general_status(kind, metadata, lexicon)
    coming = _coming(outline, lexicon)
    reviewed = _reviewed(outline, metadata.title if kind == "work_report" else None, lexicon)
    status: dict[str, Status | None] = {}
    period: dict[str, public.StatedPeriod | None] = {}
    sticky: dict[str | None, Status | None] = {}  # after what is planned comes no more review
    found = []
    for section in outline.sections:
        above = status[section.parent] if section.parent else general
        said_above = sticky.get(section.parent, above) if section.evidence != "attachment" else above
        own = None if section.id in regulated else _own(section, said_above, lexicon, worded=kind != "other")
        if own == "planned" and 0 < _year(section) < coming.get(section.parent, 0):
            own = "done"
        if own == "done" and section.level <= _DEPTH and 0 < reviewed.get(section.parent, 0) < _year(section):
            own = own if _looks_back(section.heading or "", lexicon) else "planned"
        status[section.id] = own
        if own == "planned" != above:
            sticky[section.parent] = own
        said = _period(section, clock, texts, lexicon)
        period[section.id] = said or (period[section.parent] if section.parent else None)
        found.append(_record(section, own, period[section.id]))
    return found


def _record(section: Section, status: Status | None, period: public.StatedPeriod | None) -> public.Section:
    block, start, end = section.span
    return public.Section(
        id=section.id,
        parent=section.parent,
        level=section.level,
        number=section.number,
        heading=section.heading,
        run_in=section.run_in,
        status=status,
        period=period,
        evidence=section.evidence,
        span=public.Span(block=block, start=start, end=end),
    )


def general_status(kind: public.Kind, metadata: public.Metadata, lexicon: Lexicon) -> Status | None:
    """The status of what no heading places in time: by the title, else by the kind of the document."""
    title = fold("".join((metadata.title or "").split()))
    if _says(lexicon, "annex_title").search(title):
        return None
    if kind == "other" and _says(lexicon, "feature").search(fold(metadata.subtitle or "") or title):
        return "done"
    if kind == "notice" and _says(lexicon, "neutral").search(title):
        return None
    coming = _says(lexicon, "planned").search(title) or _says(lexicon, "asking").search(title)
    if kind == "notice" and not coming and _says(lexicon, "done").search(title):
        return "done"
    return _BY_KIND.get(kind)


def _coming(outline: Outline, lexicon: Lexicon) -> dict[str | None, int]:
    """For each parent the year that a section below it plans for; earlier years beside it are past.

    `一、2024年主要工作` stands beside `二、2025年工作思路`.
    """
    found: dict[str | None, int] = {}
    for section in outline.sections:
        year = _year(section)
        if year and section.level <= _DEPTH and _last(_says(lexicon, "planned"), fold(section.heading or "")):
            found[section.parent] = min(year, found.get(section.parent, year))
    return found


def _reviewed(outline: Outline, title: str | None, lexicon: Lexicon) -> dict[str | None, int]:
    """For each parent the year that a section below it looks back on; a later year beside it is to come.

    `一、2023年工作完成情况` stands beside `二、2024年怎么干`. At the top the title of a report may name it.
    """
    found: dict[str | None, int] = {}
    for section in outline.sections:
        year = _year(section)
        if year and section.level <= _DEPTH and _last(_says(lexicon, "done"), fold(section.heading or "")):
            found[section.parent] = max(year, found.get(section.parent, year))
    if named := _YEAR.search(fold(title or "")):
        found.setdefault(None, int(named[1]))
    return found


def _looks_back(heading: str, lexicon: Lexicon) -> bool:
    """Whether a heading's last words are those of a review."""
    return heading.endswith("情况") or _last(_says(lexicon, "done"), fold(heading)) > 0


def _year(section: Section) -> int:
    """The first year that the heading names, 0 without one."""
    match = _YEAR.search(fold(section.heading or ""))
    return int(match[1]) if match else 0


def _own(section: Section, above: Status | None, lexicon: Lexicon, *, worded: bool) -> Status | None:
    """The section's status by its heading, else that of the section above.

    `worded` is False where only a part heading (2019年工作安排) speaks of work, as in a standard or a form.
    """
    heading = fold("".join((section.heading or "").split()))
    if section.evidence == "attachment":
        return _of_attachment(heading, above, lexicon)
    if section.level == 1 and heading and _says(lexicon, "annex").search(heading):
        return None
    below = section.level > _DEPTH or (section.run_in and section.level > 1)
    if not heading or below or _says(lexicon, "work").search(heading):
        return above
    if not worded and not _says(lexicon, "part").search(heading):
        return above
    done, planned = (_last(_says(lexicon, table), heading) for table in ("done", "planned"))
    if done == planned:
        return above
    return "done" if done > planned else "planned"


def _of_attachment(heading: str, above: Status | None, lexicon: Lexicon) -> Status | None:
    if _says(lexicon, "neutral").search(heading):
        return None
    if _says(lexicon, "planned").search(heading):
        return "planned"
    return "done" if _says(lexicon, "done").search(heading) else above


def _last(pattern: re.Pattern[str], heading: str) -> int:
    """Where the last match ends if that is within three characters of the heading's end, else 0."""
    end = max((match.end() for match in pattern.finditer(heading)), default=0)
    return end if end >= len(heading) - 3 else 0


@lru_cache(maxsize=32)
def _says(lexicon: Lexicon, table: str) -> re.Pattern[str]:
    return compiled("|".join(f"(?:{rule.expression})" for rule in lexicon.rules(f"headings.{table}")))


def _regulated(outline: Outline) -> set[str]:
    """Sections of regulations: articles, and all that stands above or below one."""
    by_id = {section.id: section for section in outline.sections}
    marked: set[str] = set()
    for section in outline.sections:
        if section.form == "numbering.form.article" or (section.parent in marked and section.parent is not None):
            marked.add(section.id)
            if section.form == "numbering.form.article":
                marked.update(_above(section, by_id))
    return marked


def _above(section: Section, by_id: dict[str, Section]) -> Iterator[str]:
    while section.parent:
        section = by_id[section.parent]
        yield section.id


def _period(section: Section, clock: Calendar, texts: dict[str, str], lexicon: Lexicon) -> public.StatedPeriod | None:
    """The first time expression of the heading."""
    if section.heading is None:
        return None
    block, start, end = section.span
    text = texts[block][start:end]
    passage = Passage(Slice(block, start, end), text, "heading", section.id)
    for mention in periods.find(section.heading, clock.reference(passage), lexicon):
        if mention.relation == "during" and mention.resolved:
            return public.StatedPeriod(text=mention.text, start=_iso(mention.first), end=_iso(mention.last))
    return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
