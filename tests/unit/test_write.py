"""Files are written when they change; a site is put in place whole, or not at all."""

import errno
import os
import resource
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from build_scripts import write
from build_scripts.errors import SiteError
from build_scripts.exports.archive import tarball
from build_scripts.paths import ROOT
from build_scripts.verify import SUMS, sum_faults
from build_scripts.write import (
    add_sums,
    alone,
    leave_out,
    publish,
    put_in_place,
    restore,
    unpack,
    write_tree,
)
from tests.conftest import AS_OF


def site_of(folder: Path, **files: bytes) -> Path:
    write_tree(folder, {f"{name}.html": raw for name, raw in files.items()})
    (folder / SUMS).unlink(missing_ok=True)
    add_sums(folder)
    return folder


def test_writes_what_changed_and_deletes_what_is_no_longer_made(tmp_path: Path):
    assert write_tree(tmp_path, {"a/b.md": b"1", "c.md": b"2"}) == 2
    assert write_tree(tmp_path, {"a/b.md": b"1", "c.md": b"2"}) == 0
    assert write_tree(tmp_path, {"c.md": b"3"}) == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["c.md"]


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_finished_site_takes_the_place_of_the_old_one_whole(
    tmp_path: Path, monkeypatch, exchanges: bool
):
    if not exchanges:
        monkeypatch.setattr(write, "exchange", lambda one, other: False)
    place, made = tmp_path / "site", tmp_path / "site.new"
    write_tree(place, {"old.html": b"old"})
    write_tree(made, {"new.html": b"new"})
    put_in_place(made, place)
    assert [path.name for path in place.iterdir()] == ["new.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_folders_change_places_in_one_step_or_none(tmp_path: Path):
    write_tree(tmp_path, {"one/1": b"1", "other/2": b"2"})
    swapped = write.exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / ("2" if swapped else "1")).is_file()
    assert not write.exchange(tmp_path / "one", tmp_path / "nowhere")


def test_without_a_new_site_the_old_one_stays(tmp_path: Path):
    place = tmp_path / "site"
    write_tree(place, {"old.html": b"old"})
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "site.new", place)
    assert [path.name for path in place.iterdir()] == ["old.html"]


def test_a_site_that_was_moved_away_comes_back_and_a_left_over_goes(tmp_path: Path):
    write_tree(tmp_path, {"site.old/old.html": b"old"})
    restore(tmp_path / "site")
    assert (tmp_path / "site/old.html").read_bytes() == b"old"
    write_tree(tmp_path / "site.old", {"older.html": b"older"})
    restore(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_one_writer_at_a_time(tmp_path: Path):
    with alone(tmp_path), pytest.raises(BlockingIOError, match="another build"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_the_lock_of_a_killed_process_is_gone(tmp_path: Path):
    code = (
        "import sys, time; from pathlib import Path; from build_scripts.write import alone\n"
        "with alone(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "held\n"
    with pytest.raises(BlockingIOError), alone(tmp_path):
        pass
    child.send_signal(signal.SIGKILL)
    child.communicate()
    with alone(tmp_path):
        pass


def test_what_is_published_keeps_three_and_can_go_back(tmp_path: Path):
    to, names = tmp_path / "to", []
    for n in range(5):
        site = site_of(tmp_path / "site", page=b"%d" % n)
        publish(site, to, names.append, sum_faults)
        assert (to / "current/page.html").read_bytes() == b"%d" % n
    releases = sorted((to / "releases").iterdir(), key=lambda path: path.stat().st_mtime)
    assert [(path / "page.html").read_bytes() for path in releases] == [b"2", b"3", b"4"]
    # the two commands of RUNBOOK.md
    commands = f"ln -s releases/{releases[0].name} back && mv -T back current"
    subprocess.run(commands, shell=True, cwd=to, check=True)
    assert (to / "current/page.html").read_bytes() == b"2"


def test_a_file_that_did_not_change_keeps_its_time_and_a_changed_one_does_not(tmp_path: Path):
    to, quiet = tmp_path / "to", lambda line: None
    publish(site_of(tmp_path / "site", same=b"1", other=b"1"), to, quiet, sum_faults)
    first = {path.name: path.stat().st_mtime for path in (to / "current/").iterdir()}
    os.utime(tmp_path / "site/same.html", (1, 1))
    publish(site_of(tmp_path / "site", same=b"1", other=b"2"), to, quiet, sum_faults)
    second = {path.name: path.stat().st_mtime for path in (to / "current/").iterdir()}
    assert first["same.html"] == second["same.html"]
    assert int(first["other.html"]) != int(second["other.html"])


def test_a_broken_site_is_not_published_and_a_broken_copy_is_made_anew(tmp_path: Path):
    to, site, said = tmp_path / "to", site_of(tmp_path / "site", page=b"1"), []
    publish(site, to, said.append, sum_faults)
    (to / "current/page.html").write_bytes(b"broken")
    publish(site, to, said.append, sum_faults)
    assert (to / "current/page.html").read_bytes() == b"1"
    (site / "page.html").write_bytes(b"2")
    with pytest.raises(SiteError, match=r"page.html: its bytes are not those"):
        publish(site, to, said.append, sum_faults)
    assert (to / "current/page.html").read_bytes() == b"1"


def test_a_full_disk_leaves_the_old_site(tmp_path: Path):
    to, quiet = tmp_path / "to", lambda line: None
    publish(site_of(tmp_path / "site", page=b"1" * 9000), to, quiet, sum_faults)
    site = site_of(tmp_path / "site", page=b"2" * 9000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))  # the nearest to a full disk
    try:
        with pytest.raises(OSError, match="File too large"):
            publish(site, to, quiet, sum_faults)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (to / "current/page.html").read_bytes() == b"1" * 9000
    publish(site, to, quiet, sum_faults)
    assert (to / "current/page.html").read_bytes() == b"2" * 9000


def test_what_goes_live_is_on_the_disk_before_and_after_the_link_changes(
    tmp_path: Path, monkeypatch
):
    to, live = tmp_path / "to", tmp_path / "to/current/page.html"
    publish(site_of(tmp_path / "site", page=b"1"), to, lambda line: None, sum_faults)
    waited = []

    def onto_disk(folder: Path) -> None:
        whole = [one.name for one in (to / "releases").iterdir() if not sum_faults(one)]
        waited.append((folder.relative_to(to).parts[:1], live.read_bytes(), len(whole)))

    monkeypatch.setattr(write, "onto_disk", onto_disk)
    publish(site_of(tmp_path / "site", page=b"2"), to, lambda line: None, sum_faults)
    assert waited == [(("releases",), b"1", 2), ((), b"1", 2), ((), b"2", 2)]


def test_what_the_disk_refuses_does_not_go_live(tmp_path: Path, monkeypatch):
    def onto_disk(folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(folder))

    to, quiet = tmp_path / "to", lambda line: None
    publish(site_of(tmp_path / "site", page=b"1"), to, quiet, sum_faults)
    write.onto_disk(to)
    with pytest.raises(FileNotFoundError):
        write.onto_disk(to / "nowhere")
    monkeypatch.setattr(write, "onto_disk", onto_disk)
    with pytest.raises(OSError, match="Input/output error"):
        publish(site_of(tmp_path / "site", page=b"2"), to, quiet, sum_faults)
    assert (to / "current/page.html").read_bytes() == b"1"


def test_a_packed_site_comes_out_as_it_went_in_or_not_at_all(tmp_path: Path):
    site = site_of(tmp_path / "site", page=b"1")
    files = {path.name: path.read_bytes() for path in site.iterdir()}
    packed, place = tmp_path / "site.tar.gz", tmp_path / "out" / "site"
    place.parent.mkdir()
    packed.write_bytes(tarball(files, AS_OF))
    unpack(packed, place)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == files
    for name in ("page.html", "another.html"):
        packed.write_bytes(tarball({**files, name: b"2"}, AS_OF))
        with pytest.raises(SiteError, match=name):
            unpack(packed, place)
    packed.write_bytes(tarball({**files, "../escaped": b"2"}, AS_OF))
    with pytest.raises(tarfile.FilterError):
        unpack(packed, place)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == files


def test_what_nobody_asks_for_is_left_out(tmp_path: Path):
    write_tree(tmp_path, {"lunr/ko.js": b"1", "lunr.js": b"2", "x-ui.js": b"3", "x-ui.css": b"4"})
    leave_out(tmp_path, ("lunr", "*-ui.*", "nowhere/*"))
    assert [path.name for path in tmp_path.rglob("*")] == ["lunr.js"]
