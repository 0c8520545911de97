"""What every test gets, whatever it tests."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils.translation import override
from hypothesis import settings as examples
from pytest_socket import SocketConnectBlockedError

from config import celery_app

examples.register_profile("bitgoeul", deadline=None)  # speed is `make bench`'s to say
examples.load_profile("bitgoeul")

HERE = {"localhost", "127.0.0.1", "::1", "", None}
"""Names of this machine. `--allow-hosts` in pyproject.toml refuses connections to any other;
looking a name up would still leave the machine, so that is refused here."""


@pytest.fixture(scope="session", autouse=True)
def _names_of_this_machine_only() -> Iterator[None]:
    look_up = socket.getaddrinfo

    def look_up_here(host: Any, *args: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in HERE:
            raise SocketConnectBlockedError(sorted(filter(None, HERE)), name)
        return look_up(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up_here)
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Signing in is not what these tests measure: a real hash takes half a second."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def _uploads_of_this_test(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path / "uploads"):
        yield


@pytest.fixture
def tasks_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks run where they are sent, whatever broker is configured."""
    monkeypatch.setitem(celery_app.conf, "task_always_eager", True)


@pytest.fixture
def in_english() -> Iterator[None]:
    """For tests that read messages which nobody's request has chosen a language for."""
    with override("en"):
        yield
