"""Who answers for a piece of work, from the brackets and phrases that close it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.extraction.responsibility import find, find_default
from kexie_extract.lexicon import default

ROWS = [
    ("推进改革。（商务部、海关总署负责）", ["商务部", "海关总署"], [], "a closing bracket"),
    ("推进改革（教育部牵头，财政部、民政部参与）。", ["教育部"], ["财政部", "民政部"], "lead and support by verb"),
    ("责任单位：办公室；配合单位：各学会", ["办公室"], ["各学会"], "labels without a bracket"),
    ("开展评估。责任单位：办公室；配合单位：各学会。", ["办公室"], ["各学会"], "a closing phrase"),
    (
        "牵头单位：县教育局\n配合单位：县财政局、县人社局",
        ["县教育局"],
        ["县财政局", "县人社局"],
        "a label on each line",
    ),
    ("建设基地。（负责部门：县科协，适用范围：云溪新区）", ["县科协"], [], "适用范围 names nobody"),
    ("（责任部门：办公室，责任人：张三）", ["办公室"], [], "a person is no department"),
    ("（由县教育局牵头，县财政局配合，完成时限：6月底）", ["县教育局"], ["县财政局"], "a time names nobody"),
    ("（人民银行等部门负责）", ["人民银行"], [], "等部门 names nobody"),
    ("（教育部会同有关部门负责）", ["教育部"], [], "会同有关部门 names nobody"),
    ("（国家发展改革委会同财政部负责）", ["国家发展改革委", "财政部"], [], "two bodies"),
    ("（发展改革委、财政部按职责分工负责）", ["发展改革委", "财政部"], [], "按职责分工"),
    ("（各省、自治区、直辖市人民政府负责）", ["各省、自治区、直辖市人民政府"], [], "levels that share their head"),
    ("（文化和旅游部负责）", ["文化和旅游部"], [], "和 inside a name"),
    ("【责任单位：市水利局】", ["市水利局"], [], "square brackets"),
    ("工作有序开展。（市教育局、市科技局）", ["市教育局", "市科技局"], [], "a bracket of bodies after a full stop"),
    ("评审工作由办公室牵头，各部室配合。", ["办公室"], ["各部室"], "a last clause"),
    ("（县生态环境局指导，各乡镇政府负责落实）", ["各乡镇政府"], ["县生态环境局"], "who guides takes part"),
    ("（牵头单位：县教育局 责任单位：县财政局）", ["县教育局", "县财政局"], [], "labels parted by a space"),
    ("主管部门（市教育局、市科协）应当支持", [], [], "a bracket that explains"),
    ("本办法由办公室负责解释。", [], [], "负责 governs another verb"),
    ("由弱变强，全面负责。", [], [], "no body is named"),
    ("（详见附件）", [], [], "another bracket"),
    ("商务部、住房和城乡建设部按职责分工负责。", ["商务部", "住房和城乡建设部"], [], "a sentence of bodies without 由"),
    ("10所学校、5家企业负责。", [], [], "numbers of bodies"),
    ("一级抓一级，层层负责。", [], [], "a saying"),
    ("县财政局负责经费，县科协负责组织。", [], [], "负责 governs a noun"),
    ("工作由县科协负总责，团县委配合。", ["县科协"], ["团县委"], "负总责"),
    ("各单位主要领导亲自抓、负总责。", [], [], "leaders, no bodies"),
    ("由县科协、县教育局共同负责，每季度调度一次。", ["县科协", "县教育局"], [], "a clause that says how often"),
    ("由县科协牵头，县财政局参与，6月底前完成。", ["县科协"], ["县财政局"], "a clause that says when"),
    ("由县科协牵头，项目建设6月底前完成验收。", [], [], "the last clause is other work"),
    ("（责任单位：县科协、县教育局；列第一位的为牵头单位，下同）", ["县科协", "县教育局"], [], "a note on the list"),
    (
        "（县科协牵头，县教育局等部门及各乡镇(街道)配合）",
        ["县科协"],
        ["县教育局", "各乡镇(街道)"],
        "others inside a list; as printed",
    ),
    ("（全国总工会、共青团中央负责）", ["全国总工会", "共青团中央"], [], "中央 ends a name"),
    ("以下任务除标注外均由县教育局负责。", [], [], "speaks of what follows"),
    ("落实分工（县科协负责。以下均由县教育局负责）", ["县科协"], [], "what follows is not this work"),
    ("（市级责任单位：市科协；县级责任单位：各县科协）", ["市科协", "各县科协"], [], "the level before a label"),
    ("（第一责任单位：市科协；其他责任单位：市教育局）", ["市科协", "市教育局"], [], "others before a label"),
    ("（主责：学会部；协同：科普部）", ["学会部"], ["科普部"], "labels of two characters"),
    ("（责任单位：市财政局，2024年底前完成）", ["市财政局"], [], "a time ends the list"),
    ("（责任单位：市推进办、市城市内涝治理专班）", ["市推进办", "市城市内涝治理专班"], [], "推进 and 内 in names"),
    ("落实到位。（市科协、市教育局，排在第一位的为牵头单位）", ["市科协", "市教育局"], [], "a note on a bare list"),
    ("", [], [], "nothing"),
    ("（（（", [], [], "brackets left open"),
]


@pytest.mark.parametrize(("text", "lead", "support", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_find(text: str, lead: list[str], support: list[str], reason: str) -> None:
    found = find(text, default())
    assert (found.departments, found.supporting_departments) == (lead, support), reason
    assert bool(found) == bool(lead or support)


def test_spans_cover_the_bracket() -> None:
    text = "推进改革。（商务部负责）"
    assert [text[start:end] for start, end in find(text, default()).spans] == ["（商务部负责）"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("以下除标注外均由市教育局负责", ["市教育局"]),
        ("（县科协落实。以下均需各乡镇政府落实，不再列出）", ["各乡镇政府"]),
        ("各项任务除注明外，均由办公室牵头。", ["办公室"]),
        ("（商务部负责）", None),
        ("以下工作要抓紧", None),
    ],
)
def test_find_default(text: str, expected: list[str] | None) -> None:
    found = find_default(text, default())
    assert (found.departments if found else None) == expected


@given(st.text(alphabet="（）【】：；，。、\n由负责牵头单位参与办公室市教育局和等部门 ", max_size=80))
def test_any_text_gives_sound_spans(text: str) -> None:
    found = find(text, default())
    for start, end in found.spans:
        assert 0 <= start < end <= len(text)
    assert all(name.strip() for name in found.departments + found.supporting_departments)
