"""Recognition; what needs no model is tested with a stand-in, the models on a page drawn here and on a real scan."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kexie_extract.errors import LimitError, MissingDependencyError, NoTextError, UnreadableFileError
from kexie_extract.layout.paged import elements
from kexie_extract.loaders import ocr, pdf
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.ocr import LOADER
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawPage, RawParagraph

pytestmark = pytest.mark.extra


@pytest.fixture(autouse=True)
def _extra(needs: Callable[[str], None]) -> None:
    """The recogniser's own package brings numpy."""
    needs("numpy")


def picture(width: int = 800, height: int = 400, kind: str = "PNG", **save: Any) -> bytes:
    """A white image file."""
    from PIL import Image

    buffer = BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, kind, **save)
    return buffer.getvalue()


def stand_in(*lines: tuple[str, tuple[float, float, float, float], float]) -> Any:
    """A recogniser that always sees these lines: words, x0, top, x1, bottom in pixels, confidence."""
    boxes = [[(x0, y0), (x1, y0), (x1, y1), (x0, y1)] for _, (x0, y0, x1, y1), _ in lines]
    result = SimpleNamespace(boxes=boxes or None, txts=[line[0] for line in lines], scores=[line[2] for line in lines])
    return lambda: lambda image: result


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(ocr, "available", lambda: True)
    return monkeypatch


def test_characters_are_spread_over_the_line(engine: pytest.MonkeyPatch) -> None:
    engine.setattr(ocr, "_engine", stand_in(("云溪2025年", (100, 50, 250, 80), 0.99)))
    document = LOADER.load(Input("云溪.png", picture(dpi=(144, 144))), Options())
    chars = document.pages[0].chars
    widths = [round(char.x1 - char.x0, 1) for char in chars]
    assert "".join(char.text for char in chars) == "云溪2025年"
    assert widths == [15, 15, 7.5, 7.5, 7.5, 7.5, 15], "digits are half as wide; two pixels a point"
    assert chars[0].x0 == pytest.approx(50, abs=0.5)
    assert document.pages[0].width == pytest.approx(400, abs=1)
    assert document.pages[0].confidence == 0.99


def test_sizes_that_waver_are_one_size(engine: pytest.MonkeyPatch) -> None:
    lines = [("云溪县科协工作要点", (100, y, 280 + y / 50, y + 22 + y % 3), 0.99) for y in (50, 90, 130)]
    engine.setattr(ocr, "_engine", stand_in(*lines))
    page = LOADER.load(Input("云溪.png", picture()), Options()).pages[0]
    assert len({char.size for char in page.chars}) == 1


def test_page_that_lies_askew_is_turned_back(engine: pytest.MonkeyPatch) -> None:
    """Lines of one margin begin at one place again, although the scan is turned by two hundredths."""
    turned = []
    for y in (100.0, 200.0, 300.0, 400.0):
        level = [(100.0, y), (500.0, y), (500.0, y + 22), (100.0, y + 22)]
        turned.append([(x - 0.02 * v, v + 0.02 * x) for x, v in level])
    result = SimpleNamespace(boxes=turned, txts=["云溪县科协工作要点和全民科学素质行动"] * 4, scores=[0.99] * 4)
    engine.setattr(ocr, "_engine", lambda: lambda image: result)
    page = LOADER.load(Input("云溪.png", picture()), Options()).pages[0]
    starts = [char.x0 for char in page.chars[::18]]
    assert len(starts) == 4
    assert max(starts) - min(starts) < 0.2


def test_unsure_lines_are_reported(engine: pytest.MonkeyPatch) -> None:
    engine.setattr(ocr, "_engine", stand_in(("云溪", (100, 50, 140, 70), 0.4), ("科协", (100, 90, 140, 110), 0.99)))
    notes = LOADER.load(Input("云溪.png", picture()), Options()).notes
    assert [(note.code, note.severity, note.page) for note in notes] == [
        ("ocr.page", "info", 1),
        ("ocr.unsure", "warning", 1),
    ]


def test_each_frame_of_a_tiff_is_a_page(engine: pytest.MonkeyPatch) -> None:
    from PIL import Image

    engine.setattr(ocr, "_engine", stand_in(("云溪", (10, 10, 50, 30), 0.99)))
    frames = [Image.new("L", (200, 100), 255) for _ in range(3)]
    buffer = BytesIO()
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:])
    document = LOADER.load(Input("云溪.tif", buffer.getvalue()), Options())
    assert [page.number for page in document.pages] == [1, 2, 3]


def test_nothing_recognised(engine: pytest.MonkeyPatch) -> None:
    engine.setattr(ocr, "_engine", stand_in())
    with pytest.raises(NoTextError, match="no text was recognised"):
        LOADER.load(Input("云溪.png", picture()), Options())


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(MissingDependencyError, match=r'pip install "kexie-extract\[ocr\]"'):
        LOADER.load(Input("云溪.png", picture()), Options())


def test_switched_off() -> None:
    with pytest.raises(NoTextError, match="switched off"):
        LOADER.load(Input("云溪.png", picture()), Options(ocr="never"))


def test_too_many_pixels(engine: pytest.MonkeyPatch) -> None:
    engine.setattr(ocr, "MAX_PIXELS", 1000)
    with pytest.raises(LimitError, match="pixels"):
        LOADER.load(Input("云溪.png", picture()), Options())


def test_damaged_image(engine: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        LOADER.load(Input("云溪.png", picture()[:60]), Options())


@pytest.mark.parametrize(("kind", "taken"), [("PNG", True), ("JPEG", True), ("TIFF", True), ("GIF", False)])
def test_accepts_by_first_bytes(kind: str, taken: bool) -> None:
    assert LOADER.accepts(Input("x", picture(kind=kind))) is taken


def test_page_of_a_pdf_gets_the_scale_of_the_page(engine: pytest.MonkeyPatch) -> None:
    import numpy

    engine.setattr(ocr, "_engine", stand_in(("云溪", (1000, 50, 1040, 70), 0.99)))
    page, notes = RawPage(4, 500.0, 250.0), list[Note]()
    ocr.recognise(page, numpy.zeros((1000, 2000, 3), numpy.uint8), notes)
    assert page.chars[0].x0 == pytest.approx(250)
    assert {note.page for note in notes} == {4}


def test_real_scan(shared: Path) -> None:
    """At most one wrong character in a hundred against the same pages with a text layer."""
    if not ocr.available():
        pytest.skip("the extra `ocr` is not installed")
    scan = shared / "corpus" / "scans" / "taixing-2018-report-p1-2.pdf"
    printed = shared / "corpus" / "taixing-2018-report.pdf"
    seen = pdf.LOADER.load(Input(scan.name, scan.read_bytes()), Options())
    meant = pdf.LOADER.load(Input(printed.name, printed.read_bytes()), Options())
    words = [
        re.sub(r"\s", "", "".join(e.text for e in elements(pages, []) if isinstance(e, RawParagraph)))
        for pages in (seen.pages, meant.pages[:2])
    ]
    assert _distance(*words) <= 0.01 * len(words[1])
    assert all((page.confidence or 0) > 0.95 for page in seen.pages)


def _distance(a: str, b: str) -> int:
    """Insertions, deletions and replacements that make `b` of `a` (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]
