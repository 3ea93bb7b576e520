"""The tables of people's work: decisions, comments, accounts, searches, bulletins. They share the metadata of tables.py."""

from __future__ import annotations

from warmonitor.store.tables import metadata

__all__ = ["metadata"]
