"""The names of a survey sheet: which name means what, and names for what has none of its own."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from surveys.checking.codes import proposed_code
from surveys.questionnaire import QuestionType
from surveys.xlsform.cells import Row
from surveys.xlsform.faults import Report
from surveys.xlsform.fields import is_yes
from surveys.xlsform.outline import Kind, Node
from surveys.xlsform.types import Asked, Recorded, Way

LONGEST_MADE_UP = 30
_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^{}:]*?)\s*(?::[^{}]*)?\}")


@dataclass(slots=True)
class Names:
    """What a name in an expression may stand for.

    `referred` are all names that some cell refers to, `answered` those that have an answer here,
    `left_out` those of rows that have none, and `unreadable` those of rows with a fault: what
    refers to them waits for its repair. `taken` are the codes of questions,
    `unique` the names that no other row has.
    """

    referred: frozenset[str]
    answered: set[str] = field(default_factory=set)
    left_out: dict[str, Row] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    unique: frozenset[str] = frozenset()


def referred_names(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(
        name for row in rows for text in row.cells.values() for name in _REFERENCE.findall(text)
    )


def settle_names(tops: list[Node], referred: frozenset[str], report: Report) -> Names:
    """Give every node its code, and say what the names stand for."""
    settling = _Settling(referred, report)
    settling.settle(tops)
    names = Names(referred, taken=settling.questions)
    for top in tops:
        for node in top.walk():
            _sort_in(node, names)
    counted = Counter(node.name for top in tops for node in top.walk())
    names.unique = frozenset(name for name, count in counted.items() if name and count == 1)
    names.left_out = {
        name: row for name, row in names.left_out.items() if name not in names.answered
    }
    return names


def _sort_in(node: Node, names: Names) -> None:
    if node.kind is Kind.QUESTION and node.asked is None:
        names.unreadable.add(node.code)
    elif has_answer(node, names.referred):
        names.answered.add(node.code)
        if isinstance(node.asked, Asked) and node.asked.has_other:
            names.answered.add(f"{node.code}_other")
    else:
        names.left_out.setdefault(node.code, node.row)


def _asks_nothing(node: Node, referred: frozenset[str]) -> bool:
    """Whether the row will be left out."""
    is_hidden = isinstance(node.asked, Asked) and node.asked.way is Way.HIDDEN
    may_be_left_out = is_hidden or isinstance(node.asked, Recorded)
    return may_be_left_out and not has_answer(node, referred)


def has_answer(node: Node, referred: frozenset[str]) -> bool:
    """Whether the row becomes something that expressions and words can refer to."""
    if node.kind is not Kind.QUESTION:
        return node.kind is Kind.REPEAT
    row, asked = node.row, node.asked
    if isinstance(asked, Recorded):
        return bool(asked.function) and node.name in referred
    if asked is None:
        return False
    asks_nobody = asked.type is QuestionType.NOTE or asked.way is Way.HIDDEN
    if asks_nobody or is_yes(row.value("read_only")):
        return row.is_filled("calculation") or row.is_filled("default")
    return True


class _Settling:
    """Settles codes; sections, pages and questions each have names of their own."""

    def __init__(self, referred: frozenset[str], report: Report) -> None:
        self.referred = referred
        self.report = report
        self.sections: set[str] = set()
        self.pages: set[str] = set()
        self.questions: set[str] = set()
        self.first: dict[tuple[int, str], tuple[Row, Node | None]] = {}

    def settle(self, tops: list[Node]) -> None:
        layers: list[tuple[Node, Node | None, int]] = []
        for top in tops:
            self._gather(top, None, 0, layers)
        for node, _parent, depth in layers:
            self._taken(node, depth).add(node.name)
        for node, parent, depth in layers:
            node.code = self._code(node, parent, depth)

    def _gather(
        self, node: Node, parent: Node | None, depth: int, into: list[tuple[Node, Node | None, int]]
    ) -> None:
        into.append((node, parent, depth))
        for child in node.children:
            self._gather(child, node, depth + 1, into)

    def _taken(self, node: Node, depth: int) -> set[str]:
        if node.kind is Kind.GROUP and depth < 2:
            return (self.sections, self.pages)[depth]
        return self.questions

    def _code(self, node: Node, parent: Node | None, depth: int) -> str:
        taken = self._taken(node, depth)
        if _asks_nothing(node, self.referred):
            return node.name
        is_note_of_group = node.kind is Kind.GROUP and depth >= 2  # nobody refers to it
        if not node.name:
            return self._made_up(node, taken)
        first = self.first.setdefault((id(taken), node.name), (node.row, parent))
        if first[0] is node.row:
            return node.name
        if is_note_of_group:
            return free(node.name, taken)
        if node.kind is not Kind.GROUP and (node.name in self.referred or first[1] is parent):
            message = _("Row %(row)s has the name “%(name)s”, too. Rename one of the two.")
            message %= {"row": first[0].number, "name": node.name}
            self.report.add(node.row.fault("name", message))
            return node.name
        code = free(f"{parent.code}_{node.name}" if parent else node.name, taken)
        message = _("Row %(row)s has the name “%(name)s”, too. This one is called “%(code)s”.")
        message %= {"row": first[0].number, "name": node.name, "code": code}
        self.report.add(node.row.notice("name", message))
        return code

    def _made_up(self, node: Node, taken: set[str]) -> str:
        """A name from the label, for what nobody needs to refer to; "" for questions."""
        is_note = node.is_of(QuestionType.NOTE)
        if node.kind is Kind.QUESTION and not is_note:
            return ""
        label = node.row.text("label")
        kind = "note" if is_note else node.kind.value
        code = free(_from_label(label.en or label.ko) or kind, taken)
        message = _("The name is missing. This is called “%(code)s”.") % {"code": code}
        self.report.add(node.row.notice("name", message))
        return code


def _from_label(label: str) -> str:
    """The first words of the label as a code; "" where they are not in Latin letters."""
    code = ""
    for word in re.findall("[a-z0-9]+", label.casefold()):
        longer = f"{code}_{word}".strip("_")
        if len(longer) > LONGEST_MADE_UP:
            break
        code = longer
    return proposed_code(code)


def free(name: str, taken: set[str]) -> str:
    """The name, or the first of name_2, name_3 … that is not taken; it is from now on."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found)
    return found
