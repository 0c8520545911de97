"""What survey products are compared by: 25 required questions on 5 pages, link to confirmation.

Each page has two radio groups, a yes or no, a short text and a whole number; 8 companies at once,
gunicorn with 2 workers, PostgreSQL and the client on the same two cores. Everything is switched on:
sessions, CSRF, security headers, the logic engine, and the submit with its plan, which the Celery
worker drafts meanwhile. On such a machine others answer, a second: LimeSurvey 6.1 1.1 whole
responses, 3.6 with its cache (a page in 1144 ms, 273 ms at the median); django-survey-and-report
4.8 (page 126 ms, save 119 ms; 334 queries a response); a bare Django sketch 15.7 with Django's own
form rendering and 26.8 with a lean template for each kind of field.

To compare two commits, run both in turns on a machine that does nothing else, a few times each, and
take the best of each: what disturbs a run only ever makes it slower. The queries are exact.
"""

from surveys.questionnaire import Questionnaire
from tests.bench import Result
from tests.bench.city import ByPage, Invited, invite_companies, open_wave
from tests.bench.counting import Counting, queries
from tests.bench.ground import own_database
from tests.bench.plain_survey import plain_answers, plain_questionnaire
from tests.bench.walk import AT_ONCE, walk_all, walked
from tests.machine.site import start_web, start_worker

SIZES = (25, 250)
WALKS = 160


def run() -> list[Result]:
    with own_database() as env:
        companies = _invited(plain_questionnaire(), 1 + AT_ONCE + WALKS)
        results = queries(companies[0], "25 questions: ")
        with start_web(env, workers=2) as site, start_worker(env, concurrency=2):
            walk_all(site.url, companies[1 : 1 + AT_ONCE])  # fills each process's memory
            walks, took = walk_all(site.url, companies[1 + AT_ONCE :])
            results += walked(walks, took, "25 questions: ")
    return results + [one for size in SIZES for one in _queries_of_the_last_page(size)]


def _invited(questionnaire: Questionnaire, count: int) -> list[Invited]:
    answers: ByPage = {page.code: plain_answers(page) for page in questionnaire.pages}
    return invite_companies(open_wave(questionnaire), count, lambda _company: answers)


def _queries_of_the_last_page(size: int) -> list[Result]:
    """Of a company that has answered everything before it."""
    with own_database():
        browser = Counting(_invited(plain_questionnaire(size), 1)[0])
        *before, last = browser.company.typed
        for code in before:
            browser.save(code, 0)
        note = "the last page, all before it answered"
        return [
            Result(f"queries of a page rendered, of {size}", browser.render(last), "", note),
            Result(f"queries of a page saved, of {size}", browser.save(last, 0), "", note),
        ]
