"""What is broken in the numbering is said."""

from collections.abc import Callable

import pytest

from kexie_extract.model.outline import Outline

BODY = "各部门认真组织，各单位积极参与，全县上下形成了推动工作落实的强大合力。"


@pytest.mark.parametrize(
    ("numbers", "codes", "reason"),
    [
        (["一、", "二、", "三、"], [], "sound"),
        (["一、", "三、"], ["outline.missing-ordinal"], "二、 is missing"),
        (["一、", "二、", "二、", "三、"], ["outline.repeated-ordinal"], "二、 comes twice"),
        (["一、", "二、", "三.", "四、"], ["outline.nonstandard-marker"], "三. is no standard form"),
        (["1.", "2.", "3、", "4、"], ["outline.mixed-forms", "outline.nonstandard-marker"], "two forms at one level"),
        (["二、", "三、"], ["outline.missing-ordinal"], "the series begins at 二、"),
        (["一、", "二、", "三、", "二、"], ["outline.ordinal-order"], "numbers go back"),
    ],
)
def test_notes(outline: Callable[[str], Outline], numbers: list[str], codes: list[str], reason: str) -> None:
    lines = [line for index, number in enumerate(numbers) for line in (f"{number}工作{'甲乙丙丁'[index]}组", BODY)]
    notes = outline("\n".join(["云溪县科协工作总结", BODY, *lines])).notes
    assert sorted({note.code for note in notes}) == codes, reason
    assert all(note.block for note in notes)


def test_heading_without_text(outline: Callable[[str], Outline]) -> None:
    notes = outline(f"云溪县科协工作总结\n一、科普工作\n二、学会工作\n{BODY}").notes
    assert [(note.code, note.block) for note in notes] == [("outline.heading-without-text", "b2")]
