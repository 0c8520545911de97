"""How tests start Chromium: headless, and deaf to everything outside this machine."""

import os

from tests.machine.programs import CHROMIUM, require

ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
)


def launch_options() -> dict[str, object]:
    """Keyword arguments for Playwright's `chromium.launch`; ProgramMissing without a browser."""
    (path,) = require(CHROMIUM)
    # Chromium's sandbox refuses root; what the tests show it is ours.
    return {
        "executable_path": str(path),
        "args": list(ARGUMENTS),
        "chromium_sandbox": os.geteuid() != 0,
        "headless": True,
    }
