"""Formulas of a workbook, calculated again from the values that stand in it."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

import openpyxl

REFERENCE = r"(?:'((?:[^']|'')+)'!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?"
ZERO_DAY = datetime.datetime(1899, 12, 30)


def number(value: object) -> Decimal:
    """What a cell holds, as a spreadsheet calculates with it."""
    if isinstance(value, datetime.datetime):
        value -= ZERO_DAY
    if isinstance(value, datetime.timedelta):
        return Decimal(value // datetime.timedelta(microseconds=1)) / 86_400_000_000
    return Decimal(repr(value))


def rounded(value: Decimal, digits: int) -> Decimal:
    """Halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)


def calculate(formula: str, sheet, values: openpyxl.Workbook) -> Decimal:
    """A formula of + - * / SUM, MAX and ROUND over cells, from the values of its cells."""
    known: dict[str, list[Decimal]] = {}

    def name(match: re.Match) -> str:
        where = values[match[1].replace("''", "'")] if match[1] else values[sheet.title]
        end = f":{match[4]}{match[5]}" if match[4] else ""
        area = where[f"{match[2]}{match[3]}{end}"]
        cells = [c for row in area for c in row] if end else [area]
        known[key := f"v{len(known)}"] = [number(c.value) for c in cells]
        return f"_{key}"

    text = re.sub(r"(?<!\w)" + REFERENCE, name, formula.removeprefix("="))
    text = re.sub(r"SUM\(([^()]*)\)", lambda m: "(" + "+".join(
        f"sum({part})" for part in m[1].split(",")) + ")", text)  # fmt: skip
    text = re.sub(r"sum\(_(\w+)\)", r"total(\1)", text)
    text = re.sub(r"_(v\d+)", r"only(\1)", text)
    places = {
        "total": sum, "only": lambda cells: cells[0], "ROUND": rounded, "MAX": max, **known
    }  # fmt: skip
    return eval(text, {"__builtins__": {}}, places)  # noqa: S307 our own file


def formulas(workbook: openpyxl.Workbook):
    """Every cell with a formula, with its sheet."""
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    yield sheet, cell


def check_formulas(workbook: openpyxl.Workbook, values: openpyxl.Workbook) -> list[tuple]:
    """That each gives the value beside it; times are read to the microsecond."""
    found = list(formulas(workbook))
    for sheet, cell in found:
        cached = number(values[sheet.title][cell.coordinate].value)
        again = calculate(cell.value, sheet, values)
        slack = max(abs(cached) / 10**12, Decimal("1e-10"))
        assert abs(again - cached) <= slack, f"{sheet.title} {cell.coordinate} {cell.value}"
    return found
