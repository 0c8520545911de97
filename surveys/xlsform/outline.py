"""The survey sheet's rows as a tree: what is inside which group or repeat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext as _

from surveys.xlsform.cells import Row
from surveys.xlsform.faults import FaultList
from surveys.xlsform.types import Mark, is_grid, mark

DEEPEST = 20  # groups inside groups


class Kind(Enum):
    GROUP = "group"
    GRID = "grid"  # a group whose rows share one scale
    REPEAT = "repeat"
    QUESTION = "question"


@dataclass(slots=True)
class Node:
    """A row that asks or opens something, with what it holds."""

    kind: Kind
    row: Row
    children: list["Node"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.row.value("name")

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def outline(rows: Iterable[Row], faults: FaultList) -> list[Node]:
    """The tops of the tree, in order. Every group is closed, with a fault where it was not."""
    tops: list[Node] = []
    open_nodes: list[Node] = []
    for row in rows:
        sort = mark(row.value("type"))
        if sort in (Mark.END_GROUP, Mark.END_REPEAT):
            _close(row, sort, open_nodes, faults)
            continue
        if not row.value("type"):
            faults.add(row.fault("type", _("The type is missing. Write one, such as “text”.")))
            continue
        node = Node(_kind(row, sort), row)
        (open_nodes[-1].children if open_nodes else tops).append(node)
        if node.kind is Kind.QUESTION:
            continue
        open_nodes.append(node)
        if len(open_nodes) > DEEPEST:
            message = _("Groups are nested more than %(most)s deep. Close some of them earlier.")
            faults.add(row.fault("type", message % {"most": DEEPEST}))
            return tops
    for node in open_nodes:
        message = _("“%(name)s” is opened here and never closed. Add a row %(end)s.")
        faults.add(node.row.fault("type", message % {"name": node.name, "end": _end(node).value}))
    return tops


def _kind(row: Row, sort: Mark | None) -> Kind:
    if sort is Mark.BEGIN_REPEAT:
        return Kind.REPEAT
    if sort is Mark.BEGIN_GROUP:
        return Kind.GRID if is_grid(row.value("appearance")) else Kind.GROUP
    return Kind.QUESTION


def _end(node: Node) -> Mark:
    return Mark.END_REPEAT if node.kind is Kind.REPEAT else Mark.END_GROUP


def _close(row: Row, sort: Mark, open_nodes: list[Node], faults: FaultList) -> None:
    if not open_nodes:
        message = _("Nothing is open that %(end)s could close. Remove the row.")
        faults.add(row.fault("type", message % {"end": sort.value}))
        return
    closed = open_nodes.pop()
    if _end(closed) is not sort:
        message = _("“%(name)s” from row %(row)s is still open here. Write %(end)s to close it.")
        faults.add(
            row.fault(
                "type",
                message
                % {"name": closed.name, "row": closed.row.number, "end": _end(closed).value},
            )
        )
