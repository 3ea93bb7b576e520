"""What the second schema adds: families of reports, sequences of incidents, people's decisions, accounts, bulletins."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _add_to_linking()
    _add_to_incidents()
    _add_to_reviews()
    _add_accounts()
    _add_daily_work()
    _add_refusals()


def _add_to_linking() -> None:
    """Copies, families, what speeds linking up."""
    op.create_table(
        "judged",
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("claim", "other", "number", name=op.f("pk_judged")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_judged_number", "judged", ["number"], unique=False)


def _add_to_incidents() -> None:
    """Sequences, aggregates, what an incident's row lacks."""


def _add_to_reviews() -> None:
    """Decisions, comments, assignments."""


def _add_accounts() -> None:
    """Accounts, sessions, the audit log."""


def _add_daily_work() -> None:
    """Saved searches, bulletins."""


def _add_refusals() -> None:
    """What the coder refused, and why."""
