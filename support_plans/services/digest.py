"""The managers' weekly digest: claimed, written and queued in one transaction, so sent once."""

import logging
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from support_plans.digests.figures import CityFigures
from support_plans.digests.links import Links
from support_plans.digests.page import DigestPage, digest_page
from support_plans.models import Digest, DigestSubscription
from support_plans.periods import Period
from support_plans.services.city import count_city
from support_plans.services.people import people_who_may
from surveys.services.mail import queue_mail

logger = logging.getLogger(__name__)


def send_due_digests(*, now: datetime | None = None, username: str | None = None) -> int:
    """Queue every digest that is due and not yet claimed; returns how many that were.

    Due is the last full week, from Monday 08:00 by the city's clock on. Weeks missed before it are
    not sent any more. Any number of these may run at once.
    """
    now = now or timezone.now()
    period = Period.last_full_week(now)
    waiting = list(due_subscriptions(now=now, username=username))
    if not waiting:
        return 0
    figures = count_city(period=period, now=now)
    return sum(_send_or_report(subscription, figures) for subscription in waiting)


def due_subscriptions(
    *, now: datetime, username: str | None = None
) -> QuerySet[DigestSubscription]:
    """Who has not been sent the digest of the last full week, although its time has come.

    Only those who may view digests: a subscription outlives the role it was made for.
    """
    period = Period.last_full_week(now)
    if now < period.due_at:
        return DigestSubscription.objects.none()
    readers = people_who_may("view_digest", include_superusers=True)
    found = DigestSubscription.objects.filter(is_active=True, user__in=readers)
    if username is not None:
        found = found.filter(user__username=username)
    return (
        found.exclude(user__email="")
        .exclude(digests__starts_on=period.starts_on)
        .select_related("user")
        .order_by("pk")
    )


def send_digest(
    *, subscription: DigestSubscription, starts_on: date, now: datetime | None = None
) -> Digest:
    """The digest of the seven days from `starts_on` on: queued now, unless it was before.

    Where the days are not over yet, it tells how things stand at `now`.
    """
    period = Period(starts_on)
    already = subscription.digests.filter(starts_on=starts_on).first()
    if already is not None:
        return already
    figures = count_city(period=period, now=now or timezone.now())
    return _claim_and_queue(subscription, figures)[0]


def page_for(subscription: DigestSubscription, figures: CityFigures) -> DigestPage:
    """The figures in the manager's language, with links to what they may open."""
    with override(subscription.language):
        return digest_page(figures, Links.of_reader(subscription.user))


def html_of(digest: Digest) -> str:
    """The digest's mail, written again from its figures: a mail that was sent keeps no words."""
    subscription = digest.subscription
    page = page_for(subscription, CityFigures.from_json(digest.figures))
    with override(subscription.language):
        return render_to_string(
            "emails/digest.html", {"page": page, "contact_email": settings.CITY_CONTACT_EMAIL}
        )


def _send_or_report(subscription: DigestSubscription, figures: CityFigures) -> bool:
    """One manager's unusable address must not cost the others their digest."""
    try:
        return _claim_and_queue(subscription, figures)[1]
    except ValidationError:
        logger.exception("No digest for subscription %s", subscription.pk)
        return False


@transaction.atomic
def _claim_and_queue(subscription: DigestSubscription, figures: CityFigures) -> tuple[Digest, bool]:
    """The row is the claim: a second one breaks the unique constraint, here or elsewhere.

    While another process holds the same claim uncommitted, the insert waits for it: either that
    one commits and this one finds its row, or it was killed and this one goes ahead.
    """
    digest, is_claimed = Digest.objects.get_or_create(
        subscription=subscription,
        starts_on=figures.starts_on,
        defaults={"ends_on": figures.period.ends_on, "figures": figures.to_json()},
    )
    if is_claimed:
        digest.mail = queue_mail(
            kind="digest",
            to=subscription.user.email,
            language=subscription.language,
            context={"page": page_for(subscription, figures)},
            headers={"List-Id": f"Bitgoeul city overview <city-overview.{_host()}>"},
        )
        digest.save(update_fields=["mail"])
    return digest, is_claimed


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
