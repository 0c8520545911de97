"""XLSForm's expression syntax: text to tree and back."""

from surveys.logic.parser import parse
from surveys.logic.printer import unparse
from surveys.logic.tokens import ExpressionSyntaxError

__all__ = ["ExpressionSyntaxError", "parse", "unparse"]
