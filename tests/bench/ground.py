"""A database of a benchmark's own, and the settings of a real site on it."""

import contextlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator

from django.db import connection
from django.test import override_settings

from config import celery_app
from tests.machine.processes import ROOT
from tests.machine.site import database_url


@contextlib.contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """An empty, migrated database for the length of a block, which this process then uses, too.

    Yields what a real site on it has in its environment: DEBUG off, static files collected.
    """
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    celery_app.control.purge()
    try:
        # With DEBUG, Django would keep every query of this process.
        with override_settings(DEBUG=False):
            yield _real_site()
    finally:
        celery_app.control.purge()
        connection.creation.destroy_test_db(before, verbosity=0)


def _real_site() -> dict[str, str]:
    env = {
        "DEBUG": "0",
        "DATABASE_URL": database_url(),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": "https://127.0.0.1",
        "BEHIND_PROXY": "1",  # the load comes as from a proxy that took the TLS off
        "SECURE_SSL_REDIRECT": "0",
        "EMAIL_URL": "dummymail://",
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, **env},
        check=True,
    )
    return env
