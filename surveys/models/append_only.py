"""Rows that are written once. PostgreSQL refuses changes, too (`surveys.append_only`)."""

from typing import Any, NoReturn, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class CannotChange(Exception):
    """Something published was about to be changed: make a new row instead."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    """Reads and adds; `update` and `delete` raise CannotChange."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise CannotChange(f"{self.model._meta.verbose_name_raw}: rows are never updated.")

    def delete(self) -> NoReturn:
        raise CannotChange(f"{self.model._meta.verbose_name_raw}: rows are never deleted.")


class AppendOnly(models.Model):
    """Saved once. Changing or deleting a row raises CannotChange."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise CannotChange(f"{self} is never updated; a change is a new row.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise CannotChange(f"{self} is never deleted.")
