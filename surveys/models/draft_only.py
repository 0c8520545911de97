"""Rows of a questionnaire version: free to change while it is a draft, never once it is published.

PostgreSQL refuses it as well, whoever asks (migration 0005), and makes an edit and a publication of
the same version wait for each other.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar, cast

from django.db import models, transaction

from surveys.models.append_only import CannotChange

DRAFT = "draft"

D = TypeVar("D", bound="DraftOnly")


class DraftOnlyQuerySet(models.QuerySet[D]):
    """`update` and `delete` raise CannotChange where they would reach a published version."""

    status_path: ClassVar[str]  # from a row to the status of its version, as a lookup

    def frozen(self) -> Self:
        """Those whose version is not a draft any more."""
        return self.exclude(**{self.status_path: DRAFT})

    def update(self, **changes: Any) -> int:
        self.refuse_frozen()
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        self.refuse_frozen()
        return super().delete()

    def refuse_frozen(self) -> None:
        if self.frozen().exists():
            raise CannotChange(
                f"{self.model._meta.verbose_name_raw}: published. Start a new draft to change it."
            )


class PartQuerySet(DraftOnlyQuerySet[D]):
    """Parts of versions. None gets into a published one: it is not made there, nor moved there."""

    def update(self, **changes: Any) -> int:
        parent = self.status_path.split("__")[0]
        if not {parent, f"{parent}_id"} & changes.keys():
            return super().update(**changes)
        with transaction.atomic(using=self.db):
            moved = list(self.values_list("pk", flat=True))
            count = super().update(**changes)
            _rows(self.model, pk__in=moved).refuse_frozen()
        return count

    def bulk_create(self, objs: Iterable[D], *args: Any, **options: Any) -> list[D]:
        parts = list(objs)
        for owner in {part.owner for part in parts}:
            _rows(type(owner), pk=owner.pk).refuse_frozen()
        return super().bulk_create(parts, *args, **options)


class DraftOnly(models.Model):
    """Saving and deleting raise CannotChange where the row's version is not a draft any more.

    What counts is the version as it is stored, not as somebody read it a while ago.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_when_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.refuse_when_frozen()
        return super().delete(*args, **kwargs)

    @property
    def owner(self) -> "DraftOnly":
        """The version."""
        raise NotImplementedError

    def refuse_when_frozen(self) -> None:
        """Neither the version in which the row is stored may be published, nor the one it names."""
        for row in (self, self.owner):
            _rows(type(row), pk=row.pk).refuse_frozen()


def _rows(model: type[DraftOnly], **which: Any) -> DraftOnlyQuerySet[Any]:
    return cast("DraftOnlyQuerySet[Any]", model._default_manager.filter(**which))
