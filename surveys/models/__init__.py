"""The rows: who is asked, what is asked, when, and what they answered."""

from surveys.models.companies import Company, Contact
from surveys.models.links import ReplacedToken, SecretLink
from surveys.models.questionnaires import (
    OptionRow,
    PageRow,
    QuestionnaireVersion,
    QuestionRow,
    SectionRow,
    Survey,
)
from surveys.models.responses import (
    DisplacedAnswer,
    PageAnswers,
    Response,
    Submission,
    TypedPage,
    Upload,
)
from surveys.models.waves import Invitation, Wave

__all__ = [
    "Company",
    "Contact",
    "DisplacedAnswer",
    "Invitation",
    "OptionRow",
    "PageAnswers",
    "PageRow",
    "QuestionRow",
    "QuestionnaireVersion",
    "ReplacedToken",
    "Response",
    "SecretLink",
    "SectionRow",
    "Submission",
    "Survey",
    "TypedPage",
    "Upload",
    "Wave",
]
