"""PostgreSQL and Redis of our own: on free ports of this machine, empty, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.machine.processes import accepts_connections, free_port, serving

_FASTER_THAN_SAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""Nothing here outlives a power cut anyway."""


@contextlib.contextmanager
def postgresql(postgres: Path) -> Iterator[str]:
    """A fresh server from the binary `postgres`; yields its DATABASE_URL."""
    owner = _unprivileged_user()
    with _own_folder("postgresql", owner) as folder:
        data, port = folder / "data", free_port()
        _create_cluster(postgres.with_name("initdb"), data, owner)
        options = (
            *_FASTER_THAN_SAFE,
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={folder}",
            "max_connections=200",
        )
        command = [str(postgres), "-D", str(data), "-p", str(port)]
        for option in options:
            command += ["-c", option]
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"

        def is_ready() -> bool:
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url):
                return True
            return False

        with serving(
            command,
            log=folder / "log",
            is_ready=is_ready,
            cwd=folder,
            user=owner,
            stop_signal=signal.SIGINT,  # closes what is connected; SIGTERM would wait for it
        ):
            yield url


@contextlib.contextmanager
def redis(redis_server: Path) -> Iterator[str]:
    """A fresh server from the binary `redis_server`, writing nothing; yields its REDIS_URL."""
    with _own_folder("redis", None) as folder:
        port = free_port()
        command = [str(redis_server), "--port", str(port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no", "--dir", str(folder)]
        with serving(
            command, log=folder / "log", is_ready=lambda: accepts_connections(port), cwd=folder
        ):
            yield f"redis://127.0.0.1:{port}/0"


def _create_cluster(initdb: Path, data: Path, owner: str | None) -> None:
    command = [str(initdb), "-D", str(data), "--auth=trust", "--username=postgres"]
    command += ["--encoding=UTF8", "--no-locale", "--no-sync"]
    made = subprocess.run(
        command,
        cwd=data.parent,
        capture_output=True,
        text=True,
        user=owner,
        group=pwd.getpwnam(owner).pw_gid if owner else None,
        extra_groups=[] if owner else None,
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")


def _unprivileged_user() -> str | None:
    """Whom PostgreSQL runs as: it refuses root; anybody else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    users = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"


@contextlib.contextmanager
def _own_folder(name: str, owner: str | None) -> Iterator[Path]:
    """A folder that only `owner` may enter. In /tmp: a Unix socket's path must stay short."""
    folder = Path(tempfile.mkdtemp(prefix=f"bitgoeul-{name}-", dir="/tmp"))
    if owner:
        shutil.chown(folder, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
