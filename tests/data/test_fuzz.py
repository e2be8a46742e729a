"""Whatever bytes a file holds, the checks answer with findings: they never crash.

The same few hundred examples run each time; KCR_EXAMPLES=20000 tries that many new ones a test.
"""

import copy
import os
import re
import shutil
import tempfile
from pathlib import Path

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from build_scripts.descriptor import Package, read_package
from build_scripts.errors import DataError
from build_scripts.paths import DATASETS
from build_scripts.validate import file_findings, validate
from tests.unit.packages import a_field, a_folder

WANTED = int(os.environ.get("KCR_EXAMPLES", "0"))
LINE = re.compile(r"[^:\n]+:\d+:[^:\n]+: found .+, expected .+ \[[\w -]+\]$", re.DOTALL)
# what breaks readers: the bytes of delimiters, quotes, encodings, YAML and hidden characters
PIECES = [
    *(b'"', b",", b"\n", b"\r", b";", b"\t", b"\0", b"\\", b"'", b":", b"- ", b"#", b"&a ", b"*a"),
    *(b"{", b"}", b"[", b"]", b"!!", b"<<: ", b"? ", b"|", b">", b"%", b"@", b"`", b"~", b"  "),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    *("가".encode(), "\u1112\u1161".encode(), "\u200b".encode(), "\u202e".encode(), b"\xa1\xa1"),
    *(b"null", b"true", b"1e999", b"-0", b".inf", b"2026-13-45", b"0x", b"1_0", b"9" * 400),
    *(b"<<<<<<< ", b"=======", b"../", b"https://", b"file:///etc/passwd", b"=1+1", b"x" * 3_000),
]
pieces = st.sampled_from(PIECES) | st.binary(max_size=12)
# an edit: where it starts (a share of the file), how many bytes go, what comes
edits = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True), st.sampled_from([0, 0, 0, 1, 2, 7, 60, 900]), pieces
    ),
    min_size=1,
    max_size=4,
)


def bounded(examples: int):
    """Return Hypothesis' settings: few examples, always the same, or as many as are asked for."""
    return settings(
        max_examples=WANTED or examples,
        derandomize=not WANTED,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def mutated(raw: bytes, made: list[tuple[float, int, bytes]]) -> bytes:
    for share, length, piece in made:
        start = int(share * len(raw))
        raw = raw[:start] + piece + raw[start + length :]
    return raw


RESOURCES = read_package(DATASETS).resources
SAMPLES = {
    one["name"]: b"".join((DATASETS / one["path"]).read_bytes().splitlines(True)[:6])
    for one in RESOURCES
}


@bounded(400)
@given(resource=st.sampled_from(RESOURCES), made=edits)
def test_a_csv_of_any_bytes_is_right_or_refused(resource: dict, made: list):
    fields = [field["name"] for field in resource["schema"]["fields"]]
    raw = mutated(SAMPLES[resource["name"]], made)
    findings = file_findings(raw, "d/t.csv", fields, resource["schema"]["primaryKey"])
    for finding in findings:
        assert LINE.match(str(finding))
        assert 1 <= finding.line <= raw.count(b"\n") + 2


FIELDS = [
    a_field("thing_id", required=True, pattern="[a-z]+"),
    a_field("kind", enum=["apple", "pear"], required=True),
    a_field("happened_on", "date"),
    a_field("count", "integer", minimum=0),
]
TEXT = "thing_id,kind,happened_on,count\none,apple,2024-02-29,1\ntwo,pear,,\n"


def answered(folder: Path) -> Package | list[str]:
    """Return the package of a folder, or the lines with which it is refused."""
    try:
        package = read_package(folder)
        validate(package)
    except DataError as error:
        lines = [str(finding) for finding in error.findings]
        assert lines
        assert all(LINE.match(line) for line in lines), lines
        # the checks of the record ask for datasets that a made-up package has not
        unforeseen = [line for line in lines if "did not foresee" in line and "_findings]" in line]
        assert unforeseen == []
        return lines
    return package


class Folder:
    """A made-up package that each example spoils and finds whole again."""

    def __init__(self, inside: str) -> None:
        self.folder = a_folder(Path(inside) / "datasets", things=(FIELDS, TEXT))
        self.paths = {
            "descriptor": self.folder / "datapackage.yaml",
            "schema": self.folder / "shelf" / "things.schema.yaml",
            "table": self.folder / "shelf" / "things.csv",
        }
        self.whole = {name: path.read_bytes() for name, path in self.paths.items()}

    def with_file(self, name: str, raw: bytes) -> Path:
        """Return the folder, whole but for one file."""
        for other, path in self.paths.items():
            path.write_bytes(raw if other == name else self.whole[other])
        return self.folder


INSIDE = tempfile.mkdtemp(prefix="kcr-fuzz-")
PLACE = Folder(INSIDE)


def teardown_module() -> None:
    shutil.rmtree(INSIDE)


@bounded(200)
@given(name=st.sampled_from(["descriptor", "descriptor", "schema", "table"]), made=edits)
def test_a_package_of_any_bytes_is_right_or_refused(name: str, made: list):
    answered(PLACE.with_file(name, mutated(PLACE.whole[name], made)))


odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.sampled_from(["", "things", "../x", "https://x.kr/", "thing_id", "date", "(", "[a-z]"])
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "fields", "reference", "value"]), inner, max_size=3
        )
    ),
    max_leaves=4,
)


def places(node: object, path: tuple = ()) -> list[tuple]:
    """Return the way to every value of a tree."""
    inner = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node if isinstance(node, list) else [])
    )
    return [path] * bool(path) + [
        way for key, value in inner for way in places(value, (*path, key))
    ]


@bounded(120)
@given(
    name=st.sampled_from(["descriptor", "schema"]),
    share=st.floats(0, 1, exclude_max=True),
    value=odd,
)
@example(name="schema", share=0.0, value="thing_id")
def test_a_descriptor_of_any_values_is_right_or_refused(name: str, share: float, value: object):
    tree = yaml.safe_load(PLACE.whole[name])
    if name == "schema":
        reference = {"resource": "", "fields": ["thing_id"]}
        tree["foreignKeys"] = [{"fields": ["thing_id"], "reference": reference}]
        labels = {"label": "A", "kcr:label_ko": "가"}
        tree["fields"][1]["categories"] = [{"value": v, **labels} for v in ("apple", "pear")]
    tree = copy.deepcopy(tree)
    ways = places(tree)
    *way, last = ways[int(share * len(ways))]
    node = tree
    for key in way:
        node = node[key]
    node[last] = value
    raw = yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", errors="surrogatepass")
    answered(PLACE.with_file(name, raw))
