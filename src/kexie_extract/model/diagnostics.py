"""Repairs, guesses and losses, as the stages report them."""

from typing import Literal, NamedTuple

Severity = Literal["info", "warning", "error"]


class Note(NamedTuple):
    """One diagnostic on its way to the output.

    Attributes:
        code: stable dotted name, stage first: `docx.unknown-number-format`, `table.row-realigned`.
        message: one sentence in English that quotes the source where that helps.
        severity: `info` a decision worth knowing, `warning` a repair or guess, `error` a loss.
        block: id of the block it is about, where there is one.
        page: page number from 1, for paged formats before blocks exist.
    """

    code: str
    message: str
    severity: Severity = "warning"
    block: str | None = None
    page: int | None = None
