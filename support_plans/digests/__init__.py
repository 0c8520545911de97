"""A manager’s digest as values: its figures, what they call for, and the words for them."""
