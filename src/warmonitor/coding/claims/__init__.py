"""Drafts become claims: parties, places, time, counts, codes, attribution and background are put to each."""

from warmonitor.coding.claims.making import ClaimMaker
from warmonitor.coding.claims.setting import Refusal, Setting

__all__ = ["ClaimMaker", "Refusal", "Setting"]
