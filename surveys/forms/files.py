"""Files as a page knows them, and which ones a company may attach."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _

from surveys.forms.mistakes import Mistake

MOST_BYTES = 10 * 1024 * 1024
BEGINNING = 2048
"""How many bytes of a file are looked at to see what it is."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
KINDS: Mapping[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".hwp": (*_OLE, b"HWP Document File"),
    ".hwpx": _ZIP,
    ".docx": _ZIP,
    ".xlsx": _ZIP,
    ".pptx": _ZIP,
    ".zip": _ZIP,
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".csv": (),
    ".txt": (),
}
"""Ending of the name → what such a file begins with; a text is one that holds no NUL."""
IN_WORDS = "PDF, HWP, HWPX, DOCX, XLSX, PPTX, CSV, TXT, PNG, JPG, ZIP"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that has arrived; `url` is where its own people may fetch it."""

    key: str
    name: str
    size: int  # bytes
    url: str = ""


Files: TypeAlias = Mapping[str, StoredFile]  # key → the file


def file_name(given: str) -> str:
    """The last part of a name that a browser sent, printable and not too long to store."""
    name = PurePosixPath(given.replace("\\", "/")).name
    name = "".join(c for c in name if c.isprintable()).strip() or "file"
    ending = PurePosixPath(name).suffix[:20]
    return name if len(name) <= 150 else name[: 150 - len(ending)] + ending


def check_file(name: str, size: int, beginning: bytes) -> None:
    """Raises Mistake where such a file is not taken, and says why."""
    ending = PurePosixPath(name).suffix.lower()
    if size > MOST_BYTES:
        raise too_large(name)
    if not size:
        raise Mistake(_("“%(name)s” is empty. Choose another file."), name=name)
    if ending not in KINDS:
        raise Mistake(
            _("“%(name)s” is not a kind of file that we take. Choose one of these: %(kinds)s."),
            name=name,
            kinds=IN_WORDS,
        )
    if not _is_one(KINDS[ending], beginning):
        raise Mistake(
            _("“%(name)s” is not what its name says. Save it again as a %(kind)s file."),
            name=name,
            kind=ending[1:].upper(),
        )


def too_large(name: str) -> Mistake:
    return Mistake(
        _("“%(name)s” is larger than %(most)s MB. Make it smaller, or leave parts of it out."),
        name=name,
        most=MOST_BYTES // 1024**2,
    )


def _is_one(beginnings: tuple[bytes, ...], beginning: bytes) -> bool:
    if beginnings:
        return beginning.startswith(beginnings)
    return b"\0" not in beginning or beginning.startswith(_UTF16)
