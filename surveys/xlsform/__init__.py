"""Questionnaire workbooks in XLSForm, the spreadsheet convention of ODK and Kobo.

The rule for structure: a top-level group is a section, each group directly inside it is a page, and
what stands outside of any page comes on pages of its own, ten questions at most.

Beyond XLSForm, and accepted by its other readers:

* survey: `short` (a name for use inside sentences), `unit`, `dont_know` and `prefer_not_to_say`
  (yes: that answer is offered), `most_rows` (of a repeat); a page's `hint` is its introduction;
* choices: `exclusive` (yes: cannot be chosen beside others);
* settings: `translated_title::English (en)`, because `form_title` has one language;
* appearances: `money`, `percent`, `registration-number`, `email`, `phone`, `url`.
"""

from surveys.xlsform.faults import Fault, Notice, WorkbookFaults, said_once
from surveys.xlsform.reader import Imported, read_workbook
from surveys.xlsform.writer import CannotWrite, write_workbook

__all__ = [
    "CannotWrite",
    "Fault",
    "Imported",
    "Notice",
    "WorkbookFaults",
    "read_workbook",
    "said_once",
    "write_workbook",
]
