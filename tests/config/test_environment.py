"""What a real site must be told, said in one go; and when a site counts as real."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import DEVELOPMENT_KEY, FEWEST_CHARACTERS, WANTED, faults

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"]
SOUND = {
    "SECRET_KEY": "k" * FEWEST_CHARACTERS,
    "ALLOWED_HOSTS": "support.city.example, www.city.example",
    "BASE_URL": "https://support.city.example/",
    "DATABASE_URL": "postgresql://user:pass%23word@db:5432/bitgoeul",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "smtp+tls://user:password@mail.city.example:587",
}


def fault(name: str, value: str) -> str:
    """What is said of the one variable, up to its meaning."""
    said = list(faults({**SOUND, name: value}))
    return said[0].partition(". ")[0] if said else ""


def start(shown: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Load the settings in a process that knows nothing else, and print one of them."""
    ours = dict.fromkeys([*NAMES, "BEHIND_PROXY", "DEMONSTRATION", "ADMINS", "PORT"], "")
    ours |= {"BEHIND_PROXY": "0", "PORT": "8000"}
    kept = {k: v for k, v in os.environ.items() if k not in {*ours, "DEBUG"}}
    environment = {**kept, **ours, **environment}
    environment = {k: v for k, v in environment.items() if k != "DEMONSTRATION" or v}
    code = f"from config import settings; print(settings.{shown})"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )


def test_nothing_is_wrong_with_a_sound_environment() -> None:
    assert list(faults(SOUND)) == []


def test_everything_that_is_missing_is_said_with_what_it_is_for() -> None:
    said = list(faults({}))
    assert [one.split(" is missing. ")[0] for one in said] == NAMES
    assert all(wanted.meaning in one for wanted, one in zip(WANTED, said, strict=True))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SECRET_KEY", "   ", "SECRET_KEY is missing"),
        ("SECRET_KEY", "k" * 49, "SECRET_KEY has 49 characters and needs 50"),
        ("SECRET_KEY", "k" * 50, ""),
        ("SECRET_KEY", DEVELOPMENT_KEY, "SECRET_KEY is the one that everybody knows"),
        ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS names no host"),
        (
            "ALLOWED_HOSTS",
            "a.example,https://b.example",
            "ALLOWED_HOSTS names an address instead of a host (https://b.example)",
        ),
        ("BASE_URL", "support.city.example", "BASE_URL does not begin with https://"),
        ("BASE_URL", "https:support.city.example", "BASE_URL does not begin with https://"),
        ("BASE_URL", "https://", "BASE_URL names no host"),
        ("BASE_URL", "http://10.0.0.5", ""),
        ("DATABASE_URL", "sqlite:///db.sqlite3", "DATABASE_URL does not begin with postgresql://"),
        ("DATABASE_URL", "postgres://user@host/name", ""),
        ("REDIS_URL", "memory://", "REDIS_URL does not begin with redis://"),
        ("REDIS_URL", "rediss://host", ""),
        ("EMAIL_URL", "mail.city.example", "EMAIL_URL does not begin with smtp://"),
        ("EMAIL_URL", "dummymail://", ""),
    ],
)
def test_what_cannot_be_right_is_said(name: str, value: str, expected: str) -> None:
    assert fault(name, value) == expected


def test_a_password_that_breaks_a_url_is_not_repeated() -> None:
    said = fault("DATABASE_URL", "postgresql://user:pass#word@db/bitgoeul")
    assert said.startswith("DATABASE_URL cannot be read as a URL")
    assert "word@" not in said


def test_a_real_site_does_not_start_before_all_is_there() -> None:
    tried = start("DEBUG", SECRET_KEY="short", ALLOWED_HOSTS="a.example")
    assert tried.returncode != 0
    message = tried.stderr.partition("ImproperlyConfigured: ")[2].splitlines()
    assert message[0] == "This site cannot start yet."
    named = [line.split()[0] for line in message[1:-1]]
    assert named == ["SECRET_KEY", "BASE_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"]
    assert "DEBUG=1" in message[-1]


@pytest.mark.parametrize(
    ("environment", "is_on"),
    [
        ({}, True),
        ({"BASE_URL": "http://127.0.0.1:9000"}, True),
        ({"DEBUG": "1", "DATABASE_URL": SOUND["DATABASE_URL"]}, True),
        (SOUND, False),
        ({"DEBUG": "0", **SOUND}, False),
    ],
)
def test_debug_is_on_while_nothing_is_configured(environment: dict[str, str], is_on: bool) -> None:
    assert start("DEBUG", **environment).stdout.strip() == str(is_on)


def test_one_variable_alone_makes_the_site_a_real_one() -> None:
    for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS"):
        assert "cannot start yet" in start("DEBUG", **{name: SOUND[name]}).stderr


@pytest.mark.parametrize(
    ("shown", "environment", "expected"),
    [
        ("ALLOWED_HOSTS", {}, "['support.city.example', 'www.city.example']"),
        ("BASE_URL", {}, "https://support.city.example"),
        ("DEMONSTRATION", {}, "False"),
        ("DEMONSTRATION", {"DEMONSTRATION": "1"}, "True"),
        ("SECURE_PROXY_SSL_HEADER", {}, "None"),
        (
            "SECURE_PROXY_SSL_HEADER",
            {"BEHIND_PROXY": "1"},
            "('HTTP_X_FORWARDED_PROTO', 'https')",
        ),
        ("ADMINS", {}, "[]"),
        (
            "ADMINS",
            {"ADMINS": "a@city.kr, b@city.kr"},
            "[('a@city.kr', 'a@city.kr'), ('b@city.kr', 'b@city.kr')]",
        ),
    ],
)
def test_what_a_real_site_is_told_is_what_it_does(
    shown: str, environment: dict[str, str], expected: str
) -> None:
    assert start(shown, **{**SOUND, **environment}).stdout.strip() == expected
