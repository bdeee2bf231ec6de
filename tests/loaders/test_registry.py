"""The right loader for what the bytes are, and one clear sentence for what cannot be read."""

import struct
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from kexie_extract.errors import (
    EncryptedFileError,
    InputError,
    MissingDependencyError,
    UnreadableFileError,
    UnsupportedFormatError,
)
from kexie_extract.loaders import ole, registry
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.sniff import sniff
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument, RawParagraph

TEXT = "云溪县科协工作总结\n一、主要工作\n举办培训班六场，参加群众一千余人次。\n".encode()


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def compound(*streams: str) -> bytes:
    """An OLE compound file that holds nothing but a directory."""
    entries = b""
    for name in ("Root Entry", *streams):
        encoded = name.encode("utf-16-le")
        entries += encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded) + 2) + bytes(62)
    entries = entries.ljust(-(-len(entries) // 512) * 512, b"\0")
    sectors = len(entries) // 512
    chain = [*range(2, sectors + 1), 0xFFFFFFFE]
    table = struct.pack("<128I", 0xFFFFFFFD, *chain, *[0xFFFFFFFF] * (127 - sectors))
    header = ole.SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<II", 1, 1) + bytes(8) + bytes(16)
    header = header[:48] + struct.pack("<I", 1) + header[52:76]
    return header + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108) + table + entries


@pytest.mark.parametrize(
    ("name", "data", "expected", "reason"),
    [
        ("a.docx", zipped("[Content_Types].xml", "word/document.xml"), "docx", "the usual"),
        ("a.pdf", zipped("[Content_Types].xml", "word/document.xml"), "docx", "content before extension"),
        ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx", "the usual"),
        ("a.ofd", zipped("OFD.xml", "Doc_0/Document.xml"), "ofd", "GB/T 33190"),
        ("a.zip", zipped("报告.txt"), "archive", "a folder in one file"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(30), "archive", "a folder in one file"),
        ("a.doc", compound("WordDocument", "1Table"), "office", "Word 97"),
        ("a.wps", compound("WordDocument"), "office", "Kingsoft"),
        ("a.et", compound("Workbook"), "xlsx", "Kingsoft sheet"),
        ("a.doc", rb"{\rtf1\ansi}", "office", "RTF under the name doc"),
        ("a.xls", "<table><tr><td>序号</td></tr></table>".encode(), "html", "an export that is HTML inside"),
        ("a.pdf", b"%PDF-1.7\n", "pdf", "the usual"),
        ("a", b"\xef\xbb\xbf%PDF-1.4", "pdf", "bytes before the header are allowed"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(20), "image", "a scan"),
        ("a.html", b"<p>x</p>", "html", "a fragment"),
        ("-", b"<!DOCTYPE html><html>", "html", "standard input has no name"),
        ("-", "# 工作总结\n\n## 主要工作\n\n完成。".encode(), "md", "headings"),
        ("-", TEXT, "txt", "plain text"),
        ("a.txt", "# 一\n# 二\n".encode(), "txt", "the name says so"),
        ("a.log", TEXT, "txt", "text under another name"),
        ("a.md", TEXT, "md", "the name says so"),
        ("a.csv", "序号,内容\n1,培训".encode("gbk"), "csv", "the name says so"),
        ("a.doc", TEXT, "txt", "plain text saved as doc is still text"),
    ],
)
def test_sniff(name: str, data: bytes, expected: str, reason: str) -> None:
    assert sniff(Input(name, data)) == expected, reason


BAD: list[tuple[str, bytes, type[InputError], str]] = [
    ("空.txt", b"", UnreadableFileError, "empty"),
    ("空.docx", b"", UnreadableFileError, "empty"),
    ("白.txt", b" \r\n\t", UnreadableFileError, "empty"),
    ("~$报告.docx", b"\x06user", UnreadableFileError, "lock file"),
    ("报告.xyz", bytes(range(256)), UnsupportedFormatError, "docx"),
    ("报告", bytes(range(256)), UnsupportedFormatError, "unknown format"),
    ("报告.json", b'{"a": 1}', UnsupportedFormatError, "json"),
    ("报告.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml"), UnsupportedFormatError, "presentation"),
    ("报告.docx", TEXT, UnreadableFileError, "plain text"),
    ("报告.docx", zipped("[Content_Types].xml", "word/document.xml")[:60], UnreadableFileError, "cut short"),
    ("报告.docx", zipped("a.txt"), UnreadableFileError, "plain zip"),
    ("报告.pdf", bytes(range(256)), UnreadableFileError, "not a pdf"),
    ("报告.docx", compound("EncryptionInfo", "EncryptedPackage"), EncryptedFileError, "password"),
    ("报告.doc", ole.SIGNATURE + bytes(10), UnreadableFileError, "cut short"),
    ("报告.doc", ole.SIGNATURE + bytes(4096), UnreadableFileError, "damaged"),
    ("报告.zip", zipped("报告.txt"), UnsupportedFormatError, "folder"),
]


@pytest.mark.parametrize(("name", "data", "error", "words"), BAD)
def test_bad_input_is_one_sentence(name: str, data: bytes, error: type[InputError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        registry.load(Input(name, data), Options())
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    assert caught.value.exit_code == 1


def test_unsupported_names_the_formats() -> None:
    with pytest.raises(UnsupportedFormatError) as caught:
        registry.load(Input("声音.mp3", b"ID3" + bytes(range(256))), Options())
    for name in ("docx", "pdf", "xlsx", "html", "md", "txt", "ofd", "wps", "zip"):
        assert name in str(caught.value)


SAMPLE = """
from kexie_extract.model.raw import RawDocument, RawParagraph


class SampleLoader:
    format = "sample"

    def accepts(self, source):
        return source.data.startswith(b"SAMPLE")

    def load(self, source, options):
        return RawDocument(self.format, [RawParagraph(source.data[6:].decode())])
"""
Install = Callable[[str], None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Install]:
    """Put a package into the way of imports that registers the loader of that name."""

    def put(loader: str) -> None:
        info = tmp_path / "kexie_sample-1.0.dist-info"
        info.mkdir()
        (tmp_path / "kexie_sample.py").write_text(SAMPLE, encoding="utf-8")
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kexie-sample\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[{registry.GROUP}]\nsample = {loader}\n", encoding="utf-8")

    monkeypatch.syspath_prepend(tmp_path)
    registry.plugins.cache_clear()
    yield put
    registry.plugins.cache_clear()
    sys.modules.pop("kexie_sample", None)


def test_a_registered_loader_comes_first(install: Install) -> None:
    install("kexie_sample:SampleLoader")
    raw = registry.load(Input("报告.txt", "SAMPLE工作总结".encode()), Options())
    assert raw == RawDocument("sample", [RawParagraph("工作总结")])
    assert registry.load(Input("报告.txt", TEXT), Options()).format == "txt"


def test_a_broken_registered_loader_is_named(install: Install) -> None:
    install("kexie_nowhere:SampleLoader")
    with pytest.raises(MissingDependencyError, match="kexie_nowhere"):
        registry.load(Input("报告.txt", TEXT), Options())


def test_no_registered_loader_costs_no_search(install: Install) -> None:
    assert registry.plugins() == ()


@pytest.mark.parametrize("name", sorted(registry.MODULES))
def test_every_module_has_its_loader(name: str) -> None:
    pytest.importorskip(registry.MODULES[name])
    loader = registry.builtin(name)
    assert isinstance(loader.format, str)
