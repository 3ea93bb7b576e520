"""Full-text search: FTS5 on SQLite, plain LIKE on other engines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, and_, collate, func, or_, select, text

from warmonitor.store import tables
from warmonitor.store.bulk import fetch

_PARTS = re.compile(r'"([^"]{1,200})"|(\S{1,200})')
_WORD = re.compile(r"\w+")
_MOST_PARTS = 32

SEARCH_TABLES = (
    "CREATE VIRTUAL TABLE report_words USING fts5(title, text, content='reports', content_rowid='key', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE claim_words USING fts5(text, content='claims', content_rowid='key', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE incident_words USING fts5(id UNINDEXED, words, tokenize='unicode61')",
)


_CAPITALS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def lowered(value: str) -> str:
    """In small letters as far as SQLite goes: the letters of English, so that every engine and the index agree."""
    return value.translate(_CAPITALS)


def lowered_column(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column in small letters as `lowered` makes them, whatever the database's own rules."""
    return func.lower(collate(column, "C") if connection.dialect.name == "postgresql" else column)


def phrases(query: str) -> list[str]:
    """What a query asks for, all of it: quoted phrases and single words, as words with spaces; `*` at the end is a prefix."""
    found = []
    for quoted, single in _PARTS.findall(query)[:_MOST_PARTS]:
        words = " ".join(_WORD.findall(quoted or single))
        if words:
            found.append(words + ("*" if single.endswith("*") else ""))
    return found


def words_match(connection: Connection, key: ColumnElement[Any], index: str, query: str) -> ColumnElement[bool]:
    """The condition that the row with this key (of reports, claims or incidents, by `index`) has all words of the query."""
    wanted = phrases(query)
    if connection.dialect.name == "sqlite":
        match = _match(wanted)
        chosen = text(f"SELECT rowid FROM {index} WHERE {index} MATCH :words").bindparams(words=match)
        return key.in_(chosen)
    if index == "incident_words":
        return and_(*(_incident_has(words.rstrip("*")) for words in wanted))
    body = {"report_words": tables.reports.c.text, "claim_words": tables.claims.c.text}[index]
    return and_(*(body.icontains(words.rstrip("*"), autoescape=True) for words in wanted))


def _incident_has(words: str) -> ColumnElement[bool]:
    """The condition that an incident's title, one of its names or a claim that tells of it has these words."""
    incident, tag, link, claim = tables.incidents.c, tables.incident_tags.c, tables.links.c, tables.claims.c
    named = select(tag.incident_id).where(tag.incident_id == incident.id, tag.label.icontains(words, autoescape=True))
    told = select(link.key).where(
        link.incident_id == incident.id, link.known_until.is_(None), claim.key == link.claim_key,
        claim.text.icontains(words, autoescape=True),
    )  # fmt: skip
    found = (one.correlate(tables.incidents).exists() for one in (named, told))
    return or_(incident.title.icontains(words, autoescape=True), *found)


def _match(wanted: list[str]) -> str:
    """Phrases in the language of FTS5."""
    return " ".join(f'"{words[:-1]}"*' if words.endswith("*") else f'"{words}"' for words in wanted) or '""'


def find_keys(connection: Connection, query: str) -> np.ndarray[Any, Any]:
    """The keys of the incidents that have all words of a query."""
    if connection.dialect.name == "sqlite":
        statement = "SELECT rowid FROM incident_words WHERE incident_words MATCH ?"
        return np.fromiter((row[0] for row in fetch(connection, statement, (_match(phrases(query)),))), np.int64)
    key = tables.incidents.c.key
    return np.fromiter(
        connection.scalars(select(key).where(words_match(connection, key, "incident_words", query))), np.int64
    )


def index_reports(connection: Connection, made: Sequence[tuple[int, str | None, str]]) -> None:
    """Make new reports findable: (key, title, text)."""
    if made and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO report_words(rowid, title, text) VALUES (?, ?, ?)", list(made))


def index_claims(connection: Connection, claims: Iterable[tuple[int, str]]) -> None:
    """Make new claims findable: (key, text)."""
    rows = list(claims)
    if rows and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO claim_words(rowid, text) VALUES (?, ?)", rows)


def index_incidents(connection: Connection, incidents: Sequence[tuple[str, str | None]]) -> None:
    """Make incidents findable by these words instead of earlier ones; None takes one out."""
    if not incidents or connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql(
        "DELETE FROM incident_words WHERE rowid IN (SELECT key FROM incidents WHERE id = ?)",
        [(name,) for name, _ in incidents],
    )
    added = [(words, name) for name, words in incidents if words is not None]
    if added:
        connection.exec_driver_sql(
            "INSERT INTO incident_words(rowid, id, words) SELECT key, id, ? FROM incidents WHERE id = ?", added
        )
