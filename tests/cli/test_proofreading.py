"""explain shows every line, check shows what a clerk would mark."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., "CompletedProcess[bytes]"]

PLAN = """云溪县科协2025年工作要点

一、加强学习
一、二季度各学习2次。
1.5亿元资金已经到位。
二、办好活动
1、科普活动周
5月举办。
2、全国科普日
9月举办。
三、改进服务
走访企业20家。

- 3 -
"""


def explained(cli: Run, path: Path) -> list[list[str]]:
    run = cli("explain", path)
    assert run.returncode == 0, run.stderr
    return [line.split(maxsplit=5) for line in run.stdout.decode().splitlines()]


@pytest.mark.parametrize(
    ("line", "cells", "reason"),
    [
        (1, ["title", "-", "front.title"], "the title"),
        (3, ["heading", "han", "sequence.sound"], "a heading and its form"),
        (4, ["text", "han", "numbering.veto.numeral_list"], "a veto, though the form fits"),
        (5, ["text", "arabic", "numbering.veto.decimal_amount"], "a figure"),
        (8, ["body", "-", "-"], "text without a candidate"),
        (14, ["furniture", "-", "-"], "a page number"),
    ],
)
def test_explain_names_form_veto_and_decision(
    cli: Run, tmp_path: Path, line: int, cells: list[str], reason: str
) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    rows = {row[0]: row for row in explained(cli, tmp_path / "plan.txt")}
    assert rows[str(line)][2:5] == cells, reason


def test_explain_has_a_row_for_every_line(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    places = [row[0] for row in explained(cli, tmp_path / "plan.txt")]
    assert places == [str(number) for number, line in enumerate(PLAN.split("\n"), 1) if line.strip()]


def test_explain_shows_tables(cli: Run, samples: Path) -> None:
    assert "table" in {row[2] for row in explained(cli, samples / "tasks.md")}


def test_check_shows_unusual_markers_only_on_request(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    assert cli("check", tmp_path / "plan.txt").returncode == 0
    run = cli("check", "--all", tmp_path / "plan.txt")
    assert run.returncode == 1
    assert f"{tmp_path / 'plan.txt'}:7: outline.nonstandard-marker" in run.stdout.decode()


def test_check_marks_the_one_heading_without_text(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN.replace("走访企业20家。\n", ""), encoding="utf-8")
    run = cli("check", tmp_path / "plan.txt")
    assert run.returncode == 1
    assert run.stdout.decode().split(": ", 1)[1].startswith("outline.heading-without-text '三、'")
