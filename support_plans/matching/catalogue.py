"""Reading a catalogue from TOML: every fault is found in one go, and none is fatal to the next."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches

from support_plans.matching.catalogue_entries import (
    KINDS,
    Catalogue,
    CatalogueFault,
    CatalogueFaults,
    Office,
    ProgrammeEntry,
)
from support_plans.matching.rule import MOST_LEVELS, Condition, Group, Need, Rule, RuleError
from support_plans.matching.toml_table import Notes, Table
from support_plans.matching.wording import PLACEHOLDER, placeholders
from surveys.logic.check import FactType, check
from surveys.logic.expressions import Expression, Literal, LogicError
from surveys.logic.kinds import Kind
from surveys.logic.text import Text
from surveys.logic.xlsform_syntax import parse

__all__ = [
    "KINDS",
    "Catalogue",
    "CatalogueFault",
    "CatalogueFaults",
    "Office",
    "ProgrammeEntry",
    "read_catalogue",
]

Schema = Mapping[str, FactType]

# What demonstration_fields may name: the entry's own fields, and those its rule was made of.
_FIELDS = {field.name for field in fields(ProgrammeEntry)} - {"rule"} | {"eligibility", "needs"}


def read_catalogue(text: str, schema: Schema | None = None) -> Catalogue:
    """The catalogue written in TOML. Raises CatalogueFaults with all faults at once.

    With `schema` (fact code → type), conditions, needs and placeholders are checked against it.
    """
    return _Reading(schema).catalogue(text)


class _Reading:
    """One reading of one file."""

    def __init__(self, schema: Schema | None) -> None:
        self._schema = schema
        self._notes: Notes = []
        self._conditions: dict[str, Condition] = {}

    def catalogue(self, text: str) -> Catalogue:
        try:
            file = Table(tomllib.loads(text), "", self._notes)
        except tomllib.TOMLDecodeError as error:
            raise CatalogueFaults((CatalogueFault("the file", f"is not TOML: {error}"),)) from error
        offices = tuple(self._office(table) for table in file.tables("offices"))
        named = file.tables_by_code("conditions")
        self._conditions = {code: self._condition(code, one) for code, one in named.items()}
        programmes = tuple(self._programme(table) for table in file.tables("programmes"))
        file.done()
        catalogue = Catalogue(offices, programmes)
        self._check_codes(catalogue)
        if self._notes:
            raise CatalogueFaults(tuple(CatalogueFault(*note) for note in self._notes))
        return catalogue

    def _office(self, table: Table) -> Office:
        office = Office(
            code=table.string("code"), name=table.text("name"), email=table.string("email")
        )
        table.done()
        return office

    def _condition(self, code: str, table: Table) -> Condition:
        condition = Condition(
            code=code,
            expression=self._expression(table),
            met=self._sentence(table, "met"),
            unmet=self._sentence(table, "unmet"),
            unknown=self._sentence(table, "unknown"),
            is_changeable=table.flag("changeable"),
            change=table.text("change", is_required=False),
        )
        table.done()
        return condition

    def _programme(self, table: Table) -> ProgrammeEntry:
        rule = self._rule(table)
        entry = ProgrammeEntry(
            code=table.string("code"),
            name=table.text("name"),
            description=table.text("description"),
            office=table.string("office"),
            kind=table.string("kind"),
            rule=rule or Rule("", 1, Group("all")),
            benefit=table.text("benefit"),
            ceiling_krw=table.number("ceiling_krw"),
            quantity=table.number("quantity"),
            quantity_unit=table.text("quantity_unit", is_required=table.has("quantity")),
            budget_krw=table.number("budget_krw"),
            places=table.number("places"),
            opens_on=table.day("opens_on"),
            closes_on=table.day("closes_on"),
            steps=table.texts("steps"),
            documents=table.texts("documents"),
            link=table.string("link", is_required=False),
            source=table.string("source", is_required=False),
            is_demonstration=table.flag("is_demonstration"),
            demonstration_fields=table.codes("demonstration_fields"),
        )
        table.done()
        self._check_entry(entry, table)
        return entry

    def _rule(self, table: Table) -> Rule | None:
        """The rule, or None where it cannot be meant (and why is noted)."""
        eligibility = self._group(table.value("eligibility"), table)
        needs = tuple(self._need(one) for one in table.tables("needs"))
        not_needed = self._sentence(table, "not_needed")
        try:
            return Rule(
                programme=str(table.value("code")),
                version=1,
                eligibility=eligibility,
                needs=needs,
                not_needed=not_needed,
                exclusive_with=table.codes("exclusive_with"),
                prerequisites=table.codes("prerequisites"),
            )
        except RuleError as error:
            table.note(str(error))
            return None

    def _group(self, data: object, table: Table, level: int = 1) -> Group:
        match data:
            case {"all": list(members), **rest} if not rest:
                found = [self._member(one, table, level) for one in members]
                return Group("all", tuple(one for one in found if one))
            case {"any": list(members), **rest} if not rest:
                found = [self._member(one, table, level) for one in members]
                return Group("any", tuple(one for one in found if one))
        table.note("write { all = [ … ] } or { any = [ … ] }", "eligibility")
        return Group("all")

    def _member(self, data: object, table: Table, level: int) -> Condition | Group | None:
        if isinstance(data, str):
            if data not in self._conditions:
                near = get_close_matches(data, self._conditions, n=1)
                advice = f"did you mean {near[0]}?" if near else f"add [conditions.{data}]"
                table.note(f"there is no condition {data}; {advice}", "eligibility")
            return self._conditions.get(data)
        if level >= MOST_LEVELS:
            table.note(f"groups lie more than {MOST_LEVELS} levels deep; flatten", "eligibility")
            return None
        return self._group(data, table, level + 1)

    def _need(self, table: Table) -> Need:
        need = Need(
            code=table.string("code"),
            expression=self._expression(table),
            weight=table.number("weight", is_required=True) or 1,
            reason=self._sentence(table, "reason"),
        )
        table.done()
        return need

    def _expression(self, table: Table) -> Expression:
        written = table.string("if")
        try:
            expression = parse(written) if written else Literal(False)
        except LogicError as error:
            table.note(str(error), "if")
            return Literal(False)
        if self._schema is not None:
            for problem in check(expression, self._schema, expected=Kind.BOOLEAN):
                table.note(problem.message.en, "if")
        return expression

    def _sentence(self, table: Table, field: str) -> Text:
        """An optional sentence whose placeholders name known facts."""
        text = table.text(field, is_required=False)
        for code in sorted(placeholders(text)):
            if self._schema is not None and code not in self._schema:
                table.note(f"there is no answer {{{code}}} to put in", field)
        left = PLACEHOLDER.sub("", text.ko + text.en)
        if "{" in left or "}" in left:
            table.note("a placeholder is {code}, {code:을/를}, {:을/를} or {code:lower}", field)
        return text

    def _check_entry(self, entry: ProgrammeEntry, table: Table) -> None:
        if entry.kind and entry.kind not in KINDS:
            table.note(f"must be one of {', '.join(KINDS)}", "kind")
        if entry.opens_on and entry.closes_on and entry.closes_on < entry.opens_on:
            table.note("lies before opens_on; exchange them", "closes_on")
        if entry.is_demonstration == bool(entry.source):
            table.note("name its source, or mark it is_demonstration = true; one of the two")
        for field in entry.demonstration_fields:
            if field not in _FIELDS:
                table.note(f"{field} is no field of a programme", "demonstration_fields")

    def _check_codes(self, catalogue: Catalogue) -> None:
        """Codes are unique, and what one part says of another exists."""
        offices = Counter(office.code for office in catalogue.offices)
        programmes = Counter(entry.code for entry in catalogue.programmes)
        for kind, counts in (("offices", offices), ("programmes", programmes)):
            for code, count in counts.items():
                if count > 1:
                    self._note(f"{kind} · {code}", f"{count} have this code; rename all but one")
        rules = {entry.code: entry.rule for entry in catalogue.programmes}
        for entry in catalogue.programmes:
            place = f"programmes · {entry.code}"
            if entry.office and entry.office not in offices:
                self._note(f"{place} · office", f"there is no office {entry.office}; add it")
            for code in (*entry.rule.exclusive_with, *entry.rule.prerequisites):
                if code not in rules or code == entry.code:
                    self._note(place, f"{code} is no other programme of this catalogue")
            for code in entry.rule.exclusive_with:
                if code in rules and entry.code not in rules[code].exclusive_with:
                    self._note(
                        f"programmes · {code} · exclusive_with",
                        f"add {entry.code}: two programmes exclude each other, or neither does",
                    )

    def _note(self, place: str, message: str) -> None:
        self._notes.append((place, message))
