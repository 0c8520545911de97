"""How many queries the steps of a company's way take, counted in this process."""

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.bench import Result
from tests.bench.browser import Unexpected
from tests.bench.city import Invited


class Counting:
    """A company's browser that counts; `asked` is what all its requests took so far."""

    def __init__(self, company: Invited) -> None:
        self.company, self.asked = company, 0
        self._client = Client(headers={"host": "127.0.0.1"})
        self.get(reverse("surveys:enter", args=[company.token]), status=302)
        self.get(reverse("surveys:sections"))  # reads the questionnaire, which is then kept
        self.asked = 0

    def get(self, path: str, *, status: int = 200) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = self._client.get(path)
        return self._count(answer, len(queries), status)

    def post(self, path: str, typed: object = None) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = self._client.post(path, typed)
        return self._count(answer, len(queries), 302)

    def render(self, code: str) -> int:
        return self.get(reverse("surveys:page", args=[code]))

    def save(self, code: str, revision: int) -> int:
        typed = {**self.company.typed[code], "revision": str(revision)}
        return self.post(reverse("surveys:page", args=[code]), typed)

    def _count(self, answer: HttpResponseBase, queries: int, status: int) -> int:
        if answer.status_code != status:
            raise Unexpected(f"{answer.status_code}\n{getattr(answer, 'content', b'').decode()}")
        self.asked += queries
        return queries


def queries(company: Invited, name: str = "") -> list[Result]:
    """Of the page that takes most, and of everything from the link to the confirmation."""
    browser = Counting(company)
    rendered, saved = [], []
    browser.get(reverse("surveys:enter", args=[company.token]), status=302)
    browser.get(reverse("surveys:sections"))
    for code in company.typed:
        rendered.append(browser.render(code))
        saved.append(browser.save(code, 0))
    browser.get(reverse("surveys:check"))
    browser.post(reverse("surveys:submit"))
    [submission] = company.response.submissions.all()
    browser.get(reverse("surveys:submitted", args=[submission.reference]))
    whole = browser.asked
    saved += [browser.save(code, 1) for code in company.typed]  # over what is there
    return [
        Result(f"{name}queries of a page rendered", max(rendered), "", f"least {min(rendered)}"),
        Result(f"{name}queries of a page saved", max(saved), "", f"least {min(saved)}"),
        Result(f"{name}queries of a whole response", whole, "", f"{len(rendered)} pages"),
    ]
