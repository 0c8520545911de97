"""Groups as sections and pages.

A top-level group is a section, each group directly inside it is a page, and what stands directly
inside a section is a page of its own, named after the section. What stands outside every group is a
section of its own, named after the form.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from surveys.logic.text import Text
from surveys.questionnaire import Page, Section
from surveys.xlsform.cells import Row
from surveys.xlsform.fields import code
from surveys.xlsform.outline import Kind, Node
from surveys.xlsform.questions import QuestionReader


@dataclass(slots=True)
class StructureReader:
    """Reads sections and pages; codes it makes up keep clear of those that are written."""

    reader: QuestionReader
    section_codes: set[str] = field(default_factory=set)
    page_codes: set[str] = field(default_factory=set)

    def sections(self, tops: list[Node], form: str, title: Text) -> tuple[Section, ...]:
        """All sections in order; `form` and `title` name those that no group names."""
        groups, pages = _sections_and_pages(tops)
        self.section_codes = {node.name for node in groups}
        self.page_codes = {node.name for node in pages}
        found: list[Section] = []
        for is_group, nodes in _runs(tops):
            if is_group:
                found.extend(self._section(node, title) for node in nodes)
            else:
                loose = self._page_of_loose(nodes, form, title)
                found.append(Section(_free(form, self.section_codes), title, (loose,)))
        self._report_repeated_names(tops)
        return tuple(found)

    def _section(self, node: Node, form_title: Text) -> Section:
        row = self._opened(node)
        title = self.reader.text(row, "label") or form_title
        if self.reader.text(row, "hint"):
            message = _("A section has no introduction. Move the hint to its first page.")
            self.reader.faults.add(row.fault("hint", message))
        pages: list[Page] = []
        for is_group, nodes in _runs(node.children):
            if is_group:
                pages.extend(self._page(one, title) for one in nodes)
            else:
                pages.append(self._page_of_loose(nodes, node.name, title))
        return Section(node.name, title, tuple(pages), self.reader.relevant(row))

    def _page(self, node: Node, section_title: Text) -> Page:
        row = self._opened(node)
        return Page(
            node.name,
            self.reader.text(row, "label") or section_title,
            tuple(self.reader.questions(node.children)),
            intro=self.reader.text(row, "hint"),
            relevant=self.reader.relevant(row),
        )

    def _page_of_loose(self, nodes: list[Node], name: str, title: Text) -> Page:
        return Page(_free(name, self.page_codes), title, tuple(self.reader.questions(nodes)))

    def _opened(self, node: Node) -> Row:
        """The row of a group, checked for what sections and pages have in common."""
        code(node.row, self.reader.faults)
        self.reader.refuse_unsupported(node.row)
        if not node.children:
            message = _("“%(name)s” holds no question. Add one, or remove it.")
            self.reader.faults.add(node.row.fault("type", message % {"name": node.name}))
        return node.row

    def _report_repeated_names(self, tops: list[Node]) -> None:
        """Sections, pages and questions each need names of their own; a page and a question may
        share one."""
        groups, pages = _sections_and_pages(tops)
        layers = {id(node) for node in (*groups, *pages)}
        questions = [node for top in tops for node in top.walk() if id(node) not in layers]
        for nodes in (groups, pages, questions):
            first: dict[str, Row] = {}
            for node in nodes:
                row = first.setdefault(node.name, node.row)
                if node.name and row is not node.row:
                    message = _("Row %(row)s has the name “%(name)s”, too. Rename one of the two.")
                    message %= {"row": row.number, "name": node.name}
                    self.reader.faults.add(node.row.fault("name", message))


def _runs(nodes: list[Node]) -> Iterator[tuple[bool, list[Node]]]:
    """Neighbours that are all groups, or all something else."""
    for is_group, run in groupby(nodes, key=lambda node: node.kind is Kind.GROUP):
        yield is_group, list(run)


def _sections_and_pages(tops: list[Node]) -> tuple[list[Node], list[Node]]:
    groups = [top for top in tops if top.kind is Kind.GROUP]
    return groups, [one for top in groups for one in top.children if one.kind is Kind.GROUP]


def _free(name: str, taken: set[str]) -> str:
    """The name, or the first of name_2, name_3 … that is not taken; it is from now on."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    taken.add(free)
    return free
