"""Bulletins: sentences that each rest on claims, figures with ranges, what is disputed, planned and corrected, and where no reports come from."""

from warmonitor.publishing.bulletin.parts import (
    Bulletin,
    Cited,
    Correction,
    Coverage,
    Figures,
    Item,
    Material,
    Note,
    Quiet,
    Section,
    Sentence,
    Silent,
    Sum,
    Table,
    Told,
)
from warmonitor.publishing.bulletin.writing import number_notes, sentences_of, write_bulletin

__all__ = [
    "Bulletin", "Cited", "Correction", "Coverage", "Figures", "Item", "Material", "Note", "Quiet", "Section", "Sentence", "Silent", "Sum", "Table",
    "Told", "number_notes", "sentences_of", "write_bulletin",
]  # fmt: skip
