"""How a questionnaire differs from an earlier one, in words, in the order of the newer one.

    The question “Employees” must now be answered.
    ‘상시 근로자 수’ 문항에 이제 반드시 답해야 합니다.

Pure: two questionnaires in, sentences out. Codes say what is the same thing in both.
"""

from surveys.differences.difference import Difference, Kind
from surveys.differences.structure import differences

__all__ = ["Difference", "Kind", "differences"]
