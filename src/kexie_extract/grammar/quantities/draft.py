"""A quantity while its text is read."""

from dataclasses import dataclass

from kexie_extract.grammar.quantities.nouns import Slice
from kexie_extract.grammar.quantities.numbers import Number
from kexie_extract.grammar.quantities.units import Unit
from kexie_extract.model.mentions import Comparator, Recurrence


@dataclass(slots=True)
class Draft:
    """A quantity while its neighbours are not yet read; offsets are into the tightened text.

    `floor` is where the last time before it ends: its noun phrase does not reach back over a time.
    """

    start: int
    end: int
    number: Number
    unit: Unit
    comparator: Comparator
    per: Recurrence | None
    floor: int = 0
    object: tuple[Slice, ...] = ()
