"""Keep the Korean words complete.

`python -m tests.machine.translations` brings `locale/` up to date with the code; with `--check` it
works on a copy and lists every message that a Korean reader would meet in English, or garbled.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.machine.processes import ROOT
from tests.machine.programs import GETTEXT, ProgramMissing, require

READ = ("config", "surveys", "support_plans", "templates")
"""The folders whose words are shown to somebody."""
CATALOGUE = Path("locale/ko/LC_MESSAGES/django.po")

_PLACEHOLDER = re.compile(r"%\(\w+\)\w|%[sd]|\{\w*\}")


def refresh(root: Path) -> None:
    """Bring the catalogue under `root` up to date, translations kept, in one reproducible form."""
    (root / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "--locale=ko", "--no-location"]
    command += ["--no-wrap", "--ignore=build/*", "--ignore=node_modules/*", "--ignore=tests/*"]
    # Without settings Django takes the locale folder of where it is, which may be a copy.
    settings = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=root, env=settings, check=True, stdout=subprocess.DEVNULL)
    catalogue = root / CATALOGUE
    text = re.sub(r'^"POT-Creation-Date:.*\n', "", catalogue.read_text("utf-8"), flags=re.MULTILINE)
    catalogue.write_text(text, "utf-8")


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is wrong with the translation, one sentence per message."""
    for message in catalogue:
        if not message.id:
            continue
        ids, strings = _forms(message.id), _forms(message.string)
        if message.fuzzy:
            yield f"guessed, not translated: {ids[0]!r}"
        elif not all(strings):
            yield f"not translated: {ids[0]!r}"
        elif _placeholders(ids[-1]) != _placeholders(strings[-1]):
            yield f"placeholders differ: {ids[-1]!r} → {strings[-1]!r}"
    for message in catalogue.obsolete.values():
        yield f"no longer in the code: {_forms(message.id)[0]!r}"


def _forms(text: Message | str | tuple[str, ...] | list[str] | object) -> tuple[str, ...]:
    """A message's text, or each of its plural forms."""
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type]


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text.replace("%%", "")))


def check() -> list[str]:
    """The faults of the catalogue as it would be after a refresh; the catalogue stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        leave = shutil.ignore_patterns("__pycache__", "*.mo")
        for name in (*READ, "locale"):
            if (ROOT / name).exists():
                shutil.copytree(ROOT / name, copy / name, ignore=leave)
        refresh(copy)
        with (copy / CATALOGUE).open("rb") as text:
            return list(faults(read_po(text, locale="ko")))


def main(arguments: list[str]) -> int:
    try:
        require(GETTEXT)
    except ProgramMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    if "--check" not in arguments:
        refresh(ROOT)
        return 0
    found = check()
    for fault in found:
        print(f"{CATALOGUE}: {fault}")
    if found:
        print(
            f"{len(found)} faults. `make translations` brings the file up to date; then translate."
        )
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
