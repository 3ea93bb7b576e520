"""The tables of the store. Migrations make them; a test holds the two to each other.

Records are kept whole as JSON beside the columns that queries need. A report's row is one version of it; codings,
links, incident versions and changes are only ever added to or ended, never overwritten.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from warmonitor.store.packing import Packed

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sources = Table(
    "sources",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("publisher", String, nullable=False),
    Column("added_at", String, nullable=False),
)

# A literal, for an index over part of a table serves only queries that say the same.
IN_OTHER_LANGUAGES = text("language <> 'en'")

reports = Table(
    "reports",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("is_current", Boolean, nullable=False),
    Column("replaces", ForeignKey("reports.key"), index=True),
    Column("source_key", ForeignKey("sources.key")),
    Column("url", String, index=True),
    Column("title", Text),
    Column("language", String),
    Column("published", LargeBinary, nullable=False),
    Column("published_earliest", String, index=True),
    Column("published_latest", String),
    Column("text", Text, nullable=False),
    Column("raw", LargeBinary),
    Column("hash", String, nullable=False, index=True),
    Column("story", LargeBinary),
    Column("brief", LargeBinary),
    Column("story_id", String, index=True),
    Column("story_level", Integer),
    Column("copy_of", ForeignKey("reports.key"), index=True),
    Column("added_at", String, nullable=False),
    UniqueConstraint("id", "version"),
    Index("ix_reports_added_at", "added_at", "source_key"),
    Index("ix_reports_source", "source_key", "is_current", "published_earliest", "published_latest"),
    Index(
        "ix_reports_other_languages",
        "published_earliest",
        sqlite_where=IN_OTHER_LANGUAGES,
        postgresql_where=IN_OTHER_LANGUAGES,
    ),
)

codings = Table(
    "codings",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("report_key", ForeignKey("reports.key"), nullable=False, index=True),
    Column("coder", String, nullable=False),
    Column("coder_version", String, nullable=False),
    Column("is_current", Boolean, nullable=False),
    Column("record", Packed, nullable=False),
    Column("coded_at", String, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("coding_key", ForeignKey("codings.key"), nullable=False, index=True),
    Column("report_key", ForeignKey("reports.key"), nullable=False),
    Column("is_current", Boolean, nullable=False),
    Column("type", String, nullable=False, index=True),
    Column("mode", String),
    Column("modality", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("stance", String),
    Column("speaker", String),
    Column("earliest", String, index=True),
    Column("latest", String),
    Column("text", Text, nullable=False),
    Column("record", Packed, nullable=False),
    Index("ix_claims_report", "report_key", "is_current"),
)

tellings = Table(
    "tellings",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("report_key", ForeignKey("reports.key"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("incident_id", String, index=True),
    Column("level", Integer),
)

# Names under which reports ("story") and tellings ("telling") are found by others that may belong with them.
blocks = Table(
    "blocks",
    metadata,
    Column("kind", String, primary_key=True),
    Column("block", String, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("key", Integer, primary_key=True),
    Index("ix_blocks_kind_key", "kind", "key"),
    sqlite_with_rowid=False,
)

# Pairs that are alike, both ways round: reports of one story, and tellings of one happening.
pairs = Table(
    "pairs",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

# People's decisions about pairs of claims that stand, both ways round: whether the two tell of one happening.
judged = Table(
    "judged",
    metadata,
    Column("claim", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("same", Boolean, nullable=False),
    Index("ix_judged_number", "number"),
    sqlite_with_rowid=False,
)

# A current report's place in the order of publication, its shingles in their order, as bytes, its sentences' marks, the
# publisher that it credits for its text, and what sentences of its claims say of their sources.
prints = Table(
    "prints",
    metadata,
    Column("report_key", ForeignKey("reports.key"), primary_key=True),
    Column("place", BigInteger, nullable=False),
    Column("shingles", LargeBinary, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    Column("credit", String),
    Column("heard", LargeBinary),
)

# Which current reports have a mark, the earliest first.
marks = Table(
    "marks",
    metadata,
    Column("mark", BigInteger, primary_key=True),
    Column("place", BigInteger, primary_key=True),
    Column("report_key", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# Reports that have words of earlier ones: the first report of their family, the one that they copy, and which words are whose.
families = Table(
    "families",
    metadata,
    Column("report_key", ForeignKey("reports.key"), primary_key=True),
    Column("family_key", ForeignKey("reports.key"), index=True),
    Column("parent_key", ForeignKey("reports.key"), index=True),
    Column("relation", String, nullable=False),
    Column("share", Float, nullable=False),
    Column("taken", LargeBinary, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("replaced_by", String, index=True),
    Column("is_current", Boolean, nullable=False),
    Column("title", Text, nullable=False),
    Column("type", String, nullable=False, index=True),
    Column("mode", String),
    Column("country", String, index=True),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("radius_km", Float),
    Column("precision", String, nullable=False),
    Column("earliest", String, index=True),
    Column("latest", String),
    Column("grade", String, nullable=False, index=True),
    Column("status", String, nullable=False, index=True),
    Column("voices", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("main_reports", Integer, nullable=False, index=True),
    Column("killed_low", Integer),
    Column("killed_high", Integer),
    Column("first_reported_at", String, index=True),
    Column("changed_at", String, nullable=False, index=True),
    Column("record", LargeBinary, nullable=False),
)

incident_versions = Table(
    "incident_versions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("incident_id", String, nullable=False, index=True),
    Column("known_from", String, nullable=False),
    Column("known_until", String),
    Column("happened_earliest", String),
    Column("happened_latest", String),
    Column("record", Packed, nullable=False),
    Column("type", String),
    Column("country", String),
    Column("grade", String),
    Column("status", String),
    Column("voices", Integer),
    Column("reports", Integer),
    Column("killed_high", Integer),
)

incident_reports = Table(
    "incident_reports",
    metadata,
    Column("incident_id", ForeignKey("incidents.id"), primary_key=True),
    Column("report_key", ForeignKey("reports.key"), primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    sqlite_with_rowid=False,
)

incident_tags = Table(
    "incident_tags",
    metadata,
    Column("incident_id", ForeignKey("incidents.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("label", String, nullable=False),
    Index("ix_incident_tags_kind_value", "kind", "value"),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("claim_key", ForeignKey("claims.key"), nullable=False, index=True),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False, index=True),
    Column("score", Float, nullable=False),
    Column("features", LargeBinary, nullable=False),
    Column("known_from", String, nullable=False),
    Column("known_until", String),
)

reviews = Table(
    "reviews",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("subject_kind", String, nullable=False),
    Column("subject_id", String, nullable=False),
    Column("decision", String, nullable=False),
    Column("value", LargeBinary),
    Column("reviewer", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", String, nullable=False),
    Column("revoked_at", String),
    Column("field", String),
    Column("was", LargeBinary),
    Column("state", String, nullable=False, server_default="standing", index=True),
    Column("needs_second", Text),
    Column("seconded_by", String),
    Column("seconded_at", String),
    Column("revoked_by", String),
    Column("revoked_reason", Text),
    Index("ix_reviews_subject", "subject_kind", "subject_id"),
)

changes = Table(
    "changes",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("incident_id", String, nullable=False, index=True),
    Column("at", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("cause", String, nullable=False),
    Column("changed", LargeBinary, nullable=False),
    Column("replaced_by", String),
)

# Reports that say that they, or what was printed before, are withdrawn or corrected.
notices = Table(
    "notices",
    metadata,
    Column("report_key", ForeignKey("reports.key"), primary_key=True),
    Column("says", String, nullable=False),
)

# Claims that sum up several happenings; days are ordinals, lanes those of sequences.
aggregates = Table(
    "aggregates",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("report_key", ForeignKey("reports.key"), nullable=False, index=True),
    Column("lane", String, index=True),
    Column("first", Integer),
    Column("last", Integer),
    Column("record", LargeBinary, nullable=False),
)

# Incidents of one lane (kind, side, theatre) that follow each other without a long gap. Ids that a sequence once had lead to it.
sequences = Table(
    "sequences",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("lane", String, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("country", String),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("incidents", Integer, nullable=False, index=True),
    Column("name", String),
    Index("ix_sequences_lane", "lane", "last"),
)

sequence_ids = Table(
    "sequence_ids",
    metadata,
    Column("id", String, primary_key=True),
    Column("sequence_key", Integer, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# What an incident is in its lane: part of a sequence, or (without one) a turn of those around it.
sequence_steps = Table(
    "sequence_steps",
    metadata,
    Column("incident_id", ForeignKey("incidents.id"), primary_key=True),
    Column("lane", String, nullable=False),
    Column("day", Integer, nullable=False),
    Column("sequence_key", Integer),
    Column("phase", String),
    Column("name", String),
    Index("ix_sequence_steps_lane", "lane", "day"),
    Index("ix_sequence_steps_sequence", "sequence_key", "day"),
    sqlite_with_rowid=False,
)
