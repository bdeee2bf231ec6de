"""Archives are folders of documents, read within limits."""

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.errors import EncryptedFileError, LimitError, UnreadableFileError
from kexie_extract.loaders.archive import Contents, Limits, contents, is_archive, safe_name
from kexie_extract.loaders.base import Input


def zipped(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def names(found: Contents) -> list[str]:
    return [source.name for source in found.inputs]


def test_documents_of_a_zip() -> None:
    found = contents(Input("年报.zip", zipped({"2023/总结.txt": b"a", "计划.docx": b"b", "图/照片.gif": b"c"})))
    assert names(found) == ["年报.zip/2023/总结.txt", "年报.zip/计划.docx"]
    assert found.inputs[0].data == b"a"
    assert found.skipped == ["图/照片.gif"]


def test_what_no_reader_wants_is_passed_over() -> None:
    members = {"~$总结.docx": b"x", "__MACOSX/._a.txt": b"x", ".隐藏.txt": b"x", "内.zip": b"x", "总结.txt": b"a"}
    assert names(contents(Input("a.zip", zipped(members)))) == ["a.zip/总结.txt"]


def test_names_in_gbk() -> None:
    """Windows packs GBK names without the UTF-8 flag (APPNOTE 4.4.4, bit 11)."""
    raw = zipped({"??????.txt": b"a"}).replace(b"??????", "总结表".encode("gbk"))
    assert names(contents(Input("a.zip", raw))) == ["a.zip/总结表.txt"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/报告.txt", "etc/报告.txt"),
        ("/绝对/报告.txt", "绝对/报告.txt"),
        ("C:\\用户\\报告.txt", "C_/用户/报告.txt"),
        ("a/./b//报告.txt", "a/b/报告.txt"),
        ("a\nb.txt", "a_b.txt"),
        ("..", ""),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=40))
def test_no_name_leaves_its_folder(name: str) -> None:
    parts = safe_name(name).split("/")
    assert ".." not in parts
    assert not safe_name(name).startswith("/")


def test_limits_hold_whatever_the_archive_claims() -> None:
    bomb = zipped({"炸.txt": bytes(3_000_000)})
    with pytest.raises(LimitError, match="1000"):
        contents(Input("a.zip", bomb), Limits(member_bytes=1000))
    with pytest.raises(LimitError, match="2 documents"):
        contents(Input("a.zip", zipped({f"{n}.txt": b"x" for n in range(3)})), Limits(members=2))
    with pytest.raises(LimitError, match="split"):
        contents(Input("a.zip", zipped({f"{n}.txt": b"x" * 60 for n in range(3)})), Limits(total_bytes=100))


def encrypted() -> bytes:
    """A zip whose only member has the encryption bit set."""
    data = bytearray(zipped({"密.txt": b"secret"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + offset
        struct.pack_into("<H", data, place, struct.unpack_from("<H", data, place)[0] | 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (zipped({"图.gif": b"x"}), UnreadableFileError, "no document"),
        (zipped({"总结.txt": b"a" * 500})[:-20], UnreadableFileError, "damaged"),
        (
            zipped({"总结.txt": bytes(range(256))}).replace(b"\x00\x01\x02\x03", b"\x09\x09\x09\x09"),
            UnreadableFileError,
            "damaged",
        ),
        (encrypted(), EncryptedFileError, "password"),
    ],
)
def test_bad_archives(data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        contents(Input("a.zip", data))
    assert str(caught.value).startswith("a.zip: ")


@pytest.mark.extra
def test_damaged_seven_zip(needs: Callable[[str], None]) -> None:
    needs("py7zr")
    with pytest.raises(UnreadableFileError, match="damaged"):
        contents(Input("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(40)))


@pytest.mark.extra
def test_seven_zip(needs: Callable[[str], None]) -> None:
    needs("py7zr")
    import py7zr

    out = BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr("一".encode(), "2023/总结.txt")
        archive.writestr(b"x", "照片.gif")
    found = contents(Input("年报.7z", out.getvalue()))
    assert [(source.name, source.data.decode()) for source in found.inputs] == [("年报.7z/2023/总结.txt", "一")]
    assert found.skipped == ["照片.gif"]
    with pytest.raises(LimitError):
        contents(Input("年报.7z", out.getvalue()), Limits(member_bytes=1))


def test_documents_that_are_zips_are_no_archives() -> None:
    assert is_archive(zipped({"总结.txt": b"a"}))
    assert is_archive(b"7z\xbc\xaf\x27\x1c")
    assert not is_archive(zipped({"[Content_Types].xml": b"", "word/document.xml": b""}))
    assert not is_archive(zipped({"OFD.xml": b""}))
    assert not is_archive(b"PK\x03\x04broken")
    assert not is_archive("总结".encode())
