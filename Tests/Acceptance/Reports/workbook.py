"""Formulas of a workbook, calculated again from the values that stand in it."""

import calendar
import datetime
import re
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

import openpyxl

REFERENCE = r"(?:'((?:[^']|'')+)'!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?"
ZERO_DAY = datetime.datetime(1899, 12, 30)


def number(value: object) -> Decimal:
    """What a cell holds, as a spreadsheet calculates with it."""
    if isinstance(value, datetime.datetime):
        value -= ZERO_DAY
    if isinstance(value, datetime.time):
        value = datetime.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second,
                                   microseconds=value.microsecond)  # fmt: skip
    if isinstance(value, datetime.timedelta):
        return Decimal(value // datetime.timedelta(microseconds=1)) / 86_400_000_000
    return Decimal(repr(value))


def rounded(value: Decimal, digits: int) -> Decimal:
    """Halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)


def months_after(day: Decimal, months: Decimal) -> Decimal:
    """A date and months; where a month is too short, its last day."""
    date = ZERO_DAY + datetime.timedelta(days=int(day))
    year, month = divmod(date.year * 12 + date.month - 1 + int(months), 12)
    last = calendar.monthrange(year, month + 1)[1]
    return number(date.replace(year=year, month=month + 1, day=min(date.day, last)))


def calculate(formula: str, sheet, values: openpyxl.Workbook) -> Decimal:
    """A formula of + - * / and the functions of reports over cells, from their values."""
    known: dict[str, list[Decimal]] = {}

    def name(match: re.Match) -> str:
        where = values[match[1].replace("''", "'")] if match[1] else values[sheet.title]
        end = f":{match[4]}{match[5]}" if match[4] else ""
        area = where[f"{match[2]}{match[3]}{end}"]
        cells = [c for row in area for c in row] if end else [area]
        known[key := f"v{len(known)}"] = [number(c.value) for c in cells]
        return f"_{key}"

    text = re.sub(r"(?<!\w)" + REFERENCE, name, formula.removeprefix("="))
    # Of the cells of a range, the one of a rank; how many they are.
    text = re.sub(r"(SMALL|COUNT)\(_(\w+)", r"\1(\2", text)
    text = re.sub(r"SUM\(([^()]*)\)", lambda m: "(" + "+".join(
        f"sum({part})" for part in m[1].split(",")) + ")", text)  # fmt: skip
    text = re.sub(r"sum\(_(\w+)\)", r"total(\1)", text)
    text = re.sub(r"_(v\d+)", r"only(\1)", text)
    places = {
        "total": sum, "only": lambda cells: cells[0], "ROUND": rounded, "MAX": max,
        "EDATE": months_after, "SMALL": lambda cells, rank: sorted(cells)[int(rank) - 1],
        "COUNT": lambda cells: Decimal(len(cells)),
        "ROUNDUP": lambda value, _: value.to_integral_value(ROUND_CEILING), **known
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
