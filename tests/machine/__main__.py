"""`python -m tests.machine --services --browser -- COMMAND …`: run it where it finds what it needs.

--services   PostgreSQL and Redis; each is started here unless DATABASE_URL or REDIS_URL names one
--browser    Chromium and a Korean font; CHROMIUM tells the command where the browser is
--browser-if-possible   the same; where it cannot be had, say so and run nothing (in CI: fail)

Exits with the command's own exit code, and stops what it started however it ends.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
from types import FrameType

from tests.machine.processes import NotReady
from tests.machine.programs import (
    CHROMIUM,
    KOREAN_FONT,
    POSTGRESQL,
    REDIS,
    Program,
    ProgramMissing,
    require,
)
from tests.machine.services import postgresql, redis


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.machine")
    parser.add_argument("--services", action="store_true")
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--browser-if-possible", action="store_true")
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def _provide(asked: argparse.Namespace, stack: contextlib.ExitStack) -> dict[str, str]:
    """Install, then start, what was asked for; the variables that tell the command of it."""
    wanted: dict[str, Program] = {}
    if asked.services:
        wanted |= {"DATABASE_URL": POSTGRESQL, "REDIS_URL": REDIS}
    wanted = {name: program for name, program in wanted.items() if not os.environ.get(name)}
    if asked.browser or asked.browser_if_possible:
        wanted |= {"CHROMIUM": CHROMIUM, "": KOREAN_FONT}
    paths = dict(zip(wanted, require(*wanted.values()), strict=True))
    told = {}
    if "CHROMIUM" in paths:
        told["CHROMIUM"] = str(paths["CHROMIUM"])
    if "DATABASE_URL" in paths:
        told["DATABASE_URL"] = stack.enter_context(postgresql(paths["DATABASE_URL"]))
    if "REDIS_URL" in paths:
        told["REDIS_URL"] = stack.enter_context(redis(paths["REDIS_URL"]))
    # A trial, whatever it is connected to: real sites set DEBUG=0 and the rest of what they need.
    told["DEBUG"] = os.environ.get("DEBUG", "1")
    return told


def _run(command: list[str], told: dict[str, str]) -> int:
    child = subprocess.Popen(command, env={**os.environ, **told})
    try:
        return child.wait()
    except SystemExit as leaving:
        if leaving.code != 128 + signal.SIGINT:  # the terminal sends Ctrl-C to the child as well
            child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(20)
        raise
    finally:
        child.kill()


_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _leave(number: int, frame: FrameType | None) -> None:
    """Unwind, so that what was started is stopped; a second signal does not cut that short."""
    for ending in _ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
    sys.exit(128 + number)


def main() -> int:
    for ending in _ENDINGS:
        signal.signal(ending, _leave)
    asked = _arguments()
    try:
        with contextlib.ExitStack() as stack:
            return _run(asked.command, _provide(asked, stack))
    except ProgramMissing as missing:
        print(missing, file=sys.stderr)
        if asked.browser_if_possible and not os.environ.get("CI"):
            print(f"NOT RUN, for want of the above: {' '.join(asked.command)}", file=sys.stderr)
            return 0
        return 1
    except NotReady as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
