"""The survey sheet's rows as a tree: what is inside which group or repeat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from django.utils.translation import gettext as _

from surveys.questionnaire import WITH_OPTIONS, QuestionType
from surveys.xlsform.appearances import (
    has_label_only,
    is_grid,
    is_row_below_labels,
    with_appearance,
)
from surveys.xlsform.cells import Row
from surveys.xlsform.faults import Report
from surveys.xlsform.types import Asked, Mark, Recorded, TypeProblem, mark, meaning

DEEPEST = 20  # groups inside groups


class Kind(Enum):
    GROUP = "group"
    GRID = "grid"  # a group whose rows share one scale
    REPEAT = "repeat"
    QUESTION = "question"


@dataclass(slots=True)
class Node:
    """A row that asks or opens something, with what it holds.

    `code` is its name once `names.py` has settled it; `asked` is None of what cannot be read.
    """

    kind: Kind
    row: Row
    children: list["Node"] = field(default_factory=list)
    code: str = ""
    asked: Asked | Recorded | None = None

    @property
    def name(self) -> str:
        return self.row.value("name")

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def is_of(self, *types: QuestionType) -> bool:
        return isinstance(self.asked, Asked) and self.asked.type in types


def outline(rows: Iterable[Row], report: Report) -> list[Node]:
    """The tops of the tree, in order. Every group is closed, with a fault where it was not."""
    tops: list[Node] = []
    open_nodes: list[Node] = []
    for row in rows:
        sort = mark(row.value("type"))
        if sort in (Mark.END_GROUP, Mark.END_REPEAT) or _is_bare_end(row):
            _close(row, sort, open_nodes, report)
            continue
        if not row.value("type"):
            _report_without_type(row, report)
            continue
        node = _node(row, sort, report)
        (open_nodes[-1].children if open_nodes else tops).append(node)
        if node.kind is Kind.QUESTION:
            continue
        open_nodes.append(node)
        if len(open_nodes) > DEEPEST:
            message = _("Groups are nested more than %(most)s deep. Close some of them earlier.")
            report.add(row.fault("type", message % {"most": DEEPEST}))
            return tops
    for node in open_nodes:
        message = _("“%(name)s” is opened here and never closed. Add a row %(end)s.")
        report.add(node.row.fault("type", message % {"name": node.name, "end": _end(node).value}))
    return _with_tables(tops)


def _is_bare_end(row: Row) -> bool:
    """`end` alone closes whatever is open."""
    return row.value("type").casefold() == "end" and not row.value("name")


def _report_without_type(row: Row, report: Report) -> None:
    """A row of remarks for other people is passed over."""
    if row.value("name") or row.text("label"):
        report.add(row.fault("type", _("The type is missing. Write one, such as “text”.")))


def _node(row: Row, sort: Mark | None, report: Report) -> Node:
    if sort is Mark.BEGIN_REPEAT:
        return Node(Kind.REPEAT, row)
    if sort is Mark.BEGIN_GROUP:
        return Node(Kind.GRID if is_grid(row.value("appearance")) else Kind.GROUP, row)
    return Node(Kind.QUESTION, row, asked=_asked(row, report))


def _asked(row: Row, report: Report) -> Asked | Recorded | None:
    """What the row asks; None, with a fault, where that cannot be asked."""
    written, appearance = row.value("type"), row.value("appearance")
    try:
        found = meaning(written, is_labelled=row.is_filled("label"))
        if isinstance(found, Asked):
            kind = with_appearance(found.type, appearance, written)
            return Asked(QuestionType.CALCULATED) if _is_silent(row) else replace(found, type=kind)
    except TypeProblem as problem:
        report.add(row.fault("type", str(problem)))
        return None
    return found


def _is_silent(row: Row) -> bool:
    """Whether a value is calculated and nothing is said to anybody, whatever the type."""
    is_shown = row.is_filled("label") or row.is_filled("hint")
    return row.is_filled("calculation") and not is_shown


def _end(node: Node) -> Mark:
    return Mark.END_REPEAT if node.kind is Kind.REPEAT else Mark.END_GROUP


def _close(row: Row, sort: Mark | None, open_nodes: list[Node], report: Report) -> None:
    if not open_nodes:
        message = _("Nothing is open that %(end)s could close. Remove the row.")
        report.add(row.fault("type", message % {"end": sort.value if sort else "end"}))
        return
    closed = open_nodes.pop()
    if sort and _end(closed) is not sort:
        message = _("“%(name)s” from row %(row)s is still open here. Write %(end)s to close it.")
        message %= {
            "name": closed.name,
            "row": closed.row.number,
            "end": _end(closed).value,
        }
        report.add(row.fault("type", message))


def _with_tables(nodes: list[Node]) -> list[Node]:
    """Rows below a row of labels (appearances `label` and `list-nolabel`) are a grid."""
    found: list[Node] = []
    for node in nodes:
        node.children = _with_tables(node.children)
        table = found[-1] if found else None
        if _is_row_of(table, node):
            assert table is not None
            table.children.append(node)
        elif node.is_of(*WITH_OPTIONS) and has_label_only(node.row.value("appearance")):
            found.append(replace(node, kind=Kind.GRID))
        else:
            found.append(node)
    return found


def _is_row_of(table: Node | None, node: Node) -> bool:
    return (
        table is not None
        and table.kind is Kind.GRID
        and isinstance(table.asked, Asked)
        and isinstance(node.asked, Asked)
        and node.asked.list_name == table.asked.list_name
        and is_row_below_labels(node.row.value("appearance"))
    )
