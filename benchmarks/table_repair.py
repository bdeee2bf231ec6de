"""How many broken table rows come back exact, and whether sound rows are left alone.

    python benchmarks/table_repair.py [--tables 300] [--seed 1] [--show 0]

Sound task tables of several header shapes and 20–200 rows, with invented contents, are broken at random in the ways
in which conversions break tables: rows slide left or right by one or two, merges are lost, a row is cut by a page
end, an empty extra column comes in. Then `tables.tasks.read` puts them right, and every row is compared with the
sound table, cell by cell.
"""

import argparse
import random
from collections import Counter
from dataclasses import dataclass, field

from kexie_extract.layout.joins import join_tables
from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block, Cell, Table
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.tasks import TaskRow
from kexie_extract.tables.tasks import read

SHAPES: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("序号", "number"),
        ("主题", "theme"),
        ("项目名称", "project"),
        ("项目内容", "content"),
        ("序时进度", "schedule"),
        ("责任部门", "departments"),
    ),
    (("序号", "number"), ("工作内容", "content"), ("完成时限", "schedule"), ("责任单位", "departments")),
    (
        ("重点工作", "theme"),
        ("主要任务", "content"),
        ("具体措施", "measures"),
        ("完成时间", "schedule"),
        ("牵头单位", "departments"),
        ("配合单位", "supporting_departments"),
    ),
    (
        ("序号", "number"),
        ("工作类别", "theme"),
        ("工作任务", "content"),
        ("工作目标", "goal"),
        ("时间安排", "schedule"),
        ("责任科室", "departments"),
        ("责任人", "owners"),
        ("备注", "remarks"),
    ),
    (
        ("序号", "number"),
        ("项目", "project"),
        ("主要目标任务", "content"),
        ("牵头领导", "owners"),
        ("承办部门", "departments"),
        ("完成情况", "progress"),
    ),
    (
        ("序号", "number"),
        ("一级指标", "theme"),
        ("二级指标", "project"),
        ("任务内容", "content"),
        ("进度安排", "schedule"),
        ("责任部门", "departments"),
        ("分管领导", "owners"),
    ),
)
"""Header words and fields, after the header shapes of real duty tables."""

OFTEN_BLANK = ("goal", "measures", "schedule", "owners")
"""Fields that sound rows of some tables leave blank here and there."""
LISTS = ("departments", "supporting_departments", "owners")
VERBS = [
    "组织",
    "开展",
    "推进",
    "实施",
    "完善",
    "建立",
    "举办",
    "深化",
    "加强",
    "做好",
    "健全",
    "打造",
    "培育",
    "落实",
    "协调",
    "承办",
]
OBJECTS = [
    "科普讲座",
    "学会换届",
    "农技培训",
    "院士工作站建设",
    "青少年科技竞赛",
    "科普示范创建",
    "企业科协组建",
    "海智基地申报",
    "学术年会",
    "决策咨询课题",
    "科技志愿服务",
    "信息化平台",
    "科普场馆开放",
    "乡村振兴帮扶",
    "人才举荐",
    "科学素质调查",
    "基层组织建设",
    "流动科技馆巡展",
    "党支部规范化建设",
    "技能比武",
]
AIMS = [
    "提升服务能力",
    "扩大覆盖面",
    "增强凝聚力",
    "形成长效机制",
    "促进成果转化",
    "服务高质量发展",
    "夯实工作基础",
    "优化资源配置",
    "激发创新活力",
    "提高公众素养",
]
PLACES = [
    "青川市",
    "云溪县",
    "南禾区",
    "临江镇",
    "北泽街道",
    "松岭村",
    "各乡镇",
    "市直单位",
    "高新园区",
    "全市",
]
NOUNS = [
    "场次",
    "名",
    "家",
    "个",
    "项",
    "期",
    "篇",
    "人次",
]
DEPARTMENTS = [
    "办公室",
    "学会部",
    "科普部",
    "组织人事部",
    "国际部",
    "财务科",
    "机关党委",
    "科技服务中心",
    "青少年科技中心",
    "信息宣传部",
    "调研室",
    "普及部",
]
BODIES = [
    "市教育局",
    "市农业农村局",
    "团市委",
    "市科技局",
    "市财政局",
    "各县区科协",
    "市妇联",
    "市气象局",
    "农学会",
    "医学会",
]
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "明华丽强静伟芳军敏杰建国晓云海燕"
MONTHS = range(1, 13)


@dataclass
class Broken:
    """A broken table and what it was.

    Attributes:
        block: what a loader would give.
        truth: the sound rows by field.
        damage: what was done to each row; empty for a sound one.
    """

    blocks: list[Block]
    truth: list[dict[str, str]]
    damage: list[str] = field(default_factory=list)


class Maker:
    """Makes sound tables and breaks them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def _clause(self) -> str:
        pick = self.random.choice
        clause = f"{pick(VERBS)}{pick(PLACES)}{pick(OBJECTS)}"
        if self.random.random() < 0.4:
            clause += f"{self.random.randint(1, 300)}{pick(NOUNS)}"
        return clause

    def _sentence(self, low: int, high: int) -> str:
        clauses = [self._clause() for _ in range(self.random.randint(low, high))]
        return "，".join([*clauses, self.random.choice(AIMS)]) + self.random.choice("。。。；")

    def _schedule(self, bare: bool) -> str:
        pick = self.random.choice
        if bare:
            return pick(
                [f"{pick(MONTHS)}月底前", f"{pick('一二三四')}季度", "全年", "12月底", "持续推进", "6月—9月", "上半年"]
            )
        times = [
            "年底前",
            "上半年",
            *(f"{month}月份" for month in MONTHS),
            *(f"{quarter}季度" for quarter in "一二三四"),
        ]
        return "；".join(f"{pick(times)}{self._clause()}" for _ in range(self.random.randint(1, 3))) + "。"

    def _person(self) -> str:
        return self.random.choice(SURNAMES) + "".join(self.random.sample(GIVEN, self.random.randint(1, 2)))

    def _value(self, name: str, style: dict[str, bool]) -> str:
        pick, chance = self.random.choice, self.random.random
        if name == "content":
            return self._sentence(1, 3) if not style["short"] else self._clause()
        if name == "goal":
            return f"{pick(VERBS)}{pick(OBJECTS)}{self.random.randint(1, 90)}{pick(NOUNS)}" + pick(["", "以上", "。"])
        if name == "measures":
            return self._sentence(1, 4)
        if name == "schedule":
            return self._schedule(style["bare"])
        if name == "departments":
            return pick(DEPARTMENTS) if chance() < 0.8 else "、".join(self.random.sample(DEPARTMENTS, 2))
        if name == "supporting_departments":
            return "、".join(self.random.sample(BODIES, self.random.randint(1, 3))) if chance() < 0.8 else ""
        if name == "owners":
            return self._person()
        if name == "progress":
            return pick(["已完成", "正在推进", "", f"已{self._clause()}"])
        return pick(["", "", "", "重点督办", "续建"])

    def sound(
        self, shape: tuple[tuple[str, str], ...], rows: int
    ) -> tuple[list[dict[str, str]], list[dict[str, bool]]]:
        """The rows of a sound table and, for each, which fields are merged with the row above."""
        style = {"bare": self.random.random() < 0.5, "short": self.random.random() < 0.3}
        gaps = self.random.choice([0.0, 0.0, 0.05, 0.15])
        names = [name for _, name in shape]
        table: list[dict[str, str]] = []
        merged: list[dict[str, bool]] = []
        theme_left = project_left = department_left = 0
        for index in range(rows):
            row = {name: self._value(name, style) for name in names if name not in ("theme", "project", "number")}
            row |= {name: "" for name in row if name in OFTEN_BLANK and self.random.random() < gaps}
            marks = dict.fromkeys(names, False)
            new_theme = theme_left <= 0
            for name in names:
                if name == "number":
                    row[name] = str(index + 1)
                elif name == "theme" and new_theme:
                    row[name] = f"{self.random.choice(VERBS)}{self.random.choice(OBJECTS)}，{self.random.choice(AIMS)}"
                    theme_left, project_left, department_left = self.random.randint(3, 14), 0, 0
                elif name == "theme":
                    row[name], marks[name] = table[-1][name], True
                elif name == "project" and project_left <= 0:
                    row[name] = f"{self.random.choice(OBJECTS)}{self.random.choice(['', '工程', '行动'])}"
                    project_left = self.random.randint(1, 6)
                elif name == "project":
                    row[name], marks[name] = table[-1][name], True
            if department_left > 0 and table:
                row["departments"], marks["departments"] = table[-1]["departments"], True
            else:
                while table and row["departments"] == table[-1]["departments"]:
                    row["departments"] = self._value("departments", style)
                department_left = self.random.randint(1, 6)
            theme_left, project_left, department_left = theme_left - 1, project_left - 1, department_left - 1
            table.append(row)
            merged.append(marks)
        return table, merged

    def broken(self, rows: int | None = None, share: float | None = None) -> Broken:
        """A table with a share of its rows broken."""
        shape = self.random.choice(SHAPES)
        rows = rows or self.random.randint(20, 200)
        share = self.random.uniform(0.03, 0.3) if share is None else share
        known = self.random.random() < 0.3
        truth, merged = self.sound(shape, rows)
        names = [name for _, name in shape]
        header = [words for words, _ in shape]
        damage: list[str] = []
        fragments = sorted(self.random.sample(range(1, rows), min(rows // 15, 5)))
        pieces: list[list[list[Cell]]] = [[[Cell(words) for words in header]]]
        for index, (row, marks) in enumerate(zip(truth, merged, strict=True)):
            cells = [Cell("", "above" if known else None) if marks[name] else Cell(row[name]) for name in names]
            starts = index in fragments
            if starts:
                cells = [Cell(row[name]) if marks[name] else cell for name, cell in zip(names, cells, strict=True)]
                pieces.append([[Cell(words) for words in header]])
            how = ""
            broken = [cells]
            if self.random.random() < share:
                how, broken = self._break(names, cells, starts, known)
            damage.append(how)
            if how == "cut":
                pieces[-1].append(broken[0])
                pieces.append([[Cell(words) for words in header], broken[1]])
            else:
                pieces[-1].extend(broken)
        for piece in pieces:
            if self.random.random() < 0.15:
                place = self.random.choice([len(header), self.random.randint(1, len(header))])
                for cells in piece:
                    if len(cells) >= place:
                        cells.insert(place, Cell())
        if known:
            _forget_lost(truth, merged, damage, fragments)
        blocks = [self._block(number, piece, known) for number, piece in enumerate(pieces, 1)]
        return Broken(blocks, truth, damage)

    def _block(self, number: int, rows: list[list[Cell]], known: bool) -> Block:
        width = max(map(len, rows))
        for row in rows:
            row.extend(Cell() for _ in range(width - len(row)))
        table = Table(rows, [[cell.text for cell in row] for row in rows], 1, known, [], [number])
        return Block(f"b{number}", "table", table.render(), page=number, table=table)

    def _break(self, names: list[str], cells: list[Cell], starts: bool, known: bool) -> tuple[str, list[list[Cell]]]:
        """One row broken in one way that fits it."""
        kind = self.random.choice(["left", "right", "cut", "extra"])
        first = 1 if names[0] == "number" else 0
        blanks = [i for i in range(first, len(cells)) if not cells[i].text and any(c.text for c in cells[i + 1 :])]
        if kind == "left" and blanks:
            chosen = set(self.random.sample(blanks, min(len(blanks), self.random.randint(1, 2))))
            kept = [Cell(cell.text) for i, cell in enumerate(cells) if i not in chosen]
            return "left", [kept + [Cell() for _ in chosen]]
        if kind in ("right", "extra"):
            distance = self.random.randint(1, 2) if kind == "right" else 1
            return kind, [self._pushed(cells, self.random.randint(first, len(cells) - 1), distance, known)]
        if kind == "cut" and names[0] == "number" and not starts:
            return self._cut(names, [Cell(cell.text, cell.merge) for cell in cells], cells)
        return "", [cells]

    def _pushed(self, cells: list[Cell], place: int, distance: int, known: bool) -> list[Cell]:
        """The row with blank cells put in; cells that a merge holds stay where they are."""
        blanks = [Cell() for _ in range(distance)]
        if not known:
            return cells[:place] + blanks + cells[place:]
        own = [cell for cell in cells if not cell.merge]
        flow = iter(own[:place] + blanks + own[place:])
        row = [cell if cell.merge else next(flow) for cell in cells]
        return [*row, *flow]

    def _cut(self, names: list[str], cells: list[Cell], whole: list[Cell]) -> tuple[str, list[list[Cell]]]:
        """One row cut in two by a page end."""
        below = [Cell() for _ in cells]
        for index, name in enumerate(names):
            text = cells[index].text
            if name in ("content", "schedule", "measures") and len(text) > 12:
                at = self.random.randint(4, len(text) - 4)
                cells[index], below[index] = Cell(text[:at]), Cell(text[at:])
        return ("cut", [cells, below]) if any(cell.text for cell in below) else ("", [whole])


def _forget_lost(
    truth: list[dict[str, str]], merged: list[dict[str, bool]], damage: list[str], fragments: list[int]
) -> None:
    """Blank departments of which nothing is left that says that a merge covered them (contract, tasks)."""
    for index in reversed(range(len(truth))):
        below = index + 1
        goes_on = below < len(truth) and merged[below]["departments"] and below not in fragments
        lost = damage[index] == "left" and merged[index]["departments"] and index not in fragments
        if lost and not (goes_on and truth[below]["departments"]):
            truth[index]["departments"] = ""


def as_fields(task: TaskRow) -> dict[str, str]:
    """A task row in the form of a sound row."""
    fields = {str(name): value.text for name, value in task.values.items() if name not in LISTS}
    return fields | {str(name): "、".join(names) for name, names in task.lists.items()}


@dataclass
class Result:
    """Figures over many tables."""

    rows: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    worse: int = 0
    failures: list[str] = field(default_factory=list)

    def share(self, kind: str | None = None) -> float:
        """Share of rows (of one kind of damage) that came back exact."""
        total = self.rows[kind] if kind is not None else self.rows.total()
        good = self.exact[kind] if kind is not None else self.exact.total()
        return good / total if total else 1.0


def run(tables: int, seed: int, share: float | None = None) -> Result:
    """Break and repair that many tables."""
    maker, result, lexicon = Maker(seed), Result(), default()
    for number in range(tables):
        broken = maker.broken(share=share)
        notes: list[Note] = []
        tasks = read(join_tables(broken.blocks, notes, lexicon), lexicon, notes)
        whole = len(tasks) == len(broken.truth)
        by_content = {as_fields(task).get("content"): task for task in tasks}
        for index, (row, how) in enumerate(zip(broken.truth, broken.damage, strict=True)):
            task = tasks[index] if whole else by_content.get(row["content"])
            wanted = {name: text for name, text in row.items() if text}
            good = task is not None and as_fields(task) == wanted
            result.rows[how] += 1
            result.exact[how] += good
            moved = task is not None and any("moved" in repair for repair in task.repairs)
            result.worse += how == "" and moved
            if not good:
                found = as_fields(task) if task else None
                result.failures.append(f"table {number} row {index} [{how or 'sound'}]\n  {wanted}\n  {found}")
    return result


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--tables", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print that many rows that did not come back")
    options = parser.parse_args()
    result = run(options.tables, options.seed)
    for kind in sorted(result.rows):
        print(f"{kind or 'sound':8} {result.rows[kind]:6} rows, {result.share(kind):8.2%} exact")
    broken = sum(count for kind, count in result.rows.items() if kind)
    good = sum(count for kind, count in result.exact.items() if kind)
    print(
        f"broken rows {broken}, exact {good / max(1, broken):.2%}; all rows {result.rows.total()}, {result.share():.2%}"
    )
    print(f"sound rows moved: {result.worse} of {result.rows['']}")
    for failure in result.failures[: options.show]:
        print(failure)


if __name__ == "__main__":
    main()
