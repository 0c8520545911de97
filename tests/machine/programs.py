"""The programs that tests need beside Python: found, or installed from Debian's packages.

A program that can be neither found nor installed is an error that says what to install; no test
is skipped for want of it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class ProgramMissing(Exception):
    """Says in one sentence per program what is missing and how to get it."""


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    find: Callable[[], Path | None]
    debian_packages: tuple[str, ...]
    advice: str
    """What to do about it where it cannot be installed for the reader."""


def _on_path(*names: str) -> Path | None:
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def _postgresql() -> Path | None:
    """The `postgres` binary, from the PATH or from where Debian keeps it out of the PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = sorted(debian, key=lambda path: int(path.parts[4]), reverse=True)
    candidates = [path for path in (_on_path("postgres"), *newest) if path]
    return next((p.resolve() for p in candidates if p.resolve().with_name("initdb").exists()), None)


def _chromium() -> Path | None:
    if chosen := os.environ.get("CHROMIUM"):
        return Path(chosen)
    return _on_path("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def _korean_font() -> Path | None:
    """Any font that covers Hangul; without one a Korean page is rows of boxes."""
    if not (fc_list := shutil.which("fc-list")):
        return None
    found = subprocess.run([fc_list, ":lang=ko", "file"], capture_output=True, text=True)
    first = found.stdout.partition(":")[0].strip()
    return Path(first) if first else None


POSTGRESQL = Program(
    "PostgreSQL",
    _postgresql,
    ("postgresql",),
    "install PostgreSQL 14 or later (Debian: `apt-get install postgresql`), "
    "or set DATABASE_URL to a server where the tests may create databases",
)
REDIS = Program(
    "Redis",
    lambda: _on_path("redis-server", "valkey-server"),
    ("redis-server",),
    "install Redis (Debian: `apt-get install redis-server`), "
    "or set REDIS_URL to a server that the tests may empty",
)
CHROMIUM = Program(
    "Chromium",
    _chromium,
    ("chromium",),
    "install Chromium (Debian: `apt-get install chromium`), "
    "or set CHROMIUM to the path of a Chrome or Chromium",
)
KOREAN_FONT = Program(
    "A Korean font",
    _korean_font,
    ("fontconfig", "fonts-noto-cjk"),
    "install one (Debian: `apt-get install fontconfig fonts-noto-cjk`)",
)
GETTEXT = Program(
    "GNU gettext",
    lambda: _on_path("xgettext") and _on_path("msgmerge"),
    ("gettext",),
    "install it (Debian: `apt-get install gettext`)",
)


def require(*programs: Program) -> list[Path]:
    """Where each program is, after installing what is missing; ProgramMissing where that fails."""
    missing = [program for program in programs if program.find() is None]
    if missing and _can_install():
        _install([package for program in missing for package in program.debian_packages])
    found = {program: program.find() for program in programs}
    absent = [f"{p.name} is missing: {p.advice}." for p in programs if found[p] is None]
    if absent:
        raise ProgramMissing("\n".join(absent))
    return [path for path in found.values() if path is not None]


def _can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: list[str]) -> None:
    print(f"Installing {', '.join(packages)} from Debian's packages …", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    # A list of packages that is merely old may still do, so only the install's failure counts.
    for command in (["apt-get", "update"], [*install, "-o", "DPkg::Lock::Timeout=300"]):
        ran = subprocess.run(
            command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if ran.returncode:
            print(ran.stdout[-2000:] + ran.stderr[-2000:], file=sys.stderr)
