"""What the grammar finds in a string, before anything is known of a document."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
Recurrence = Literal["day", "week", "month", "quarter", "year"]
Relation = Literal["during", "by", "from", "every"]


class QuantityMention(NamedTuple):
    """A number with its measure word.

    Attributes:
        start: offset of `text` in the string.
        end: offset after it.
        text: number, unit and the comparing words that touch it.
        value: in plain units (15万元 is 150000); the low end of a range.
        max: the high end of a range, else None.
        unit: as written, 万 and 亿 folded into the value; None where there is none.
        comparator: `=` where no comparing word touches it.
        object: the noun phrase counted, None where nothing touches the number.
        per: recurrence (每天), None without one.
        rule: id of the lexicon entry that recognised the unit or build.
    """

    start: int
    end: int
    text: str
    value: float
    max: float | None
    unit: str | None
    comparator: Comparator
    object: str | None
    per: Recurrence | None
    rule: str


@dataclass(slots=True)
class PeriodMention:
    """A time expression.

    Attributes:
        start: offset of `text` in the string.
        end: offset after it.
        text: the whole expression.
        first: first day, inclusive; None where open or unknown.
        last: last day, inclusive; None where open or unknown.
        relation: `during`, `by`, `from`, `every`.
        recurrence: for `every`.
        year_stated: the expression itself (or the part before it) states the year.
        resolved: False where a year or month was needed and neither text nor reference gave it.
        rule: id of the lexicon entry that recognised it.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    relation: Relation
    recurrence: Recurrence | None
    year_stated: bool
    resolved: bool
    rule: str
