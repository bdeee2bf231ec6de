"""The PDF loader on files made here, byte by byte, so that each case shows exactly one thing."""

from dataclasses import replace
from pathlib import Path

import pytest

from kexie_extract.errors import EncryptedFileError, LimitError, NoTextError, UnreadableFileError
from kexie_extract.loaders import ocr, pdf
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.pdf import LOADER, fallback, pdfium
from kexie_extract.loaders.pdf.frame import Frame
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument

WIDTH, HEIGHT = 595, 842


def make(
    content: str, page: str = "", objects: tuple[str, ...] = (), pages: int = 1, trailer: str = "", catalog: str = ""
) -> bytes:
    """A PDF whose pages all show `content`; Chinese text is written as UTF-16 hex in the font /F1."""
    stream = content.encode("latin-1")
    kids = " ".join(f"{10 + i} 0 R" for i in range(pages))
    parts = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H "
        "/DescendantFonts [4 0 R] >>",
        4: "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        5: "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
        6: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
        7: f"<< /Length {len(stream)} >>\nstream\n{content}\nendstream",
    }
    for offset, text in enumerate(objects):
        parts[100 + offset] = text
    resources = "/Resources << /Font << /F1 3 0 R /F2 6 0 R >> /XObject << /X1 100 0 R >> >>"
    for i in range(pages):
        parts[10 + i] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {resources} /Contents 7 0 R {page} >>"
        )
    body = b"%PDF-1.7\n"
    offsets = {}
    for number, text in parts.items():
        offsets[number] = len(body)
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(body)
    body += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        body += f"{number} 1\n{offset:010d} 00000 n \n".encode()
    body += f"trailer\n<< /Size 200 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return body


def show(text: str, x: float, y: float, size: float = 12, matrix: str = "1 0 0 1") -> str:
    """Operators that write a text with its baseline's start at x, y."""
    return f"BT /F1 {size} Tf {matrix} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def load(data: bytes, **options: str) -> RawDocument:
    return LOADER.load(Input("云溪.pdf", data), replace(Options(), **options))  # type: ignore[arg-type]


def text_of(document: RawDocument) -> str:
    return "".join(char.text for page in document.pages for char in page.chars)


def test_characters_have_place_size_and_page() -> None:
    document = load(make(show("云溪县科协", 72, 700, 16)))
    first, *_, last = document.pages[0].chars
    assert text_of(document) == "云溪县科协"
    assert document.page_count == 1
    assert (document.pages[0].width, document.pages[0].height) == (WIDTH, HEIGHT)
    assert first.x0 == pytest.approx(72, abs=1)
    assert last.x1 == pytest.approx(72 + 5 * 16, abs=1)
    assert first.top < HEIGHT - 700 < first.bottom + 1
    assert first.size == 16
    assert not first.bold


def test_size_is_that_on_the_page_when_the_matrix_scales() -> None:
    """Word writes size 1 and a matrix of 16, or the other way round."""
    document = load(make(show("科普", 72, 700, 1, "16 0 0 16")))
    assert document.pages[0].chars[0].size == 16


def test_bold_by_font_name_and_by_stroked_glyphs() -> None:
    content = "BT /F2 12 Tf 72 700 Td (AB) Tj ET\n" + show("普", 72, 600) + "2 Tr\n" + show("粗", 72, 500)
    bold = {char.text: char.bold for char in load(make(content)).pages[0].chars}
    assert bold == {"A": True, "B": True, "普": False, "粗": True}


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a stroked segment", "1 w 50 500 m 250 500 l S", [(50, 342, 250, 342)]),
        ("a thin filled rectangle, as Word draws borders", "50 500 200 0.5 re f", [(50, 341.8, 250, 341.8)]),
        ("an upright one", "50 300 0.5 200 re f", [(50.2, 342, 50.2, 542)]),
        (
            "several in one path",
            "50 500 200 1 re 50 400 200 1 re f",
            [(50, 341.5, 250, 341.5), (50, 441.5, 250, 441.5)],
        ),
        ("a filled area has no lines: shading", "50 300 200 100 re f", []),
        ("a curve is none", "50 500 m 100 600 150 600 200 500 c S", []),
        ("a slanting line is none", "50 500 m 250 300 l S", []),
        ("neither filled nor stroked: clipping", "50 500 200 1 re n", []),
        ("inside scaled coordinates", "q 2 0 0 2 0 0 cm 25 250 m 125 250 l S Q", [(50, 342, 250, 342)]),
    ],
)
def test_ruling_lines(name: str, content: str, lines: list[tuple[float, ...]]) -> None:
    page = load(make(show("表", 300, 100) + content)).pages[0]
    assert [tuple(rule) for rule in page.rules] == [pytest.approx(line, abs=0.6) for line in lines], name


def test_stroked_rectangle_has_four_sides() -> None:
    page = load(make(show("框", 300, 100) + "1 w 50 500 200 100 re S")).pages[0]
    sides = {tuple(round(value) for value in rule) for rule in page.rules}
    assert sides == {(50, 342, 250, 342), (50, 242, 250, 242), (50, 242, 50, 342), (250, 242, 250, 342)}


def test_lines_inside_a_form_object() -> None:
    drawing = "stream\n0 0 m 100 0 l 0.5 w S   \nendstream"
    form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 900] /Length 24 >>\n{drawing}"
    page = load(make(show("表", 300, 100) + "q 1 0 0 1 50 500 cm /X1 Do Q", objects=(form,))).pages[0]
    assert [tuple(map(round, rule)) for rule in page.rules] == [(50, 342, 150, 342)]


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_rotated_page_comes_upright(turns: int) -> None:
    """The writer turns page and text against each other, so that the reader sees level lines."""
    matrices = {0: "1 0 0 1 100 700", 90: "0 1 -1 0 100 100", 180: "-1 0 0 -1 500 100", 270: "0 -1 1 0 500 700"}
    matrix = matrices[turns]
    place = matrix.rsplit(" ", 2)
    content = show("云溪县", float(place[1]), float(place[2]), 12, place[0])
    page = load(make(content, f"/Rotate {turns}")).pages[0]
    a, b, _ = page.chars
    assert (page.width, page.height) == ((HEIGHT, WIDTH) if turns % 180 else (WIDTH, HEIGHT))
    assert b.x0 - a.x0 == pytest.approx(12, abs=0.5)
    assert b.top == pytest.approx(a.top, abs=2)


def test_text_turned_on_an_unturned_page_comes_upright() -> None:
    """A landscape table printed sideways onto a portrait page."""
    page = load(make(show("云溪县科协", 100, 100, 12, "0 1 -1 0"))).pages[0]
    a, b, *_ = page.chars
    assert (page.width, page.height) == (HEIGHT, WIDTH)
    assert b.x0 - a.x0 == pytest.approx(12, abs=0.5)


def test_slanting_and_pale_text_is_stamped() -> None:
    content = (
        show("正文", 72, 700) + show("内部", 200, 400, 40, "0.7 0.7 -0.7 0.7") + "0.8 g\n" + show("草稿", 72, 200, 40)
    )
    stamped = {char.text: char.stamped for char in load(make(content)).pages[0].chars}
    assert stamped == {"正": False, "文": False, "内": True, "部": True, "草": True, "稿": True}


def test_white_space_that_the_file_does_not_hold_is_not_added() -> None:
    document = load(make(show("第一行", 72, 700) + show("第二行", 72, 680) + show("远", 300, 700)))
    assert sorted(text_of(document)) == sorted("第一行第二行远")


def test_crop_box_moves_the_origin() -> None:
    page = load(make(show("云", 172, 700), "/CropBox [100 100 500 800]")).pages[0]
    assert page.width == 400
    assert page.chars[0].x0 == pytest.approx(72, abs=1)


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("cut off in the middle", make(show("云", 72, 700))[:900], UnreadableFileError, "cut off"),
        ("no PDF behind the header", b"%PDF-1.7\nnothing\n%%EOF", UnreadableFileError, "neither reader"),
        ("page without anything", make("1 w"), NoTextError, "no page has any text"),
    ],
)
def test_bad_files_say_what_to_do(name: str, data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        load(data)
    assert str(caught.value).startswith("云溪.pdf: "), name


def test_password(tmp_path: Path) -> None:
    """An encryption dictionary whose check no empty password passes."""
    keys = "<" + "11" * 32 + ">"
    encrypt = f"<< /Filter /Standard /V 1 /R 2 /O {keys} /U {keys} /P -4 >>"
    data = make(show("云", 72, 700), objects=(encrypt,), trailer="/Encrypt 100 0 R /ID [<00> <00>]")
    with pytest.raises(EncryptedFileError, match="password"):
        load(data)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(LimitError, match="3 pages"):
        load(make(show("云", 72, 700), pages=3))
    monkeypatch.setattr(pdfium, "MAX_CHARS", 3)
    with pytest.raises(LimitError, match="characters"):
        load(make(show("云溪县科协", 72, 700)))
    monkeypatch.setattr(pdf, "MAX_BYTES", 10)
    with pytest.raises(LimitError, match="larger"):
        load(make(show("云", 72, 700)))


IMAGE = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\n"
    "stream\n0\nendstream"
)


def test_scan_without_the_extra_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(NoTextError, match=r'pip install "kexie-extract\[ocr\]"'):
        load(make("q 500 0 0 700 0 0 cm /X1 Do Q", objects=(IMAGE,)))


def test_scan_with_ocr_switched_off() -> None:
    with pytest.raises(NoTextError, match="--ocr auto"):
        load(make("q 500 0 0 700 0 0 cm /X1 Do Q", objects=(IMAGE,)), ocr="never")


def test_second_reader_agrees_with_the_first() -> None:
    data = make(show("云溪县科协", 72, 700, 16) + "1 w 50 500 m 250 500 l S", "/Rotate 0")
    notes: list[Note] = []
    second = fallback.read(Input("云溪.pdf", data), 10, notes, "refused")[0]
    first = load(data).pages[0]
    assert [char.text for char in second.chars] == [char.text for char in first.chars]
    assert [char.x0 for char in second.chars] == pytest.approx([char.x0 for char in first.chars], abs=1)
    assert [tuple(rule) for rule in second.rules] == [pytest.approx(tuple(rule), abs=0.6) for rule in first.rules]
    assert [note.code for note in notes] == ["pdf.fallback"]


def test_second_reader_reads_what_the_first_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise pdfium.RefusedError("test")

    monkeypatch.setattr(pdfium, "read", refuse)
    document = load(make(show("云溪县", 72, 700)))
    assert text_of(document) == "云溪县"
    assert [note.code for note in document.notes] == ["pdf.fallback"]


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_frame_keeps_corners_on_the_page(turns: int) -> None:
    frame = Frame(10, 20, 110, 220, turns)
    assert frame.place(10, 20, 110, 220) == (0, 0, frame.width, frame.height)
    x0, top, x1, bottom = frame.place(10, 20, 12, 21)
    low_left = {0: (0, 199), 1: (0, 0), 2: (98, 0), 3: (199, 98)}[turns]
    assert (x0, top) == low_left
    assert (x1 - x0) * (bottom - top) == pytest.approx(2)


def test_corpus_is_read_whole(shared: Path) -> None:
    """As many glyphs as pdfminer finds, an independent reader."""
    source = shared / "corpus" / "jiaxing-2019-plan.pdf"
    first = LOADER.load(Input(source.name, source.read_bytes()), Options())
    second = fallback.read(Input(source.name, source.read_bytes()), 100, [], "test")
    words = ["".join(sorted(c.text for c in page.chars if not c.text.isspace())) for page in first.pages]
    assert words == ["".join(sorted(c.text for c in page.chars if not c.text.isspace())) for page in second]


def marked(tag: str, number: int, content: str) -> str:
    """Content that a structure element refers to."""
    return f"/{tag} <</MCID {number}>> BDC\n{content}EMC\n"


TREE = (
    "<< /Type /StructTreeRoot /K [101 0 R] /ParentTree << /Nums [0 [102 0 R 103 0 R 103 0 R 105 0 R]] >> >>",
    "<< /Type /StructElem /S /Document /P 100 0 R /K [102 0 R 103 0 R 104 0 R] >>",
    "<< /Type /StructElem /S /H2 /P 101 0 R /Pg 10 0 R /K 0 >>",
    "<< /Type /StructElem /S /P /P 101 0 R /Pg 10 0 R /K [1 2 << /Type /MCR /Pg 11 0 R /MCID 9 >>] >>",
    "<< /Type /StructElem /S /LI /P 101 0 R /K [105 0 R] >>",
    "<< /Type /StructElem /S /LBody /P 104 0 R /Pg 10 0 R /K 3 >>",
)
TAGGED = (
    "/Artifact BMC\n"
    + show("页眉", 72, 800)
    + "EMC\n"
    + marked("H2", 0, show("标题", 72, 700))
    + marked("P", 1, show("正文", 72, 680))
    + marked("P", 2, show("续行", 72, 660))
    + marked("LBody", 3, show("条目", 72, 640))
    + show("散字", 72, 620)
)


def test_structure_tree_gives_paragraphs_headings_and_artifacts() -> None:
    catalog = "/MarkInfo << /Marked true >> /StructTreeRoot 100 0 R"
    page = load(make(TAGGED, "/StructParents 0", TREE, pages=2, catalog=catalog)).pages[0]
    tags = {char.text: char.tag for char in page.chars}
    kinds = [page.tags[tags[text]].kind for text in "标题正文续行条目散字"]
    assert tags["页"] == tags["眉"] == -1
    assert kinds == ["H2", "H2", "P", "P", "P", "P", "LI", "LI", "", ""]
    assert page.tags[tags["标"]].level == 2
    assert tags["正"] == tags["续"] != tags["条"]
    paragraph = page.tags[tags["正"]]
    assert (paragraph.before, paragraph.after) == (False, True)


def test_files_that_do_not_say_they_are_tagged_have_no_tags() -> None:
    page = load(make(TAGGED, "/StructParents 0", TREE, catalog="/StructTreeRoot 100 0 R")).pages[0]
    assert page.tags == []
    assert {char.tag for char in page.chars} == {0}


def test_broken_structure_trees_do_no_harm() -> None:
    loop = (TREE[0], "<< /Type /StructElem /S /Document /P 100 0 R /K [101 0 R 102 0 R 999 0 R 5 (x)] >>", *TREE[2:])
    catalog = "/MarkInfo << /Marked true >> /StructTreeRoot 100 0 R"
    assert text_of(load(make(TAGGED, "/StructParents 0", loop, catalog=catalog))) == "页眉标题正文续行条目散字"
