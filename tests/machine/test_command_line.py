"""`python -m tests.machine` as make calls it."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import __main__ as command_line
from tests.machine.processes import ROOT, accepts_connections
from tests.machine.programs import CHROMIUM, POSTGRESQL, REDIS, Program, ProgramMissing, require

NOWHERE = Program("A loom", lambda: None, ("loom",), "buy a loom")
UNSET = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
SHOW = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'], flush=True)"


def machine(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.machine", *arguments]


def test_what_cannot_be_found_or_installed_is_an_error_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(ProgramMissing, match=r"^A loom is missing: buy a loom\.$"):
        require(NOWHERE)


@pytest.mark.parametrize("program", [POSTGRESQL, REDIS, CHROMIUM], ids=lambda p: p.name)
def test_advice_names_the_package_and_the_way_round_it(program: Program) -> None:
    assert program.debian_packages[0] in program.advice
    assert " or set " in program.advice


def test_without_a_browser_make_test_says_that_it_did_not_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command_line, "CHROMIUM", NOWHERE)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(sys, "argv", ["machine", "--browser-if-possible", "--", "true", "never"])

    assert command_line.main() == 0
    assert "NOT RUN, for want of the above: true never" in capsys.readouterr().err

    monkeypatch.setenv("CI", "true")
    assert command_line.main() == 1


def test_the_commands_exit_code_is_ours() -> None:
    assert subprocess.run(machine("--", "sh", "-c", "exit 7"), cwd=ROOT).returncode == 7


@pytest.mark.services
def test_services_of_its_own_are_gone_after_a_signal() -> None:
    show = f"{SHOW}; import time; time.sleep(60)"
    with subprocess.Popen(
        machine("--services", "--", sys.executable, "-c", show),
        cwd=ROOT,
        env=UNSET,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        database, redis = process.stdout.readline().split()
        ports = [int(url.rpartition(":")[2].partition("/")[0]) for url in (database, redis)]
        assert all(map(accepts_connections, ports))
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM

    assert not any(map(accepts_connections, ports))


@pytest.mark.services
def test_configured_services_are_used_as_they_are() -> None:
    configured = {**UNSET, "DATABASE_URL": "postgresql://there", "REDIS_URL": "redis://there"}

    shown = subprocess.run(
        machine("--services", "--", sys.executable, "-c", SHOW),
        cwd=ROOT, env=configured, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert shown.stdout.split() == ["postgresql://there", "redis://there"]


def test_the_first_python_that_works_makes_the_environment(tmp_path: Path) -> None:
    """A version manager's `python3` may exist and yet run nothing."""
    dead = tmp_path / "bin" / "python3"
    dead.parent.mkdir()
    dead.write_text("#!/bin/sh\nexit 127\n")
    dead.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    make = shutil.which("make")
    assert make is not None
    only_dead = {"PATH": str(dead.parent)}

    refused = subprocess.run(
        [make, ".venv/bin/python", "SHELL=/bin/sh"],
        cwd=tmp_path, env=only_dead, capture_output=True, text=True,
    )  # fmt: skip
    assert refused.returncode == 2
    assert "No Python 3.11 or later with venv and ensurepip was found here." in refused.stderr

    named = subprocess.run(
        [make, "-n", ".venv/bin/python", f"PYTHON={sys.executable}"],
        cwd=tmp_path, env=only_dead, capture_output=True, text=True,
    )  # fmt: skip
    assert f"for python in {sys.executable} python3" in named.stdout
