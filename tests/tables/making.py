"""Tables written as text, for the tests of this folder."""

from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block, Cell, Table
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.tasks import TaskRow
from kexie_extract.tables.tasks import read


def table_block(
    text: str, *, known: bool = True, header_rows: int = 0, name: str = "b1", page: int | None = None
) -> Block:
    """A table block of lines with cells between `|`; `^` continues the cell above, `<` the one to the left."""
    rows = [[_cell(part.strip()) for part in line.strip().split("|")] for line in text.strip().splitlines()]
    raw = [[cell.text for cell in row] for row in rows]
    table = Table(rows, raw, header_rows, known, [], [page] if page else [])
    return Block(name, "table", table.render(), page=page, table=table)


def _cell(text: str) -> Cell:
    if text == "^":
        return Cell("", "above")
    if text == "<":
        return Cell("", "left")
    return Cell(text.replace("\\n", "\n"))


def tasks_of(text: str, **options: object) -> tuple[list[TaskRow], list[Note]]:
    """The task rows and notes of one table."""
    notes: list[Note] = []
    return read([table_block(text, **options)], default(), notes), notes  # type: ignore[arg-type]


def fields(task: TaskRow) -> dict[str, object]:
    """A row's values, lists instead of words where there are lists."""
    return {str(k): v.text for k, v in task.values.items()} | {str(k): v for k, v in task.lists.items()}
