"""Lists in pages: a cursor holds the sort value and the key of the last item, so that pages don't shift while the store grows."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_

from warmonitor.errors import UsageError

MOST_ITEMS = 1000
LAST_DAY = "9999-12-31"  # that of what has no day, where the latest come last


def encode_cursor(value: Any, key: int | str) -> str:
    """The cursor after an item."""
    return base64.urlsafe_b64encode(json.dumps([value, key]).encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> tuple[Any, int | str]:
    """Value and key of a cursor; raises UsageError where it is none."""
    try:
        value, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, TypeError) as error:
        raise UsageError(f"{cursor!r} is no place in a list: pass the `next` of the page before") from error
    if not isinstance(value, str | int | float) or not isinstance(key, str | int):
        raise UsageError(f"{cursor!r} is no place in a list: pass the `next` of the page before")
    return value, key


def page_of(
    connection: Connection,
    query: Select[Any],
    value: ColumnElement[Any],
    key: ColumnElement[Any],
    *,
    descending: bool,
    limit: int,
    after: str | None,
) -> tuple[list[Any], str | None]:
    """One page of rows in the order of (value, key), and the cursor of the next one. `value` is never null; `key` is unique."""
    if not 1 <= limit <= MOST_ITEMS:
        raise UsageError(f"a page holds 1 to {MOST_ITEMS} items, not {limit}")
    if after is not None:
        last_value, last_key = decode_cursor(after)
        beyond = value < last_value if descending else value > last_value
        query = query.where(or_(beyond, and_(value == last_value, key > last_key)))
    order = (value.desc() if descending else value.asc(), key.asc())
    rows = list(
        connection.execute(
            query.add_columns(value.label("_value"), key.label("_key")).order_by(*order).limit(limit + 1)
        )
    )
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], encode_cursor(rows[limit - 1]._value, rows[limit - 1]._key)
