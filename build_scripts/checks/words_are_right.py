"""Check: no text uses a word the glossary says would be wrong."""

from build_scripts.checks.breach import Breach
from build_scripts.descriptor import Package
from build_scripts.load import Tables

# claims repeat what others say, sources their own titles; the glossary lists the words
QUOTING = {"glossary", "claims", "sources", "conflicts"}


def avoided(tables: Tables, language: str) -> dict[str, str]:
    """Return the wrong words of a language in lower case, each with the term to use instead."""
    terms = tables["glossary"].dropna(subset=[f"avoid_{language}"])
    return {
        word.lower(): term[f"term_{language}"]
        for _, term in terms.iterrows()
        for word in term[f"avoid_{language}"].split("; ")
    }


def words_are_right(package: Package, tables: Tables) -> list[Breach]:
    """Refuse a cell of text that holds a wrong word in its language."""
    breaches = []
    for language in ("en", "ko"):
        wrong = avoided(tables, language)
        for resource in package.resources:
            name = resource["name"]
            if name in QUOTING:
                continue
            table = tables[name]
            for field in table.columns[table.columns.str.endswith(f"_{language}")]:
                for row, cell in table[field].dropna().items():
                    for word, right in wrong.items():
                        if word in cell.lower():
                            expected = f"{right!r}, or other words"
                            breaches.append(Breach(name, row, field, repr(word), expected))
    return breaches
