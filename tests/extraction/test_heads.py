"""Each element of a document's head and foot in the many forms that offices give it; `heads.txt` holds the cases."""

from pathlib import Path
from typing import NamedTuple

import pytest

from kexie_extract import extract
from kexie_extract.model.records import Metadata

STOCK = {
    "{WORK}": "一、主要工作\n（一）科普活动。举办讲座10场。\n（二）学会建设。新建学会2家。",
    "{PLAN}": "一、总体要求\n服务发展大局。\n二、重点任务\n（一）办好科普日。9月底前完成。\n（二）建好基地。新建2个。",
    "{BODY}": "现将有关事项通知如下：\n一、活动时间\n5月1日至30日。\n二、有关要求\n各单位要高度重视。",
    "{TO}": "各乡镇科协：",
    "{SIGNED}": "云溪县科学技术协会\n2024年3月5日",
}


class Case(NamedTuple):
    field: str
    value: str
    reason: str
    page: str


def cases() -> list[Case]:
    text = Path(__file__).with_name("heads.txt").read_text(encoding="utf-8")
    found = []
    for entry in text.split("\n=== ")[1:]:
        head, page = entry.split("\n", 1)
        for name, lines in STOCK.items():
            page = page.replace(name, lines)
        field, value, reason = head.split(" | ")
        found.append(Case(field, value, reason, page.strip("\n") + "\n"))
    return found


CASES = cases()


def printed(about: Metadata, field: str) -> str:
    if field == "region":
        return " ".join(name or "-" for name in (about.region.province, about.region.city, about.region.county))
    if field == "period":
        return f"{about.period.text} {about.period.start}..{about.period.end}" if about.period else "-"
    value = getattr(about, field)
    return (" / ".join(value) if isinstance(value, list) else value) or "-"


@pytest.mark.parametrize("case", CASES, ids=[f"{case.field}: {case.reason}" for case in CASES])
def test_element(case: Case) -> None:
    assert printed(extract(case.page.encode()).metadata, case.field) == case.value, case.reason


def test_there_are_cases_of_every_element() -> None:
    assert len(CASES) >= 110
    assert {case.field for case in CASES} == set(Metadata.model_fields) - {"signature"}
