"""The workflows run what was run here, with few rights and pinned actions."""

import re

import pytest
import yaml

from build_scripts.paths import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_there_are_workflows():
    assert {path.name for path in WORKFLOWS} >= {"check.yml", "publish.yml"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_modest(path):
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in text
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
    for action in re.findall(r"uses: (\S+)", text):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)
    for step in (step for job in workflow["jobs"].values() for step in job["steps"]):
        assert "run" not in step or re.fullmatch(r"make [a-z]+", step["run"])


def test_no_registry_and_no_download_address_is_named():
    for name in ("requirements.lock", "build_scripts/npm/package-lock.json"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "http://" not in text
        assert "https://" not in text
        assert '"resolved"' not in text


def test_every_python_package_is_pinned_with_a_hash():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9][^=\s]*==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.M)
    assert len(packages) == len(re.findall(r"^[a-z0-9]", text, re.M))
    assert len(packages) > 40


def test_the_chart_library_is_the_one_plotly_expects():
    from plotly.offline import get_plotlyjs_version

    lock = yaml.safe_load((ROOT / "build_scripts/npm/package-lock.json").read_text())
    locked = lock["packages"]["node_modules/plotly.js-basic-dist-min"]["version"]
    assert locked == get_plotlyjs_version()
