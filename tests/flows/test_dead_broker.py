"""Redis is down, or does not answer: nobody waits for long, and nothing is lost."""

import contextlib
import socket
import time
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from config import celery_app
from support_plans.models import Plan
from support_plans.services.publish import publish_plan
from support_plans.services.review import approve_plan, propose_plan
from support_plans.tasks import sweep_submissions
from surveys.models import Submission
from surveys.models.links import new_token, token_hash
from surveys.services.answer import open_response, save_page
from surveys.tasks import deliver_mail
from tests.factories import SMALL_ANSWERS, InvitationFactory, four_programmes, plan, user

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.parametrize("broker", ["refuses", "never answers"]),
]

PATIENCE = 20
"""Seconds that a request may take at most on however slow a machine; measured are 0.3 and 2."""


@contextlib.contextmanager
def dead(broker: str) -> Iterator[None]:
    """Tasks go to a port where nobody listens, or where somebody does and keeps silent."""
    with socket.socket() as port, pytest.MonkeyPatch.context() as patch:
        port.bind(("127.0.0.1", 0))
        if broker == "never answers":
            port.listen(64)
        patch.setenv("CELERY_BROKER_URL", f"redis://127.0.0.1:{port.getsockname()[1]}/0")
        patch.setitem(celery_app.conf, "task_always_eager", False)
        # Celery keeps its connections; without them the next message looks for the broker anew.
        patch.setattr(celery_app, "_pool", None)
        patch.setattr(celery_app.amqp, "_producer_pool", None)
        began = time.monotonic()
        yield
        took = time.monotonic() - began
        print(f"With a broker that {broker}: {took:.2f} s")
        assert took < PATIENCE


def test_a_submission_is_confirmed_and_the_sweep_drafts_its_plan(
    broker: str, client: Client, tasks_in_process: None
) -> None:
    four_programmes()
    token = new_token()
    invitation = InvitationFactory(token_hash=token_hash(token))
    response = open_response(invitation=invitation)
    for page, answers in SMALL_ANSWERS.items():
        save_page(
            response=response, page=page, answers=answers, revision=0, by=None, now=timezone.now()
        )
    client.get(reverse("surveys:enter", args=[token]))

    with dead(broker):
        confirmation = client.post(reverse("surveys:submit"), follow=True)

    submission = Submission.objects.get()
    assert confirmation.status_code == 200
    assert submission.reference in confirmation.content.decode()
    assert not Plan.objects.exists()

    assert sweep_submissions() == 1
    assert Plan.objects.get().submission == submission
    assert sweep_submissions() == 0


def test_a_plan_is_published_and_its_mail_goes_out_later(
    broker: str, tasks_in_process: None
) -> None:
    officer, approver = user("officer", "officer"), user("approver", "approver")
    drafted = plan()
    proposed = propose_plan(plan=drafted, by=officer, revision=drafted.revision)
    approved = approve_plan(plan=proposed, by=approver, revision=proposed.revision)

    with dead(broker):
        published = publish_plan(plan=approved, by=approver, revision=approved.revision)

    assert published.status == Plan.Status.PUBLISHED
    receipt, of_plan = Email.objects.order_by("pk")
    assert (receipt.status, of_plan.status) == (STATUS.sent, STATUS.queued)

    deliver_mail()
    of_plan.refresh_from_db()
    assert of_plan.status == STATUS.sent


def test_a_lost_link_cannot_be_sent_now_whoever_asks(broker: str, client: Client) -> None:
    address = InvitationFactory().contact.email
    client.cookies["django_language"] = "en"
    answers = []
    for asked in (address, "nobody@example.org"):
        with dead(broker):
            answers.append(client.post(reverse("surveys:lost_link"), {"email": asked}))
    assert [one.status_code for one in answers] == [503, 503]
    for asked, answer in zip((address, "nobody@example.org"), answers, strict=True):
        assert "We cannot send mails just now" in answer.text
        assert f'value="{asked}"' in answer.text
    assert not Email.objects.exists()
