"""Where a digest leads: to the officers' lists, as far as its reader may open them."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of lists; empty where the reader would only meet a refusal."""

    permissions: AbstractSet[str]

    @classmethod
    def of_reader(cls, reader: User) -> Self:
        return cls(frozenset(reader.get_all_permissions()))

    def plans(self, *states: str) -> str:
        """The plans in these states; with none given, every plan."""
        if len(states) == 1:
            return self._list("support_plans", "plan", {"status__exact": states[0]})
        query = {"status__in": ",".join(states)} if states else {}
        return self._list("support_plans", "plan", query)

    def programmes(self) -> str:
        return self._list("support_plans", "programmeversion", {})

    def responses(self) -> str:
        return self._list("surveys", "response", {})

    def waves(self) -> str:
        return self._list("surveys", "wave", {})

    def digests(self) -> str:
        return self._list("support_plans", "digest", {})

    def _list(self, app: str, model: str, query: dict[str, str]) -> str:
        if f"{app}.view_{model}" not in self.permissions:
            return ""
        address = settings.BASE_URL + reverse(f"admin:{app}_{model}_changelist")
        return f"{address}?{urlencode(query, safe=',')}" if query else address
