"""Lists of bodies and persons: what parts two names and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.grammar.names import split_names
from kexie_extract.lexicon import default

ROWS = [
    ("办公室", ["办公室"], "one"),
    ("办公室、学会部，科普部；组织部", ["办公室", "学会部", "科普部", "组织部"], "、 ， ；"),
    ("办公室\n学会部", ["办公室", "学会部"], "a line break after a whole name"),
    ("市科学技\n术协会", ["市科学技术协会"], "a name broken over two lines"),
    ("学会\n部", ["学会部"], "部 is no name"),
    ("青少年科\n技中心", ["青少年科技中心"], "the break cuts a word"),
    ("云溪县\n科协", ["云溪县科协"], "a place goes on"),
    ("办公室 学会部\u3000科普部", ["办公室", "学会部", "科普部"], "white space between names"),
    ("张  三、李四", ["张三", "李四"], "padding inside a name"),
    ("张三\n李四", ["张三", "李四"], "two persons on two lines"),
    ("办 公 室", ["办公室"], "padding between all characters"),
    ("各省、自治区、直辖市人民政府", ["各省、自治区、直辖市人民政府"], "levels that share their head"),
    ("省、市科协", ["省、市科协"], "levels that share their head"),
    ("发展改革委、财政部", ["发展改革委", "财政部"], "two"),
    ("各县（市、区）科协、市属学会", ["各县（市、区）科协", "市属学会"], "marks inside brackets"),
    ("各县区、市直各单位", ["各县区", "市直各单位"], "市直 is no level"),
    ("市委、市政府", ["市委", "市政府"], "two"),
    ("各乡镇、市教育局", ["各乡镇", "市教育局"], "a list that shares its head goes from the higher to the lower"),
    ("各县、市人民政府", ["各县、市人民政府"], "county-level cities stand beside counties"),
    ("各市、县（市、区）人民政府、省有关部门", ["各市、县（市、区）人民政府", "省有关部门"], "then another body"),
    ("国家、省、市科协", ["国家、省、市科协"], "three levels"),
    ("海州区、青川区", ["海州区", "青川区"], "named places are bodies of their own"),
    ("教育部和财政部", ["教育部", "财政部"], "和 between whole names"),
    ("文化和旅游部", ["文化和旅游部"], "和 inside a name"),
    ("人民银行等部门", ["人民银行"], "等部门 names nobody"),
    ("、，；\n", [], "marks alone"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS)
def test_split(text: str, expected: list[str], reason: str) -> None:
    assert split_names(text, default()) == expected, reason


@given(st.lists(st.sampled_from(["办公室", "学会部", "市教育局", "县科协", "各乡镇"]), max_size=8))
def test_joined_names_come_back(names: list[str]) -> None:
    for mark in "、，；\n":
        assert split_names(mark.join(names), default()) == names


@given(st.text(alphabet="、，；\n 　（）市县各省区科协部张三和等部门", max_size=40))
def test_no_name_is_blank_and_no_character_is_made_up(text: str) -> None:
    for name in split_names(text, default()):
        assert name.strip()
        assert set(name) <= set(text)
