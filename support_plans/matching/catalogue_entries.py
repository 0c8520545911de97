"""A city's catalogue of support programmes, as a value: offices, programmes, their rules."""

from dataclasses import dataclass
from datetime import date

from support_plans.matching.rule import NO_WORDS, Rule
from surveys.logic.text import Text

KINDS = (
    "computing",
    "equipment",
    "talent",
    "money",
    "space",
    "market",
    "founding",
    "advice",
)


@dataclass(frozen=True, slots=True)
class Office:
    """Who runs programmes, and where companies reach it."""

    code: str
    name: Text
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeEntry:
    """A programme as the catalogue describes it. `rule` is what matching reads of it."""

    code: str
    name: Text
    description: Text
    office: str
    kind: str
    rule: Rule
    benefit: Text
    ceiling_krw: int | None = None  # for one company
    quantity: int | None = None  # what one company receives, where it is not money
    quantity_unit: Text = NO_WORDS
    budget_krw: int | None = None
    places: int | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    steps: tuple[Text, ...] = ()
    documents: tuple[Text, ...] = ()
    link: str = ""
    source: str = ""  # where the conditions and figures were published
    is_demonstration: bool = False  # invented throughout
    demonstration_fields: tuple[str, ...] = ()  # of a published one: what was not published


@dataclass(frozen=True, slots=True)
class Catalogue:
    offices: tuple[Office, ...]
    programmes: tuple[ProgrammeEntry, ...]


@dataclass(frozen=True, slots=True)
class CatalogueFault:
    """`place` as a path of codes; `message` says what is wrong and what to do."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class CatalogueFaults(ValueError):
    """Everything that is wrong with a catalogue, in the order of the file."""

    def __init__(self, faults: tuple[CatalogueFault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))
