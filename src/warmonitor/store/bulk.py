"""Many rows in one statement: what is written and read for every report that comes in, past SQLAlchemy's own work on each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

_AT_ONCE = 500
_TOGETHER = 40  # whole queries in one statement


def insert_rows(connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, each with the values of these columns in order."""
    if rows:
        connection.exec_driver_sql(_insertion(table.name, names, _mark(connection)), rows)


@cache
def _insertion(table: str, names: tuple[str, ...], mark: str) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join([mark] * len(names))})"


def put_rows(
    connection: Connection, table: Table, keys: tuple[str, ...], names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows (of each the values of the key columns, then of the others), instead of those that have these keys."""
    if rows:
        values = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
        columns = ", ".join(f'"{key}"' for key in keys)
        statement = _insertion(table.name, keys + names, _mark(connection))
        connection.exec_driver_sql(f"{statement} ON CONFLICT ({columns}) DO UPDATE SET {values}", rows)


def change_rows(
    connection: Connection, table: Table, keys: tuple[str, ...], names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Change rows: of each the values of these columns in order, then those of the key columns that name it."""
    if rows:
        connection.exec_driver_sql(_change(table.name, keys, names, _mark(connection)), rows)


@cache
def _change(table: str, keys: tuple[str, ...], names: tuple[str, ...], mark: str) -> str:
    values = ", ".join(f'"{name}" = {mark}' for name in names)
    return f"UPDATE {table} SET {values} WHERE {_named(keys, mark)}"


def drop_rows(connection: Connection, table: Table, keys: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Delete rows by the values of their key columns."""
    if rows:
        statement = f"DELETE FROM {table.name} WHERE {_named(keys, _mark(connection))}"
        connection.exec_driver_sql(statement, rows)


def _named(keys: tuple[str, ...], mark: str) -> str:
    return " AND ".join(f'"{key}" = {mark}' for key in keys)


def find_rows(connection: Connection, query: str, values: Iterable[Any], *more: Any) -> list[Any]:
    """The rows of a query that has `IN (...)` once for these values, and after it a `?` for each further value.

    Values are asked for in their order, some at a time, so that no statement grows too long.
    """
    wanted = sorted(values)
    found: list[Any] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        found += fetch(connection, _widened(query, len(some), _mark(connection)), (*some, *more))
    return found


def find_rows_of_each(connection: Connection, query: str, values: Iterable[tuple[Any, ...]], *more: Any) -> list[Any]:
    """The rows of a query that has `VALUES {names}` once, first of all, for a table of these rows, and a `?` for each further value."""
    wanted = sorted(values)
    found: list[Any] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        listed = _listed(query, len(some), len(some[0]), _mark(connection))
        found += fetch(connection, listed, (*(value for row in some for value in row), *more))
    return found


@cache
def _listed(query: str, number: int, width: int, mark: str) -> str:
    row = f"({', '.join([mark] * width)})"
    return query.replace("?", mark).format(names=", ".join([row] * number))


@cache
def _widened(query: str, number: int, mark: str) -> str:
    return query.replace("?", mark).replace("(...)", f"({', '.join([mark] * number)})")


def fetch(connection: Connection, statement: str, values: tuple[Any, ...] = ()) -> Sequence[Any]:
    """The rows of a statement in the driver's own words, without what SQLAlchemy makes ready for every result."""
    errors = connection.dialect.loaded_dbapi.Error
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, values)
        return () if cursor.description is None else cursor.fetchall()
    except errors as error:
        raise DBAPIError.instance(statement, values, error, errors, dialect=connection.dialect) from error
    finally:
        cursor.close()


def find_rows_by_each(connection: Connection, query: str, values: Sequence[tuple[Any, ...]]) -> list[Any]:
    """The rows of a query for each of these rows of values of its `?`, with an order and a limit of its own for each."""
    found: list[Any] = []
    for start in range(0, len(values), _TOGETHER):
        some = values[start : start + _TOGETHER]
        statement = _united(query, len(some), _mark(connection))
        found += fetch(connection, statement, tuple(value for row in some for value in row))
    return found


@cache
def _united(query: str, number: int, mark: str) -> str:
    one = query.replace("?", mark)
    return " UNION ALL ".join(f"SELECT * FROM ({one}) AS s{n}" for n in range(number))


def _mark(connection: Connection) -> str:
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"
