"""What the classes of the officers' desk have in common."""

from typing import TYPE_CHECKING, Generic, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

M = TypeVar("M", bound=Model)

if TYPE_CHECKING:

    class DeskAdmin(admin.ModelAdmin[M]):
        """django-unfold carries no types; it is used like Django's own."""
else:
    from unfold.admin import ModelAdmin

    class DeskAdmin(ModelAdmin, Generic[M]):
        """django-unfold's `ModelAdmin`, which takes a type argument like Django's stubs."""

        warn_unsaved_form = True


class ReadOnlyAdmin(DeskAdmin[M]):
    """Rows that nobody adds, changes or deletes by a form: services do, or nobody does."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False
