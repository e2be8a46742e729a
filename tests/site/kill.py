"""Publish small sites, kill the publisher, look at what stands: `kill.py <folder> <times>`.

A process of its own, because it forks: a killed child costs a few milliseconds this way.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from build_scripts import write
from build_scripts.verify import sum_faults
from build_scripts.write import add_files, add_sums, publish, release_name

FILES = 24
write.onto_disk = lambda folder: None  # who is killed loses nothing that the kernel holds


def small_site(folder: Path, letter: str) -> Path:
    """Make a site whose every file holds one letter."""
    add_files(folder, {f"{n % 5}/{n}.html": letter.encode() * 500 for n in range(FILES)})
    add_sums(folder)
    return folder


def letter_in(to: Path) -> str:
    """Return the letter of the published site; fails where the site is mixed or not whole."""
    live = to / "current"
    assert sum_faults(live) == []
    [letter] = {path.read_bytes()[:1].decode() for path in live.rglob("*.html")}
    assert sum(1 for _ in live.rglob("*.html")) == FILES
    return letter


def in_child(work) -> int:
    """Return the id of a child process that does the work and ends with 3 for an OSError."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    except OSError:
        code = 3
    finally:
        os._exit(code)


def quietly(line: str) -> None:
    """Say nothing."""


def kill_at_random(sites: list[Path], to: Path, times: int) -> Counter:
    """Kill at a random moment of a publication, so many times; return how it came out."""
    chance = random.Random(2026)
    start = time.perf_counter()
    for site in sites:
        publish(site, to, quietly, sum_faults)
    longest = time.perf_counter() - start  # twice one publication: some end before they are killed
    outcomes = Counter()
    for n in range(times):
        before, site = letter_in(to), sites[n % 2]
        for old in (to / "releases").iterdir():  # so that the whole work is done each time
            if old.name != (to / "current").resolve().name and chance.random() < 0.8:
                shutil.rmtree(old)
        child = in_child(lambda site=site: publish(site, to, quietly, sum_faults))
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        after, wanted = letter_in(to), "AB"[n % 2]
        assert after in (before, wanted)
        if before != wanted:
            outcomes["new" if after == wanted else "old"] += 1
    return outcomes


def kill_at_steps(sites: list[Path], to: Path) -> list[str]:
    """Kill at each step a publication names; return the steps."""
    steps = []
    publish(sites[0], to, quietly, sum_faults)
    publish(sites[1], to, steps.append, sum_faults)
    for n, step in enumerate(steps):
        shutil.rmtree(to)
        publish(sites[0], to, quietly, sum_faults)
        said = []

        def say(line: str, n: int = n, said: list = said) -> None:
            said.append(line)
            if len(said) == n + 1:
                os.kill(os.getpid(), signal.SIGKILL)

        child = in_child(lambda say=say: publish(sites[1], to, say, sum_faults))
        assert os.waitpid(child, 0)[1] == signal.SIGKILL, step
        assert letter_in(to) == ("B" if n >= steps.index("went live") else "A"), step
        publish(sites[1], to, quietly, sum_faults)
        assert letter_in(to) == "B"
        stand = {path.name for path in (to / "releases").iterdir()}
        assert stand == {release_name(site) for site in sites}, step
    return steps


def pairs(sites: list[Path], to: Path, times: int) -> Counter:
    """Publish two sites at once, so many times; return how the publishers ended."""
    ended = Counter()
    for _ in range(times):
        children = [
            in_child(lambda site=site: publish(site, to, quietly, sum_faults)) for site in sites
        ]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert 0 in codes
        letter_in(to)
        ended.update(codes)
    return ended


if __name__ == "__main__":
    folder, times = Path(sys.argv[1]), int(sys.argv[2])
    both = [small_site(folder / letter, letter) for letter in "AB"]
    outcomes = kill_at_random(both, folder / "random", times)
    print("killed", sum(outcomes.values()), *sorted(outcomes))
    print("steps", *(step.split()[0] for step in kill_at_steps(both, folder / "steps")))
    print("pairs", *(f"{code}:{n}" for code, n in sorted(pairs(both, folder / "p", 20).items())))
