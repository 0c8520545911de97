"""The sidebar and the home page: what there is for this person, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from support_plans.admin.waiting import (
    PARAMETER,
    WAITING,
    Person,
    waiting_counts,
    waiting_for,
)
from support_plans.models import Digest, Plan, ProgrammeVersion
from support_plans.periods import Period
from surveys.language import in_words
from surveys.models import Wave


@dataclass(frozen=True, slots=True)
class Place:
    """A list of the desk, for whoever may view it."""

    title: str | Promise
    icon: str
    model: str  # "app_label.model"

    @property
    def permission(self) -> str:
        app, model = self.model.split(".")
        return f"{app}.view_{model}"

    @property
    def url(self) -> str:
        return reverse(f"admin:{self.model.replace('.', '_')}_changelist")


PLACES: dict[str | Promise, tuple[Place, ...]] = {
    gettext_lazy("Companies and surveys"): (
        Place(gettext_lazy("Companies"), "apartment", "surveys.company"),
        Place(gettext_lazy("Contacts"), "contact_mail", "surveys.contact"),
        Place(gettext_lazy("Waves"), "event_repeat", "surveys.wave"),
        Place(gettext_lazy("Invitations"), "mark_email_read", "surveys.invitation"),
        Place(gettext_lazy("Responses"), "edit_note", "surveys.response"),
        Place(gettext_lazy("Submissions"), "task", "surveys.submission"),
        Place(gettext_lazy("Questionnaires"), "quiz", "surveys.questionnaireversion"),
    ),
    gettext_lazy("What the city offers"): (
        Place(gettext_lazy("Programmes"), "category", "support_plans.programmeversion"),
        Place(gettext_lazy("Programme codes"), "tag", "support_plans.programme"),
        Place(gettext_lazy("Offices"), "account_balance", "support_plans.office"),
    ),
    gettext_lazy("Reports and records"): (
        Place(gettext_lazy("Digests"), "mail", "support_plans.digest"),
        Place(
            gettext_lazy("Digest subscriptions"),
            "subscriptions",
            "support_plans.digestsubscription",
        ),
        Place(gettext_lazy("Events"), "history", "support_plans.planevent"),
    ),
    gettext_lazy("Administration"): (
        Place(gettext_lazy("Users"), "person", "auth.user"),
        Place(gettext_lazy("Roles"), "group", "auth.group"),
        Place(gettext_lazy("Outbox"), "outbox", "post_office.email"),
    ),
}


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """django-unfold's sidebar: groups of links, with how many plans wait behind each."""
    person = request.user
    groups: list[dict[str, Any]] = [
        {"items": [_link(_("Home"), "home", reverse("admin:index"), request.path)]}
    ]
    if person.has_perm("support_plans.view_plan"):
        groups.append({"title": _("Support plans"), "items": list(_queues(request))})
    for title, places in PLACES.items():
        items = [
            _link(str(place.title), place.icon, place.url, request.path)
            for place in places
            if person.has_perm(place.permission)
        ]
        groups.append({"title": str(title), "items": items})
    return [group for group in groups if group["items"]]


def _queues(request: HttpRequest) -> Iterable[dict[str, Any]]:
    counts = waiting_counts()
    queue = reverse("admin:support_plans_plan_changelist")
    chosen = request.GET.get(PARAMETER) if request.path == queue else None
    for one in WAITING:
        link = _link(str(one.title), one.icon, one.url, request.path)
        badge = counts[one.code] if one in waiting_for(request.user) else 0
        yield {**link, "active": chosen == one.code, "badge": badge, "badge_variant": "primary"}
    is_all = request.path.startswith(queue) and chosen is None
    yield {**_link(_("All plans"), "list_alt", queue, request.path), "active": is_all}


def _link(title: str, icon: str, url: str, here_path: str) -> dict[str, Any]:
    is_home = url == reverse("admin:index")
    is_active = here_path == url if is_home else here_path.startswith(url)
    return {"title": title, "icon": icon, "link": url, "active": is_active, "badge": 0}


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure on the home page that leads to the list behind it."""

    figure: str
    label: str
    url: str
    note: str = ""
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    waiting: tuple[Tile, ...]
    others: tuple[Tile, ...]


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """django-unfold's hook: adds `overview` to the home page."""
    person = request.user
    overview = Overview(tuple(_waiting(person)), tuple(_others(person)))
    return {**context, "title": _("Home"), "overview": overview}


def _waiting(person: Person) -> Iterable[Tile]:
    mine = waiting_for(person)
    if not mine:
        return
    counts = waiting_counts()
    oldest = Plan.objects.awaiting_review().oldest_first().first()
    for one in mine:
        count = counts[one.code]
        note = _age(oldest) if one.code == "review" and oldest is not None else ""
        yield Tile(str(count), str(one.title), one.url, note, is_urgent=bool(count))


def _age(oldest: Plan) -> str:
    days = (timezone.localdate() - timezone.localdate(oldest.drafted_at)).days
    if not days:
        return ""
    return ngettext(
        "The oldest was drafted %(days)s day ago.",
        "The oldest was drafted %(days)s days ago.",
        days,
    ) % {"days": days}


def _others(person: Person) -> Iterable[Tile]:
    if person.has_perm("surveys.view_wave"):
        yield from _open_waves()
    if person.has_perm("support_plans.view_digest"):
        yield from _digests(person)
    if person.has_perm("support_plans.change_programmeversion"):
        yield from _programmes()
    if person.has_perm("support_plans.view_planevent"):
        count = Plan.objects.count()
        url = reverse("admin:support_plans_planevent_changelist")
        yield Tile(str(count), _("plans on record"), url, _("Read every step taken on them."))


def _open_waves() -> Iterable[Tile]:
    submitted = Count("responses", filter=Q(responses__submissions__isnull=False), distinct=True)
    invited = Count("invitations__contact__company", distinct=True)
    open_now = Wave.objects.open_at(timezone.now())
    counts = open_now.values_list("pk").annotate(answered=submitted, invited=invited)
    figures = {pk: {"answered": answered, "invited": of} for pk, answered, of in counts}
    for wave in open_now:
        yield Tile(
            figure=_("%(answered)s of %(invited)s") % figures[wave.pk],
            label=_("companies have submitted their answers"),
            url=reverse("admin:surveys_submission_changelist")
            + f"?response__wave__id__exact={wave.pk}",
            note=in_words(wave.title),
        )


def _digests(person: Person) -> Iterable[Tile]:
    digests = Digest.objects.all()
    if isinstance(person, User) and not person.is_superuser:
        digests = digests.filter(subscription__user=person)
    latest = digests.first()
    url = reverse("admin:support_plans_digest_changelist")
    note = (
        _("The latest covers %(period)s.") % {"period": in_words(Period(latest.starts_on).words)}
        if latest
        else _("The first one comes at the end of the week.")
    )
    yield Tile(str(digests.count()), _("weekly digests"), url, note)


def _programmes() -> Iterable[Tile]:
    today = timezone.localdate()
    url = reverse("admin:support_plans_programmeversion_changelist")
    in_force = ProgrammeVersion.objects.in_force_on(today).count()
    yield Tile(str(in_force), _("programmes in force"), f"{url}?status__exact=in_force")
