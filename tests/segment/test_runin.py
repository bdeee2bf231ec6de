"""Run-in headings without a number."""

from collections.abc import Callable

import pytest

from kexie_extract.model.outline import Outline

LONG = "以党组理论学习中心组为重点，带领全县科协系统党员干部深入学习，不断增强政治自觉。"

Entry = tuple[int, str | None, str | None]


@pytest.mark.parametrize(
    ("lines", "headings", "reason"),
    [
        (
            [f"加强理论学习。{LONG}", f"把牢政治方向。{LONG}"],
            ["加强理论学习", "把牢政治方向"],
            "consistent short sentences",
        ),
        ([f"加强理论学习。{LONG}", LONG, LONG], [], "one of three is not consistent"),
        ([f"加强理论学习，把牢政治方向。{LONG}", f"夯实基层基础，建强组织。{LONG}"], [], "no comma in an unbolded one"),
        ([f"**加强理论学习，把牢方向。**{LONG}"], ["加强理论学习，把牢方向"], "a bold one may have a comma"),
        (
            [f"**加强理论学习。**{LONG}**把牢政治方向。**{LONG}"],
            ["加强理论学习", "把牢政治方向"],
            "two in one paragraph",
        ),
        ([f"加强**理论学习**。{LONG}", LONG], [], "bold words inside a sentence"),
        ([f"会议强调。{LONG}", f"会议指出。{LONG}"], [], "prose"),
        ([f"加强理论学习。{LONG}", f"以上是今年的打算。{LONG}"], [], "words that sum up head nothing"),
        ([f"此外还办好了展览。{LONG}", f"总之成效明显。{LONG}"], [], "nor do words that add or conclude"),
        ([f"——科普工作开展。{LONG}", f"——学会工作推进。{LONG}"], ["科普工作开展", "学会工作推进"], "behind a dash"),
        ([f"一是加强学习。{LONG}", f"二是把牢方向。{LONG}"], [], "clauses make items"),
    ],
)
def test_leads(outline: Callable[[str], Outline], lines: list[str], headings: list[str], reason: str) -> None:
    found = outline("\n".join(["云溪县科协工作总结", LONG, "一、政治引领", *lines, "二、科普工作", LONG]))
    below = [section for section in found.sections if section.level == 2]
    assert [section.heading for section in below] == headings, reason
    assert all(section.run_in for section in below)


def test_two_headings_in_one_bold_lead_and_an_unbolded_sibling(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(
        "云溪县科协工作总结\n"
        f"**一、强化政治引领。旗帜鲜明讲政治。**{LONG}**加强理论学习。**{LONG}\n"
        f"**二、服务创新驱动。搭建服务平台。**{LONG}**培育创新团队。**{LONG}\n"
        f"三、健全科普体系。办好科普活动。{LONG}**建好科普阵地。**{LONG}\n"
    )
    assert found == [
        (1, "一、", "强化政治引领"),
        (2, None, "旗帜鲜明讲政治"),
        (2, None, "加强理论学习"),
        (1, "二、", "服务创新驱动"),
        (2, None, "搭建服务平台"),
        (2, None, "培育创新团队"),
        (1, "三、", "健全科普体系"),
        (2, None, "办好科普活动"),
        (2, None, "建好科普阵地"),
    ]


def test_paragraph_without_a_lead_goes_on_with_the_leaf_above(outline: Callable[[str], Outline]) -> None:
    found = outline(
        f"云溪县科协工作总结\n一、政治引领\n加强学习。{LONG}\n把牢方向。{LONG}\n{LONG}\n二、科普工作\n{LONG}"
    )
    assert [piece.block for piece in found.sections[2].body] == ["b4", "b5"]
