"""The tables of people's work: decisions, comments, accounts, searches, bulletins. They share the metadata of tables.py."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

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

# What most needs a person first; a row an incident. `rank` is minus the points, so that the indices have the queue's order.
queue = Table(
    "queue",
    metadata,
    Column("incident_key", ForeignKey("incidents.key"), primary_key=True),
    Column("rank", Float, nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("reasons", LargeBinary, nullable=False),
    Column("assignee", String),
    Index("ix_queue_state", "state", "rank", "incident_key"),
    Index("ix_queue_assignee", "assignee", "rank", "incident_key"),
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

# Accounts. Names are in lower case; passwords as argon2 hashes; whoever has an `ended_at` signs in no more.
users = Table(
    "users",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("ended_at", String),
)

# Sessions of browsers, and tokens of programs (with a label, and a role that may be less than the user's). Only hashes of the secrets are kept.
sessions = Table(
    "sessions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("user_key", ForeignKey("users.key"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("digest", String, nullable=False, unique=True),
    Column("role", String),
    Column("label", String),
    Column("origin", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("used_at", String, nullable=False),
    Column("ends_at", String, nullable=False),
)

# Who saw, changed and took along what. Each row's hash is made from its words and the hash before, so that tampering shows.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("user", String, nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("deed", String, nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("origin", String, nullable=False),
    Column("before", String, nullable=False),
    Column("hash", String, nullable=False),
)

# Where the audit log ends: its one row shows when the last rows of the log are gone.
audit_head = Table(
    "audit_head",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("hash", String, nullable=False),
)

# Sources that the public view doesn't name.
undisclosed = Table(
    "undisclosed",
    metadata,
    Column("name", String, primary_key=True),
    Column("marked_by", String, nullable=False),
    Column("marked_at", String, nullable=False),
)

# Secrets of this store, made when first asked for: names that the public view gives to what it doesn't name are made with one.
keys = Table(
    "keys",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

# Filters of incidents that somebody named. `query` holds the parameters as JSON; `seen_change` is the last change that was looked at.
searches = Table(
    "searches",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("owner", String, nullable=False),
    Column("name", String, nullable=False),
    Column("query", LargeBinary, nullable=False),
    Column("created_at", String, nullable=False),
    Column("seen_change", Integer, nullable=False),
    Column("seen_at", String, nullable=False),
    UniqueConstraint("owner", "name"),
)

# When each user last looked at what is new, and the last change that they saw.
looks = Table(
    "looks",
    metadata,
    Column("owner", String, primary_key=True),
    Column("seen_change", Integer, nullable=False),
    Column("seen_at", String, nullable=False),
    sqlite_with_rowid=False,
)

# A row a version. `record` is what the machine wrote; `issued` is the bulletin as it went out, which never changes.
bulletins = Table(
    "bulletins",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("since", String, nullable=False),
    Column("until", String, nullable=False),
    Column("query", LargeBinary, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("issued", LargeBinary),
    Column("reason", Text),
    Column("made_at", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("issued_at", String),
    Column("issued_by", String),
    UniqueConstraint("id", "version"),
)

# What editors did to a draft, in order; nothing is taken back but by a later edit.
bulletin_edits = Table(
    "bulletin_edits",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("bulletin_key", ForeignKey("bulletins.key"), nullable=False, index=True),
    Column("record", LargeBinary, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
)
