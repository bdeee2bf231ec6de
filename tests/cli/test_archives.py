"""An archive is a folder: its documents are converted one by one, and hostile ones harm nothing."""

import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_documents_of_a_zip(cli: Run, samples: Path, tmp_path: Path) -> None:
    archive = tmp_path / "报送.zip"
    with zipfile.ZipFile(archive, "w") as z:
        z.write(samples / "report.txt", "云溪县/工作报告.txt")
        z.write(samples / "tasks.xlsx", "云溪县/任务.xlsx")
        z.writestr("../../evil.txt", "科普工作要点")
    run = cli(archive, "-o", tmp_path / "out")
    assert run.returncode == 0, run.stderr
    found = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.json"))
    assert all(name.startswith("out/报送.zip/") for name in found)
    assert {"out/报送.zip/云溪县/任务.json", "out/报送.zip/云溪县/工作报告.json"} <= set(found)
    assert json.loads((tmp_path / "out/报送.zip/云溪县/任务.json").read_bytes())["kind"] == "task_table"


def test_damaged_archive_fails_alone(cli: Run, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.zip").write_bytes(b"PK\x03\x04 damaged")
    (tmp_path / "in" / "good.txt").write_bytes((samples / "report.txt").read_bytes())
    run = cli(tmp_path / "in", "-o", tmp_path / "out")
    assert run.returncode == 1
    assert "bad.zip" in run.stderr.decode()
    assert (tmp_path / "out" / "good.json").exists()


def test_zip_bomb_is_refused(cli: Run, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("big.txt", b"\0" * 300_000_000)
    run = cli(bomb, "-o", tmp_path / "out")
    assert run.returncode == 1
    assert "bomb.zip" in run.stderr.decode()
    assert "defect" not in run.stderr.decode()
