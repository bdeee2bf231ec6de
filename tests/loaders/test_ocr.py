"""Recognition; what needs no model is tested with a stand-in, the models on a page drawn here and on a real scan."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

import pytest

from kexie_extract.errors import LimitError, MissingDependencyError, NoTextError, UnreadableFileError
from kexie_extract.layout.paged import elements
from kexie_extract.layout.paged.lines import pieces
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
    return lambda: lambda image, **asked: result


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


def placed(*lines: tuple[str, tuple[float, float, float, float], tuple[float, ...]], **told: Any) -> Any:
    """A recogniser that also says where the middle of each character is, but for white space."""
    result = stand_in(*((text, box, 0.99) for text, box, _ in lines))()(None)
    result.word_results = tuple(
        tuple(
            (char, 0.99, [[x - 9, box[1]], [x + 9, box[1]], [x + 9, box[3]], [x - 9, box[3]]])
            for char, x in zip("".join(text.split()), middles, strict=True)
        )
        for text, box, middles in lines
    )
    for name, value in told.items():
        setattr(result, name, value)
    return lambda: lambda image, **asked: result


EVEN = tuple(float(x) for x in range(110, 270, 20))  # eight characters of 20 pixels from 100
WIDE = (110, 130, 150, 170, 250, 270, 290, 310)  # three blank squares in the middle
RUNS = [
    ("云溪县科协王丽华", 260, EVEN, ["云溪县科协王丽华"], "characters that follow one another are one run"),
    ("云溪县科王丽华芳", 320, WIDE, ["云溪县科", "王丽华芳"], "a gap of three squares"),
    (
        "云溪县科 王丽华芳",
        320,
        WIDE,
        ["云溪县科", "王丽华芳"],
        "white space that the recogniser told stands in the gap",
    ),
    (
        "云溪县，王丽华芳",
        260,
        (110, 130, 150, 165, 190, 210, 230, 250),
        ["云溪县，王丽华芳"],
        "a comma's ink stands at its left",
    ),
    ("云溪县：（王丽）", 260, (110, 130, 150, 165, 195, 210, 230, 245), ["云溪县：（王丽）"], "marks that lean apart"),
    (
        "云溪县科协王丽华",
        260,
        tuple(x + (-4, 4)[i % 2] for i, x in enumerate(EVEN)),
        ["云溪县科协王丽华"],
        "places waver",
    ),
    ("云溪20251年王", 230, (110, 130, 145, 155, 165, 175, 185, 200, 220), ["云溪20251年王"], "digits are half as wide"),
    ("云溪", 320, (110, 310), ["云溪"], "two characters tell no usual advance"),
]


@pytest.mark.parametrize(("text", "right", "middles", "runs", "reason"), RUNS)
def test_a_line_is_parted_where_characters_stand_apart(
    engine: pytest.MonkeyPatch, text: str, right: float, middles: tuple[float, ...], runs: list[str], reason: str
) -> None:
    engine.setattr(ocr, "_engine", placed((text, (100, 50, right, 72), middles)))
    page = LOADER.load(Input("云溪.png", picture(dpi=(72, 72))), Options()).pages[0]
    assert [piece.text for piece in pieces(page.chars, 1)] == runs, reason
    first, last = page.chars[0], page.chars[-1]
    assert (round(first.x0), round(last.x1)) == (100, right), "from edge to edge of the line"


def test_each_character_has_a_box_where_it_was_seen(engine: pytest.MonkeyPatch) -> None:
    engine.setattr(ocr, "_engine", placed(("云溪县科王丽华芳", (100, 50, 320, 72), WIDE)))
    page = LOADER.load(Input("云溪.png", picture(dpi=(72, 72))), Options()).pages[0]
    assert [round((char.x0 + char.x1) / 2) for char in page.chars] == list(WIDE)
    assert {(round(char.top), round(char.bottom)) for char in page.chars} == {(50, 72)}
    assert len({char.size for char in page.chars}) == 1


@pytest.mark.parametrize(
    "seen",
    [None, (), (("云", 0.9, None),) * 3, ((("云", 0.9, [[105, 50], [115, 50], [115, 72], [105, 72]]),),), (object(),)],
    ids=["none", "no lines", "lines left out", "a character left out", "another type"],
)
def test_places_that_do_not_fit_the_words_count_for_nothing(engine: pytest.MonkeyPatch, seen: Any) -> None:
    engine.setattr(ocr, "_engine", placed(("云溪县科王丽华芳", (100, 50, 320, 72), WIDE), word_results=seen))
    page = LOADER.load(Input("云溪.png", picture(dpi=(72, 72))), Options()).pages[0]
    assert "".join(char.text for char in page.chars) == "云溪县科王丽华芳"
    assert len({round(char.x1 - char.x0, 3) for char in page.chars}) == 1, "spread evenly"


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
    engine.setattr(ocr, "_engine", lambda: lambda image, **asked: result)
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


def test_characters_of_a_scan_have_the_boxes_of_print(shared: Path) -> None:
    """Character by character the scan's boxes stand where the text layer of the same pages has them."""
    if not ocr.available():
        pytest.skip("the extra `ocr` is not installed")
    scan = shared / "corpus" / "scans" / "taixing-2018-report-p1-2.pdf"
    printed = shared / "corpus" / "taixing-2018-report.pdf"
    seen = pdf.LOADER.load(Input(scan.name, scan.read_bytes()), Options()).pages
    meant = pdf.LOADER.load(Input(printed.name, printed.read_bytes()), Options()).pages[:2]
    for one, other in zip(seen, meant, strict=True):
        a, b = ([char for char in page.chars if not char.text.isspace()] for page in (one, other))
        seen_words, meant_words = ("".join(char.text for char in chars) for chars in (a, b))
        away = [
            abs(a[match.a + k].x0 + a[match.a + k].x1 - b[match.b + k].x0 - b[match.b + k].x1) / 2 / b[match.b].size
            for match in SequenceMatcher(None, seen_words, meant_words, autojunk=False).get_matching_blocks()
            for k in range(match.size)
        ]
        assert len(away) > 0.95 * len(b)
        assert median(away) < 0.1
        assert max(away) < 1


def _distance(a: str, b: str) -> int:
    """Insertions, deletions and replacements that make `b` of `a` (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]
