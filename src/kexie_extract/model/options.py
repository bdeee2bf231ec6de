"""What a caller may choose."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(slots=True, frozen=True, kw_only=True)
class Options:
    """Choices for one extraction; the defaults suit a single office document.

    Attributes:
        encoding: codec of text inputs; None means by evidence (BOM, UTF-8, GB18030, UTF-16, Big5).
        year: the document's year (1900–2100) where the document itself states none.
        lexicons: paths of TOML files merged over the built-in lexicon, in order.
        segmenter: which word segmenter; `auto` takes rjieba where it can be imported, else jieba.
        ocr: when to recognise page images (extra `ocr`): `auto` only pages without text.
        join_tables: join a table that runs on after a page break.
    """

    encoding: str | None = None
    year: int | None = None
    lexicons: tuple[Path, ...] = ()
    segmenter: Literal["auto", "jieba", "rjieba"] = "auto"
    ocr: Literal["auto", "always", "never"] = "auto"
    join_tables: bool = True
