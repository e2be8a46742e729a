"""A release offers the site and the data in one file each, with sums and notes."""

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest

from build_scripts.bundle import bundle
from build_scripts.errors import SiteError
from build_scripts.write import add_files

CHANGELOG = "# Changelog\n\n## 1.2.3\n\n- What is new.\n\n## 1.2.2\n\n- What was.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    state = {"name": "rec", "version": "1.2.3", "as_of": "2026-11-20"}
    files = {"index.html": b"1", "data/latest/rec.zip": b"zip"}
    add_files(tmp_path, files | {"data/latest/index.json": json.dumps(state).encode()})
    return tmp_path


def test_what_a_release_offers(site: Path):
    offered = bundle(site, CHANGELOG)
    assert set(offered) == {"rec-site-1.2.3.tar.gz", "rec-1.2.3.zip", "SHA256SUMS", "notes.md"}
    assert offered["notes.md"] == b"- What is new.\n"
    assert offered == bundle(site, CHANGELOG)
    for line in offered["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(offered[name]).hexdigest() == digest
    with tarfile.open(fileobj=io.BytesIO(offered["rec-site-1.2.3.tar.gz"])) as tar:
        assert tar.getnames() == ["data/latest/index.json", "data/latest/rec.zip", "index.html"]
        assert {(one.uid, one.uname, one.mode) for one in tar} == {(0, "", 0o644)}


def test_a_version_the_changelog_does_not_tell_is_not_offered(site: Path):
    with pytest.raises(SiteError, match=r"says nothing of 1\.2\.3"):
        bundle(site, CHANGELOG.replace("1.2.3", "1.2.4"))
