"""Made once for all tests: the package, its tables, the model and one built site; one fixed day."""

from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from build_scripts.build import build, download_files
from build_scripts.descriptor import Package, read_package
from build_scripts.figures.drawing import find_browser
from build_scripts.load import Tables
from build_scripts.model import Model, build_model
from build_scripts.paths import DATASETS
from build_scripts.validate import validate

AS_OF = date(2026, 11, 20)
SETTINGS = {"SITE_URL": "", "REPO_URL": ""}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: not ("whole_build" in item.nodeid or "accessible" in item.nodeid))


@pytest.fixture(scope="session")
def as_of() -> date:
    return AS_OF


@pytest.fixture(scope="session")
def package() -> Package:
    return read_package(DATASETS)


@pytest.fixture(scope="session")
def tables(package: Package) -> Tables:
    return validate(package)


@pytest.fixture(scope="session")
def model(package: Package, tables: Tables) -> Model:
    return build_model(package, tables, AS_OF)


@pytest.fixture(scope="session")
def downloads(model: Model) -> dict[str, bytes]:
    return download_files(model, SETTINGS["SITE_URL"])


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """Build the whole site once for all workers, in a folder of its own, drawings included."""
    assert find_browser(), "no Chromium found; run: make browser"
    folder = tmp_path_factory.getbasetemp().parent / f"build-{testrun_uid}"
    with FileLock(f"{folder}.lock"):
        if not (folder / "site").exists():
            build(AS_OF, SETTINGS, print, folder)
    return folder


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    return built / "site"
