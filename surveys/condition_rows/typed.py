"""Rows as somebody is typing them: strings, finished or not, by the names of their controls.

A node is named after its place: `c` is the outermost group, `c.0` its first member, `c.0.2` the
third member of that. `c.0:is` says what it is ("row" or "group"); a row has `:question`, `:choice`,
`:against`, any number of `:value` and, of options, the question that they are `:of`; a group has
`:joined`.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from surveys.condition_rows.rows import Joined

Posted: TypeAlias = Mapping[str, Sequence[str]]  # control name → what came in for it
Path: TypeAlias = tuple[int, ...]  # from the outermost group inwards
Members: TypeAlias = "tuple[TypedRow | TypedGroup, ...]"

ROOT = "c"
MOST_NODES = 200
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class TypedRow:
    """`choice` is a `Choice.key`; `against` one of the `Against`.

    `chosen_for` is the question of which the values are options, which may have been replaced
    since; "" where they are no options.
    """

    question: str = ""
    choice: str = ""
    against: str = ""
    values: tuple[str, ...] = ()
    chosen_for: str = ""

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    def gone(self, options: Container[str]) -> tuple[str, ...]:
        """What was chosen of this very question though it is none of its options any more."""
        if self.chosen_for != self.question:
            return ()
        return tuple(one for one in self.values if one and one not in options)


@dataclass(frozen=True, slots=True)
class TypedGroup:
    joined: str = Joined.ALL
    members: tuple["TypedRow | TypedGroup", ...] = ()

    @property
    def joining(self) -> Joined:
        return Joined(self.joined) if self.joined in list(Joined) else Joined.ALL


def name_of(path: Path) -> str:
    return ".".join([ROOT, *map(str, path)])


def path_of(name: str) -> Path | None:
    """The place that a node's name stands for; None where it stands for none."""
    root, *steps = name.split(".")
    if root != ROOT or not all(one.isdecimal() and len(one) < 4 for one in steps):
        return None
    return tuple(int(one) for one in steps)


def typed_group(posted: Posted) -> TypedGroup:
    """What came in. Nodes beyond MOST_NODES or DEEPEST are left out: no form shows so many."""
    kinds: dict[Path, str] = {}
    for name, values in posted.items():
        node, colon, what = name.partition(":")
        path = path_of(node) if colon and what == "is" else None
        if path and len(path) <= DEEPEST + 1 and len(kinds) < MOST_NODES:
            kinds[path] = values[-1] if values else ""
    return _group((), kinds, posted)


def _group(path: Path, kinds: Mapping[Path, str], posted: Posted) -> TypedGroup:
    members = sorted(one for one in kinds if one[:-1] == path)
    return TypedGroup(
        _last(posted, path, "joined"),
        tuple(
            _group(one, kinds, posted) if kinds[one] == "group" else _row(one, posted)
            for one in members
        ),
    )


def _row(path: Path, posted: Posted) -> TypedRow:
    return TypedRow(
        question=_last(posted, path, "question"),
        choice=_last(posted, path, "choice"),
        against=_last(posted, path, "against"),
        values=tuple(posted.get(f"{name_of(path)}:value", ())),
        chosen_for=_last(posted, path, "of"),
    )


def _last(posted: Posted, path: Path, what: str) -> str:
    values = posted.get(f"{name_of(path)}:{what}")
    return values[-1] if values else ""


def changed(group: TypedGroup, command: str) -> tuple[TypedGroup, Path | None]:
    """The group after a button was pressed, and the node that the reader should be in then.

    Commands are `row:NODE` and `group:NODE`, which add one to that group, and `remove:NODE`.
    Whatever else changes nothing.
    """
    action, _, name = command.partition(":")
    path = path_of(name)
    if path is None:
        return group, None
    match action:
        case "row":
            return _with_member(group, path, TypedRow())
        case "group" if len(path) < DEEPEST:
            return _with_member(group, path, TypedGroup(Joined.ANY, (TypedRow(),)))
        case "remove" if path:
            without = _edited(group, path[:-1], lambda members: _without(members, path[-1]))
            return without, path[:-1]
    return group, None


def _with_member(
    group: TypedGroup, path: Path, member: TypedRow | TypedGroup
) -> tuple[TypedGroup, Path | None]:
    at = _length(group, path)
    if at is None or _nodes(group) >= MOST_NODES:
        return group, None
    return _edited(group, path, lambda members: (*members, member)), (*path, at)


def _length(group: TypedGroup, path: Path) -> int | None:
    """How many members the group at `path` has; None where there is no group."""
    found: TypedRow | TypedGroup = group
    for step in path:
        if not isinstance(found, TypedGroup) or step >= len(found.members):
            return None
        found = found.members[step]
    return len(found.members) if isinstance(found, TypedGroup) else None


def _nodes(group: TypedGroup) -> int:
    return 1 + sum(_nodes(one) if isinstance(one, TypedGroup) else 1 for one in group.members)


def _edited(group: TypedGroup, path: Path, edit: Callable[[Members], Members]) -> TypedGroup:
    """The group with the members of the one at `path` edited."""
    if not path:
        return replace(group, members=edit(group.members))
    members = list(group.members)
    inner = members[path[0]] if path[0] < len(members) else None
    if isinstance(inner, TypedGroup):
        members[path[0]] = _edited(inner, path[1:], edit)
    return replace(group, members=tuple(members))


def _without(members: Members, at: int) -> Members:
    return members[:at] + members[at + 1 :]
