r"""Cells of text behind each other, whatever is in them.

`\|` is a | that parts nothing, `\n` a line break, `\t` a tab, `\\` a backslash, and `\u3000` such
white space as would go astray. A backslash before anything else is a backslash.
"""

import re

_PIECE = re.compile(r"\\u[0-9a-f]{4}|\\.|.", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t"}
_WRITTEN = {"\n": r"\n", "\t": r"\t", "\\": r"\\"}


def escaped(text: str, marks: str) -> str:
    """The text as one cell among others; no character of `marks` parts it any more."""
    inner = text.strip()
    at = text.find(inner)
    ends = (text[:at], text[at + len(inner) :])
    before, behind = ("".join(f"\\u{ord(c):04x}" for c in end) for end in ends)
    return before + "".join(_one(c, marks) for c in inner) + behind


def _one(character: str, marks: str) -> str:
    if character in marks:
        return f"\\{character}"
    if character != " " and character.isspace():
        return _WRITTEN.get(character, f"\\u{ord(character):04x}")
    return _WRITTEN.get(character, character)


def parted(text: str, mark: str) -> list[str]:
    """The cells between the marks, still as they are written."""
    cells = [""]
    for piece in _PIECE.findall(text):
        if piece == mark:
            cells.append("")
        else:
            cells[-1] += piece
    return cells


def read(cell: str, marks: str) -> str:
    """What `escaped` made a cell of; white space around it is none of it."""
    return "".join(_meant(piece, marks) for piece in _PIECE.findall(cell.strip()))


def pair_written(name: str, value: str, marks: str) -> str:
    """`name=value` as one cell."""
    return f"{escaped(name, f'{marks}=')}={escaped(value, marks)}"


def pair_read(cell: str, marks: str) -> tuple[str, str] | None:
    """What `pair_written` made a cell of; None where there is no `=` in it."""
    name, *value = parted(cell, "=")
    return (read(name, f"{marks}="), read("=".join(value), marks)) if value else None


def _meant(piece: str, marks: str) -> str:
    if len(piece) == 1:
        return piece
    letter = piece[1]
    if letter == "u" and len(piece) == 6:
        # Nothing else is written so: neither NUL nor half a character comes in this way.
        character = chr(int(piece[2:], 16))
        return character if character.isspace() else piece
    if letter in marks or letter == "\\":
        return letter
    return _LETTERS.get(letter, piece)
