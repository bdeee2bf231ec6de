"""Which year the times of a document are in."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from kexie_extract.model.blocks import Block
from kexie_extract.model.options import Options
from kexie_extract.model.outline import Outline, Section
from kexie_extract.model.passages import Passage
from kexie_extract.model.records import Metadata
from kexie_extract.model.tasks import TaskRow
from kexie_extract.text.folding import fold, squeeze
from kexie_extract.text.patterns import compiled

_YEAR = compiled(
    r"(?<![0-9])((?:19|20)[0-9]{2}|[一二][〇零Oo0九一二三四五六七八]{3})(?=年|[-—~至][0-9]{2,4}学?年|学年)"
)
_YEAR_IN_NAME = compiled(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_YEAR_OF_NUMBER = compiled(r"[〔﹝\[【（] ?((?:19|20)[0-9]{2}) ?[〕﹞\]】）]")
_DIGITS = str.maketrans("〇零Oo一二三四五六七八九", "0000123456789")


class Clock:
    """Tells for each passage the day that its times are seen from.

    The year is the document's own: of the table (its title or header), of the part heading above the passage, of the
    title, of the period that the document states, of its date, of its number; else the one that the caller gives;
    else that in which its web page was published; else one that the file name holds.

    Attributes:
        begins: first day of the time that the document plans for or reports on, None where it states none.
        school: the document is of a school year, so that its January to July are in the year after.
    """

    def __init__(
        self,
        blocks: list[Block],
        outline: Outline,
        tasks: list[TaskRow],
        metadata: Metadata,
        options: Options,
        name: str,
        published: int | None = None,
    ) -> None:
        self._tasks = tasks
        self._sections = {section.id: section for section in outline.sections}
        self._block_sections = {block.id: block.section for block in blocks if block.section}
        self._date = metadata.date
        period = metadata.period
        start = (period.start if period else None) or ""
        self.begins = date.fromisoformat(start) if len(start) == len("2024-07-01") else None
        self.school = "学年" in squeeze(metadata.title or "").text
        self._years = _years_of(metadata, options, name, published)
        self._heading_years: dict[str, tuple[int, ...]] = {}

    def reference(self, passage: Passage) -> date | None:
        """The day that the passage's times are seen from; None where no year is known."""
        return self._day(self._year(passage))

    def _year(self, passage: Passage) -> int | None:
        row = self._tasks[passage.row] if passage.row is not None else None
        if row and row.year:
            return row.year
        section = passage.section or self._block_sections.get(passage.slice.block)
        return self._of(section, passage.status)

    def _of(self, section: str | None, status: str | None) -> int | None:
        """The year of a section, else of the document; what a document plans is not over when it is dated.

        关于做好2023年度统计工作的通知 of January 2024 speaks of 2023 and sets dates in 2024.
        """
        if years := self._section_years(section):
            return self._chosen(years, status)
        year = self._chosen(self._years, status)
        dated = int(self._date[:4]) if self._date else None
        late = status == "planned" and not self.school and year and dated and dated > year
        return dated if late else year

    @staticmethod
    def _chosen(years: tuple[int, ...], status: str | None) -> int | None:
        """Of the years of a heading that looks back and ahead (2018年总结和2019年计划) the one that fits."""
        if not years:
            return None
        return min(years) if status == "done" else years[0] if len(years) == 1 else max(years[:2])

    def _section_years(self, section_id: str | None) -> tuple[int, ...]:
        """Years of the nearest heading above that begins with one or is a part or an attachment."""
        section = self._sections.get(section_id or "")
        while section:
            if section.id not in self._heading_years:
                self._heading_years[section.id] = _part_years(section)
            if self._heading_years[section.id]:
                return self._heading_years[section.id]
            section = self._sections.get(section.parent or "")
        return ()

    def _day(self, year: int | None) -> date | None:
        """The document's own day where it is of that year, else the first of January."""
        if year is None:
            return None
        stated = self._date or ""
        if stated.startswith(f"{year}-"):
            parts = [int(part) for part in stated.split("-")]
            return date(year, parts[1], parts[2] if len(parts) > 2 else 1)
        return date(year, 1, 1)


def _part_years(section: Section) -> tuple[int, ...]:
    """Years that a part heading states: one that begins with a year, or that of an attachment."""
    heading = squeeze(section.heading or "").text
    attached = (section.number or "").startswith("附")
    leading = _YEAR.match(heading.removeprefix("关于").removeprefix("《"))
    if section.run_in or not (attached or leading):
        return ()
    return _in(heading)


def _in(text: str) -> tuple[int, ...]:
    """The years that a text names, in order; of a range of years (2018—2020年) only the first."""
    years: list[int] = []
    end = -1
    for found in _YEAR.finditer(text):
        if not (years and end >= 0 and re.fullmatch("年?度?[-—~至到]{1,2}", text[end : found.start()])):
            years.append(int(found[1].translate(_DIGITS)))
        end = found.end()
    return tuple(years)


def _years_of(metadata: Metadata, options: Options, name: str, published: int | None) -> tuple[int, ...]:
    """The years of the document as a whole, from the strongest source that has one."""
    period = metadata.period
    sources: Iterable[tuple[int, ...]] = (
        _in(squeeze(metadata.title or "").text),
        _in(squeeze(metadata.subtitle or "").text) if not metadata.date else (),
        (int(period.start[:4]),) if period and period.start and _YEAR.search(squeeze(period.text).text) else (),
        (int(metadata.date[:4]),) if metadata.date else (),
        tuple(int(found) for found in _YEAR_OF_NUMBER.findall(fold(metadata.document_number or ""))[:1]),
        (options.year,) if options.year else (),
        (published,) if published else (),
        tuple(int(found) for found in _YEAR_IN_NAME.findall(PurePath(name).stem)[:1]),
    )
    return next((years for years in sources if years), ())
