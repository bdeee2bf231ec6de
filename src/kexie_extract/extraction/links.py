"""Ids and cross-references: which mentions belong to which item and which task."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kexie_extract.model.items import ItemDraft
from kexie_extract.model.outline import Slice
from kexie_extract.model.records import Entity, Item, Milestone, Quantity, Section, Span, StatedPeriod, Task
from kexie_extract.model.tasks import Column, TaskRow

Mention = Quantity | Milestone | Entity


class Linked(NamedTuple):
    """Records that know one another."""

    items: list[Item]
    tasks: list[Task]
    milestones: list[Milestone]


def link(
    drafts: Sequence[ItemDraft],
    rows: Sequence[TaskRow],
    sections: Sequence[Section],
    quantities: Sequence[Quantity],
    milestones: Sequence[Milestone],
    entities: Sequence[Entity],
) -> Linked:
    """Item and task records with the ids of the mentions inside them, and milestones with their item."""
    owners = _Owners([draft.slices for draft in drafts])
    held = {kind: owners.ids_by_owner(mentions) for kind, mentions in
            (("q", quantities), ("m", milestones), ("e", entities))}  # fmt: skip
    periods = {section.id: section.period for section in sections}
    items = [
        _item(index, draft, periods, {kind: ids.get(index, []) for kind, ids in held.items()})
        for index, draft in enumerate(drafts)
    ]
    bound = [_bind(milestone, owners) for milestone in milestones]
    return Linked(items, _tasks(rows, quantities, bound), bound)


class _Owners:
    """Which of several lists of slices a span lies in."""

    def __init__(self, slices: Sequence[Sequence[Slice]]) -> None:
        self._by_block: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for owner, pieces in enumerate(slices):
            for piece in pieces:
                self._by_block[piece.block].append((piece.start, piece.end, owner))
        for pieces_of_block in self._by_block.values():
            pieces_of_block.sort()

    def of(self, span: Span) -> int | None:
        """The owner that holds the whole span, None where there is none."""
        pieces = self._by_block.get(span.block, [])
        at = bisect_right(pieces, (span.start, float("inf"), 0)) - 1
        if at < 0:
            return None
        start, end, owner = pieces[at]
        return owner if start <= span.start and span.end <= end else None

    def ids_by_owner(self, mentions: Iterable[Mention]) -> dict[int, list[str]]:
        """Ids of the mentions by the owner that holds them."""
        held: dict[int, list[str]] = defaultdict(list)
        for mention in mentions if self._by_block else ():
            owner = self.of(mention.span)
            if owner is not None:
                held[owner].append(mention.id)
        return held


def _item(index: int, draft: ItemDraft, periods: dict[str, StatedPeriod | None], held: dict[str, list[str]]) -> Item:
    first, last = draft.slices[0], draft.slices[-1]
    end = last.end if last.block == first.block else first.end
    return Item(
        id=f"i{index + 1}",
        section=draft.section,
        number=draft.number,
        heading=draft.heading,
        text=draft.text,
        status=draft.status,
        period=periods.get(draft.section or ""),
        departments=draft.departments,
        supporting_departments=draft.supporting_departments,
        span=Span(block=first.block, start=first.start, end=end),
        quantities=held["q"],
        milestones=held["m"],
        entities=held["e"],
    )


def _bind(milestone: Milestone, owners: _Owners) -> Milestone:
    owner = owners.of(milestone.span)
    return milestone if owner is None else milestone.model_copy(update={"item": f"i{owner + 1}"})


def _tasks(rows: Sequence[TaskRow], quantities: Sequence[Quantity], milestones: Sequence[Milestone]) -> list[Task]:
    cells = _Owners([[v.slice for v in row.values.values() if v.slice and v.own] for row in rows])
    counted = cells.ids_by_owner(quantities)
    bound = defaultdict(list)
    for milestone in milestones:
        if milestone.task:
            bound[milestone.task].append(milestone.id)
    return [
        _task(f"t{index + 1}", row, counted.get(index, []), bound[f"t{index + 1}"]) for index, row in enumerate(rows)
    ]


def _task(task_id: str, row: TaskRow, quantities: list[str], milestones: list[str]) -> Task:
    def words(column: Column) -> str | None:
        value = row.values.get(column)
        return value.text if value and value.text.strip() else None

    return Task(
        id=task_id,
        table=row.table,
        row=row.row,
        number=words("number"),
        theme=words("theme"),
        project=words("project"),
        content=words("content"),
        goal=words("goal"),
        measures=words("measures"),
        schedule=words("schedule"),
        departments=row.lists.get("departments", []),
        supporting_departments=row.lists.get("supporting_departments", []),
        owners=row.lists.get("owners", []),
        progress=words("progress"),
        remarks=words("remarks"),
        year=row.year,
        milestones=milestones,
        quantities=quantities,
        extra=row.extra,
        repairs=row.repairs,
    )
