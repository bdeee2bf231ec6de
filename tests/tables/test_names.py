"""Lists of departments and persons."""

import pytest

from kexie_extract.lexicon import default
from kexie_extract.tables.names import is_organ_list, split

LISTS = [
    ("办公室、学会部", ["办公室", "学会部"], "、"),
    ("办公室，学会部", ["办公室", "学会部"], "，"),
    ("办公室；学会部；", ["办公室", "学会部"], "； at the end too"),
    ("办公室\n学会部", ["办公室", "学会部"], "a line break between two names"),
    ("办公室 学会部", ["办公室", "学会部"], "white space between two names"),
    ("科技服\n务中心", ["科技服务中心"], "a name broken over two lines"),
    ("办公\n室", ["办公室"], "one character on the second line"),
    ("市农业\n农村局", ["市农业农村局"], "the first line is no name"),
    ("组织人事部（机关党委、工会）、办公室", ["组织人事部（机关党委、工会）", "办公室"], "no split inside brackets"),
    ("市教育局等部门", ["市教育局"], "等部门 is no name"),
    ("—", [], "a dash is a blank"),
    ("各县区科协", ["各县区科协"], "a class of bodies stays as printed"),
    ("办公室、办公室", ["办公室"], "a name counts once"),
]


@pytest.mark.parametrize(("text", "names", "reason"), LISTS)
def test_departments(text: str, names: list[str], reason: str) -> None:
    assert split(text, "departments", default()).get("departments", []) == names, reason


PERSONS = [
    ("王敏 李建国", ["王敏", "李建国"], "white space between two persons"),
    ("王 敏", ["王敏"], "a two-character name set wide"),
    ("王敏\n李建国", ["王敏", "李建国"], "a line each"),
    ("王敏、李建国", ["王敏", "李建国"], "、"),
    ("欧阳\n明", ["欧阳明"], "a name broken over two lines"),
]


@pytest.mark.parametrize(("text", "names", "reason"), PERSONS)
def test_owners(text: str, names: list[str], reason: str) -> None:
    assert split(text, "owners", default()).get("owners", []) == names, reason


ROLES = [
    ("牵头：科普部；配合：学会部、办公室", ["科普部"], ["学会部", "办公室"]),
    ("牵头单位：市科协\n配合单位：市教育局、市科技局", ["市科协"], ["市教育局", "市科技局"]),
    ("科普部（牵头）、学会部（配合）", ["科普部"], ["学会部"]),
    ("科普部牵头，学会部、办公室配合", ["科普部"], ["学会部", "办公室"]),
    ("责任单位:办公室", ["办公室"], []),
]


@pytest.mark.parametrize(("text", "lead", "support"), ROLES)
def test_roles_in_one_cell(text: str, lead: list[str], support: list[str]) -> None:
    found = split(text, "departments", default())
    assert found.get("departments", []) == lead
    assert found.get("supporting_departments", []) == support


def test_known_names_decide() -> None:
    known = frozenset({"市委宣传部"})
    assert split("市委\n宣传部", "departments", default(), known) == {"departments": ["市委宣传部"]}


@pytest.mark.parametrize("text", ["办公室", "学会部、科普部", "市农业农村局", "各县区科协", "科技服务中心"])
def test_organ_lists(text: str) -> None:
    assert is_organ_list(text, default())


@pytest.mark.parametrize("text", ["6月底前", "举办学术年会", "已召开理事会", "强化引领，提升能力。", ""])
def test_no_organ_lists(text: str) -> None:
    assert not is_organ_list(text, default())
