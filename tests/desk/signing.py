"""A store with accounts, and signing in to a desk over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from desk.stored import STORED, fill
from warmonitor.store import audit, open_store
from warmonitor.workflow import accounts as work

PASSWORD = "correct horse battery"
BY = audit.Deed("2024-03-01T09:00:00Z", "test", "admin", "opened account")
PEOPLE = {"ada": "admin", "eve": "editor", "rob": "reviewer", "ria": "reader"}


@contextmanager
def quick_hashing() -> Iterator[None]:
    """Passwords are hashed with little work, so that tests are quick; the form of the hash is the same."""
    before, work.HASHER = work.HASHER, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    work._nobody.cache_clear()
    yield
    work.HASHER = before
    work._nobody.cache_clear()


def fill_with_accounts(path: Path) -> str:
    """The URL of a new store with two incidents and an account of each role."""
    url = f"sqlite:///{path}"
    fill(url, STORED[:2])
    with open_store(url) as store:
        for name, role in PEOPLE.items():
            work.add_user(store, name, role, PASSWORD, BY)
    return url


def token_in(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def sign_in(client: TestClient, name: str, password: str = PASSWORD, **more: str) -> Any:
    token = token_in(client.get("/sign-in").text)
    return client.post("/sign-in", data={"name": name, "password": password, "csrf": token, **more})


def signed_in(client: TestClient, name: str) -> str:
    """Sign in; the token of the session's forms."""
    assert sign_in(client, name).status_code == 303
    return token_in(client.get("/account").text)
