"""Who may do what with plans and digests."""

from django.contrib.auth.models import User
from django.db.models import QuerySet


def people_who_may(permission: str, *, include_superusers: bool = False) -> QuerySet[User]:
    """Active people with this permission of the plans, of their own or by a role."""
    return User.objects.with_perm(
        f"support_plans.{permission}",
        include_superusers=include_superusers,
        backend="django.contrib.auth.backends.ModelBackend",
    )
