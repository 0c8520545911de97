"""The weekly digest: exact figures, the right week, once."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from lxml import html
from post_office.models import Email

from support_plans.digests.figures import (
    CityFigures,
    Decisions,
    Demand,
    FieldResponse,
    Flow,
    Queue,
    percent,
)
from support_plans.digests.links import Links
from support_plans.digests.page import DigestPage, digest_page
from support_plans.models import Digest, DigestSubscription, Plan, PlanItem, ProgrammeVersion
from support_plans.periods import CITY, Period
from support_plans.services.city import count_city
from support_plans.services.digest import send_digest, send_due_digests
from support_plans.services.draft import draft_plan_for
from support_plans.services.publish import decide_item, publish_plan
from support_plans.services.review import approve_plan, edit_item, propose_plan
from surveys.logic.text import Text
from surveys.models import Submission, Wave
from surveys.questionnaire import Option, Page, Question, QuestionType, Section
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    InvitationFactory,
    ResponseFactory,
    WaveFactory,
    plan,
    published_version,
    small_questionnaire,
    user,
)

pytestmark = pytest.mark.django_db


def kst(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=CITY)


WEEK = Period(date(2026, 11, 16))
NO_LINKS = Links(frozenset())
MONDAY = kst("11-23T08:00")


def subscriber(name: str = "manager", **fields: Any) -> DigestSubscription:
    return DigestSubscription.objects.create(user=user(name, "manager"), language="en", **fields)


def asking_for_fields() -> Wave:
    """A wave whose questionnaire names two of the AI fields."""
    question = Question(
        "ai_field",
        QuestionType.CHOOSE_ONE,
        Text("AI 분야", "AI field"),
        options=(
            Option("healthcare", Text("헬스케어", "Healthcare")),
            Option("mobility", Text("모빌리티", "Mobility")),
        ),
        is_required=False,
        relevant=None,
    )
    small = small_questionnaire()
    never = Page("field", Text("분야", "Field"), (question,), relevant=None)
    section = Section("field", Text("분야", "Field"), (never,))
    version = published_version(replace(small, sections=(*small.sections, section)))
    return WaveFactory(version=version, opens_at=kst("11-02"), closes_at=kst("12-31T18:00"))


class City:
    """Six invited companies, of which three submit by the end of the week, one only begins."""

    def __init__(self) -> None:
        self.wave = WaveFactory(opens_at=kst("11-02"), closes_at=kst("12-31T18:00"))
        self.officer, self.approver = user("officer", "officer"), user("approver", "approver")
        self.first = self.drafted("11-10T10:00", "healthcare")
        ProgrammeVersion.objects.filter(programme__code="gpu-hours").update(
            budget_krw=80_000_000, places=2
        )
        self.propose(self.first, "11-11T10:00")
        self.approve(self.first, "11-12T10:00")
        self.second = self.drafted("11-17T12:00", "healthcare")
        self.publish(self.first, "11-17T15:00")
        self.accept(self.first, "11-18T10:00")
        self.propose(self.second, "11-19T10:00")
        with time_machine.travel(kst("11-20T10:00"), tick=False):
            begun = ResponseFactory(wave=self.wave, company__field="mobility")
        self.invite(begun.company)
        self.invite(CompanyFactory(field="energy"))
        self.third = self.drafted("11-22T23:59", "mobility")
        # None of this belongs to the week any more.
        self.drafted("11-23T00:00", "healthcare")
        self.cut(self.third, "11-23T07:00")
        self.propose(self.third, "11-23T07:30")

    def invite(self, company: Any) -> None:
        InvitationFactory(wave=self.wave, contact=ContactFactory(company=company))

    def drafted(self, at: str, field: str) -> Plan:
        with time_machine.travel(kst(at), tick=False):
            return plan(wave=self.wave, company__field=field)

    def propose(self, of: Plan, at: str) -> None:
        with time_machine.travel(kst(at), tick=False):
            of.refresh_from_db()
            propose_plan(plan=of, by=self.officer, revision=of.revision)

    def approve(self, of: Plan, at: str) -> None:
        with time_machine.travel(kst(at), tick=False):
            of.refresh_from_db()
            approve_plan(plan=of, by=self.approver, revision=of.revision)

    def publish(self, of: Plan, at: str) -> None:
        with time_machine.travel(kst(at), tick=False):
            of.refresh_from_db()
            publish_plan(plan=of, by=self.approver, revision=of.revision)

    def accept(self, of: Plan, at: str) -> None:
        with time_machine.travel(kst(at), tick=False):
            decide_item(
                item=of.items.get(outcome="recommended"),
                contact=ContactFactory(company=of.company),
                decision=PlanItem.Decision.ACCEPTED,
                reason="a reason that stays private",
            )

    def cut(self, of: Plan, at: str) -> None:
        item = of.items.select_related("plan", "programme_version__programme").get(
            outcome="recommended"
        )
        with time_machine.travel(kst(at), tick=False):
            edit_item(
                item=item,
                by=self.officer,
                revision=of.revision,
                outcome=item.outcome,
                amount_krw=1_000_000,
                note="",
                reason="too much",
            )


def page_of(figures: CityFigures, links: Links = NO_LINKS) -> DigestPage:
    with override("en"):
        return digest_page(figures, links)


def figures_of_the_week(now: datetime = MONDAY) -> CityFigures:
    return count_city(period=WEEK, now=now)


# --- The figures --------------------------------------------------------------------------------


def test_the_response_counts_companies_of_the_wave_at_the_end_of_the_week() -> None:
    City()
    response = figures_of_the_week().response
    assert response is not None
    assert (response.invited, response.started) == (6, 1)
    assert (response.submitted, response.submitted_before, response.rate) == (3, 1, 50)
    assert response.fields == (
        FieldResponse("energy", Text("energy", "energy"), 1, 0, 0),
        FieldResponse("mobility", Text("mobility", "mobility"), 2, 1, 0),
        FieldResponse("healthcare", Text("healthcare", "healthcare"), 3, 2, 1),
    )


def test_fields_are_named_as_the_questionnaire_names_them() -> None:
    wave = asking_for_fields()
    InvitationFactory(wave=wave)
    response = figures_of_the_week().response
    assert response is not None
    assert [field.name for field in response.fields] == [Text("헬스케어", "Healthcare")]


def test_plans_are_counted_in_the_state_they_were_in() -> None:
    City()
    assert figures_of_the_week().queues == (
        Queue("drafted", 1, 0, people=1, oldest_days=0),
        Queue("returned", 0, 0, people=1, oldest_days=None),
        Queue("in_review", 1, 0, people=1, oldest_days=3),
        Queue("approved", 0, 1, people=1, oldest_days=None),
        Queue("published", 0, 0, people=0, oldest_days=None),
        Queue("answered", 1, 0, people=0, oldest_days=4),
    )


def test_what_companies_said_is_counted_by_item() -> None:
    City()
    assert figures_of_the_week().decisions == Decisions(
        plans=1,
        accepted=1,
        accepted_before=0,
        declined=0,
        declined_before=0,
        open=0,
        open_before=0,
    )


def test_the_budget_asked_for_is_what_the_plans_said_then() -> None:
    """The cut on Monday morning is not in it, the acceptance is no end of asking."""
    City()
    assert figures_of_the_week().demands == (
        Demand(
            "gpu-hours",
            Text("사업 gpu-hours", "Programme gpu-hours"),
            companies=3,
            places=2,
            asked_krw=150_000_000,
            asked_before_krw=50_000_000,
            budget_krw=80_000_000,
        ),
    )
    assert figures_of_the_week().demands[0].share == 187


def test_a_newer_plan_of_a_company_replaces_the_one_before() -> None:
    city = City()
    again = city.first.submission
    newer = Submission.objects.create(
        response=again.response,
        number=2,
        reference="BG-26-99999-2",
        version=again.version,
        answers=again.answers,
        answers_digest="another",
        signatory_name="A",
        submitted_at=kst("11-21T10:00"),
    )
    with time_machine.travel(kst("11-21T10:00"), tick=False):
        draft_plan_for(submission_id=newer.pk)
    assert figures_of_the_week().demands[0].asked_krw == 150_000_000
    assert figures_of_the_week().queue("drafted").plans == 2


def test_what_happened_is_counted_within_each_week() -> None:
    City()
    assert figures_of_the_week().flows == (
        Flow("submitted", 2, 1),
        Flow("drafted", 2, 1),
        Flow("proposed", 1, 1),
        Flow("returned", 0, 0),
        Flow("approved", 0, 1),
        Flow("published", 1, 0),
    )


@pytest.mark.parametrize(("days", "late"), [(5, 1), (6, 0)])
def test_a_plan_is_late_after_the_days_that_its_wave_promises(days: int, late: int) -> None:
    """The second company submitted five and a half days before the end of the week."""
    city = City()
    Wave.objects.filter(pk=city.wave.pk).update(plans_promised_within_days=days)
    figures = figures_of_the_week()
    assert (figures.late, figures.unpublished) == (late, 2)


def test_a_week_that_is_not_over_is_counted_up_to_now() -> None:
    City()
    figures = figures_of_the_week(now=kst("11-18T09:00"))
    assert figures.counted_at == kst("11-18T09:00")
    assert figures.decisions.accepted == 0
    page = page_of(figures)
    assert page.counted == (
        "Counted on 18 November 2026 at 09:00. Changes are since the beginning of 16 November 2026."
    )


def test_figures_survive_being_stored() -> None:
    City()
    figures = figures_of_the_week()
    assert CityFigures.from_json(figures.to_json()) == figures


def test_figures_hold_nothing_that_a_company_answered() -> None:
    City()
    subscriber()
    send_due_digests(now=MONDAY)
    digest, mail = Digest.objects.get(), Email.objects.get(to="manager@example.org")
    for secret in ("a reason that stays private", "too much", "시연 담당자", "[Demo] Mudeung"):
        assert secret not in str(digest.figures) + mail.message + mail.html_message


def test_an_empty_city_still_makes_a_digest() -> None:
    page = page_of(figures_of_the_week())
    assert page.subject == "No plan waits for anybody."
    assert page.things == []


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [(0, 0, 0), (298, 299, 99), (299, 299, 100), (1, 299, 0), (3, 2, 150)],
)
def test_only_all_is_a_hundred_per_cent(part: int, whole: int, rate: int) -> None:
    assert percent(part, whole) == rate


# --- The words ----------------------------------------------------------------------------------


def test_what_needs_a_decision_comes_first_and_is_at_most_three_things() -> None:
    City()
    page = page_of(figures_of_the_week())
    assert [thing.news for thing in page.things] == [
        "1 plan waits for approval. The oldest has waited for 3 days.",
        "Recommendations ask “Programme gpu-hours” for KRW 150 million; its budget is"
        " KRW 80 million (187%).",
        "1 plan waits for an officer’s review. None has waited for a full day.",
    ]


def test_one_place_too_few_is_said_in_good_english() -> None:
    City()
    ProgrammeVersion.objects.filter(programme__code="gpu-hours").update(budget_krw=None, places=1)
    news = [thing.news for thing in page_of(figures_of_the_week()).things]
    assert (
        "“Programme gpu-hours” has fewer places than companies it is recommended to: 1 for 3."
        in (news)
    )


def test_nobody_to_approve_is_said() -> None:
    city = City()
    city.approver.groups.clear()
    page = page_of(figures_of_the_week())
    assert page.things[0].decide == "Nobody may approve plans at the moment: name an approver."


def test_the_subject_is_the_news() -> None:
    City()
    subscriber()
    send_due_digests(now=MONDAY)
    mail = Email.objects.get(to="manager@example.org")
    assert mail.subject == "1 plan waits for approval. 3 of 6 companies have answered."


def test_both_parts_of_the_mail_say_the_same_numbers() -> None:
    City()
    subscriber()
    send_due_digests(now=MONDAY)
    mail = Email.objects.get(to="manager@example.org")
    body = html.fromstring(mail.html_message).find("body")
    for preview in body.find_class("preview"):
        preview.drop_tree()
    assert _numbers(body.text_content()) == _numbers(re.sub(r"https?://\S+", "", mail.message))
    assert "KRW 150 million asked for, KRW 80 million budgeted" in mail.message
    assert len(mail.html_message.encode()) < 100_000


def _numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"[+−]?\d+(?:[,.]\d+)*", text))


def test_more_than_five_fields_are_summed_up() -> None:
    wave = asking_for_fields()
    for number in range(7):
        company = CompanyFactory(field=f"field-{number}")
        InvitationFactory(wave=wave, contact=ContactFactory(company=company))
    response = page_of(figures_of_the_week()).sections[0]
    assert len(response.rows) == 5
    assert response.more == "and 2 more fields"


@pytest.mark.parametrize(
    ("language", "name", "period"),
    [
        ("en", "Programme gpu-hours", "16–22 November 2026"),
        ("ko", "사업 gpu-hours", "2026년 11월 16일(월)~22일(일)"),
    ],
)
def test_the_mail_is_in_the_language_of_its_reader(language: str, name: str, period: str) -> None:
    City()
    subscription = subscriber()
    DigestSubscription.objects.update(language=language)
    subscription.refresh_from_db()
    digest = send_digest(subscription=subscription, starts_on=WEEK.starts_on, now=MONDAY)
    assert digest.mail is not None
    for part in (digest.mail.message, digest.mail.html_message):
        assert name in part
        assert period in part


def test_every_link_leads_to_a_list_of_as_many_plans(client: Client) -> None:
    """Counted on a quiet Monday: nothing has moved since the end of the week."""
    city = City()
    client.force_login(city.approver)
    now = kst("11-30T08:00")
    figures = count_city(period=Period.last_full_week(now), now=now)
    page = page_of(figures, Links.of_reader(city.approver))
    plans = next(section for section in page.sections if section.title.startswith("Plans,"))
    counts = [int(row.value.split()[0]) for row in plans.rows if row.url]
    assert counts == [1, 2, 1]
    for row, count in zip([row for row in plans.rows if row.url], counts, strict=True):
        assert client.get(row.url).context["cl"].result_count == count


def test_links_lead_only_where_the_reader_may_go() -> None:
    City()
    subscriber()
    send_due_digests(now=MONDAY)
    mail = Email.objects.get(to="manager@example.org")
    assert "/admin/support_plans/programmeversion/" in mail.message
    assert "/admin/support_plans/plan/" not in mail.message


# --- When, to whom, and once --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "starts_on"),
    [
        ("11-22T23:59", [date(2026, 11, 9)]),
        ("11-23T00:00", []),
        ("11-23T07:59", []),
        ("11-23T08:00", [date(2026, 11, 16)]),
        ("11-29T23:59", [date(2026, 11, 16)]),
    ],
)
def test_the_last_full_week_is_due_from_monday_at_eight(now: str, starts_on: list[date]) -> None:
    subscriber()
    assert send_due_digests(now=kst(now)) == len(starts_on)
    assert list(Digest.objects.values_list("starts_on", flat=True)) == starts_on


def test_the_clock_of_another_time_zone_makes_no_difference() -> None:
    subscriber()
    assert send_due_digests(now=datetime.fromisoformat("2026-11-22T22:59:59+00:00")) == 0
    assert send_due_digests(now=datetime.fromisoformat("2026-11-22T23:00:00+00:00")) == 1


def test_weeks_missed_are_not_sent_afterwards() -> None:
    subscriber()
    assert send_due_digests(now=kst("11-02T08:00")) == 1
    assert send_due_digests(now=kst("11-26T15:00")) == 1
    assert [*Digest.objects.values_list("starts_on", flat=True)] == [
        date(2026, 11, 16),
        date(2026, 10, 26),
    ]


def test_a_digest_is_sent_once() -> None:
    subscriber()
    assert [send_due_digests(now=MONDAY), send_due_digests(now=MONDAY)] == [1, 0]
    digest = Digest.objects.get()
    assert digest.mail == Email.objects.get()
    assert digest.ends_on == date(2026, 11, 22)


def test_sending_at_once_is_sending_the_same_digest_once() -> None:
    subscription = subscriber()
    first = send_digest(subscription=subscription, starts_on=WEEK.starts_on, now=MONDAY)
    assert send_digest(subscription=subscription, starts_on=WEEK.starts_on) == first
    assert send_due_digests(now=MONDAY) == 0
    assert Email.objects.count() == 1


def test_a_rival_who_claims_in_between_is_left_to_send_it() -> None:
    """Another beat inserts the same claim after this one looked and before it inserts its own."""
    rival = Digest(subscription=subscriber(), starts_on=WEEK.starts_on, ends_on=WEEK.ends_on)

    def claim_first(execute: Any, sql: str, *rest: Any) -> Any:
        looked = execute(sql, *rest)
        if sql.startswith('SELECT "support_plans_digest"."id"') and rival.pk is None:
            rival.save()
        return looked

    with connection.execute_wrapper(claim_first):
        assert send_due_digests(now=MONDAY) == 0
    assert rival.pk is not None
    assert Digest.objects.count() == 1
    assert Email.objects.count() == 0


def test_a_claim_without_its_mail_is_no_claim() -> None:
    """What stops the mail undoes the claim, and does not stop the others."""
    User.objects.filter(pk=subscriber("first").user_id).update(email="no address")
    second = subscriber("second")
    assert send_due_digests(now=MONDAY) == 1
    assert Digest.objects.get().subscription == second
    User.objects.filter(username="first").update(email="first@example.org")
    assert send_due_digests(now=MONDAY) == 1


def test_who_left_or_unsubscribed_gets_none() -> None:
    subscriber("unsubscribed", is_active=False)
    User.objects.filter(pk=subscriber("left").user_id).update(is_active=False)
    User.objects.filter(pk=subscriber("without-address").user_id).update(email="")
    assert send_due_digests(now=MONDAY) == 0


def test_who_may_not_view_digests_any_more_gets_none() -> None:
    former, chief = subscriber("former"), subscriber("chief")
    former.user.groups.clear()
    User.objects.filter(pk=chief.user_id).update(is_superuser=True)
    assert send_due_digests(now=MONDAY) == 1
    assert Digest.objects.get().subscription == chief


def test_the_week_that_is_over_is_not_called_this_week() -> None:
    City()
    week = page_of(figures_of_the_week()).sections[-1]
    assert week.title == "That week and the week before"
    assert week.columns == ("What happened", "That week", "The week before")


def test_the_mail_says_which_list_it_belongs_to(settings: Any) -> None:
    settings.BASE_URL = "https://support.example.org"
    subscriber()
    send_due_digests(now=MONDAY)
    headers = Email.objects.get().headers
    assert headers["List-Id"] == "Bitgoeul city overview <city-overview.support.example.org>"
    assert headers["Auto-Submitted"] == "auto-generated"


def test_the_number_of_queries_does_not_grow_with_the_city() -> None:
    subscriber()
    wave = WaveFactory(opens_at=kst("11-02"), closes_at=kst("12-31T18:00"))
    with time_machine.travel(kst("11-18T10:00"), tick=False):
        plan(wave=wave)
    figures_of_the_week()  # the questionnaire is read once per process
    few = _queries_to_send(MONDAY)
    with time_machine.travel(kst("11-19T10:00"), tick=False):
        for _ in range(29):
            plan(wave=wave)
    assert Plan.objects.count() == 30
    assert _queries_to_send(kst("11-30T08:00")) == few


def _queries_to_send(now: datetime) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert send_due_digests(now=now) == 1
    return len(queries)


# --- The command --------------------------------------------------------------------------------


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("send_digests", *arguments, stdout=out)
    return out.getvalue()


def test_a_dry_run_tells_and_writes_nothing() -> None:
    City()
    subscriber()
    mails = Email.objects.count()
    assert told("--now", "2026-11-23T08:00", "--dry-run") == (
        "manager <manager@example.org>, 16–22 November 2026: "
        "1 plan waits for approval. 3 of 6 companies have answered.\n"
        "Digests that would be queued: 1\n"
    )
    assert (Digest.objects.count(), Email.objects.count()) == (0, mails)


def test_the_command_sends_what_the_schedule_would() -> None:
    subscriber("one")
    subscriber("two")
    assert told("--now", "2026-11-23T07:59") == "Digests queued: 0\n"
    assert told("--now", "2026-11-23T08:00", "--user", "two") == "Digests queued: 1\n"
    assert told("--now", "2026-11-23T08:00") == "Digests queued: 1\n"


@pytest.mark.parametrize("time", ["soon", "2026-13-01T08:00"])
def test_a_time_that_is_none_is_refused(time: str) -> None:
    with pytest.raises(CommandError, match="is no time"):
        told("--now", time)


# --- The periods --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "en", "ko"),
    [
        (date(2026, 11, 16), "16–22 November 2026", "2026년 11월 16일(월)~22일(일)"),
        (date(2026, 11, 30), "30 November – 6 December 2026", "2026년 11월 30일(월)~12월 6일(일)"),
        (
            date(2026, 12, 28),
            "28 December 2026 – 3 January 2027",
            "2026년 12월 28일(월)~2027년 1월 3일(일)",
        ),
    ],
)
def test_a_period_in_words(starts_on: date, en: str, ko: str) -> None:
    assert Period(starts_on).words == Text(ko, en)


def test_seven_days_up_to_a_day_end_with_it() -> None:
    assert Period.up_to(date(2026, 11, 18)) == Period(date(2026, 11, 12))
    assert Period.up_to(date(2026, 11, 18)).ends_on == date(2026, 11, 18)
