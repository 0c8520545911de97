"""Who may do what at the desk. The tables are the promise; read them."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from support_plans.models import Plan, PlanItem
from support_plans.services.review import approve_plan, propose_plan
from tests.factories import plan, user
from tests.support_plans.admin.desk import address, signed_in

pytestmark = pytest.mark.django_db

ROLES = ("officer", "approver", "programme_manager", "manager", "auditor")

LISTS = """
                                      officer  approver  programme_manager  manager  auditor  nobody
    support_plans_plan                yes      yes       -                  -        yes      -
    support_plans_planevent           -        -         -                  -        yes      -
    support_plans_programme           yes      yes       yes                yes      -        -
    support_plans_programmeversion    yes      yes       yes                yes      -        -
    support_plans_office              yes      yes       yes                -        -        -
    support_plans_digest              -        -         -                  yes      -        -
    support_plans_digestsubscription  -        -         -                  -        -        -
    surveys_company                   yes      yes       -                  -        -        -
    surveys_contact                   yes      yes       -                  -        -        -
    surveys_wave                      yes      yes       -                  -        -        -
    surveys_invitation                yes      yes       -                  -        -        -
    surveys_response                  yes      yes       -                  -        -        -
    surveys_submission                yes      yes       -                  -        yes      -
    surveys_questionnaireversion      yes      yes       -                  -        -        -
    surveys_survey                    yes      yes       -                  -        -        -
    auth_user                         -        -         -                  -        -        -
    auth_group                        -        -         -                  -        -        -
    post_office_email                 -        -         -                  -        -        -
"""

MOVES = """
                officer  approver  programme_manager  manager  auditor  nobody
    review      200      200       403                403      200      403
    edit        302      403       403                403      403      403
    propose     302      403       403                403      403      403
    return      403      302       403                403      403      403
    approve     403      302       403                403      403      403
    publish     403      302       403                403      403      403
"""


def cells(table: str) -> list[tuple[str, str, str]]:
    """(row, column, cell) of a table as it is written above."""
    columns, *rows = [line.split() for line in table.strip().splitlines()]
    return [
        (row, column, cell)
        for row, *values in rows
        for column, cell in zip(columns, values, strict=True)
    ]


def test_every_role_of_the_table_is_there() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


@pytest.mark.parametrize(("model", "role", "may"), cells(LISTS))
def test_lists(model: str, role: str, may: str) -> None:
    client = signed_in(*([] if role == "nobody" else [role]))

    response = client.get(reverse(f"admin:{model}_changelist"))

    assert response.status_code == (200 if may == "yes" else 403)


@pytest.mark.parametrize(("step", "role", "status"), cells(MOVES))
def test_moves(step: str, role: str, status: str) -> None:
    reviewed = plan()
    item = reviewed.items.get(outcome=PlanItem.Outcome.RECOMMENDED)
    _bring_to(reviewed, step)
    client = signed_in(*([] if role == "nobody" else [role]))
    before = Plan.objects.values().get(pk=reviewed.pk)

    if step == "review":
        response = client.get(address(reviewed))
    elif step == "edit":
        response = client.post(address(reviewed, item=item), _edit(reviewed, item))
    else:
        typed = {"revision": reviewed.revision, "return-reason": "Too much"}
        response = client.post(address(reviewed, step), typed)

    assert response.status_code == int(status)
    has_moved = Plan.objects.values().get(pk=reviewed.pk) != before
    assert has_moved == (status == "302")


def test_a_stranger_is_asked_to_sign_in() -> None:
    reviewed = plan()

    for page in (address(reviewed), address(reviewed, "approve"), reverse("admin:index")):
        response = Client().get(page)

        assert response.status_code == 302
        assert response["Location"].startswith(reverse("admin:login"))


def _bring_to(plan: Plan, step: str) -> None:
    """The state in which `step` is the next one."""
    if step in ("return", "approve", "publish"):
        propose_plan(plan=plan, by=user("colleague", "officer"), revision=plan.revision)
        plan.refresh_from_db()
    if step == "publish":
        approve_plan(plan=plan, by=user("second", "approver"), revision=plan.revision)
        plan.refresh_from_db()


def _edit(plan: Plan, item: PlanItem) -> dict[str, object]:
    prefix = f"item-{item.pk}"
    return {
        "revision": plan.revision,
        f"{prefix}-outcome": "not_needed",
        f"{prefix}-amount_krw": "",
        f"{prefix}-note": "You told us that you do not need it.",
        f"{prefix}-reason": "They told us so by telephone.",
    }
