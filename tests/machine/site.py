"""The platform as it is run for real: gunicorn and Celery workers, as processes of their own."""

import contextlib
import http.client
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from tests.machine.processes import LOGS, Running, free_port, serving


@dataclass(frozen=True, slots=True)
class Site:
    """A started web server: `url` has no slash at its end."""

    url: str
    running: Running


@contextlib.contextmanager
def start_web(
    env: Mapping[str, str], *, workers: int = 2, port: int | None = None
) -> Iterator[Site]:
    """The site under gunicorn on a free port, once it answers; `env` adds to the environment."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--log-level", "warning"]
    with serving(
        command,
        log=LOGS / f"web-{port}.log",
        is_ready=lambda: _answers(port),
        env={"BASE_URL": url, "PYTHONUNBUFFERED": "1", **env},
    ) as running:
        yield Site(url, running)


@contextlib.contextmanager
def start_worker(
    env: Mapping[str, str], *, concurrency: int = 1, name: str = "worker"
) -> Iterator[Running]:
    """A Celery worker with `concurrency` processes, once it takes tasks.

    `running.kill()` ends it and its processes at once, in whatever they are doing. Give workers
    that run at the same time a `name` each.
    """
    log = LOGS / f"{name}.log"
    command = [sys.executable, "-m", "celery", "--app", "config.celery", "worker"]
    command += ["--concurrency", str(concurrency), "--hostname", f"{name}@localhost"]
    command += ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    with serving(
        command,
        log=log,
        is_ready=lambda: f"{name}@localhost ready." in log.read_text(errors="replace"),
        env={"PYTHONUNBUFFERED": "1", **env},
    ) as running:
        yield running


def database_url() -> str:
    """The URL of the database that this process uses: in a test, the test's own."""
    from django.db import connection

    at = connection.settings_dict
    if connection.vendor != "postgresql":
        raise RuntimeError("Another process can only share PostgreSQL: is DATABASE_URL set?")
    password = f":{quote(at['PASSWORD'], safe='')}" if at["PASSWORD"] else ""
    return f"postgresql://{at['USER']}{password}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"


def _answers(port: int) -> bool:
    """Whether a request gets an answer, of whatever status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/")
        connection.getresponse()
        return True
    return False
