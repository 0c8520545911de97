"""A demonstration city of its own: database, web server and worker, as they run for real."""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.machine.processes import ROOT, Running, free_port
from tests.machine.site import start_web, start_worker

SERVICES = ("DATABASE_URL", "REDIS_URL")


class NoServices(Exception):
    """PostgreSQL or Redis is not there; the sentence says how to get both."""


@dataclass(frozen=True, slots=True)
class City:
    """A running city. `url` has no slash at its end."""

    url: str
    entrances: Mapping[str, str]  # what `manage.py demo --json` printed of addresses
    people: Mapping[str, tuple[str, str]]  # role → user name and password
    worker: Running
    env: Mapping[str, str]

    def manage(self, *arguments: str) -> str:
        return _manage(self.env, *arguments)

    def subscribe(self, username: str, language: str) -> None:
        """Have the digests of this person written in this language from now on."""
        self.manage(
            "shell",
            "--no-imports",
            "--command",
            "from django.contrib.auth.models import User;"
            "from support_plans.models import DigestSubscription as Subscription;"
            f"Subscription.objects.update_or_create(user=User.objects.get(username={username!r}),"
            f" defaults={{'language': {language!r}}})",
        )


@contextlib.contextmanager
def demonstration_city() -> Iterator[City]:
    """The demonstration city under gunicorn with a worker, on free ports, gone afterwards.

    Raises NoServices where DATABASE_URL or REDIS_URL names none.
    """
    if missing := [name for name in SERVICES if not os.environ.get(name)]:
        raise NoServices(
            f"A whole city needs {' and '.join(missing)}. `make e2e` starts both and calls this."
        )
    port = free_port()
    with contextlib.ExitStack() as stack:
        env = {
            "DEBUG": "1",
            "DATABASE_URL": stack.enter_context(_database(os.environ["DATABASE_URL"])),
            # A queue of its own as well: another worker would look into another database.
            "REDIS_URL": urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path="/9")),
            "BASE_URL": f"http://127.0.0.1:{port}",
            "EMAIL_URL": "dummymail://",
            "UPLOADS_DIR": stack.enter_context(tempfile.TemporaryDirectory()),
        }
        _manage(env, "migrate", "--verbosity", "0")
        told = json.loads(_manage(env, "demo", "--json"))
        worker = stack.enter_context(start_worker(env, name=f"city-{port}"))
        site = stack.enter_context(start_web(env, port=port))
        yield City(
            url=site.url,
            entrances={name: value for name, value in told.items() if isinstance(value, str)},
            people={
                role: (value["name"], value["password"])
                for role, value in told.items()
                if isinstance(value, dict)
            },
            worker=worker,
            env=env,
        )


@contextlib.contextmanager
def _database(server: str) -> Iterator[str]:
    """An empty database beside the one that the URL names; yields its URL."""
    name = f"bitgoeul_e2e_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _manage(env: Mapping[str, str], *arguments: str) -> str:
    """What the command printed; RuntimeError with what it complained of, where it failed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    return done.stdout
