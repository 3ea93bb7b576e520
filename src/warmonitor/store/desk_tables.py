"""The tables of people's work: decisions, comments, accounts, searches, bulletins. They share the metadata of tables.py."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from warmonitor.store.tables import metadata

__all__ = ["metadata"]

# The claims that a decision is about, by their words: those it takes ("own"), and those it sets them against ("other").
# `claim_id` is the claim that has these words now, in the report `held_by`; both follow the report's recoding.
review_claims = Table(
    "review_claims",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("review_key", ForeignKey("reviews.key"), nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("anchor", LargeBinary, nullable=False),
    Column("held_by", String, nullable=False, index=True),
    Column("claim_id", String, index=True),
)

# What decisions have made of a claim, for lists and pages: how it stands, and its record where fields were corrected.
reviewed_claims = Table(
    "reviewed_claims",
    metadata,
    Column("claim_key", ForeignKey("claims.key"), primary_key=True),
    Column("standing", String, nullable=False, index=True),
    Column("record", LargeBinary),
    Column("fields", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What most needs a person first; a row an incident.
queue = Table(
    "queue",
    metadata,
    Column("incident_key", ForeignKey("incidents.key"), primary_key=True),
    Column("priority", Float, nullable=False),
    Column("state", String, nullable=False),
    Column("reasons", LargeBinary, nullable=False),
    Column("assignee", String),
    Index("ix_queue_state", "state", "priority"),
    Index("ix_queue_assignee", "assignee", "priority"),
)

assignments = Table(
    "assignments",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("incident_id", String, nullable=False, index=True),
    Column("assignee", String),
    Column("assigned_by", String, nullable=False),
    Column("at", String, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("incident_id", String, nullable=False, index=True),
    Column("author", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("withdrawn_at", String),
    Column("withdrawn_by", String),
)
