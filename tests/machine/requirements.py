"""The exact versions that `pyproject.toml`'s ranges were last tried with.

`python -m tests.machine.requirements` writes `requirements.txt` and `requirements-dev.txt` from
what is installed; with `--check` it only says where they no longer fit the ranges.
"""

import importlib.metadata
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "requirements.txt"
DEV = ROOT / "requirements-dev.txt"
PYTHONS = ("3.11.2", "3.11.9", "3.12.9", "3.13.9")
"""The Pythons the pins are for. Early 3.11 is one of its own: a package or two asks for more."""

Pins = dict[NormalizedName, str]
"""Package to requirement line, such as `django==5.2.8`."""


def _wanted(requirement: Requirement, extra: str) -> str:
    """For which of our Pythons it is wanted: "" for none, "*" for all, else a marker."""
    if requirement.marker is None:
        return "*"
    where = [
        python
        for python in PYTHONS
        if requirement.marker.evaluate(
            {
                "python_full_version": python,
                "python_version": python.rpartition(".")[0],
                "sys_platform": "linux",
                "platform_system": "Linux",
                "extra": extra,
            }
        )
    ]
    if len(where) == len(PYTHONS):
        return "*"
    return str(requirement.marker) if where else ""


def _pinned_now(path: Path) -> dict[NormalizedName, str]:
    lines = path.read_text().splitlines() if path.exists() else []
    pins = (Requirement(line) for line in lines if line and line[0] not in "#-")
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}


def _version(name: NormalizedName, kept: dict[NormalizedName, str]) -> str:
    """The installed version; for what this Python does not need, the version pinned before."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        if name in kept:
            return kept[name]
        raise SystemExit(
            f"{name} is not installed: `pip install {name}`, then try again."
        ) from None


def _needs(name: NormalizedName, extras: Iterable[str]) -> Iterator[tuple[Requirement, str]]:
    try:
        texts = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return
    for requirement in map(Requirement, texts):
        marker = next(filter(None, (_wanted(requirement, extra) for extra in ("", *extras))), "")
        if marker:
            yield requirement, marker.partition(" and extra ==")[0]


def pins(ranges: Iterable[str], kept: dict[NormalizedName, str]) -> Pins:
    """Every package of `ranges` and all that they need, each at its installed version."""
    found: Pins = {}
    todo = [(Requirement(text), "*") for text in ranges]
    seen = set()
    while todo:
        requirement, marker = todo.pop()
        name = canonicalize_name(requirement.name)
        line = f"{name}=={_version(name, kept)}"
        if marker == "*":
            found[name] = line
        else:
            found.setdefault(name, f"{line} ; {marker}")
        if (key := (name, frozenset(requirement.extras))) not in seen:
            seen.add(key)
            todo += _needs(name, requirement.extras)
    return dict(sorted(found.items()))


def _files() -> dict[Path, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run = pins(project["dependencies"], _pinned_now(RUN))
    dev = pins(project["optional-dependencies"]["dev"], _pinned_now(DEV))
    made = "# Made by `make requirements` from the ranges in pyproject.toml.\n"
    only_dev = [line for name, line in dev.items() if name not in run]
    return {
        RUN: made + "\n".join(run.values()) + "\n",
        DEV: made + "-r requirements.txt\n" + "\n".join(only_dev) + "\n",
    }


def main(arguments: list[str]) -> int:
    stale = [
        path for path, text in _files().items() if not path.exists() or path.read_text() != text
    ]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.name} is not what is installed, or does not fit pyproject.toml.")
        return bool(stale)
    for path, text in _files().items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
