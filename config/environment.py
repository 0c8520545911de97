"""What a real site must be told by its environment, and what is wrong with what it was told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import environ

FEWEST_CHARACTERS = 50
"""Of a SECRET_KEY; what Django's own deployment check asks for."""

DEVELOPMENT_KEY = "for-development-only-and-refused-when-debug-is-off"
_NEW_KEY = 'Make one with: python -c "import secrets; print(secrets.token_urlsafe(64))"'


@dataclass(frozen=True, slots=True)
class Wanted:
    """A variable that a real site cannot do without."""

    name: str
    meaning: str  # a sentence, or two
    fault: Callable[[str], str]  # what is wrong with a value, after its name; "" where nothing is


def faults(environment: Mapping[str, str]) -> Iterator[str]:
    """A sentence or two for each variable that is missing or cannot be right."""
    for wanted in WANTED:
        value = environment.get(wanted.name, "").strip()
        fault = wanted.fault(value) if value else "is missing"
        if fault:
            yield f"{wanted.name} {fault}. {wanted.meaning}"


def names(value: str) -> list[str]:
    """The entries of a list separated by commas, without the space around them."""
    return [entry.strip() for entry in value.split(",") if entry.strip()]


def _fault_of_key(value: str) -> str:
    if value == DEVELOPMENT_KEY:
        return "is the one that everybody knows"
    if len(value) < FEWEST_CHARACTERS:
        return f"has {len(value)} characters and needs {FEWEST_CHARACTERS}"
    return ""


def _fault_of_hosts(value: str) -> str:
    hosts = names(value)
    if not hosts:
        return "names no host"
    wrong = [host for host in hosts if "/" in host]
    return f"names an address instead of a host ({wrong[0]})" if wrong else ""


def _fault_of_base_url(value: str) -> str:
    return _fault_of_url(value, ("https", "http")) or _without_host(value)


def _fault_of_database(value: str) -> str:
    return _fault_of_url(value, ("postgresql", "postgres"))


def _fault_of_redis(value: str) -> str:
    return _fault_of_url(value, ("redis", "rediss", "redis+socket"))


def _fault_of_mail_server(value: str) -> str:
    return _fault_of_url(value, tuple(environ.Env.EMAIL_SCHEMES))


def _fault_of_url(value: str, schemes: tuple[str, ...]) -> str:
    """Never repeats the value: it may hold a password."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return "cannot be read as a URL: write special characters in a password as %23 and the like"
    if parts.scheme in schemes and value.startswith(f"{parts.scheme}://"):
        return ""
    return f"does not begin with {schemes[0]}://"


def _without_host(value: str) -> str:
    return "" if urlsplit(value).hostname else "names no host"


WANTED = (
    Wanted("SECRET_KEY", f"It signs sessions and links. {_NEW_KEY}", _fault_of_key),
    Wanted(
        "ALLOWED_HOSTS",
        "It lists the host names that this site answers to, separated by commas, "
        "such as support.city.example.",
        _fault_of_hosts,
    ),
    Wanted(
        "BASE_URL",
        "It is the public address that mails link to, such as https://support.city.example.",
        _fault_of_base_url,
    ),
    Wanted(
        "DATABASE_URL",
        "It names the database, such as postgresql://user:password@host/name.",
        _fault_of_database,
    ),
    Wanted(
        "REDIS_URL",
        "It names the broker of background work, such as redis://host:6379/0.",
        _fault_of_redis,
    ),
    Wanted(
        "EMAIL_URL",
        "It names the mail server, such as smtp+tls://user:password@host:587.",
        _fault_of_mail_server,
    ),
)
