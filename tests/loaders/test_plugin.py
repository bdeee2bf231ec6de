"""A loader of another package is found by its entry point and used by the command line."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parent / "plugin_example"
BULLETIN = "BULLETIN/1\nFrom: 云溪县科协\n\n云溪县科协2024年工作要点\n一、加强科普\n全年举办科普讲座20场。\n"


@pytest.fixture
def run(cli: Any, tmp_path: Path) -> Any:
    """The command line on a bulletin, with or without the other package on the path."""

    def read(text: str, *, installed: bool) -> Any:
        source = tmp_path / "第3期.bulletin"
        source.write_text(text, encoding="utf-8")
        path = os.pathsep.join([str(EXAMPLE)] if installed else [])
        return cli(source, env={**os.environ, "PYTHONPATH": path})

    return read


def test_entry_point_is_used(run: Any) -> None:
    document = json.loads(run(BULLETIN, installed=True).stdout)
    assert document["source"]["format"] == "bulletin"
    assert [section["heading"] for section in document["sections"]] == ["加强科普"]
    assert "From" not in "".join(block["text"] for block in document["blocks"])
    assert "bulletin.header-skipped" in [note["code"] for note in document["diagnostics"]]


def test_its_errors_are_the_commands_errors(run: Any) -> None:
    result = run("BULLETIN/1\nFrom: 云溪县科协", installed=True)
    assert result.returncode == 1
    assert "no text below the header lines" in result.stderr.decode()


def test_without_the_package_the_format_is_unknown(run: Any) -> None:
    """The same bytes: what reads them is the package and nothing else."""
    result = run(BULLETIN, installed=False)
    assert result.returncode == 1 or json.loads(result.stdout)["source"]["format"] != "bulletin"
