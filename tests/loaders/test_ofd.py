"""The OFD loader on containers made here (GB/T 33190-2016)."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.errors import InputError, LimitError, NoTextError, UnreadableFileError
from kexie_extract.layout.paged import elements
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.ofd import LOADER, container
from kexie_extract.loaders.ofd.container import resolve
from kexie_extract.loaders.ofd.content import POINTS, deltas
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument, RawParagraph

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
Parts = dict[str, str]


def text(words: str, x: float, y: float, attributes: str = "", delta: str = "", inner: str = "") -> str:
    """A text object of 5 mm type with its baseline 4 mm below the boundary's corner."""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 6" Font="1" Size="5" {attributes}>{inner}'
        f'<ofd:TextCode X="0" Y="4" {delta}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str, extra: str = "") -> str:
    """A page's content part."""
    body = "".join(objects)
    return f'<ofd:Page {NS}>{extra}<ofd:Content><ofd:Layer ID="2">{body}</ofd:Layer></ofd:Content></ofd:Page>'


def make(
    pages: list[str], common: str = "", root: str = "", more: Parts | None = None, method: int = ZIP_STORED
) -> bytes:
    """An OFD with these pages."""
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    parts = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{root}</ofd:Document>",
        **{f"Doc_0/Pages/Page_{i}/Content.xml": content for i, content in enumerate(pages)},
        **(more or {}),
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def load(data: bytes) -> RawDocument:
    return LOADER.load(Input("云溪.ofd", data), Options())


def test_positions_are_points_from_the_top_left() -> None:
    document = load(make([page(text("云溪", 20, 30, delta='DeltaX="6"'))]))
    first, second = document.pages[0].chars
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((210 * POINTS, 297 * POINTS))
    assert first.x0 == pytest.approx(20 * POINTS)
    assert second.x0 == pytest.approx(26 * POINTS)
    assert first.top < 34 * POINTS < first.bottom, "the baseline runs through the box"
    assert first.size == pytest.approx(5 * POINTS, abs=0.1)
    assert document.page_count == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("6 6.5", [6, 6.5]),
        ("g 3 6", [6, 6, 6]),
        ("5 g 2 6 7", [5, 6, 6, 7]),
        ("", []),
        ("6 x 7", [6, 7]),
    ],
)
def test_deltas(written: str, meant: list[float]) -> None:
    assert deltas(written) == meant


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 99))))
def test_runs_of_deltas_say_the_same_as_single_ones(runs: list[tuple[int, int]]) -> None:
    written = " ".join(f"g {count} {value}" for count, value in runs)
    assert deltas(written) == [float(value) for count, value in runs for _ in range(count)]


def test_glyph_transform_shares_one_place_among_codes() -> None:
    """Two codes drawn as one glyph have one delta between them (clause 11.4)."""
    transform = (
        '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="1"><ofd:Glyphs>7</ofd:Glyphs></ofd:CGTransform>'
    )
    chars = load(make([page(text("fi学会", 20, 30, delta='DeltaX="5 6"', inner=transform))])).pages[0].chars
    assert "".join(char.text for char in chars) == "fi学会"
    assert chars[0].x0 == chars[1].x0
    assert chars[2].x0 == pytest.approx(25 * POINTS)
    assert chars[3].x0 == pytest.approx(31 * POINTS)


def test_matrix_scales_and_moves() -> None:
    chars = load(make([page(text("云", 20, 30, 'CTM="2 0 0 2 1 0"'))])).pages[0].chars
    assert chars[0].size == pytest.approx(10 * POINTS, abs=0.1)
    assert chars[0].x0 == pytest.approx(21 * POINTS)


def test_bold_by_weight_and_by_font() -> None:
    fonts = (
        f'<ofd:Res {NS}><ofd:Fonts><ofd:Font ID="1" FontName="宋体"/>'
        '<ofd:Font ID="5" FontName="X" Bold="true"/></ofd:Fonts></ofd:Res>'
    )
    objects = text("重", 20, 30, 'Weight="700"'), text("轻", 20, 40), text("粗", 20, 50).replace('Font="1"', 'Font="5"')
    document = load(
        make([page(*objects)], "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>", "", {"Doc_0/PublicRes.xml": fonts})
    )
    assert {char.text: char.bold for char in document.pages[0].chars} == {"重": True, "轻": False, "粗": True}


def test_template_blocks_and_composites_are_drawn() -> None:
    unit = (
        f'<ofd:Res {NS}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8" Width="9" Height="9">'
        f"<ofd:Content>{text('合', 0, 0)}</ofd:Content>"
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    common = '<ofd:TemplatePage ID="3" BaseLoc="Tpls/T.xml"/><ofd:DocumentRes>R.xml</ofd:DocumentRes>'
    content = page(
        f'<ofd:PageBlock ID="4">{text("块", 20, 60)}</ofd:PageBlock>',
        '<ofd:CompositeObject ID="6" ResourceID="8" Boundary="20 80 9 9"/>',
        extra='<ofd:Template TemplateID="3"/>',
    )
    document = load(make([content], common, "", {"Doc_0/Tpls/T.xml": page(text("版", 20, 30)), "Doc_0/R.xml": unit}))
    places = {char.text: round(char.x0 / POINTS) for char in document.pages[0].chars}
    assert places == {"版": 20, "块": 20, "合": 20}


def test_annotations_are_stamps() -> None:
    more = {
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {NS}><ofd:Page PageID="0"><ofd:FileLoc>A.xml</ofd:FileLoc>'
        "</ofd:Page></ofd:Annotations>",
        "Doc_0/Annots/A.xml": f'<ofd:PageAnnot {NS}><ofd:Annot Type="Watermark"><ofd:Appearance Boundary="0 0 9 9">'
        f"{text('内部', 50, 50)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>",
    }
    root = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    document = load(make([page(text("正", 20, 30))], "", root, more))
    assert {char.text: char.stamped for char in document.pages[0].chars} == {"正": False, "内": True, "部": True}


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("S 0 0 L 100 0 C", 1),
        ("M 0 0 L 100 0 L 100 50 L 0 50 C", 4),
        ("M 0 0 Q 5 5 10 0", 0),
        ("M 0 0 L 100 80", 0),
        ("M 0 0 L", 0),
    ],
)
def test_paths_are_ruling_lines(path: str, lines: int) -> None:
    drawn = (
        '<ofd:PathObject ID="7" Boundary="20 40 100 50" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )
    rules = load(make([page(text("表", 20, 30), drawn)])).pages[0].rules
    assert len(rules) == lines
    assert all(rule.x0 >= 20 * POINTS - 0.1 for rule in rules)


def test_pages_in_the_order_of_the_document_not_of_the_zip() -> None:
    pages = [page(text(words, 20, 30)) for words in ("一页", "二页", "三页")]
    found = elements(load(make(pages)).pages, [])
    assert [e.text for e in found if isinstance(e, RawParagraph)] == ["一页", "二页", "三页"]


@pytest.mark.parametrize(
    ("base", "location", "path"),
    [
        ("OFD.xml", "/Doc_0/Document.xml", "Doc_0/Document.xml"),
        ("Doc_0/Document.xml", "Pages/P.xml", "Doc_0/Pages/P.xml"),
        ("Doc_0/Document.xml", "../Res.xml", "Res.xml"),
        ("Doc_0/Document.xml", r"Pages\P.xml", "Doc_0/Pages/P.xml"),
    ],
)
def test_locations(base: str, location: str, path: str) -> None:
    assert resolve(base, location) == path


def test_other_namespace_is_read() -> None:
    data = make([page(text("云溪", 20, 30)).replace("www.ofdspec.org/2016", "www.ofdspec.org")])
    assert "".join(char.text for char in load(data).pages[0].chars) == "云溪"


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "云云云云"><!ENTITY b "&a;&a;&a;">]>' + page(text("&b;正", 20, 30))
    with pytest.raises(UnreadableFileError, match="document type"):
        load(make([bomb]))


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("not a zip", b"PK\x03\x04 OFD.xml", UnreadableFileError),
        ("cut off", make([page(text("云", 20, 30))])[:400], UnreadableFileError),
        ("not XML", make(["<ofd:Page"]), UnreadableFileError),
        ("no text", make([page()]), NoTextError),
    ],
)
def test_bad_files(name: str, data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^云溪\.ofd: "):
        load(data)


@pytest.mark.parametrize("seed", range(80))
def test_any_damage_is_an_input_error_or_harmless(seed: int) -> None:
    random, data = Random(seed), bytearray(make([page(text("云溪县" * 50, 20, 30))], method=ZIP_DEFLATED))
    for _ in range(random.choice([1, 5, 40])):
        data[random.randrange(len(data))] = random.randrange(256)
    with suppress(InputError):
        assert load(bytes(data)).format == "ofd"


def test_missing_page_is_noted_and_the_rest_read() -> None:
    parts = BytesIO(make([page(text("云", 20, 30)), page(text("溪", 20, 30))]))
    kept = BytesIO()
    with ZipFile(parts) as old, ZipFile(kept, "w") as new:
        for entry in old.namelist():
            if "Page_1" not in entry:
                new.writestr(entry, old.read(entry))
    document = load(kept.getvalue())
    assert [(note.code, note.page) for note in document.notes] == [("ofd.page-missing", 2)]
    assert document.page_count == 2


def test_unpacked_size_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_PART", 100)
    with pytest.raises(LimitError, match="unpacks"):
        load(make([page(text("云" * 100, 20, 30))]))


def test_real_file(shared: Path) -> None:
    source = shared / "unlabelled" / "luqiao_weishengju_pifu.ofd"
    document = LOADER.load(Input(source.name, source.read_bytes()), Options())
    found = [e for e in elements(document.pages, []) if isinstance(e, RawParagraph)]
    assert [e.role for e in found].count("footer") == 2
    assert max(len(e.text) for e in found) > 100, "wrapped lines are one paragraph"
    assert [note.code for note in document.notes] == ["ofd.seals"]


@pytest.mark.parametrize("size", ["0", "-0", "1e-9"])
def test_text_of_no_size_is_read_and_has_a_height(size: str) -> None:
    """Layout divides by sizes."""
    content = page(text("云溪县科协", 20, 30), text("隐藏", 20, 60).replace('Size="5"', f'Size="{size}"'))
    document = load(make([content]))
    assert "".join(char.text for char in document.pages[0].chars) == "云溪县科协隐藏"
    assert min(char.size for char in document.pages[0].chars) > 0
    assert sorted("".join(e.text for e in elements(document.pages, []) if isinstance(e, RawParagraph))) == sorted(
        "云溪县科协隐藏"
    )


def test_page_of_no_size_is_read() -> None:
    box = "<ofd:Area><ofd:PhysicalBox>0 0 0 0</ofd:PhysicalBox></ofd:Area>"
    document = load(make([page(text("云溪县科协", 20, 30), extra=box)]))
    found = [e.text for e in elements(document.pages, []) if isinstance(e, RawParagraph)]
    assert found == ["云溪县科协"]


@pytest.mark.parametrize("place", ["inf", "-inf", "nan", "1e308"])
def test_endless_places_are_left_out(place: str) -> None:
    content = page(text("云溪", 20, 30, delta=f'DeltaX="{place}"'), f'<ofd:TextObject Boundary="{place} 0 9 9"/>')
    assert "".join(char.text for char in load(make([content])).pages[0].chars) == "云溪"
