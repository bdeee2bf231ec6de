"""Slid rows, rows cut by a page end, and what the benchmark's tables must keep to."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kexie_extract.lexicon import default
from kexie_extract.model.diagnostics import Note
from kexie_extract.tables.tasks import read

from .making import fields, table_block, tasks_of

HEADER = "序号 | 主题 | 项目名称 | 项目内容 | 序时进度 | 责任部门"
ROWS = [
    "1 | 强化引领，凝聚共识 | 思想引领 | 举办主题宣讲会，坚定理想信念。 | 3月制定方案；6月底前举办宣讲会。 | 办公室",
    "2 | | | 开展走访慰问活动，听取意见建议。 | 一季度走访企业；三季度走访学会。 | ",
    "3 | | 人才举荐 | 组织青年人才评选，激励创新争先。 | 5月下发通知；9月底前完成评审。 | 学会部",
    "4 | | | 做好优秀论文推荐，扩大学术影响。 | 全年推荐论文，年底前总结。 | ",
    "5 | 服务科普，惠及公众 | 科普阵地 | 建设科普场馆，扩大免费开放范围。 | 二季度开工；11月底前验收。 | 科普部",
    "6 | | | 开展流动科技馆巡展，覆盖乡镇学校。 | 4月起每月巡展，12月总结。 | ",
    "7 | | 科普活动 | 举办科普讲座，组织志愿者参加。 | 上半年举办；下半年总结。 | 科普部",
    "8 | | | 编印科普读本，发放到村和社区。 | 8月编印；10月发放。 | ",
]
LEFT = "9 | | 组织青少年科技竞赛，提升创新能力。 | 5月下发通知；7月底前完成比赛。 | 学会部 | "
RIGHT = "9 | | | | 组织青少年科技竞赛，提升创新能力。 | 5月下发通知；7月底前完成比赛。 | 学会部"


def _wanted(department: str) -> dict[str, object]:
    return {
        "number": "9",
        "theme": "服务科普，惠及公众",
        "project": "科普活动",
        "content": "组织青少年科技竞赛，提升创新能力。",
        "schedule": "5月下发通知；7月底前完成比赛。",
        "departments": [department],
    }


@pytest.mark.parametrize("slid", [LEFT, RIGHT])
def test_slid_row_is_put_right(slid: str) -> None:
    tasks, notes = tasks_of("\n".join([HEADER, *ROWS, slid]), known=False)
    assert fields(tasks[-1]) == _wanted("学会部")
    assert any("项目内容" in repair and "sure" in repair for repair in tasks[-1].repairs)
    assert [note.code for note in notes].count("table.row-realigned") == 1


def test_words_keep_their_order_and_the_file_its_grid() -> None:
    block = table_block("\n".join([HEADER, *ROWS, LEFT]), known=False)
    read([block], default(), [])
    assert block.table is not None
    words = [[cell.text for cell in row if cell.text] for row in block.table.cells]
    assert words == [[text for text in row if text] for row in block.table.raw_rows]
    assert block.table.raw_rows[-1][2] == "组织青少年科技竞赛，提升创新能力。"


def test_sound_rows_stay() -> None:
    tasks, notes = tasks_of("\n".join([HEADER, *ROWS]), known=False)
    assert not any(task.repairs for task in tasks)
    assert {note.code for note in notes} == {"table.merge-filled"}


def test_weak_evidence_leaves_the_row_as_read() -> None:
    """Three rows teach too little to move a cell."""
    tasks, _ = tasks_of(f"{HEADER}\n{ROWS[0]}\n{ROWS[2]}\n{LEFT}", known=False)
    assert tasks[-1].values["project"].text == "组织青少年科技竞赛，提升创新能力。"
    assert not tasks[-1].repairs


def test_empty_extra_column_is_left_out() -> None:
    lines = [f"{line} | " for line in [HEADER, *ROWS]]
    block = table_block("\n".join(lines), known=False)
    tasks = read([block], default(), [])
    assert block.table is not None
    assert {len(row) for row in block.table.cells} == {6}
    assert not any(task.extra for task in tasks)


def test_word_in_an_extra_column_goes_where_it_belongs() -> None:
    lines = [f"{line} | " for line in [HEADER, *ROWS]]
    lines[-2] = lines[-2].removesuffix("科普部 | ") + " | 科普部"
    tasks, _ = tasks_of("\n".join(lines), known=False)
    assert tasks[6].lists["departments"] == ["科普部"]
    assert tasks[6].repairs


def test_row_cut_by_a_page_end_is_one_row() -> None:
    block = table_block("\n".join([HEADER, *ROWS[:3]]), known=False)
    later = table_block(" | | | 激励创新争先。 | 9月底前完成评审。 | \n" + ROWS[3], known=False)
    above, below = block.table, later.table
    assert above is not None
    assert below is not None
    above.cells[3][3].text, above.cells[3][4].text = "组织青年人才评选，", "5月下发通知；"
    above.fragments = [4]
    above.cells += below.cells
    notes: list[Note] = []
    tasks = read([block], default(), notes)
    assert [task.values["number"].text for task in tasks] == ["1", "2", "3", "4"]
    assert tasks[2].values["content"].text == "组织青年人才评选，激励创新争先。"
    assert tasks[2].values["schedule"].text == "5月下发通知；9月底前完成评审。"
    assert "table.row-joined" in {note.code for note in notes}


def _benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "table_repair.py"
    spec = importlib.util.spec_from_file_location("table_repair", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", [11, 12])
def test_broken_tables_come_back(seed: int) -> None:
    result = _benchmark().run(12, seed)
    assert result.rows.total() > 1000
    assert result.share() >= 0.99
    broken = sum(result.exact[kind] for kind in result.rows if kind) / sum(n for kind, n in result.rows.items() if kind)
    assert broken >= 0.97
    assert result.worse == 0


def test_sound_tables_are_left_alone() -> None:
    result = _benchmark().run(12, 13, share=0.0)
    assert result.share() == 1.0
    assert result.worse == 0


def test_whole_rows_at_a_page_end_stay_two() -> None:
    above = "完善制度，服务科技工作者 | 县科协 | 8月"
    below = "走访基层，开展科普活动 | 县教体局 | 9月"
    block = table_block(
        f"具体任务 | 实施单位 | 完成时间\n组织动员，部署工作 | 县文旅局 | 7月\n{above}\n{below}", known=False
    )
    assert block.table is not None
    block.table.fragments = [3]
    assert len(read([block], default(), [])) == 3


def test_rest_of_a_row_without_number_lacks_what_the_upper_part_has() -> None:
    rows = "组织动员，部署各项工作 | 学会部 | 7月底\n认真落实各项部署 | 办公室 | 8月底\n要求，扎实做好工作 | | "
    block = table_block(f"工作内容 | 责任部门 | 完成时间\n{rows}\n总结全年工作情况 | 科普部 | 9月底", known=False)
    assert block.table is not None
    block.table.fragments = [3]
    tasks = read([block], default(), [])
    assert [task.values["content"].text for task in tasks][1] == "认真落实各项部署要求，扎实做好工作"
    assert len(tasks) == 3


@pytest.mark.parametrize(
    ("entry", "rows", "reason"),
    [
        ("2.做好总结。", 3, "a list goes on below the page end, beside a text that was cut amid a word"),
        ("1.做好总结。", 4, "a list begins there: a row of its own"),
    ],
)
def test_numbered_list_in_a_cut_cell(entry: str, rows: int, reason: str) -> None:
    text = (
        "工作内容 | 具体措施 | 责任部门\n召开部署会议 | 1.印发通知； | 办公室\n发布科普信 | 1.明确专人； | 科普部\n"
        f"息一百条 | {entry} | \n总结全年工作 | 撰写报告。 | 办公室"
    )
    block = table_block(text, known=False)
    assert block.table is not None
    block.table.fragments = [3]
    assert len(read([block], default(), [])) == rows, reason
