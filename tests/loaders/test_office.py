"""The older Word formats: recognition, conversion by another program, and what happens without one."""

import base64
import os
import struct
import sys
import time
from pathlib import Path

import pytest

from kexie_extract.errors import EncryptedFileError, LimitError, MissingDependencyError, UnreadableFileError
from kexie_extract.loaders import office, registry
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.office import LOADER
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument, RawParagraph, RawTable

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = (
    r"{\rtf1\ansi\ansicpg936{\pard\b \u19968?\u12289?\u21152?\u24378?\u39046?\u23548?\b0\par}"
    r"{\pard \u20840?\u24180?3\u27425?\par}"
    r"{\trowd\cellx2000\cellx4000\intbl \u24207?\cell \u20219?\cell\row}}"
)
WORD_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
    "<w:body><w:p><w:r><w:t>云溪县科协</w:t></w:r></w:p></w:body></w:wordDocument>"
)


MHT = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    "Content-Type: text/html; charset=gb2312\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--x--\r\n"
)


def web_archive(page: str) -> bytes:
    """A web archive with one page."""
    return MHT.format(base64.b64encode(page.encode("gb18030")).decode()).encode()


PAGE = '<html><head><meta charset="gb2312"></head><body><p>一、加强领导</p><p>全年召开会议3次。</p></body></html>'


def compound(*names: str, flags: int = 0) -> bytes:
    """An OLE compound file whose directory holds these streams; the first sector looks like a Word file's head."""
    header = bytearray(512)
    header[:8] = SIGNATURE
    struct.pack_into("<HHHH", header, 24, 0x3E, 3, 0xFFFE, 9)
    struct.pack_into("<II", header, 44, 1, 1)  # one table sector; the directory begins at sector 1
    struct.pack_into("<109I", header, 76, 0, *([0xFFFFFFFF] * 108))
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *([0xFFFFFFFF] * 125))
    directory = b""
    for name in names:
        encoded = name.encode("utf-16-le")
        directory += encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded) + 2) + b"\2" * 62
    head = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags)
    return bytes(header) + table + directory.ljust(512, b"\0") + head.ljust(512, b"\0")


def load(data: bytes, name: str) -> RawDocument:
    """Read bytes."""
    return LOADER.load(Input(name, data), Options())


def texts(document: RawDocument) -> list[str]:
    """Texts of the paragraphs."""
    return [element.text for element in document.elements if isinstance(element, RawParagraph)]


def script(folder: Path, name: str, body: str) -> str:
    """A program that stands in for a converter."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{body}", "utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("name", "data", "taken"),
    [
        ("总结.doc", compound("WordDocument"), True),
        ("总结.wps", compound("WordDocument"), True),
        ("总结.docx", compound("WordDocument"), True),  # renamed by hand
        ("总结.wps", compound("CONTENTS"), True),  # Microsoft Works, which LibreOffice reads as well
        ("台账.xls", compound("Workbook"), False),
        ("总结.doc", RTF.encode(), True),
        ("总结.xml", WORD_XML.encode(), True),
        ("总结.doc", web_archive(PAGE), True),
        ("来信.eml", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", False),
        ("总结.doc", b"<html><body>x</body></html>", False),  # a web page saved as doc
        ("总结.doc", b"PK\x03\x04", False),  # a docx named doc
        ("总结.txt", "一、加强领导".encode(), False),
    ],
)
def test_accepts(name: str, data: bytes, taken: bool) -> None:
    assert LOADER.accepts(Input(name, data)) is taken


@pytest.mark.parametrize(
    "data",
    [compound("EncryptedPackage", "EncryptionInfo"), compound("WordDocument", flags=0x0100)],
    ids=["docx with a password", "doc with a password"],
)
def test_password(data: bytes) -> None:
    with pytest.raises(EncryptedFileError, match=r"总结\.doc: the file needs a password"):
        load(data, "总结.doc")


def test_plain_flags_are_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    monkeypatch.setattr("shutil.which", lambda program: None)
    with pytest.raises(MissingDependencyError):
        load(compound("WordDocument", flags=0x0200), "总结.doc")


@pytest.mark.parametrize(("name", "data"), [("总结.doc", compound("WordDocument")), ("总结.rtf", RTF.encode())])
def test_without_a_converter_one_sentence_says_what_to_install(
    name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    monkeypatch.setattr("shutil.which", lambda program: None)
    with pytest.raises(MissingDependencyError, match=r"install LibreOffice .* or save the file as docx") as caught:
        load(data, name)
    assert caught.value.args[0].startswith(name)


def test_antiword_reads_what_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    antiword = script(tmp_path, "antiword", r"print('\n一、加强领导\n\n全年3次')")
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    monkeypatch.setattr("shutil.which", lambda program: antiword)
    document = load(compound("WordDocument"), "总结.doc")
    assert texts(document) == [
        "一、加强领导",
        "全年3次",
    ]
    assert [note.code for note in document.notes] == ["office.plain-text"]
    assert document.format == "doc"


def test_antiword_without_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    antiword = script(tmp_path, "antiword", "")
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    monkeypatch.setattr("shutil.which", lambda program: antiword)
    with pytest.raises(UnreadableFileError, match="no text"):
        load(compound("WordDocument"), "总结.doc")


def test_converter_that_gives_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soffice = script(tmp_path, "soffice", "")
    monkeypatch.setattr(office, "find_soffice", lambda: soffice)
    with pytest.raises(UnreadableFileError, match=r"总结\.doc: LibreOffice cannot read it"):
        load(compound("WordDocument"), "总结.doc")


def test_converter_that_cannot_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_soffice", lambda: str(tmp_path / "missing"))
    with pytest.raises(MissingDependencyError, match="cannot be started"):
        load(compound("WordDocument"), "总结.doc")


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are a POSIX notion")
def test_converter_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = (
        "import os, pathlib, time\n"
        "child = os.fork()\n"
        f"pids = pathlib.Path({str(tmp_path / 'pids')!r})\n"
        "child and pids.write_text(f'{os.getpid()} {child}')\n"
        "time.sleep(60)"
    )
    soffice = script(tmp_path, "soffice", body)
    monkeypatch.setattr(office, "find_soffice", lambda: soffice)
    monkeypatch.setattr(office, "SECONDS", 2.0)
    with pytest.raises(LimitError, match="longer than 2 seconds"):
        load(compound("WordDocument"), "总结.doc")
    for pid in (tmp_path / "pids").read_text().split():
        assert not _runs(int(pid))


def _runs(pid: int) -> bool:
    """Whether a process still runs a while later; a dead one that nobody waited for is none."""
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.02)
    return True


def test_input_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_BYTES", 100)
    with pytest.raises(LimitError, match="the limit is 100"):
        load(compound("WordDocument"), "总结.doc")


@pytest.fixture(scope="module")
def soffice() -> str:
    """LibreOffice's program, or skip."""
    found = office.find_soffice()
    if not found:
        pytest.skip("LibreOffice is not installed")
    return found


def test_rich_text(soffice: str) -> None:
    document = load(RTF.encode(), "总结.rtf")
    first, second, table = document.elements
    assert document.format == "rtf"
    assert isinstance(first, RawParagraph)
    assert (first.text, first.style.bold) == ("一、加强领导", [(0, 6)])
    assert isinstance(second, RawParagraph)
    assert second.text == "全年3次"
    assert isinstance(table, RawTable)
    assert [cell.text for cell in table.rows[0]] == ["序", "任"]


def test_word_2003_xml(soffice: str) -> None:
    document = load(WORD_XML.encode(), "总结.doc")
    assert document.format == "xml"
    assert texts(document) == ["云溪县科协"]


def test_web_archive() -> None:
    raw = registry.load(Input("总结.doc", web_archive(PAGE)), Options())
    assert (raw.format, texts(raw)) == ("mht", ["一、加强领导", "全年召开会议3次。"])


@pytest.mark.parametrize("data", [web_archive(""), MHT.partition("--x")[0].encode()], ids=["blank page", "no page"])
def test_web_archive_without_a_page(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="without a page"):
        load(data, "总结.doc")


def test_conversion_leaves_nothing_behind(soffice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    load(RTF.encode(), "总结.rtf")
    assert os.listdir(tmp_path) == []


def test_damaged_binary_file(soffice: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"总结\.doc"):
        load(compound("WordDocument"), "总结.doc")


def test_doc_and_docx_of_one_report_say_the_same(soffice: str, shared: Path) -> None:
    from kexie_extract.loaders import docx

    old, new = shared / "corpus/taixing-2018-report.doc", shared / "corpus/taixing-2018-report.docx"
    want = docx.LOADER.load(Input(new.name, new.read_bytes()), Options())
    got = load(old.read_bytes(), old.name)
    assert got.format == "doc"
    assert texts(got)[:-1] == texts(want)[:-1]  # all but the footer, which holds the last page number shown
