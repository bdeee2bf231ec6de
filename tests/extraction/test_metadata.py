"""Metadata: values from strings, and whole documents from their parts."""

import pytest

from kexie_extract.extraction import metadata
from kexie_extract.extraction.metadata import dates, issuer, lists, title
from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block, BlockKind
from kexie_extract.model.options import Options
from kexie_extract.model.outline import Outline, Part, Section, Slice
from kexie_extract.model.records import Kind, Metadata, Region

DATES = [
    ("（2019年元月  日）", "2019-01", "a month by name, a day left open"),
    ("二○一九年一月", "2019-01", "Chinese numerals with a circle"),
    ("二〇二一年十二月二十三日", "2021-12-23", "Chinese numerals, two-character day"),
    ("2018年11月7日", "2018-11-07", "GB/T 9704-2012 7.3.5.4"),
    ("2019.1.9", "2019-01-09", "points"),
    ("2019-01-09", "2019-01-09", "ISO"),
    ("2020年", "2020", "a year alone"),
    ("2021年13月5日", "2021", "no such month"),
    ("2021年2月30日", "2021-02", "no such day"),
    ("县科学技术协会", None, "no date"),
]

BODIES = [
    (
        "各省、自治区、直辖市人民政府，国务院各部委：",
        ["各省、自治区、直辖市人民政府", "国务院各部委"],
        "各省 leans on what follows",
    ),
    ("各乡镇、街道科协，县直有关单位：", ["各乡镇、街道科协", "县直有关单位"], "各乡镇 leans too"),
    ("各县（市、区）科协，有关单位：", ["各县（市、区）科协", "有关单位"], "marks inside brackets divide nothing"),
    ("省科技厅、省教育厅：", ["省科技厅", "省教育厅"], "two bodies"),
    ("各县（市、区）科协、教育局，市级学会：", ["各县（市、区）科协、教育局", "市级学会"], "an office of each too"),
    ("各县区科协、市教育局：", ["各县区科协", "市教育局"], "an office with a place of its own"),
    ("县科协、教育局：", ["县科协", "教育局"], "no class to lean on"),
    ("某银行青川省分行、云溪市分行：", ["某银行青川省分行、云溪市分行"], "a branch leans on the bank before it"),
    ("各银监分局、各监管处：", ["各银监分局", "各监管处"], "各 begins a name"),
    ("抄送：省科协、市委办，李明副市长。", ["省科协", "市委办", "李明副市长"], "label and closing mark go"),
    ("抄 送： 县人大；县政协", ["县人大", "县政协"], "a spaced label and a semicolon"),
    ("市科协:", ["市科协"], "a half-width colon"),
    ("", [], "nothing"),
]

ATTACHMENTS = [
    (["附件：云溪县科协要点"], ["云溪县科协要点"], "one without number"),
    (["附件：1.名单", "2.报名表"], ["名单", "报名表"], "two lines"),
    (["附件：1．2019年名单 2．报名表。"], ["2019年名单", "报名表"], "one line; a year is no number"),
    (["附件1：名单\n附件2：汇总表"], ["名单", "汇总表"], "a label each"),
    (["附  件：名单"], ["名单"], "a spaced label"),
    (["附件：1、项目内容2、项目日程"], ["项目内容", "项目日程"], "without space between"),
]

PERIODS = [
    ("2019年主要工作安排", None, ("2019年", "2019-01-01", "2019-12-31"), "a year"),
    ("下半年主要工作安排", 2021, ("下半年", "2021-07-01", "2021-12-31"), "the year from elsewhere"),
    ("2021年上半年工作总结", None, ("2021年上半年", "2021-01-01", "2021-06-30"), "a half with its year"),
    ("三季度工作情况", 2020, ("三季度", "2020-07-01", "2020-09-30"), "a quarter"),
    ("前三季度工作情况", 2020, ("前三季度", "2020-01-01", "2020-09-30"), "three quarters"),
    ("2022年3月份工作小结", None, ("2022年3月份", "2022-03-01", "2022-03-31"), "a month"),
    ("行动计划（2021—2023年）", None, ("2021—2023年", "2021-01-01", "2023-12-31"), "a range of years"),
    ("“十四五”时期主要目标", None, ("“十四五”时期", "2021-01-01", "2025-12-31"), "a five-year plan"),
    ("活动时间：2024年11月至2025年3月", None, ("2024年11月至2025年3月", "2024-11-01", "2025-03-31"), "over years"),
    ("2024年3月-6月工作安排", None, ("2024年3月-6月", "2024-03-01", "2024-06-30"), "months of one year"),
    ("2024年11月至3月", None, ("2024年11月至3月", "2024-11-01", "2025-03-31"), "into the next year, unsaid"),
    ("2019年工作总结和2020年工作计划", None, ("2020年", "2020-01-01", "2020-12-31"), "the later of two"),
    ("一季度工作", None, ("一季度", None, None), "no year anywhere"),
    ("指导思想", 2020, None, "no period"),
]

REGIONS = [
    ("嘉兴市科学技术协会", {"city": "嘉兴市"}, "a prefecture"),
    ("浙江省嘉兴市科协", {"province": "浙江省", "city": "嘉兴市"}, "a chain"),
    ("上海市浦东新区科协", {"province": "上海市", "county": "浦东新区"}, "a 直辖市 is the province"),
    ("中国银监会浙江监管局", {"province": "浙江"}, "a short name, as written"),
    ("云岭县人民政府", {"county": "云岭县"}, "a name in no list, by its level"),
    ("国务院办公厅", {}, "a national body"),
    ("南京大学", {}, "a place inside a name does not count"),
    ("青山有限公司", {}, "a company"),
]

MEETINGS = [
    ("在县科协三届二次全委（扩大）会议上的工作报告", "县科协三届二次全委（扩大）会议", "a subtitle"),
    ("在市科协五届三次常委会上的工作报告", "市科协五届三次常委会", "会 without 议"),
    ("2024年1月5日在云溪县第十届人民代表大会第二次会议上", "云溪县第十届人民代表大会第二次会议", "after a date"),
    ("今天，我们召开县科协三届二次全委会议，主要任务是", "县科协三届二次全委会议", "a lead"),
    ("在县委领导下开展工作", None, "no meeting"),
]


@pytest.mark.parametrize(("text", "date", "reason"), DATES)
def test_date(text: str, date: str | None, reason: str) -> None:
    assert dates.iso_date(text) == date, reason


@pytest.mark.parametrize(("text", "names", "reason"), BODIES)
def test_bodies(text: str, names: list[str], reason: str) -> None:
    assert lists.bodies(text, default()) == names, reason


@pytest.mark.parametrize(("texts", "titles", "reason"), ATTACHMENTS)
def test_attachments(texts: list[str], titles: list[str], reason: str) -> None:
    assert lists.attachments(texts, default()) == titles, reason


@pytest.mark.parametrize(("text", "year", "period", "reason"), PERIODS)
def test_period(text: str, year: int | None, period: tuple[str, str, str] | None, reason: str) -> None:
    found = dates.period(text, year, default())
    assert (found and (found.text, found.start, found.end)) == period, reason


@pytest.mark.parametrize(("name", "region", "reason"), REGIONS)
def test_region_of_name(name: str, region: dict[str, str], reason: str) -> None:
    assert issuer.region(name, [], default()) == Region(**region), reason


@pytest.mark.parametrize(("text", "meeting", "reason"), MEETINGS)
def test_meeting(text: str, meeting: str | None, reason: str) -> None:
    assert title.meeting((), [text], default()) == meeting, reason


NUMBERS = [
    ("云科协发〔2021〕12号", "云科协发〔2021〕12号", "as the standard has it"),
    ("云科协〔2021〕 3 号  签发人：李明", "云科协〔2021〕 3 号", "with spaces, a signatory beside it"),
    ("云科发[2021]第05号", "云科发[2021]第05号", "square brackets, 第 and a leading zero"),
    ("2021年12号楼", None, "no number of a document"),
]


@pytest.mark.parametrize(("text", "number", "reason"), NUMBERS)
def test_document_number(text: str, number: str | None, reason: str) -> None:
    assert title.document_number([text], default()) == number, reason


def test_region_from_the_places_that_the_text_names() -> None:
    texts = ["泰州市科协表彰", "服务兴化市发展", "兴化市第一中学", "在兴化市召开"]
    assert issuer.region("市科协", texts, default()) == Region(county="兴化市")
    assert issuer.region("省科协", texts, default()) == Region()


def test_fullest_form_stands_in_the_document() -> None:
    region = Region(city="嘉兴市")
    assert issuer.fullest("市科协", region, ["嘉兴市科学技术协会印发"], default()) == "嘉兴市科学技术协会"
    assert issuer.fullest("市科协", region, ["市科协印发"], default()) == "市科协"


def _read(
    *lines: tuple[Part, str], kind: Kind = "notice", headings: tuple[str, ...] = (), name: str = "a.txt"
) -> Metadata:
    """The metadata of a document that has these parts and these top headings."""
    kinds: dict[Part, BlockKind] = {"title": "title", "furniture": "furniture"}
    blocks = [Block(f"b{n}", kinds.get(part, "paragraph"), text) for n, (part, text) in enumerate(lines)]
    parts = {f"b{n}": part for n, (part, _) in enumerate(lines)}
    sections = [
        Section(f"s{n}", None, 1, None, None, None, text, False, "wording", Slice("b0", 0, 0))
        for n, text in enumerate(headings)
    ]
    return metadata.read(blocks, Outline(parts, sections), kind, [], Options(), name, default())[0]


def test_report() -> None:
    found = _read(
        ("title", "奋力开创  新局面"),
        ("title", "推动科协工作上台阶"),
        ("subtitle", "——在县科协三届二次全委会议上的工作报告"),
        ("draft", "（审议稿）"),
        ("speaker", "叶  明"),
        ("date", "（2020年元月  日）"),
        ("lead", "云山县是农业县，云山县科协组织健全。"),
        kind="work_report",
        headings=("2019年工作回顾", "2020年工作安排"),
    )
    assert found.title == "奋力开创 新局面 推动科协工作上台阶"
    assert found.subtitle == "在县科协三届二次全委会议上的工作报告"
    assert (found.meeting, found.draft, found.speaker, found.date) == (
        "县科协三届二次全委会议",
        "审议稿",
        "叶明",
        "2020-01",
    )
    assert found.period is not None
    assert found.period.text == "2020年"


def test_notice() -> None:
    found = _read(
        ("document_number", "云政办发〔2021〕3号"),
        ("title", "云岭县人民政府办公室关于做好科普工作的通知"),
        ("recipients", "各乡镇人民政府，县政府各部门："),
        ("attachment_note", "附件：任务表"),
        ("signature", "云岭县人民政府办公室"),
        ("date", "2021年3月2日"),
        ("annotation", "（此件公开发布）"),
        ("copied_to", "抄送：县委办。"),
    )
    assert found.issuer == "云岭县人民政府办公室"
    assert found.region == Region(county="云岭县")
    assert (found.document_number, found.date) == ("云政办发〔2021〕3号", "2021-03-02")
    assert found.recipients == ["各乡镇人民政府", "县政府各部门"]
    assert (found.attachments, found.copied_to) == (["任务表"], ["县委办"])
    assert (found.annotation, found.period) == ("此件公开发布", None)


def test_year_of_a_half_comes_from_the_file_name() -> None:
    found = _read(("title", "工作报告"), kind="work_report", headings=("下半年工作安排",), name="云溪-2021-report.md")
    assert found.period is not None
    assert found.period.start == "2021-07-01"


def test_issuer_mark_above_the_title() -> None:
    assert _read(("issuer_mark", "嘉兴市科学技术协会："), ("title", "服务大局")).issuer == "嘉兴市科学技术协会"
    assert _read(("issuer_mark", "云岭县科学技术协会文件"), ("title", "要点")).issuer == "云岭县科学技术协会"


def test_joint_issuers_stay_one_string() -> None:
    found = _read(("title", "关于开展活动的通知"), ("signature", "云岭县科协"), ("signature", "云岭县教育局"))
    assert found.issuer == "云岭县科协 云岭县教育局"


def test_speaker_at_the_end_of_a_subtitle() -> None:
    found = _read(("title", "政府工作报告"), ("subtitle", "——2024年1月5日在县第十届人民代表大会第二次会议上县长 李明"))
    assert (found.speaker, found.date) == ("李明", "2024-01-05")


def test_empty_document() -> None:
    assert _read() == Metadata()


def test_running_head_as_title() -> None:
    found = _read(("furniture", "2020年县科协重点工作任务分解表"), ("furniture", "— 1 —"), kind="task_table")
    assert (found.title, found.issuer) == ("2020年县科协重点工作任务分解表", "县科协")
