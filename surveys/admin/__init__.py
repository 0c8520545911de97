"""The officers' view of companies, questionnaires and waves."""

from surveys.admin import companies, questionnaires, submissions, waves

__all__ = ["companies", "questionnaires", "submissions", "waves"]
