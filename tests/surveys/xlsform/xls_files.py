"""Small .xls files, as Excel 97 wrote them: a BIFF8 stream in a compound file.

Only what tests need of [MS-XLS] and [MS-CFB]: texts, numbers, dates, truths, errors, formulas with
a stored result, merged cells.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_SECTOR = 512
_END_OF_CHAIN, _FREE, _FAT_ITSELF = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_DATE_FORMAT = 14
_PLAIN, _AS_DATE = 15, 16  # the cell formats below, after the 15 that every file has


@dataclass(frozen=True)
class Formula:
    """A formula of which Excel stored this result; None where it stored none."""

    result: float


@dataclass(frozen=True)
class Error:
    code: int  # 0x2A is #N/A


Cell = str | int | float | bool | date | Formula | Error | None
Merged = tuple[int, int, int, int]  # first and last row, first and last column, from 0


def xls_file(sheets: dict[str, Sequence[Sequence[Cell]]], merged: Sequence[Merged] = ()) -> bytes:
    """The file's bytes; `merged` cells are of the first sheet."""
    bodies = [_sheet(rows, merged if at == 0 else ()) for at, rows in enumerate(sheets.values())]
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    head += _record(0x42, struct.pack("<H", 1200)) + _record(0x22, struct.pack("<H", 0))
    head += b"".join(_font() for _ in range(4))
    head += b"".join(_format(_PLAIN if at < 16 else _AS_DATE) for at in range(17))
    bounds = sum(4 + 8 + 2 * len(name) for name in sheets) + 4  # and the end
    start = len(head) + bounds
    names = b""
    for name, body in zip(sheets, bodies, strict=True):
        words = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
        names += _record(0x85, struct.pack("<IH", start, 0) + words)
        start += len(body)
    return _compound_file(head + names + _record(0x0A, b"") + b"".join(bodies))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _font() -> bytes:
    name = "Arial"
    fields = struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, len(name), 0)
    return _record(0x31, fields + name.encode("ascii"))


def _format(kind: int) -> bytes:
    number_format = _DATE_FORMAT if kind == _AS_DATE else 0
    return _record(0xE0, struct.pack("<HHHBBBBIIH", 0, number_format, 0, 0, 0, 0, 0, 0, 0, 0))


def _sheet(rows: Sequence[Sequence[Cell]], merged: Sequence[Merged]) -> bytes:
    content = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for row_at, row in enumerate(rows):
        for column_at, cell in enumerate(row):
            content += _cell(row_at, column_at, cell)
    if merged:
        areas = b"".join(struct.pack("<HHHH", *area) for area in merged)
        content += _record(0xE5, struct.pack("<H", len(merged)) + areas)
    return content + _record(0x0A, b"")


def _cell(row: int, column: int, cell: Cell) -> bytes:
    place = struct.pack("<HHH", row, column, _PLAIN)
    match cell:
        case None:
            return b""
        case bool():
            return _record(0x205, place + struct.pack("<BB", cell, 0))
        case Error(code=code):
            return _record(0x205, place + struct.pack("<BB", code, 1))
        case Formula(result=result):
            return _record(0x06, place + struct.pack("<dHIH", result, 0, 0, 0))
        case date():
            days = (cell - date(1899, 12, 30)).days
            return _record(0x203, struct.pack("<HHHd", row, column, _AS_DATE, days))
        case int() | float():
            return _record(0x203, place + struct.pack("<d", cell))
    return _record(0x204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))


def _compound_file(stream: bytes) -> bytes:
    """One stream, named Workbook, long enough to stand in sectors of its own."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    used = [at + 1 for at in range(sectors)]
    used[-1] = _END_OF_CHAIN
    fat = [*used, _END_OF_CHAIN]  # the stream, then the directory, then the table itself
    fat_sectors = 1
    while len(fat) + fat_sectors > fat_sectors * (_SECTOR // 4):
        fat_sectors += 1
    fat += [_FAT_ITSELF] * fat_sectors
    fat += [_FREE] * (fat_sectors * (_SECTOR // 4) - len(fat))
    at_fat = [sectors + 1 + at for at in range(fat_sectors)]
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b""),
        *(0, fat_sectors, sectors, 0, 4096, _END_OF_CHAIN, 0, _END_OF_CHAIN, 0),
    )
    header += struct.pack("<109I", *at_fat, *[_FREE] * (109 - fat_sectors))
    directory = (
        _entry("Root Entry", kind=5, child=1, start=_END_OF_CHAIN, size=0)
        + _entry("Workbook", kind=2, child=_FREE, start=0, size=len(stream))
    ).ljust(_SECTOR, b"\0")
    table = struct.pack(f"<{len(fat)}I", *fat)
    return header + stream.ljust(sectors * _SECTOR, b"\0") + directory + table


def _entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        *(written, len(written), kind, 1, _FREE, _FREE, child, b"", 0, b"", b"", start, size),
    )
