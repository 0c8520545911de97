"""Numbers in a digest, in the active language."""

from django.utils.translation import pgettext

from support_plans.digests.figures import percent


def changed(now: int, before: int) -> str:
    """+3, −2 or 0."""
    difference = now - before
    if not difference:
        return "0"
    return f"+{difference:,}" if difference > 0 else f"−{-difference:,}"


def companies_of(part: int, whole: int) -> str:
    """Never a rate without what it is a rate of."""
    return pgettext("companies", "%(part)s of %(whole)s (%(percent)s%%)") % _share(part, whole)


def recommendations_of(part: int, whole: int) -> str:
    return pgettext("recommendations", "%(part)s of %(whole)s (%(percent)s%%)") % _share(
        part, whole
    )


def _share(part: int, whole: int) -> dict[str, str]:
    return {
        "part": f"{part:,}",
        "whole": f"{whole:,}",
        "percent": str(percent(part, whole)),
    }
