"""Everything that is wrong with a questionnaire, wherever it came from.

The importer shows it at the cells of the workbook, the desk at the question; publishing waits until
nothing of it is blocking. Pure: a questionnaire in, findings out.
"""

from collections.abc import Mapping

from surveys.checking.codes import code_findings
from surveys.checking.conditions import condition_findings
from surveys.checking.parts import part_findings
from surveys.checking.piping import piping_findings
from surveys.checking.places import Finding, Place
from surveys.checking.standing import Standing
from surveys.checking.words import word_findings
from surveys.questionnaire import Questionnaire, QuestionType

__all__ = ["Finding", "Place", "findings"]

_NO_TYPES: Mapping[str, QuestionType] = {}


def findings(
    questionnaire: Questionnaire, earlier_types: Mapping[str, QuestionType] = _NO_TYPES
) -> tuple[Finding, ...]:
    """All findings, each once, grouped by what they are about.

    `earlier_types` are the types that codes had in earlier versions: a code never changes type,
    because that is what makes waves comparable.
    """
    standing = Standing(questionnaire)
    found = (
        *part_findings(questionnaire),
        *code_findings(questionnaire, earlier_types),
        *word_findings(questionnaire),
        *condition_findings(standing),
        *piping_findings(standing),
    )
    return tuple(dict.fromkeys(found))
