"""Signing in to the desk, plans to find there, and finding them on a page."""

import re

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml.html import HtmlElement

from support_plans.models import Plan, PlanItem
from surveys.models import Submission
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    InvitationFactory,
    ResponseFactory,
    user,
)


def signed_in(*roles: str, name: str = "", language: str = "en") -> Client:
    client = Client()
    client.force_login(
        user(name or "-".join(roles) or "nobody", *roles),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    client.cookies["django_language"] = language
    return client


def address(plan: Plan, move: str = "change", item: PlanItem | None = None) -> str:
    """Of the review page, of a move ("propose" …) or of editing an item."""
    if item is not None:
        return reverse("admin:plan_edit_item", args=[plan.pk, item.pk])
    if move == "change":
        return reverse("admin:support_plans_plan_change", args=[plan.pk])
    return reverse(f"admin:plan_{move}", args=[plan.pk])


def more_plans_like(plan: Plan, count: int) -> None:
    """`count` more plans in the same wave, each of another invited company, with the same items."""
    items = list(plan.items.all())
    wave = plan.submission.response.wave
    for number in range(count):
        company = CompanyFactory()
        InvitationFactory(wave=wave, contact=ContactFactory(company=company))
        response = ResponseFactory(wave=wave, company=company, version=wave.version)
        submission = Submission.objects.create(
            response=response,
            number=1,
            reference=f"BG-26-9{number:04}-1",
            version=response.version,
            answers=plan.submission.answers,
            answers_digest=plan.submission.answers_digest,
            submitted_at=timezone.now(),
        )
        copy = Plan.objects.create(
            submission=submission, company=company, drafted_at=timezone.now(), edited_by=None
        )
        PlanItem.objects.bulk_create(
            PlanItem(
                plan=copy,
                programme_version=item.programme_version,
                position=item.position,
                outcome=item.outcome,
                drafted_outcome=item.drafted_outcome,
                need=item.need,
                reasons=item.reasons,
            )
            for item in items
        )


_STEP = re.compile(
    r"(?P<tag>\w+)?(?P<id>#[\w-]+)?(?P<classes>(\.[\w-]+)*)(?P<has>\[\w+(=[^\]]+)?\])?"
)


def select(of: HtmlElement, css: str) -> list[HtmlElement]:
    """The elements that `css` selects: names, ids, classes, one attribute, descendants."""
    path = "."
    for step in css.split():
        found = _STEP.fullmatch(step)
        assert found, f"{step} is more CSS than this knows"
        path += f"//{found['tag'] or '*'}"
        if found["id"]:
            path += f"[@id='{found['id'][1:]}']"
        for name in (found["classes"] or "").split(".")[1:]:
            path += f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
        if found["has"]:
            name, _, value = found["has"][1:-1].partition("=")
            path += f"[@{name}='{value}']" if value else f"[@{name}]"
    return list(of.xpath(path))
