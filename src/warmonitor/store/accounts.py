"""Rows of accounts, of their sessions and tokens. Secrets come in as hashes, and go out as such."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Connection, Select, delete, exists, func, insert, select, update

from warmonitor.errors import NotFoundError, UsageError
from warmonitor.records import Record
from warmonitor.store.desk_tables import sessions, users
from warmonitor.store.storing import inserted_key

SessionKind = Literal["browser", "program"]


class UserRow(Record, frozen=True):
    """An account; one with `ended_at` is closed."""

    key: int
    name: str
    role: str
    made_at: str
    ended_at: str | None


class SessionRow(Record, frozen=True):
    """A session of a browser or a token of a program, with whose it is and the role that the account has now."""

    key: int
    user: str
    user_role: str
    kind: str
    role: str | None
    label: str | None
    origin: str
    made_at: str
    used_at: str
    ends_at: str


def has_users(connection: Connection) -> bool:
    """Whether there are accounts, closed ones among them."""
    return bool(connection.scalar(select(exists(select(users.c.key)))))


def list_users(connection: Connection) -> tuple[UserRow, ...]:
    """All accounts by name."""
    query = select(users.c.key, users.c.name, users.c.role, users.c.made_at, users.c.ended_at).order_by(users.c.name)
    return tuple(UserRow(*row) for row in connection.execute(query))


def find_user(connection: Connection, name: str) -> UserRow:
    """The account of this name; raises NotFoundError."""
    found = next((one for one in list_users(connection) if one.name == name), None)
    if found is None:
        raise NotFoundError(f"nobody has an account {name!r}")
    return found


def find_password(connection: Connection, name: str) -> str | None:
    """The hash of the password of an account that is open; None where there is none."""
    query = select(users.c.password).where(users.c.name == name, users.c.ended_at.is_(None))
    found: str | None = connection.scalar(query)
    return found


def put_user(connection: Connection, name: str, role: str, password: str, now: str) -> None:
    """Open an account; raises UsageError where the name is taken."""
    if connection.scalar(select(users.c.key).where(users.c.name == name)) is not None:
        raise UsageError(f"there is an account {name!r} already")
    connection.execute(insert(users).values(name=name, role=role, password=password, made_at=now))


def change_user(connection: Connection, name: str, **values: str | None) -> None:
    """Change the role, password or end of an account; raises NotFoundError, and UsageError where no admin would be left."""
    find_user(connection, name)
    connection.execute(update(users).where(users.c.name == name).values(**values))
    admins = select(func.count()).where(users.c.role == "admin", users.c.ended_at.is_(None))
    if "password" not in values and not connection.scalar(admins):
        raise UsageError("no admin would be left: make somebody else one first")


def put_session(
    connection: Connection, user: str, kind: SessionKind, digest: str, *, origin: str, now: str, ends_at: str,
    role: str | None = None, label: str | None = None,
) -> int:  # fmt: skip
    """Open a session of an account; its number."""
    values = {"kind": kind, "digest": digest, "role": role, "label": label, "origin": origin}
    times = {"made_at": now, "used_at": now, "ends_at": ends_at}
    return inserted_key(
        connection.execute(insert(sessions).values(user_key=find_user(connection, user).key, **values, **times))
    )


def find_session(connection: Connection, kind: SessionKind, digest: str, now: str) -> SessionRow | None:
    """The session with this hash, where it isn't over and the account is open."""
    row = connection.execute(
        _sessions().where(
            sessions.c.kind == kind, sessions.c.digest == digest, sessions.c.ends_at > now, users.c.ended_at.is_(None)
        )
    ).first()
    return None if row is None else SessionRow(*row)


def list_sessions(connection: Connection, user: str, now: str) -> tuple[SessionRow, ...]:
    """Sessions and tokens of an account that aren't over, the last used first."""
    query = (
        _sessions()
        .where(users.c.name == user, sessions.c.ends_at > now)
        .order_by(sessions.c.used_at.desc(), sessions.c.key)
    )
    return tuple(SessionRow(*row) for row in connection.execute(query))


def _sessions() -> Select[Any]:
    c = sessions.c
    return select(
        c.key, users.c.name, users.c.role, c.kind, c.role, c.label, c.origin, c.made_at, c.used_at, c.ends_at
    ).join(users, users.c.key == c.user_key)


def touch_session(connection: Connection, key: int, now: str) -> None:
    """Note that a session was used."""
    connection.execute(update(sessions).where(sessions.c.key == key).values(used_at=now))


def end_session(connection: Connection, user: str, key: int) -> None:
    """End one session of an account; nothing where it has none of this number."""
    own = select(users.c.key).where(users.c.name == user).scalar_subquery()
    connection.execute(delete(sessions).where(sessions.c.key == key, sessions.c.user_key == own))


def end_sessions(connection: Connection, user: str, *, but: int | None = None) -> int:
    """End all sessions and tokens of an account, one excepted; how many."""
    own = select(users.c.key).where(users.c.name == user).scalar_subquery()
    ended = connection.execute(delete(sessions).where(sessions.c.user_key == own, sessions.c.key != (but or 0)))
    return int(ended.rowcount)


def clear_sessions(connection: Connection, ended_before: str, unused_since: str) -> None:
    """Remove what is over: sessions past their end, and browsers' sessions not used for too long."""
    connection.execute(delete(sessions).where(sessions.c.ends_at <= ended_before))
    connection.execute(delete(sessions).where(sessions.c.kind == "browser", sessions.c.used_at <= unused_since))
