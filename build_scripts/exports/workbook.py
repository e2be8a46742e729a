"""Export: the package as one spreadsheet file with its codebook."""

import io
from datetime import date, datetime

import xlsxwriter

from build_scripts.model import Model

# a sheet's name may have 31 characters at most (ECMA-376, and what spreadsheets accept)
LONGEST_NAME = 31
CODEBOOK = ("dataset", "field", "type", "required", "English", "한국어", "allowed values")


def workbook(model: Model) -> bytes:
    """Return the workbook: a sheet for the codebook, then one for each dataset.

    Text and days are text cells, so that no program turns them into something else; counts and
    amounts are numbers. Nothing is a formula or a link.
    """
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    day = model.as_of
    book.set_properties(
        {
            "title": model.package.descriptor["title"],
            "comments": f"Version {model.package.descriptor['version']}, state of {day}, CC BY 4.0",
            "created": datetime(day.year, day.month, day.day),
        }
    )
    bold = book.add_format({"bold": True})
    about = book.add_worksheet("codebook")
    _fill(about, CODEBOOK, _codebook(model), bold)
    for resource in model.package.resources:
        names = [field["name"] for field in resource["schema"]["fields"]]
        rows = [[row[name] for name in names] for row in model.rows[resource["name"]]]
        _fill(book.add_worksheet(resource["name"][:LONGEST_NAME]), names, rows, bold)
    book.close()
    return made.getvalue()


def _fill(sheet, header: list[str] | tuple[str, ...], rows: list, bold) -> None:
    """Write a header that stays in sight and the rows below it."""
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, (int, float)):
                sheet.write_number(number, column, value)
            elif value is not None:
                text = value.isoformat() if isinstance(value, date) else value
                sheet.write_string(number, column, text)
    sheet.autofilter(0, 0, len(rows), len(header) - 1)
    sheet.set_column(0, len(header) - 1, 24)


def _codebook(model: Model) -> list[list[str]]:
    return [
        [
            resource["name"],
            field["name"],
            field["type"],
            "yes" if field.get("constraints", {}).get("required") else "",
            field["description"],
            field["kcr:description_ko"],
            "; ".join(
                f"{entry['value']}: {entry['label']} / {entry['kcr:label_ko']}"
                for entry in field.get("categories", [])
            ),
        ]
        for resource in model.package.resources
        for field in resource["schema"]["fields"]
    ]
