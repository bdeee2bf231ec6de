"""Where the year of a document's times comes from, strongest source first."""

from datetime import date

import pytest

from kexie_extract.extraction.clock import Clock
from kexie_extract.model.blocks import Block
from kexie_extract.model.options import Options
from kexie_extract.model.outline import Outline, Section, Slice
from kexie_extract.model.passages import Passage
from kexie_extract.model.records import Metadata, StatedPeriod
from kexie_extract.model.tasks import TaskRow


def section(
    name: str, heading: str, *, parent: str | None = None, number: str | None = None, run_in: bool = False
) -> Section:
    """A section with a heading."""
    span = Slice("b1", 0, len(heading))
    return Section(name, parent, 1, number, None, None, heading, run_in, "wording", span)


def year(
    metadata: Metadata | None = None,
    *,
    sections: tuple[Section, ...] = (),
    at: str | None = None,
    status: str = "planned",
    options: Options | None = None,
    name: str = "plan.txt",
) -> date | None:
    """What the clock says for a passage."""
    blocks = [Block("b1", "paragraph", "正文")]
    clock = Clock(blocks, Outline({}, list(sections)), [], metadata or Metadata(), options or Options(), name)
    return clock.reference(Passage(Slice("b1", 0, 2), "正文", "body", at, status))  # type: ignore[arg-type]


PARTS = (
    section("s1", "2019年工作回顾"),
    section("s2", "2020年工作安排"),
    section("s3", "组织建设", parent="s2", number="一、"),
)


@pytest.mark.parametrize(
    ("metadata", "expected", "reason"),
    [
        (Metadata(title="云溪县科协2020年工作要点"), 2020, "the title"),
        (Metadata(title="二〇二〇年工作要点"), 2020, "the title in Han digits"),
        (Metadata(title="2018—2020年行动方案"), 2018, "a range of years begins with its first"),
        (Metadata(title="2019年总结和2020年计划"), 2020, "planned work is in the later year"),
        (Metadata(title="工作要点", date="2020-03-05"), 2020, "the date of the notice"),
        (Metadata(title="2020年工作要点", date="2019-12-25"), 2020, "the title before the date"),
        (Metadata(period=StatedPeriod(text="2022年", start="2022-01-01", end="2022-12-31")), 2022, "a stated period"),
        (Metadata(title="工作要点"), None, "no year at all"),
    ],
)
def test_of_the_document(metadata: Metadata, expected: int | None, reason: str) -> None:
    found = year(metadata)
    assert (found.year if found else None) == expected, reason


def test_done_work_is_in_the_earlier_year() -> None:
    assert year(Metadata(title="2019年总结和2020年计划"), status="done") == date(2019, 1, 1)


@pytest.mark.parametrize(("at", "expected"), [("s1", 2019), ("s2", 2020), ("s3", 2020)])
def test_of_the_part_heading_above(at: str, expected: int) -> None:
    assert year(Metadata(title="2021年报告"), sections=PARTS, at=at) == date(expected, 1, 1)


def test_a_run_in_heading_is_no_part() -> None:
    leaf = section("s1", "2018年项目结题", run_in=True)
    assert year(Metadata(title="2021年要点"), sections=(leaf,), at="s1") == date(2021, 1, 1)


def test_the_day_of_the_document_where_it_is_of_that_year() -> None:
    assert year(Metadata(title="2020年通知", date="2020-03-05")) == date(2020, 3, 5)
    assert year(Metadata(date="2020-03")) == date(2020, 3, 1)


def test_the_caller_then_the_file_name() -> None:
    assert year(options=Options(year=2017), name="plan-2016.docx") == date(2017, 1, 1)
    assert year(name="plan-2016.docx") == date(2016, 1, 1)
    assert year(name="plan-20161.docx") is None


def test_a_table_that_states_its_year() -> None:
    row = TaskRow("b1", 1, {}, year=2015)
    clock = Clock([], Outline({}, []), [row], Metadata(title="2021年要点"), Options(), "x")
    assert clock.reference(Passage(Slice("b1", 0, 1), "5", "cell", None, "planned", 0, "schedule")) == date(2015, 1, 1)


@pytest.mark.parametrize(
    ("status", "date_of", "expected", "reason"),
    [
        ("planned", "2024-01-15", 2024, "what is planned is not over when the document is dated"),
        ("done", "2024-01-15", 2023, "what is reported is of the title's year"),
        ("planned", "2022-12-20", 2023, "a plan for the year to come"),
    ],
)
def test_a_title_of_the_year_before(status: str, date_of: str, expected: int, reason: str) -> None:
    found = year(Metadata(title="关于做好2023年度统计工作的通知", date=date_of), status=status)
    assert found, reason
    assert found.year == expected, reason
