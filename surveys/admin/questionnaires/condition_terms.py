"""What a condition of a questionnaire may speak of: depends on where it stands and what it is."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from surveys.admin.conditions import SubjectGroup, Terms
from surveys.fact_types import fact_types, visible_in_rows, visible_to_filter
from surveys.language import in_words
from surveys.logic.check import FactType
from surveys.logic.expressions import POSITION, option_column
from surveys.logic.kinds import Kind
from surveys.questionnaire import Page, Question, Questionnaire, QuestionType, Section
from surveys.services.draft_problems import Part
from surveys.vocabulary import QuestionnaireVocabulary


def condition_terms(questionnaire: Questionnaire, part: Part, field: str) -> Terms:
    """For the condition or formula `field` of the part."""
    schema: Mapping[str, FactType] = fact_types(questionnaire)
    repeat = repeat_of(questionnaire, part)
    if repeat is not None:
        schema = visible_in_rows(schema, repeat)
    labels = {POSITION: _("Number of this entry")}
    columns: frozenset[str] = frozenset()
    this = part.code if field in ("constraint", "default") else None
    if isinstance(part, Question) and field == "choice_filter":
        schema = visible_to_filter(schema, part)
        columns = frozenset(
            {"name", *(name for option in part.options for name, _value in option.columns)}
        )
        labels |= _column_labels(columns)
    if field == "constraint":
        is_calculated = isinstance(part, Question) and part.type is QuestionType.CALCULATED
        labels[part.code] = _("This value") if is_calculated else _("This answer")
    groups = _groups(questionnaire, part, field, repeat, columns)
    return Terms(
        schema=schema,
        vocabulary=QuestionnaireVocabulary(questionnaire),
        groups=tuple(group for one in groups if (group := _known(one, schema)).names),
        expected=_expected(part, field, schema),
        this=this,
        option_columns=columns,
        labels=labels,
    )


def repeat_of(questionnaire: Questionnaire, part: Part) -> Question | None:
    """The repeated rows of which the part is a column."""
    if not isinstance(part, Question):
        return None
    return next(
        (
            question
            for page in questionnaire.pages
            for question in page.questions
            if question.type is QuestionType.REPEAT and part in question.children
        ),
        None,
    )


def _column_labels(columns: Iterable[str]) -> dict[str, str]:
    return {
        option_column(name): _("The option’s code")
        if name == "name"
        else _("The option’s “%(column)s”") % {"column": name}
        for name in columns
    }


def _groups(
    questionnaire: Questionnaire,
    part: Part,
    field: str,
    repeat: Question | None,
    columns: Iterable[str],
) -> list[SubjectGroup]:
    """The answers that may be read, page by page; those nearest to the part first.

    A part's own answers are left out: whether it is asked cannot hang on what it is asked for.
    """
    own = _codes_inside(part)
    near = [option_column(name) for name in sorted(columns)]
    if field == "constraint":
        near.append(part.code)
    groups = [SubjectGroup(_("Here"), tuple(near))]
    if repeat is not None:
        names = [one.code for one in repeat.children if one.code not in own]
        groups.append(SubjectGroup(_("In the same entry"), (*names, POSITION)))
    groups += [
        SubjectGroup(
            in_words(page.title) or page.code,
            tuple(
                one.code
                for question in page.questions
                for one in (question, *question.answered)
                if one.code not in own
            ),
        )
        for page in questionnaire.pages
    ]
    return groups


def _codes_inside(part: Part) -> frozenset[str]:
    match part:
        case Section():
            return frozenset().union(*(_codes_inside(page) for page in part.pages))
        case Page():
            return frozenset().union(*(_codes_inside(one) for one in part.questions))
    return frozenset({part.code, *(child.code for child in part.children)})


def _known(group: SubjectGroup, schema: Mapping[str, FactType]) -> SubjectGroup:
    names = dict.fromkeys(name for name in group.names if name in schema)
    return SubjectGroup(group.heading, tuple(names))


def _expected(part: Part, field: str, schema: Mapping[str, FactType]) -> Kind | None:
    if field == "row_count":
        return Kind.NUMBER
    if field == "default":
        found = schema.get(part.code)
        return found.kind if found else None
    return None if field == "calculation" else Kind.BOOLEAN
