"""A company's browser without the screen: as little work as possible beside what is measured."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit


class Unexpected(Exception):
    """An answer with another status than the walk counts on."""


@dataclass(frozen=True, slots=True)
class Answer:
    location: str  # where a redirect leads, as a path
    seconds: float


@dataclass
class Browser:
    """Keeps cookies, follows nothing. It comes as from a proxy that took the TLS off, or bare."""

    url: str  # of the site, without a slash at its end
    cookies: dict[str, str] = field(default_factory=dict)
    is_proxied: bool = True

    def get(self, path: str, *, status: int = 200) -> Answer:
        return self._ask("GET", path, None, status)

    def post(self, path: str, typed: Mapping[str, Sequence[str]], *, status: int = 302) -> Answer:
        token = {"csrfmiddlewaretoken": [self.cookies["csrftoken"]]}
        return self._ask("POST", path, urlencode({**typed, **token}, doseq=True), status)

    def _ask(self, method: str, path: str, body: str | None, status: int) -> Answer:
        host = urlsplit(self.url).netloc
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if self.is_proxied:
            headers |= {"X-Forwarded-Proto": "https", "Origin": f"https://{host}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        connection = HTTPConnection(host, timeout=60)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - began
        connection.close()
        if response.status != status:
            raise Unexpected(f"{method} {path}: {response.status}\n{content[-3000:].decode()}")
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(urlsplit(response.headers.get("Location", "")).path, seconds)
