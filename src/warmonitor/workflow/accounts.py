"""Accounts: opening and closing them, passwords, sessions and tokens. Secrets are kept as hashes alone."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from warmonitor.clock import now_text
from warmonitor.errors import NotSignedInError, UsageError
from warmonitor.knowledge.permissions import ROLES, Role
from warmonitor.knowledge.tables import entries
from warmonitor.store import Store, accounts, audit

NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}\Z")
TOKEN_PREFIX = "wm_"
HASHER = PasswordHasher()
AT_ONCE = BoundedSemaphore(2)  # each check of a password takes 64 MB


class Opened(NamedTuple):
    """A session that was opened: its number, the secret that only who has it knows, and the role."""

    number: int
    secret: str
    role: str


class Known(NamedTuple):
    """Whom a secret belongs to; `is_stale` where the store should be told that the session is still used."""

    name: str
    role: Role
    session: int
    is_stale: bool


def limits() -> Any:
    """The table of what holds for accounts."""
    return entries("accounts")


def plain_name(name: str) -> str:
    """An account's name as it is kept; raises UsageError where it is none."""
    low = name.strip().lower()
    if not NAME.match(low):
        raise UsageError("an account's name is letters, digits and ._@-, at most 64")
    return low


def checked_role(role: str) -> Role:
    """A role; raises UsageError naming those there are."""
    found = next((one for one in ROLES if one == role), None)
    if found is None:
        raise UsageError(f"there is no role {role!r}: use one of {', '.join(ROLES)}")
    return found


def checked_password(password: str, name: str) -> str:
    """A password that may be one; raises UsageError that says what it must be."""
    least, most = limits()["password_least"], limits()["password_most"]
    if not least <= len(password) <= most:
        raise UsageError(f"a password has {least} to {most} characters; several words are good ones")
    if (len(name) > 3 and name in password.lower()) or len(set(password)) < 5:
        raise UsageError("this password is too easily guessed: take several words")
    return password


def add_user(store: Store, name: str, role: str, password: str, by: audit.Deed) -> str:
    """Open an account; its name as it is kept. Raises UsageError. `by` is put down in the audit log with the account as its subject."""
    name = plain_name(name)
    hashed = HASHER.hash(checked_password(password, name))
    with store.writing() as connection:
        if checked_role(role) != "admin" and not accounts.has_users(connection):
            raise UsageError("the first account must be an admin's")
        accounts.put_user(connection, name, role, hashed, by.at)
        _put_down(connection, by, name, f"role {role}")
    return name


def change_password(store: Store, name: str, password: str, by: audit.Deed) -> None:
    """Give an account another password and end its sessions and tokens; raises NotFoundError, UsageError."""
    name = plain_name(name)
    hashed = HASHER.hash(checked_password(password, name))
    with store.writing() as connection:
        accounts.change_user(connection, name, password=hashed)
        accounts.end_sessions(connection, name)
        _put_down(connection, by, name, "")


def change_role(store: Store, name: str, role: str, by: audit.Deed) -> None:
    """Give an account another role; raises NotFoundError, UsageError."""
    name = plain_name(name)
    with store.writing() as connection:
        accounts.change_user(connection, name, role=checked_role(role))
        _put_down(connection, by, name, f"role {role}")


def close_account(store: Store, name: str, by: audit.Deed) -> None:
    """Close an account and end its sessions; what was done by it stays on record. Raises NotFoundError, UsageError."""
    name = plain_name(name)
    with store.writing() as connection:
        accounts.change_user(connection, name, ended_at=by.at)
        accounts.end_sessions(connection, name)
        _put_down(connection, by, name, "")


def open_account_again(store: Store, name: str, by: audit.Deed) -> None:
    """Open an account that was closed; raises NotFoundError."""
    name = plain_name(name)
    with store.writing() as connection:
        accounts.change_user(connection, name, ended_at=None)
        _put_down(connection, by, name, "")


def _put_down(connection: Any, by: audit.Deed, name: str, details: str) -> None:
    audit.append(connection, [audit.Deed(by.at, by.user, by.role, by.deed, name, details, by.origin)])


@cache
def _nobody() -> str:
    """A hash that no password has, so that an unknown name costs as long as a wrong password."""
    return HASHER.hash(secrets.token_hex(32))


def is_password(store: Store, name: str, password: str) -> bool:
    """Whether an open account has this password; takes as long where there is no such account."""
    low = name.strip().lower()
    with store.reading() as connection:
        known = accounts.find_password(connection, low) if NAME.match(low) else None
    try:
        with AT_ONCE:
            HASHER.verify(known or _nobody(), password[: limits()["password_most"]])
    except (VerificationError, InvalidHashError):
        return False
    if known is not None and HASHER.check_needs_rehash(known):
        with store.writing() as connection:
            accounts.change_user(connection, low, password=HASHER.hash(password))
    return known is not None


def sign_in(store: Store, name: str, password: str, origin: str) -> Opened:
    """Open a session of a browser; raises NotSignedInError, the same for an unknown name and a wrong password."""
    if not is_password(store, name, password):
        raise NotSignedInError("no account has this name and password")
    moment = datetime.now(UTC)
    secret = secrets.token_urlsafe(32)
    ends = now_text(moment + timedelta(days=limits()["session_days"]))
    with store.writing() as connection:
        accounts.clear_sessions(connection, now_text(moment), _unused_since(moment))
        number = accounts.put_session(
            connection,
            plain_name(name),
            "browser",
            digest_of(secret),
            origin=origin,
            now=now_text(moment),
            ends_at=ends,
        )
        role = accounts.find_user(connection, plain_name(name)).role
    return Opened(number, secret, role)


def make_token(store: Store, name: str, role: str, label: str, origin: str) -> Opened:
    """A token for a program: it may what the role may, and never more than the account's role then."""
    moment = datetime.now(UTC)
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    ends = now_text(moment + timedelta(days=limits()["token_days"]))
    with store.writing() as connection:
        number = accounts.put_session(
            connection, plain_name(name), "program", digest_of(secret), origin=origin, now=now_text(moment), ends_at=ends,
            role=checked_role(role), label=label.strip()[:80] or "unnamed",
        )  # fmt: skip
    return Opened(number, secret, role)


def find_known(store: Store, kind: accounts.SessionKind, secret: str) -> Known | None:
    """Whom a session's or token's secret belongs to; None where it is nobody's, or over."""
    moment = datetime.now(UTC)
    now = now_text(moment)
    with store.reading() as connection:
        found = accounts.find_session(connection, kind, digest_of(secret), now)
    if found is None or (kind == "browser" and found.used_at <= _unused_since(moment)):
        return None
    role = min((checked_role(one) for one in (found.user_role, found.role) if one), key=ROLES.index)
    return Known(found.user, role, found.key, found.used_at < now_text(moment - timedelta(minutes=5)))


def _unused_since(moment: datetime) -> str:
    return now_text(moment - timedelta(hours=limits()["session_idle_hours"]))


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is long and random, so that one round of a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
