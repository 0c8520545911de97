"""Servers are there for the length of a block, and nothing of them is left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.machine.processes import (
    ROOT,
    NotReady,
    accepts_connections,
    free_port,
    serving,
)

SERVER = "import sys, http.server as h; h.test(port=int(sys.argv[1]), bind='127.0.0.1')"


def is_alive(pid: int) -> bool:
    """Whether the process runs; a dead one that nobody waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(pid)


def test_a_server_answers_inside_the_block_and_is_gone_after_it(tmp_path: Path) -> None:
    port = free_port()
    with serving(
        [sys.executable, "-c", SERVER, str(port)],
        log=tmp_path / "log",
        is_ready=lambda: accepts_connections(port),
    ) as running:
        assert running.process.poll() is None

    assert running.process.poll() is not None
    assert not accepts_connections(port)


def test_a_server_that_ends_at_once_is_an_error_with_its_log(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('the disk is full')"]

    with (
        pytest.raises(NotReady, match="ended with 1:\nthe disk is full"),
        serving(command, log=tmp_path / "log", is_ready=lambda: False),
    ):
        pytest.fail("the block was entered")


def test_a_server_that_never_gets_ready_is_stopped(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(60)"]

    with (
        pytest.raises(NotReady, match="is not ready"),
        serving(command, log=tmp_path / "log", is_ready=lambda: False, patience=0.2),
    ):
        pytest.fail("the block was entered")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_server_ends_when_whoever_started_it_is_killed(tmp_path: Path) -> None:
    starter = (
        "import sys, pathlib, time\n"
        "from tests.machine.processes import serving\n"
        "command = [sys.executable, '-c', 'import time; time.sleep(60)']\n"
        f"with serving(command, log=pathlib.Path({str(tmp_path / 'log')!r}),"
        " is_ready=lambda: True) as running:\n"
        "    print(running.process.pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", starter], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        server = int(parent.stdout.readline())
        assert is_alive(server)
        os.kill(parent.pid, signal.SIGKILL)

    wait_until_gone(server)
