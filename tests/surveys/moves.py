"""A response on the small questionnaire, and a newer version that an officer puts into its wave."""

from dataclasses import replace
from decimal import Decimal

from django.utils import timezone

from surveys.logic.text import Text
from surveys.models import Contact, PageAnswers, QuestionnaireVersion, Response, Wave
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType
from surveys.services.answer import save_page
from tests.factories import (
    SMALL_ANSWERS,
    ResponseFactory,
    published_version,
    small_questionnaire,
)


def newer_questionnaire() -> Questionnaire:
    """Otherwise than the small one: the signature is gone; of the barriers, "waiting_time" is; and
    the question on GPUs stands on a page of its own, before a new one."""
    whole = small_questionnaire()
    company = whole.sections[0]
    size, barriers = company.pages
    employees, uses_gpu = size.questions
    [difficulties] = barriers.questions
    left = tuple(option for option in difficulties.options if option.code != "waiting_time")
    revenue = Question("revenue", QuestionType.MONEY, Text("매출액", "Revenue"))
    pages = (
        replace(size, questions=(employees,)),
        Page("gpu", Text("GPU", "GPUs"), (uses_gpu, revenue)),
        replace(barriers, questions=(replace(difficulties, options=left),)),
    )
    return replace(whole, sections=(replace(company, pages=pages),))


def at_most(employees: int) -> Questionnaire:
    """The small one, where no company has more employees than this."""
    whole = small_questionnaire()
    company, signature = whole.sections
    size, barriers = company.pages
    limited = replace(size.questions[0], maximum=Decimal(employees))
    pages = (replace(size, questions=(limited, *size.questions[1:])), barriers)
    return replace(whole, sections=(replace(company, pages=pages), signature))


def save(
    response: Response,
    page: str,
    answers: dict[str, object],
    revision: int = 0,
    by: Contact | None = None,
) -> PageAnswers:
    save_page(
        response=response,
        page=page,
        answers=answers,
        revision=revision,
        by=by,
        now=timezone.now(),
    )
    return PageAnswers.objects.get(page=page)


def answered(pages: dict[str, dict[str, object]] = SMALL_ANSWERS) -> Response:
    response = ResponseFactory()
    for page, answers in pages.items():
        save(response, page, answers)
    return response


def put_in(wave: Wave, questionnaire: Questionnaire | None = None) -> QuestionnaireVersion:
    """An officer publishes a newer version and gives it to the wave."""
    version = published_version(questionnaire or newer_questionnaire())
    wave.version = version
    wave.full_clean()
    wave.save()
    return version


def again(response: Response) -> Response:
    """As another request reads it."""
    return Response.objects.select_related(
        "wave__version__survey", "version__survey", "company"
    ).get(pk=response.pk)
