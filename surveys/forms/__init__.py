"""The company's side of a page: what is typed in, and what comes of it."""

from surveys.forms.page_form import PageForm

__all__ = ["PageForm"]
