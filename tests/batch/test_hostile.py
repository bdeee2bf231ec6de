"""Hostile names, links and contents: none leaves the output folder, hangs or breaks the run."""

import csv
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kexie_extract import KexieError, LimitError, Options, extract
from kexie_extract.batch import pool
from kexie_extract.batch.work import Job

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
MiB = 2**20


@pytest.mark.parametrize(
    "name", ["换\n行.txt", "bell\x07.txt", "長" * 83 + "xx.txt", "長" * 80 + ".txt", "-o.txt", "a'b\"c.txt", " .txt"]
)
def test_strange_names(cli: Run, samples: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes((samples / "newspaper.md").read_bytes())
    run = cli(tmp_path / "in", "-o", tmp_path / "out", "-q")
    assert run.returncode == 0, run.stderr
    assert len(list((tmp_path / "out").glob("*.json"))) == 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_names_in_another_encoding_than_the_systems(cli: Run, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("总结.md".encode("gb18030"), b"\xff\xff.md", "坏.docx".encode("gb18030")):
        content = (samples / "newspaper.md").read_bytes() if name.endswith(b".md") else b"x"
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/in/" + name)).write_bytes(content)
    for expected in (b"converted  2", b"unchanged  2"):
        run = cli(tmp_path / "in", "-o", tmp_path / "out", "-v", "--log-format", "text")
        assert expected in run.stderr
        assert run.stderr.decode().count("in/坏.docx: ") == 1
    names = {
        json.loads(path.read_bytes())["source"]["name"]
        for path in (tmp_path / "out").iterdir()
        if path.suffix == ".json"
    }
    assert "总结.md" in names
    assert cli(tmp_path / "in", "-o", tmp_path / "all.jsonl", "--log-format", "json").stderr.count(b'"done"') == 3


def test_links_out_of_the_folder_are_not_followed(cli: Run, samples: Path, tmp_path: Path) -> None:
    inputs, secret = tmp_path / "in", tmp_path / "secret"
    inputs.mkdir()
    secret.mkdir()
    (secret / "private.txt").write_text("机密内容")
    (inputs / "link.txt").symlink_to(secret / "private.txt")
    (inputs / "folder").symlink_to(secret)
    (inputs / "good.txt").write_bytes((samples / "report.txt").read_bytes())
    cli(inputs, "-o", tmp_path / "out", "-q")
    assert [path.name for path in (tmp_path / "out").rglob("*.json")] == ["good.json"]


def docx_with(xml: str, target: Path, extra: dict[str, bytes] | None = None) -> None:
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", types)
        z.writestr("_rels/.rels", relations)
        z.writestr("word/document.xml", xml)
        for name, data in (extra or {}).items():
            z.writestr(name, data)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_entity_expansion(tmp_path: Path) -> None:
    entities = '<!ENTITY a "科普">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
    docx_with(f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>{body}', tmp_path / "laughs.docx")
    with pytest.raises(KexieError):
        extract(tmp_path / "laughs.docx")


def test_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("绝密内容")
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY s SYSTEM "file://{secret}">]>'
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>工作要点&s;</w:t></w:r></w:p></w:body></w:document>"
    docx_with(head + body, tmp_path / "external.docx")
    try:
        text = "".join(block.text for block in extract(tmp_path / "external.docx").blocks)
    except KexieError:
        return
    assert "绝密" not in text


def test_deep_xml(tmp_path: Path) -> None:
    deep = "<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000
    docx_with(f"<w:document {W}><w:body>{deep}</w:body></w:document>", tmp_path / "deep.docx")
    with pytest.raises(KexieError):
        extract(tmp_path / "deep.docx")


def test_docx_bomb(tmp_path: Path) -> None:
    text = "科" * (30 * MiB)
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    docx_with(body, tmp_path / "bomb.docx")
    with pytest.raises(LimitError, match=r"bomb\.docx"):
        extract(tmp_path / "bomb.docx")


def test_one_endless_line(tmp_path: Path) -> None:
    document = extract(("一、二季度完成1.5万人次培训，" * 10_000).encode())
    assert sum(len(block.text) for block in document.blocks) == 16 * 10_000


def test_huge_image_is_refused_before_it_is_unpacked(tmp_path: Path, needs: Callable[[str], None]) -> None:
    import struct

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    image = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    with pytest.raises(KexieError):
        extract(image)


FORMULA = '=HYPERLINK("http://evil","x")'


def test_formulas_are_defused_in_csv(cli: Run, tmp_path: Path) -> None:
    table = f"| 序号 | 工作内容 | 责任单位 | 完成时限 |\n|---|---|---|---|\n| 1 | {FORMULA} | 办公室 | 6月底前 |\n"
    (tmp_path / "evil.md").write_text("任务分解表\n\n" + table)
    run = cli(tmp_path / "evil.md", "-o", tmp_path / "out", "--format", "csv")
    assert run.returncode == 0, run.stderr
    cells = [cell for path in (tmp_path / "out").rglob("*.csv")
             for row in csv.reader(path.read_text("utf-8-sig").splitlines()) for cell in row]  # fmt: skip
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_markup_in_the_source_stays_text(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("工作要点\n一、<script>alert(1)</script>加强宣传\n内容。\n")
    run = cli(tmp_path / "evil.txt")
    assert "<script>" in "".join(block["text"] for block in json.loads(run.stdout)["blocks"])


def test_no_output_name_leaves_the_output_folder(cli: Run, samples: Path, tmp_path: Path) -> None:
    archive = tmp_path / "in.zip"
    with zipfile.ZipFile(archive, "w") as z:
        for name in ("../up.txt", "/abs.txt", "a/../../b.txt", "C:\\x.txt"):
            z.writestr(name, (samples / "report.txt").read_bytes())
    (tmp_path / "work").mkdir()
    cli(archive, "-o", tmp_path / "work" / "out", "-q")
    outside = [path for path in tmp_path.rglob("*.json") if not path.is_relative_to(tmp_path / "work" / "out")]
    assert outside == []
    assert not os.path.exists("/abs.json")


def pdf_with(content: bytes) -> bytes:
    """A PDF of one page with this compressed content stream."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    file, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 5\n0000000000 65535 f \n"
    return file + head + table + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(file)


def test_pdf_bomb_ends_alone(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b"0 0 m 1 1 l S\n" * 100_000) for _ in range(300)) + packer.flush()
    (tmp_path / "bomb.pdf").write_bytes(pdf_with(bomb))
    with pool.processes(1, pool.Limits(seconds=20, megabytes=1500)) as workers:
        results = list(workers([Job(0, str(tmp_path / "bomb.pdf"), "bomb.pdf", None, False, Options())]))
    assert results[0].error is not None
    assert "bomb.pdf" in results[0].error
    assert "defect" not in results[0].error
