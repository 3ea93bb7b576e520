"""Every attributed stretch of a report: who is said to have said, thought, asked or shown what."""

from .finder import StatementFinder
from .found import FoundStatement, innermost, outermost

__all__ = ["FoundStatement", "StatementFinder", "innermost", "outermost"]
