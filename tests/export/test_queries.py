"""The queries of docs/queries.md run, and give rows on the samples."""

import re
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
TITLED = re.compile(r"([^\n]+):\n\n```(sql|duckdb)\n(.*?)```", re.DOTALL)
QUERIES = [(title, language, query) for title, language, query in TITLED.findall(PAGE)]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="module")
def outputs(cli: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries")
    names = [
        ROOT / "samples" / name for name in ("report.docx", "tasks.docx", "tasks.md", "plan-notice.docx", "opinion.ofd")
    ]
    for output in ("all.sqlite", "all.jsonl"):
        assert cli(*names, "-o", folder / output).returncode == 0
    return folder


def test_there_are_ten_sqlite_queries() -> None:
    assert sum(language == "sql" for _, language, _ in QUERIES) == 10


@pytest.mark.parametrize(("title", "query"), [(t, q) for t, language, q in QUERIES if language == "sql"])
def test_sqlite(title: str, query: str, outputs: Path) -> None:
    with sqlite3.connect(outputs / "all.sqlite") as connection:
        rows = connection.execute(query).fetchall()
    assert rows, title


@pytest.mark.extra
@pytest.mark.parametrize(("title", "query"), [(t, q) for t, language, q in QUERIES if language == "duckdb"])
def test_duckdb(title: str, query: str, outputs: Path, cli: Run, needs: Callable[[str], None]) -> None:
    needs("pyarrow")
    needs("duckdb")
    import duckdb

    if not (outputs / "all.parquet").exists():
        names = [ROOT / "samples" / name for name in ("report.docx", "tasks.docx")]
        assert cli(*names, "-o", outputs / "all.parquet").returncode == 0
    found = duckdb.sql(query.replace("'all.", f"'{outputs}/all."))
    assert found is not None
    assert found.fetchall(), title
