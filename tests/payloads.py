"""Texts that would come alive where they are not escaped, in place of those of the record."""

from build_scripts.descriptor import Package
from build_scripts.ledger import Entry, Ledger
from build_scripts.load import Tables
from tests.conftest import AS_OF

PAYLOADS = [
    "<script>evil()</script>",
    '"><img src=https://evil.test/x.png onerror=evil()>',
    "'><svg onload=evil()>",
    '" autofocus onfocus=evil() x="',
    "</script><script>evil()</script>",
    "</title></head><body onload=evil()>",
    "--><script>evil()</script>",
    "]]><script>evil()</script>",
    "<iframe src=https://evil.test/></iframe>",
    "<meta http-equiv=refresh content='0;url=https://evil.test/'>",
    "<base href=https://evil.test/>",
    "<link rel=stylesheet href=https://evil.test/x.css>",
    "<style>@import 'https://evil.test/x.css';</style>",
    "<form action=https://evil.test/><button>evil</button></form>",
    "<a href='javascript:evil()'>evil</a>",
    "<a href='https://evil.test/'>evil</a>",
    "[evil](javascript:evil())",
    "[evil](https://evil.test/)",
    "![evil](https://evil.test/x.png)",
    "<https://evil.test/>",
    "[evil]: https://evil.test/",
    "**evil** _evil_ `evil` ~~evil~~ ==evil==",
    "# evil {: onclick=evil() .evil }",
    "{: onclick=evil() .evil }",
    "{{ '<img src=https://evil.test/>' }}{% raw %}",
    '--8<-- "evil"',
    "&lt;script&gt;evil()&lt;/script&gt;",
    "&#60;img src=x onerror=evil()&#62;",
    "\\u003cscript\\u003eevil()\\u003c/script\\u003e",
    "${evil()}`${evil()}`",
    '=HYPERLINK("https://evil.test/","evil")',
    "@SUM(1)|cmd' /C calc'!A0",
    "line\n\n<script>evil()</script>\n\n# evil",
    "x\n\n    evil\n\n- evil\n",
    "- evil",
    "    evil",
    "\u2028<script>evil()</script>",
]
ADDRESSES = ["javascript:evil()", "JAVASCRIPT:evil()", "data:text/html,<script>evil()</script>"]
ADDRESSES += ["//evil.test/", 'https://x.kr/"onclick=evil() x="', "https://x.kr/'><img src=x>"]
# what leads from row to row, or is read as days, and cannot be just any text
LEADS = {"record_key", "resource", "field", "value", "publisher_group", "confused_with", "deal"}
DAYS = ("_id", "_on", "_from", "_until")


def poisoned_tables(package: Package, tables: Tables) -> tuple[Tables, dict[str, str]]:
    """Return tables whose texts are payloads, and the column each text's own word names."""
    made, words = {}, {}
    for resource in package.resources:
        table = made[resource["name"]] = tables[resource["name"]].copy()
        schema = resource["schema"]
        leads = {name for key in schema.get("foreignKeys", []) for name in key["fields"]}
        leads |= {*schema["primaryKey"], *LEADS}
        for field in schema["fields"]:
            name = field["name"]
            fixed = "enum" in field.get("constraints", {})
            if field["type"] != "string" or fixed or name in leads or name.endswith(DAYS):
                continue
            if table[name].isna().all():
                continue
            word = f"w{len(words)}w"
            words[word] = f"{resource['name']}.{name}"
            if name == "url" or name.endswith("_url"):
                texts = [ADDRESSES[row % len(ADDRESSES)] for row in range(len(table))]
                texts = [f"{one}#{word}" for one in texts]
            else:
                ways = [PAYLOADS[(row + len(words)) % len(PAYLOADS)] for row in range(len(table))]
                # at the start, where Markdown and spreadsheets look, and at the end
                texts = [
                    f"{way} {word}" if row % 2 else f"{word} {way}" for row, way in enumerate(ways)
                ]
            table[name] = table[name].where(table[name].isna(), texts)
    return made, words


def poisoned_ledger() -> Ledger:
    """Return a ledger in which every reason of a change is a payload."""
    return Ledger(
        entries=tuple(
            Entry("rules", "changed", "our_error", way, way, AS_OF, ("travel-rule",))
            for way in PAYLOADS
        )
    )
