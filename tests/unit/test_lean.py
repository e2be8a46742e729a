"""What every page loads carries no remarks of ours, and still says the same."""

from pathlib import Path

from build_scripts.build import lean


def test_style_sheets_and_scripts_lose_remarks_and_indentation_only(tmp_path: Path):
    files = {
        "a.css": "/* a\n   remark */\n.a {\n  color: red; /* b */\n}\n",
        "a.js": '// a remark\nconst a = {\n  // another\n  b: "https://c.kr", // kept\n};\n',
        "a.txt": "  // as it is\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = {name: lean(tmp_path / name).decode() for name in files}
    assert made == {
        "a.css": ".a {\ncolor: red; }\n",
        "a.js": 'const a = {\nb: "https://c.kr", // kept\n};\n',
        "a.txt": "  // as it is\n",
    }
