"""Reading and writing workbooks.

STAND-IN for `surveys.xlsform.read_workbook` and `write_workbook` of branch xlsform: import those
instead, and delete this module.
"""

import io
from dataclasses import dataclass
from typing import BinaryIO

from openpyxl import Workbook

from surveys import xlsform
from surveys.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Imported:
    questionnaire: Questionnaire
    notices: tuple[xlsform.Fault, ...] = ()


def read_workbook(source: BinaryIO) -> Imported:
    return Imported(xlsform.read_workbook(source))


def write_workbook(questionnaire: Questionnaire) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    sheet.append(["type", "name", "label"])
    for code, question in questionnaire.questions_by_code.items():
        sheet.append([question.type.value, code, question.label.en])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
