"""Start a server for as long as a `with` block lasts, and never leave it behind."""

import contextlib
import ctypes
import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOGS = ROOT / "build" / "logs"
_PR_SET_PDEATHSIG = 1


class NotReady(Exception):
    """A server ended, or took too long, before it was ready; carries the end of its log."""


@dataclass(frozen=True)
class Running:
    """A server of ours, alone in its own process group."""

    process: "subprocess.Popen[bytes]"
    log: Path
    stop_signal: signal.Signals

    def signal_all(self, number: signal.Signals) -> None:
        """Signal the server and its children; nothing if they are gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """End it as a power cut would, children included."""
        self.signal_all(signal.SIGKILL)
        self.process.wait()

    def stop(self, patience: float = 15) -> None:
        """Ask it to stop, wait for at most `patience` seconds, then kill what is left."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        self.kill()

    def log_end(self) -> str:
        return self.log.read_text(errors="replace")[-3000:]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _ask_to_end_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """Linux sends `number` to the child when this process ends, however it ends."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)  # loaded here: between fork and exec as little as possible happens
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, number)


@contextlib.contextmanager
def serving(
    command: Sequence[str],
    *,
    log: Path,
    is_ready: Callable[[], bool],
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    user: str | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    patience: float = 60,
) -> Iterator[Running]:
    """Run `command` until the block ends; enter the block once `is_ready()`.

    `env` is added to this process's environment. Raises NotReady with the end of the log when the
    server ends, or is not ready after `patience` seconds.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_ask_to_end_with_parent(stop_signal),
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
        )
    running = Running(process, log, stop_signal)
    try:
        _wait_until_ready(running, is_ready, patience)
        yield running
    finally:
        running.stop()


def _wait_until_ready(running: Running, is_ready: Callable[[], bool], patience: float) -> None:
    deadline = time.monotonic() + patience
    while not is_ready():
        if (code := running.process.poll()) is not None:
            raise NotReady(f"{running.process.args!r} ended with {code}:\n{running.log_end()}")
        if time.monotonic() > deadline:
            raise NotReady(f"{running.process.args!r} is not ready:\n{running.log_end()}")
        time.sleep(0.05)
    if running.process.poll() is not None:  # something else answered in its place
        raise NotReady(f"{running.process.args!r} ended:\n{running.log_end()}")


def accepts_connections(port: int) -> bool:
    """Whether something listens on `port` of this machine."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
