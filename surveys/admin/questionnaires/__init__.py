"""The desk at which officers write questionnaires: surveys, versions, pages, questions, conditions.

Pages of our own inside the admin (`registered.py` gives them their addresses). What they show is a
value of `surveys.questionnaire`; what they store goes through `surveys.services`.
"""

from surveys.admin.questionnaires import registered

__all__ = ["registered"]
