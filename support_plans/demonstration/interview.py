"""One demonstration company in front of one page of the questionnaire."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from support_plans.demonstration.chance import Chance
from support_plans.demonstration.companies import DemonstrationCompany

Answers = dict[str, object]  # question code → stored value


def dont_know() -> Answers:
    """The stored form of "don't know"."""
    return {"missing": "dont_know"}


def yes_or_no(is_yes: bool) -> str:
    return "yes" if is_yes else "no"


@dataclass(frozen=True, slots=True)
class Interview:
    """What the answers to a page may depend on. A page is a function of this value.

    A page that its condition leaves out answers nothing: it returns an empty dict. `chance` is the
    page's own, so that a change to one page leaves the answers to all others as they were.
    """

    company: DemonstrationCompany
    today: date
    so_far: Mapping[str, object]  # the answers to the pages before
    chance: Chance

    @property
    def field(self) -> str:
        return self.company.ai_field

    @property
    def size(self) -> str:
        return self.company.size_class

    @property
    def stage(self) -> str:
        return self.company.growth_stage

    def number(self, code: str) -> int:
        """The number answered to `code`; 0 for "don't know" and for a question not asked."""
        value = self.so_far.get(code)
        return value if isinstance(value, int) else 0

    def in_language(self, ko: str, en: str) -> str:
        return ko if self.company.contact_language == "ko" else en
