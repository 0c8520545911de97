"""What a workbook of 400 questions costs: to read, to check, to store as a draft, to write."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from surveys.checking import findings
from surveys.services.versions import store_draft
from surveys.xlsform import read_workbook, write_workbook
from tests.bench import Result
from tests.bench.ground import own_database
from tests.surveys.xlsform.large import large_questionnaire

QUESTIONS = 400
ROUNDS = 5


def run() -> list[Result]:
    questionnaire = large_questionnaire(QUESTIONS)
    workbook = write_workbook(questionnaire)
    questions = len(questionnaire.questions_by_code)
    note = f"{QUESTIONS} questions, {questions} with rows and columns; median of {ROUNDS}"
    with own_database():
        measured = {
            "workbook read": lambda: read_workbook(BytesIO(workbook)),
            "questionnaire checked": lambda: findings(replace(questionnaire)),
            "draft stored": lambda: store_draft(questionnaire=questionnaire),
            "workbook written": lambda: write_workbook(questionnaire),
        }
        return [Result(name, _median(work), "ms", note) for name, work in measured.items()]


def _median(work: Callable[[], object]) -> float:
    """In milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000
