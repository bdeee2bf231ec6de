"""Ruling lines out of images drawn here; characters, pictures and frames are none."""

from collections.abc import Callable
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kexie_extract import extract
from kexie_extract.layout.paged import elements
from kexie_extract.loaders import ocr
from kexie_extract.loaders.base import Input
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawTable

pytestmark = pytest.mark.extra

EM = 30
XS, YS = (100, 200, 500, 700), (100, 160, 220, 280)
CELLS = [
    ("序号", 0, 0),
    ("任务", 1, 0),
    ("部门", 2, 0),
    ("1", 0, 1),
    ("举办讲座", 1, 1),
    ("科普部", 2, 1),
    ("2", 0, 2),
    ("建设基地", 1, 2),
]


@pytest.fixture(autouse=True)
def _extra(needs: Callable[[str], None]) -> None:
    """The recogniser's own packages bring numpy and OpenCV."""
    needs("cv2")


def drawn(
    draw_more: Callable[[Any], None] = lambda draw: None, *, ink: Any = 0, width: int = 2, turn: float = 0
) -> Any:
    """A page with the rules of a table of three rows and columns; the last two cells of the last column are one."""
    import numpy
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (800, 400), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    for y in YS:
        draw.line((XS[0], y, XS[2] if y == YS[2] else XS[3], y), fill=ink, width=width)
    for x in XS:
        draw.line((x, YS[0], x, YS[-1]), fill=ink, width=width)
    draw_more(draw)
    if turn:
        image = image.rotate(turn, fillcolor=(250, 250, 250), resample=Image.Resampling.BILINEAR)
    return numpy.asarray(image)[:, :, ::-1]


def found(image: Any) -> tuple[int, int]:
    """How many level and upright strokes were found."""
    from kexie_extract.loaders.ocrrules import strokes

    upright = [stroke.upright for stroke in strokes(image, EM)]
    return upright.count(False), upright.count(True)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "black on white"),
        ({"width": 1, "ink": (150, 150, 150)}, "thin and grey"),
        ({"ink": (200, 30, 30)}, "red"),
        ({"turn": 0.6}, "askew"),
    ],
)
def test_rules_of_a_table(options: dict[str, Any], reason: str) -> None:
    assert found(drawn(**options)) == (4, 4), reason


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (lambda draw: draw.rectangle((120, 300, 300, 380), fill=0), "a black picture"),
        (lambda draw: draw.line((150, 340, 150 + EM, 340), fill=0, width=3), "the stroke of a character"),
        (lambda draw: draw.line((150, 300, 300, 390), fill=0, width=2), "a slanting line"),
    ],
)
def test_what_is_no_rule(more: Callable[[Any], None], reason: str) -> None:
    assert found(drawn(more)) == (4, 4), reason


def test_bars_of_characters_are_no_rules() -> None:
    """Strokes side by side run through the line's middle; a rule lies at its foot or below."""
    from kexie_extract.loaders.ocrrules import Stroke, rules

    line = (100.0, 100.0, 500.0, 140.0)
    bar, foot = (Stroke((120.0, y, 300.0, y + 2), False, 0.0) for y in (118.0, 137.0))
    assert rules([bar], [line], 0.0, 1.0) == []
    assert len(rules([foot], [line], 0.0, 1.0)) == 1
    assert len(rules([bar], [], 0.0, 1.0)) == 1


def read(image: Any, monkeypatch: pytest.MonkeyPatch, *more: tuple[str, tuple[float, float]]) -> list[Any]:
    """What the layout stage makes of an image, with a stand-in that reads the cells and more words."""
    from PIL import Image

    cells = [(text, (XS[column] + 10.0, YS[row] + 15.0)) for text, column, row in CELLS]
    words = [*cells, *more]
    boxes = [[(x, y), (x + EM * len(t), y), (x + EM * len(t), y + EM), (x, y + EM)] for t, (x, y) in words]
    result = SimpleNamespace(boxes=boxes, txts=[text for text, _ in words], scores=[0.99] * len(words))
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "_engine", lambda: lambda image, **asked: result)
    buffer = BytesIO()
    Image.fromarray(image[:, :, ::-1]).save(buffer, "PNG", dpi=(144, 144))
    return elements(ocr.LOADER.load(Input("云溪.png", buffer.getvalue()), Options()).pages, [])


def test_cells_of_a_scanned_table(monkeypatch: pytest.MonkeyPatch) -> None:
    (table,) = read(drawn(), monkeypatch)
    assert isinstance(table, RawTable)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["序号", "任务", "部门"],
        ["1", "举办讲座", "科普部"],
        ["2", "建设基地", ""],
    ]
    assert table.rows[2][2].merge == "above"
    assert all(cell.origin.page == 1 and cell.origin.box for row in table.rows for cell in row if cell.text)


def test_a_seal_beside_the_table_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def seal(draw: Any) -> None:
        draw.ellipse((560, 290, 660, 390), outline=(200, 0, 0), width=4)

    tables = [read(image, monkeypatch) for image in (drawn(), drawn(seal))]
    assert tables[0] == tables[1]


def test_strokes_of_large_characters_make_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """田 in a title: four strokes as long as its line is high, inside the line's box."""

    def field(draw: Any) -> None:
        for offset in (0, 27, 54):
            draw.line((300, 10 + offset, 354, 10 + offset), fill=0, width=5)
            draw.line((300 + offset, 10, 300 + offset, 64), fill=0, width=5)

    monkeypatch.setattr(ocr, "_sizes", lambda lines: [float(EM)] * len(lines))
    parts = read(drawn(field), monkeypatch)
    assert [type(part) for part in parts] == [RawTable]
    import numpy

    from kexie_extract.loaders.ocrrules import rules, strokes

    image = drawn(field)
    marks = strokes(image, EM)
    assert len(rules(marks, [(290, 5, 620, 69)], 0.0, 0.5)) == 8
    assert len(rules(marks, [], 0.0, 0.5)) == 14, "without the line they would count"
    assert strokes(numpy.full((50, 50, 3), 250, numpy.uint8), EM) == []


@pytest.mark.parametrize("degrees", [-1.5, -0.3, 0.0, 0.8])
def test_how_much_a_page_is_turned(degrees: float) -> None:
    from math import radians, tan

    from kexie_extract.loaders.ocrrules import strokes, tilt

    assert tilt(strokes(drawn(turn=degrees), EM), EM) == pytest.approx(-tan(radians(degrees)), abs=0.004)
    assert tilt([], EM) is None


def test_a_scanned_task_table_reads_like_its_pdf(samples: Path, tmp_path: Path, needs: Callable[[str], None]) -> None:
    """The first page of a table with merged cells, drawn, turned a little and read by the models."""
    needs("rapidocr")
    from PIL import Image
    from pypdfium2 import PdfDocument

    image = PdfDocument(samples / "tasks.pdf")[0].render(scale=ocr.DPI / 72).to_pil().convert("RGB")
    scan = tmp_path / "scan.png"
    image.rotate(0.5, fillcolor="white", resample=Image.Resampling.BICUBIC).save(scan, dpi=(ocr.DPI, ocr.DPI))
    seen, meant = extract(scan).tasks, extract(samples / "tasks.pdf").tasks
    assert len(seen) >= 4
    for task, other in zip(seen[:-1], meant, strict=False):
        assert (task.number, task.departments, task.year) == (other.number, other.departments, other.year)
        for name in ("theme", "project", "content", "schedule"):
            words, printed = ("".join((getattr(row, name) or "").split()) for row in (task, other))
            assert SequenceMatcher(None, words, printed).ratio() > 0.97
