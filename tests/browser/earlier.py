"""What a company answered in the wave before; for `manage.py shell` in the city."""

from datetime import timedelta

from django.utils import timezone

from support_plans.demonstration.answers import answers_by_page
from support_plans.demonstration.companies import demonstration_companies
from support_plans.demonstration.earlier import EARLIER_WAVE
from surveys.models import Contact, Response, Wave
from surveys.services.answer import save_page
from surveys.services.submit import submit_response


def answer_before(email: str) -> None:
    """The company whose contact this is submits in the wave before, on its third day."""
    wave = Wave.objects.select_related("version__survey").get(code=EARLIER_WAVE)
    contact = Contact.objects.select_related("company").get(email=email)
    company = next(one for one in demonstration_companies() if one.contact_email == email)
    at = wave.opens_at + timedelta(days=2)
    response = Response(wave=wave, company=contact.company, version=wave.version)
    pages = answers_by_page(company, today=timezone.localdate(at))
    for page, answers in pages.items():
        save_page(response=response, page=page, answers=answers, revision=0, by=contact, now=at)
    stored = Response.objects.get(wave=wave, company=contact.company)
    submit_response(response=stored, by=contact, now=at)
