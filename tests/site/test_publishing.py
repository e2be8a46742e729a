"""What is published is the old site or the new one, whole, at every moment."""

import os
import subprocess
import sys
from pathlib import Path

from build_scripts.paths import ROOT
from build_scripts.verify import FEWEST_PAGES, faults


def test_the_built_site_is_whole(site: Path):
    assert faults(site) == []
    assert FEWEST_PAGES >= 1_000


def test_a_killed_publication_leaves_the_old_site_or_the_new_one(tmp_path: Path):
    times = os.environ.get("KCR_KILLS", "60")
    command = [sys.executable, "-m", "tests.site.kill", tmp_path, times]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    killed, steps, pairs = (line.split() for line in result.stdout.splitlines())
    assert int(killed[1]) > int(times) / 10
    assert killed[2:] == ["new", "old"]
    assert steps[1:] == ["checked", "copied", "checked", "made", "went", "keeps"]
    assert pairs[1].startswith("0:")
