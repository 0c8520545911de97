"""The review page: what it shows, what it offers to whom, and what it says when refused."""

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html
from lxml.html import HtmlElement

from support_plans.models import Plan, PlanEvent, PlanItem
from support_plans.services.draft import draft_plan_for
from support_plans.services.review import edit_item, propose_plan, return_plan
from surveys.models import Invitation
from surveys.services.answer import save_page
from surveys.services.submit import submit_response
from tests.factories import CompanyFactory, plan, user
from tests.support_plans.admin.desk import address, more_plans_like, select, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted() -> Plan:
    return plan(company=CompanyFactory(name_en="Mudeung Vision"))


def page(client: Client, plan: Plan) -> HtmlElement:
    return html.fromstring(client.get(address(plan)).text)


def words(of: HtmlElement, css: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in select(of, css)]


def recommended(plan: Plan) -> PlanItem:
    return plan.items.select_related("programme_version").get(outcome=PlanItem.Outcome.RECOMMENDED)


def typed(item: PlanItem, **changes: object) -> dict[str, object]:
    """The edit form of `item`, filled in for the plan as it was read."""
    fields = {
        "outcome": "recommended",
        "amount_krw": "30,000,000",
        "note": "Talk to us first.",
        "reason": "Many applied.",
        **changes,
    }
    return {
        "revision": item.plan.revision,
        **{f"item-{item.pk}-{name}": value for name, value in fields.items()},
    }


def test_one_page_shows_the_plan_the_reasons_and_the_answers(drafted: Plan) -> None:
    shown = page(signed_in("officer"), drafted)

    assert words(shown, "h1") == ["Mudeung Vision"]
    assert words(shown, ".desk-group h2") == [
        "Recommended 1",
        "Needs information 1",
        "Open, no need seen 1",
        "Not eligible 1",
    ]
    card = shown.get_element_by_id(f"item-{recommended(drafted).pk}")
    assert words(card, "h3") == ["Programme gpu-hours"]
    assert words(card, ".desk-figures dd") == ["100 / 100", "KRW 50 million"]
    assert words(card, ".desk-beside dt") == ["Difficulties", "Employees"]
    assert words(card, ".desk-beside dd") == ["Cost and Waiting time", "38 people"]
    assert len(select(card, ".desk-reasons li")) == 2
    assert words(shown, "#answers dt") == [
        "How many employees do you have?",
        "Do you use GPUs?",
        "What holds you back?",
        "Who signs?",
    ]


def test_in_korean_too(drafted: Plan) -> None:
    shown = page(signed_in("officer", language="ko"), drafted)

    assert words(shown, ".desk-beside dd")[:2] == ["비용, 대기 시간", "38명"]


def test_what_would_decide_is_asked_for(drafted: Plan) -> None:
    shown = page(signed_in("officer"), drafted)

    item = drafted.items.get(outcome=PlanItem.Outcome.NEEDS_INFORMATION)
    card = shown.get_element_by_id(f"item-{item.pk}")
    assert "Questions still to be answered" in words(card, "h4")


def test_every_control_has_a_label(drafted: Plan) -> None:
    shown = page(signed_in("officer"), drafted).get_element_by_id("content-main")

    labelled = {label.get("for") for label in select(shown, "label")}
    controls = [
        one.get("id")
        for tag in ("input", "select", "textarea")
        for one in select(shown, tag)
        if one.get("type") != "hidden"
    ]
    assert len(controls) == 16
    assert set(controls) == labelled
    ids = [one.get("id") for one in select(shown, "[id]")]
    assert len(ids) == len(set(ids))


OFFERED = """
                                  officer          approver
    drafted                       edit,propose     -
    in_review                     edit             approve,return
    in_review,worked_on_it        edit             return
    returned                      edit,propose     -
    approved                      -                publish
"""


@pytest.mark.parametrize("line", OFFERED.strip().splitlines()[1:])
def test_only_what_a_person_may_do_is_offered(drafted: Plan, line: str) -> None:
    state, for_officer, for_approver = line.split()
    status, _, worked = state.partition(",")
    officer = signed_in("officer", name="officer")
    approver = signed_in("approver", name="approver")
    if status != "drafted":
        colleague = user("colleague", "officer", "approver")
        propose_plan(plan=drafted, by=colleague, revision=1)
        if status == "returned":
            return_plan(plan=drafted, by=colleague, revision=2, reason="Check the amount.")
        if status == "approved":
            approver.post(address(drafted, "approve"), {"revision": 2})
    if worked:
        approver = Client()
        approver.force_login(colleague, backend="django.contrib.auth.backends.ModelBackend")
        approver.cookies["django_language"] = "en"
        for_approver = "edit," + for_approver  # this colleague is an officer, too

    assert _offers(page(officer, drafted)) == for_officer
    assert _offers(page(approver, drafted)) == for_approver


def _offers(shown: HtmlElement) -> str:
    actions = {form.get("action") for form in select(shown, "#content-main form")}
    moves = {action.rstrip("/").rsplit("/", 1)[-1] for action in actions}
    names = {"edit" if move.isdigit() else move for move in moves}
    return (
        ",".join(one for one in ("edit", "propose", "approve", "return", "publish") if one in names)
        or "-"
    )


def test_who_may_not_is_told_who_may(drafted: Plan) -> None:
    colleague = user("colleague", "officer", "approver")
    propose_plan(plan=drafted, by=colleague, revision=1)
    client = Client()
    client.force_login(colleague, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"

    assert (
        "Who proposed or edited a plan cannot approve it. Ask a colleague to approve it."
        in words(page(client, drafted), "#next-step p")
    )


def test_an_edit_is_saved_and_on_record(drafted: Plan) -> None:
    item = recommended(drafted)
    client = signed_in("officer", name="sora")

    response = client.post(address(drafted, item=item), typed(item), follow=True)

    assert response.redirect_chain == [(f"{address(drafted)}#item-{item.pk}", 302)]
    item.refresh_from_db()
    assert (item.amount_krw, item.note) == (30_000_000, "Talk to us first.")
    shown = html.fromstring(response.text)
    assert words(shown, ".desk-message.desk-success")[0].endswith("Saved: Programme gpu-hours.")
    newest = " ".join(words(shown, ".desk-timeline li")[:1])
    assert newest.startswith("Edited Programme gpu-hours KRW 50 million → KRW 30 million")
    assert "Many applied." in newest
    assert "sora" in newest


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"reason": ""}, "Write why. The reason stays on the plan’s record."),
        ({"reason": "   "}, "Write why. The reason stays on the plan’s record."),
        ({"amount_krw": "fifty"}, "Write the amount as a whole number of won."),
        ({"amount_krw": "50,000,001"}, "This programme gives a company at most KRW 50 million."),
        ({"amount_krw": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"outcome": "magic"}, "Select a valid choice. magic is not one of the available choices."),
        ({"note": "x" * 2001}, "Ensure this value has at most 2000 characters (it has 2001)."),
    ],
)
def test_a_wrong_edit_says_what_to_do(
    drafted: Plan, changes: dict[str, object], fault: str
) -> None:
    item = recommended(drafted)
    client = signed_in("officer")

    response = client.post(address(drafted, item=item), typed(item, **changes))

    assert response.status_code == 422
    shown = html.fromstring(response.text)
    assert words(shown, ".desk-edit[open] .desk-fault") == [fault]
    item.refresh_from_db()
    assert item.note == ""


def test_an_edit_up_to_the_ceiling_is_taken(drafted: Plan) -> None:
    item = recommended(drafted)

    response = signed_in("officer").post(
        address(drafted, item=item), typed(item, amount_krw="50,000,000")
    )

    assert response.status_code == 302


def test_a_later_edit_is_told_and_keeps_what_was_typed(drafted: Plan) -> None:
    item = recommended(drafted)
    form = typed(item, note="My long and careful note.")
    edit_item(
        item=recommended(drafted),
        by=user("faster", "officer"),
        revision=1,
        outcome="recommended",
        amount_krw=10_000_000,
        note="Short.",
        reason="I was faster.",
    )

    client = signed_in("officer")
    response = client.post(address(drafted, item=item), form)

    assert response.status_code == 409
    shown = html.fromstring(response.text)
    assert "The last step was “Edited” by faster." in words(shown, ".desk-error")[0]
    kept = select(shown, ".desk-edit[open]")[0]
    assert words(kept, ".desk-field-note textarea") == ["My long and careful note."]
    assert words(kept, ".desk-field-reason textarea") == ["Many applied."]
    item.refresh_from_db()
    assert (item.amount_krw, item.note) == (10_000_000, "Short.")

    again = {**form, "revision": select(kept, "[name=revision]")[0].get("value")}
    assert client.post(address(drafted, item=item), again).status_code == 302


def test_words_for_a_plan_that_is_approved_by_now_are_not_lost(drafted: Plan) -> None:
    item = recommended(drafted)
    form = typed(item, note="My long and careful note.")
    propose_plan(plan=drafted, by=user("faster", "officer"), revision=1)
    signed_in("approver").post(address(drafted, "approve"), {"revision": 2})

    response = signed_in("officer").post(address(drafted, item=item), form)

    assert response.status_code == 409
    shown = html.fromstring(response.text)
    assert words(shown, ".desk-kept dd") == ["My long and careful note.", "Many applied."]


def test_who_proposed_cannot_approve(drafted: Plan) -> None:
    both = signed_in("officer", "approver")
    both.post(address(drafted, "propose"), {"revision": 1})

    response = both.post(address(drafted, "approve"), {"revision": 2})

    assert response.status_code == 403
    said = words(html.fromstring(response.text), ".desk-error")[0]
    assert said.endswith("Ask a colleague to approve it.")
    drafted.refresh_from_db()
    assert drafted.status == Plan.Status.IN_REVIEW


def test_the_second_of_two_approvals_is_told(drafted: Plan) -> None:
    propose_plan(plan=drafted, by=user("colleague", "officer"), revision=1)
    first, second = (signed_in("approver", name=name) for name in ("first", "second"))

    assert first.post(address(drafted, "approve"), {"revision": 2}).status_code == 302
    response = second.post(address(drafted, "approve"), {"revision": 2})

    assert response.status_code == 409
    said = words(html.fromstring(response.text), ".desk-error")[0]
    assert "The last step was “Approved” by first." in said
    assert PlanEvent.objects.filter(kind=PlanEvent.Kind.APPROVED).count() == 1


def test_a_return_needs_a_reason(drafted: Plan) -> None:
    propose_plan(plan=drafted, by=user("colleague", "officer"), revision=1)
    approver = signed_in("approver")

    refused = approver.post(address(drafted, "return"), {"revision": 2, "return-reason": " "})
    taken = approver.post(address(drafted, "return"), {"revision": 2, "return-reason": "Too much."})

    assert refused.status_code == 422
    assert words(html.fromstring(refused.text), ".desk-step .desk-fault") == [
        "Write what should change before you return the plan."
    ]
    assert taken.status_code == 302
    shown = page(signed_in("officer"), drafted)
    assert words(shown, ".desk-step blockquote p") == ["Too much."]


def test_nobody_to_tell_says_what_to_do(drafted: Plan) -> None:
    propose_plan(plan=drafted, by=user("colleague", "officer"), revision=1)
    approver = signed_in("approver")
    approver.post(address(drafted, "approve"), {"revision": 2})
    Invitation.objects.all().delete()

    response = approver.post(address(drafted, "publish"), {"revision": 3})

    assert response.status_code == 409
    said = words(html.fromstring(response.text), ".desk-error")[0]
    assert "Have an administrator add a contact" in said
    drafted.refresh_from_db()
    assert drafted.status == Plan.Status.APPROVED


def test_a_form_without_a_revision_is_no_form_of_ours(drafted: Plan) -> None:
    assert signed_in("officer").post(address(drafted, "propose")).status_code == 400


@pytest.mark.parametrize("move", ["propose", "return", "approve", "publish", "edit"])
def test_a_move_s_address_leads_to_the_plan(drafted: Plan, move: str) -> None:
    """The language switch of a page that a refused move brought back comes by this way."""
    client = signed_in("officer")
    item = recommended(drafted) if move == "edit" else None

    response = client.get(address(drafted, move, item=item))

    assert response.status_code == 302
    assert response["Location"] == address(drafted)
    assert client.put(address(drafted, move, item=item)).status_code == 405
    drafted.refresh_from_db()
    assert drafted.revision == 1


@pytest.mark.parametrize("key", ["abc", "999999", "1_2F"])
def test_a_plan_that_is_not_there_leads_back_to_the_desk(key: str) -> None:
    response = signed_in("officer").get(f"/admin/support_plans/plan/{key}/change/", follow=True)

    assert response.redirect_chain == [("/admin/", 302)]
    assert "doesn’t exist. Perhaps it was deleted?" in response.text


def test_who_may_not_read_plans_is_not_told_which_there_are() -> None:
    response = signed_in("manager").get("/admin/support_plans/plan/999999/change/")

    assert response.status_code == 403


@pytest.mark.parametrize("revision", ["", "0", "x", 2**31 - 1, 2**63])
def test_a_revision_that_no_page_holds_is_no_form_of_ours(drafted: Plan, revision: object) -> None:
    response = signed_in("officer").post(address(drafted, "propose"), {"revision": revision})

    assert response.status_code == 400


def test_a_note_is_counted_as_it_was_typed(drafted: Plan) -> None:
    item = recommended(drafted)
    note = "\r\n".join(["x" * 199] * 10)

    response = signed_in("officer").post(address(drafted, item=item), typed(item, note=note))

    assert response.status_code == 302
    item.refresh_from_db()
    assert item.note == note.replace("\r\n", "\n")


def test_deciding_otherwise_than_the_draft_is_explained_and_shown(drafted: Plan) -> None:
    item = recommended(drafted)
    officer = signed_in("officer")
    other = typed(item, outcome="not_eligible", note=" ")

    refused = officer.post(address(drafted, item=item), other)
    taken = officer.post(address(drafted, item=item), typed(item, outcome="not_eligible"))

    assert refused.status_code == 422
    assert words(html.fromstring(refused.text), ".desk-edit[open] .desk-fault") == [
        "Write the company a note that says why: you decide otherwise than the draft, so its "
        "reasons are not shown to the company."
    ]
    assert taken.status_code == 302
    shown = page(officer, drafted)
    card = shown.get_element_by_id(f"item-{item.pk}")
    assert words(card, ".desk-headline") == ["Talk to us first."]
    assert words(shown, ".desk-summary")[0].startswith("Going by your answers, there is no")


@pytest.mark.parametrize("address_of", ["login", "change"])
def test_a_form_that_is_not_trusted_says_what_to_do_at_the_desk(
    drafted: Plan, address_of: str
) -> None:
    client = signed_in("officer")
    client.handler.enforce_csrf_checks = True
    where = "/admin/login/" if address_of == "login" else address(drafted, "propose")

    response = client.post(where, {"revision": 1})

    assert response.status_code == 403
    assert "copy what you had written, reload the page and send it again" in response.text
    assert "Open your link again" not in response.text


def test_the_item_of_another_plan_is_not_found(drafted: Plan) -> None:
    more_plans_like(drafted, 1)
    other = Plan.objects.exclude(pk=drafted.pk).get()
    item = recommended(other)

    response = signed_in("officer").post(address(drafted, item=item), typed(item))

    assert response.status_code == 404


def test_leads_to_the_plans_before_and_after(drafted: Plan) -> None:
    more_plans_like(drafted, 2)
    first, second, third = Plan.objects.oldest_first()
    officer = signed_in("officer")

    def links(plan: Plan) -> dict[str, str]:
        found = select(page(officer, plan), ".desk-neighbours a")
        return {link.get("rel"): link.get("href") for link in found}

    assert links(first) == {"next": address(second)}
    assert links(second) == {"prev": address(first), "next": address(third)}
    assert links(third) == {"prev": address(second)}


def test_what_the_company_changed_since_its_last_answers(drafted: Plan) -> None:
    assert "What the company changed" not in page(signed_in("approver"), drafted).text_content()
    response, now = drafted.submission.response, timezone.now()
    answers: dict[str, object] = {"employees": 41, "uses_gpu": "no"}
    save_page(response=response, page="company_size", answers=answers, revision=1, by=None, now=now)
    again = submit_response(response=response, by=None, now=now)
    shown = page(signed_in("officer"), draft_plan_for(submission_id=again.pk))
    assert f"What the company changed since {drafted.submission.reference} 3" in words(shown, "h2")
    assert words(shown, ".change-list dd") == [
        "Before38 people",
        "Now41 people",
        "BeforeYes",
        "NowNo",
        "BeforeCost and Waiting time",
        "NowNot asked any more",
    ]


@pytest.mark.parametrize("others", [0, 20])
def test_costs_the_same_in_any_queue(
    drafted: Plan,
    others: int,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    more_plans_like(drafted, others)
    officer = signed_in("officer")
    officer.get(address(drafted))  # the questionnaire is read once per process

    with django_assert_num_queries(11):
        officer.get(address(drafted))
