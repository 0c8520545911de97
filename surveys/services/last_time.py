"""A company's answers of an earlier wave of the same survey."""

from django.utils import timezone

from surveys.answers import decode
from surveys.last_time import LastTime, last_time
from surveys.models import Company, Submission, Wave
from surveys.questionnaire import Page, Questionnaire
from surveys.second_look import Earlier


def last_submission(*, company: Company, wave: Wave) -> Submission | None:
    """The company's newest one in the newest wave before `wave` in which it submitted."""
    before = Submission.objects.in_waves_before(wave).filter(response__company=company)
    return before.newest_first().select_related("version__survey", "response__wave").first()


def answered_last_time(
    *, company: Company, wave: Wave, questionnaire: Questionnaire, page: Page
) -> LastTime | None:
    """What it answered then to the questions of `page`; None where it has never submitted."""
    submission = last_submission(company=company, wave=wave)
    if submission is None:
        return None
    return last_time(
        submission.version.questionnaire,
        questionnaire,
        page,
        submission.answers,
        wave=submission.response.wave.title,
        answered_on=timezone.localdate(submission.submitted_at),
    )


def earlier_answers(*, company: Company, wave: Wave) -> Earlier | None:
    """What it submitted then, to be held against what it answers now."""
    submission = last_submission(company=company, wave=wave)
    if submission is None:
        return None
    questionnaire = submission.version.questionnaire
    facts = decode(questionnaire, submission.answers)
    return Earlier(questionnaire, facts, submission.response.wave.title)
