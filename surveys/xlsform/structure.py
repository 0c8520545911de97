"""Groups as sections and pages.

A top-level group is a section, each group directly inside it is a page, and what stands outside of
any page comes on pages of its own, ten questions at most. Outside of every group, that is a section
of its own, named after the form.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.utils.translation import gettext as _

from surveys.logic.text import Text
from surveys.questionnaire import Page, Question, QuestionType, Section
from surveys.xlsform.names import free
from surveys.xlsform.outline import Kind, Node
from surveys.xlsform.questions import QuestionReader
from surveys.xlsform.reading import Reading
from surveys.xlsform.types import Recorded

MOST_LOOSE = 10  # questions on a page that no group made


@dataclass(slots=True)
class StructureReader:
    """Reads sections and pages; codes it makes up keep clear of those that are written."""

    reading: Reading
    section_codes: set[str] = field(default_factory=set)
    page_codes: set[str] = field(default_factory=set)

    def sections(self, tops: Sequence[Node], form: str, title: Text) -> tuple[Section, ...]:
        """All sections in order; `form` and `title` name those that no group names."""
        groups = [top for top in tops if top.kind is Kind.GROUP]
        self.section_codes = {node.code for node in groups}
        self.page_codes = {
            one.code for top in groups for one in top.children if one.kind is Kind.GROUP
        }
        found: list[Section] = []
        for is_group, nodes in _runs(tops):
            if is_group:
                found += [one for node in nodes if (one := self._section(node, title))]
                continue
            code = free(form, self.section_codes)
            self.reading.rows.remember("section", code, nodes[0].row, nodes)
            pages = self._loose_pages(nodes, form, title)
            found += [Section(code, title, pages)] if pages else []
        return tuple(found)

    def _section(self, node: Node, form_title: Text) -> Section | None:
        reading, row = self.reading, node.row
        reading.rows.remember("section", node.code, row, node.children)
        title = reading.text(row, "label") or form_title
        pages: list[Page] = []
        for is_group, nodes in _runs(node.children):
            if is_group:
                pages += [page for one in nodes if (page := self._page(one, title))]
            else:
                pages += self._loose_pages(nodes, node.code, title)
        introduction = reading.text(row, "hint")
        relevant = reading.expressions.read(row, "relevant")
        if not pages and self._is_left_out(node):
            return None
        if introduction and pages:
            message = _("The hint of a section is shown on its first page.")
            reading.report.add(row.notice("hint", message))
            pages[0] = replace(pages[0], intro=_one_above_other(introduction, pages[0].intro))
        return Section(node.code, title, tuple(pages), relevant)

    def _page(self, node: Node, section_title: Text) -> Page | None:
        reading, row = self.reading, node.row
        reading.rows.remember("page", node.code, row, node.children)
        page = Page(
            node.code,
            reading.text(row, "label") or section_title,
            tuple(QuestionReader(reading).questions(node.children)),
            intro=reading.text(row, "hint"),
            relevant=reading.expressions.read(row, "relevant"),
        )
        return None if not page.questions and self._is_left_out(node) else page

    def _loose_pages(self, nodes: Sequence[Node], name: str, title: Text) -> tuple[Page, ...]:
        pages: list[Page] = []
        for questions in _at_most(MOST_LOOSE, QuestionReader(self.reading).questions(nodes)):
            code = free(name, self.page_codes)
            self.reading.rows.remember("page", code, nodes[0].row, nodes)
            pages.append(Page(code, title, tuple(questions)))
        return tuple(pages)

    def _is_left_out(self, node: Node) -> bool:
        """Whether nothing in the group is asked, and that is no fault but as it should be."""
        rows = [one.row.number for one in node.walk()]
        return bool(node.children) and not self.reading.report.has_fault_in("survey", rows)


def _runs(nodes: Sequence[Node]) -> Iterator[tuple[bool, list[Node]]]:
    """Neighbours that are all groups, or all something else.

    A calculation is worked out wherever it stands, so that one between groups makes no run of its
    own where there is another to join.
    """
    runs = [
        (is_group, list(run))
        for is_group, run in groupby(nodes, key=lambda node: node.kind is Kind.GROUP)
    ]
    loose = [run for is_group, run in runs if not is_group]
    asking = [run for run in loose if not all(_is_silent(node) for node in run)]
    home = next(iter(asking or loose), [])
    for run in loose:
        if run is not home and all(_is_silent(node) for node in run):
            home.extend(run)
            run.clear()
    yield from ((is_group, run) for is_group, run in runs if run)


def _is_silent(node: Node) -> bool:
    """Whether the row shows nothing on a page."""
    is_recorded = isinstance(node.asked, Recorded)
    return node.kind is Kind.QUESTION and (is_recorded or node.is_of(QuestionType.CALCULATED))


def _at_most(most: int, questions: Sequence[Question]) -> Iterator[list[Question]]:
    """The questions in portions, calculations not counted."""
    portion: list[Question] = []
    for question in questions:
        counted = sum(one.type is not QuestionType.CALCULATED for one in portion)
        if counted == most and question.type is not QuestionType.CALCULATED:
            yield portion
            portion = []
        portion.append(question)
    if portion:
        yield portion


def _one_above_other(first: Text, second: Text) -> Text:
    return Text(
        ko="\n".join(filter(None, (first.ko, second.ko))),
        en="\n".join(filter(None, (first.en, second.en))),
    )
