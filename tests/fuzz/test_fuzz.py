"""A few seconds of `benchmarks/fuzz.py`, and inputs that it once found."""

import subprocess
import sys
from pathlib import Path

import pytest

from kexie_extract import KexieError, extract, find_periods, find_quantities, parse_numeral

COMMAND = [sys.executable, str(Path(__file__).parents[2] / "benchmarks" / "fuzz.py")]


@pytest.mark.parametrize(("inputs", "share"), [(1500, "0"), (150, "1")], ids=["text functions", "documents"])
def test_nothing_escapes_from_mutated_inputs(inputs: int, share: str) -> None:
    arguments = ["--inputs", str(inputs), "--seed", "20240229", "--documents", share]
    run = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    assert f"{inputs} inputs" in run.stdout


def test_the_fuzzer_sees_what_escapes() -> None:
    run = subprocess.run(
        [*COMMAND, "--inputs", "20", "--only", "md", "--seconds", "0.002"], capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 1
    assert "--seed 1 --number" in run.stderr


@pytest.mark.parametrize("text", ["百①", "三千❶", "廿②", "二〇①"])
def test_an_enclosed_number_ends_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    "text", ["\ud800", "9" * 400 + "万家", "1e400", "二" * 5000, "（" * 3000, "13月32日", "9999年99月"]
)
def test_strange_strings_have_no_errors(text: str) -> None:
    for quantity in find_quantities(text):
        assert text[quantity.span.start : quantity.span.end] == quantity.text
    for period in find_periods(text):
        assert text[period.span.start : period.span.end] == period.text


def test_html_with_control_characters_beside_what_is_cut_out() -> None:
    page = "<body><p>工作要点&#1;</p>\x02<div class='nav'><a href='/'>首页</a></div>\x0b尾&#xb;<p>一、科普。</p></body>"
    assert "工作要点" in "".join(block.text for block in extract(page.encode()).blocks)


def test_a_table_of_hundreds_of_columns_takes_no_minute() -> None:
    head = "|".join(["序号", "内容", "责任部门", *(f"列{n}" for n in range(400))])
    rows = "\n".join(
        "|".join([str(n), "举办讲座", "科普部", *("x" * (n * k % 3) for k in range(400))]) for n in range(8)
    )
    rule = "|".join(["---"] * 403)
    try:
        extract(f"# 任务表\n\n|{head}|\n|{rule}|\n{rows}\n".encode())
    except KexieError as error:
        pytest.fail(str(error))
