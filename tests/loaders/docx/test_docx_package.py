"""Opening: kinds of packages, damage, hostile input."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie_extract.errors import InputError, LimitError, UnreadableFileError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.docx import LOADER, package
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument, RawParagraph

Make = Callable[..., bytes]
BODY = "<w:p><w:r><w:t>云溪县科协工作总结</w:t></w:r></w:p>"


def load(data: bytes, name: str = "总结.docx") -> RawDocument:
    """Read bytes."""
    return LOADER.load(Input(name, data), Options())


def texts(document: RawDocument) -> list[str]:
    """Texts of the paragraphs."""
    return [element.text for element in document.elements if isinstance(element, RawParagraph)]


def rewrite(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package with its members changed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(("main_type", "name"), sorted(package.FORMATS.items()))
def test_kinds_of_word_packages(make: Make, main_type: str, name: str) -> None:
    document = load(make(BODY, main_type=main_type), f"总结.{name}")
    assert (document.format, texts(document)) == (name, ["云溪县科协工作总结"])


def test_document_that_python_docx_wrote() -> None:
    written = docx.Document()
    written.add_heading("一、加强领导", 1)
    written.add_paragraph("召开会议3次。")
    out = BytesIO()
    written.save(out)
    document = load(out.getvalue())
    first = document.elements[0]
    assert texts(document) == ["一、加强领导", "召开会议3次。"]
    assert isinstance(first, RawParagraph)
    assert (first.style.outline_level, first.style.bold) == (1, [(0, 6)])


def strict(members: dict[str, bytes]) -> None:
    """Make it ISO/IEC 29500 Strict."""
    for name, content in members.items():
        for kind in (b"officeDocument", b"wordprocessingml"):
            content = content.replace(
                b"http://schemas.openxmlformats.org/" + kind + b"/2006/", b"http://purl.oclc.org/ooxml/" + kind + b"/"
            )
        members[name] = content


def dangling(members: dict[str, bytes]) -> None:
    """Add a relationship to a picture that is not there, as Word leaves them."""
    name = "word/_rels/document.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    added = b'<Relationship Id="x" Type="' + kind + b'" Target="NULL"/></Relationships>'
    members[name] = members[name].replace(b"</Relationships>", added)


def backslashes(members: dict[str, bytes]) -> None:
    """Name members as some Windows programs do."""
    for name in [name for name in members if name.startswith("word/")]:
        members[name.replace("/", "\\")] = members.pop(name)


def untyped(members: dict[str, bytes]) -> None:
    """Relate a member whose extension has no content type."""
    dangling(members)
    name = "word/_rels/document.xml.rels"
    members[name] = members[name].replace(b'"NULL"', b'"picture.wmz"')
    members["word/picture.wmz"] = b"x"


@pytest.mark.parametrize("damage", [strict, dangling, backslashes, untyped])
def test_mended_packages(make: Make, damage: Callable[[dict[str, bytes]], None]) -> None:
    document = load(rewrite(make(BODY), damage))
    assert texts(document) == ["云溪县科协工作总结"]
    assert [note.code for note in document.notes] == ["docx.mended-package"]


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_truncated_file(make: Make, keep: float) -> None:
    data = make(BODY)
    with pytest.raises(UnreadableFileError, match=r"总结\.docx"):
        load(data[: int(len(data) * keep)])


@pytest.mark.parametrize("data", [b"", b"plain words", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18])
def test_no_word_document(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        load(data)


def test_lock_file() -> None:
    with pytest.raises(UnreadableFileError, match="lock file"):
        load(b"\x06Clerk", "folder/~$总结.docx")


def test_missing_body(make: Make) -> None:
    def without(members: dict[str, bytes]) -> None:
        members["word/document.xml"] = members["word/document.xml"].replace(b"w:body", b"w:other")

    with pytest.raises(UnreadableFileError, match="no document body"):
        load(rewrite(make(BODY), without))


def test_zip_bomb_by_total(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNCOMPRESSED", 10_000)
    with pytest.raises(LimitError, match="unpacks to"):
        load(make(BODY, **{"word/media/a.bin": b"\0" * 20_000}))


def test_zip_bomb_by_member(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_XML", 1_000)
    with pytest.raises(LimitError, match="numbering"):
        load(make(BODY, {"numbering": " " * 2_000}))


def test_too_many_members(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_MEMBERS", 3)
    with pytest.raises(LimitError, match="members"):
        load(make(BODY))


LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_entities_are_refused(make: Make) -> None:
    def laugh(members: dict[str, bytes]) -> None:
        content = members["word/document.xml"].replace("云溪县".encode(), b"&b;")
        members["word/document.xml"] = LAUGHS + content

    with pytest.raises(UnreadableFileError, match="document type"):
        load(rewrite(make(BODY), laugh))


def test_outside_entities_are_not_read(make: Make, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")

    def steal(members: dict[str, bytes]) -> None:
        doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
        members["word/document.xml"] = doctype + members["word/document.xml"].replace("云溪县".encode(), b"&x;")

    with pytest.raises(InputError):
        load(rewrite(make(BODY), steal))


def test_deep_nesting_ends(make: Make) -> None:
    with pytest.raises(InputError):
        load(make("<w:sdt><w:sdtContent>" * 2_000 + BODY + "</w:sdtContent></w:sdt>" * 2_000))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_changed_byte_never_crashes(make: Make, place: int, byte: int) -> None:
    data = bytearray(make(BODY, {"numbering": "", "styles": ""}))
    data[place % len(data)] = byte
    with suppress(InputError):
        assert load(bytes(data)).format in package.FORMATS.values()


@pytest.mark.parametrize(
    ("name", "data", "taken"),
    [
        ("总结", None, True),  # by what is inside, without an extension
        ("总结.zip", None, True),
        ("总结.docx", b"PK\x03\x04 cut short", True),  # so that the error names the reason
        ("总结.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", False),  # a doc under a docx name
        ("总结.docx", b"%PDF-1.7", False),
        ("总结.zip", b"PK\x03\x04 cut short", False),
        ("总结.txt", b"words", False),
    ],
)
def test_accepts(make: Make, name: str, data: bytes | None, taken: bool) -> None:
    assert LOADER.accepts(Input(name, make(BODY) if data is None else data)) is taken


def test_nothing_is_lost_in_real_documents(shared: Path) -> None:
    """The words of all `w:t` in the body, read another way, are those of the elements without generated numbers."""
    from xml.etree import ElementTree as ET

    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    files = sorted([*shared.glob("corpus/*.docx"), *shared.glob("unlabelled/*.docx")])
    assert files
    for file in files:
        with zipfile.ZipFile(file) as archive:
            root = ET.fromstring(archive.read("word/document.xml"))
        want = "".join(text.text or "" for text in root.iter(tag))
        got = ""
        for element in load(file.read_bytes(), file.name).elements:
            if not isinstance(element, RawParagraph):
                got += "".join(cell.text for row in element.rows for cell in row)
            elif element.role not in {"header", "footer"}:
                start, end = element.generated or (0, 0)
                got += element.text[:start] + element.text[end:]
        assert "".join(got.split()) == "".join(want.split()), file.name
