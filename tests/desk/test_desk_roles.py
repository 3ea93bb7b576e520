"""What each role may do, route by route, what is put down of it, and forms that only the desk's own pages can send."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desk.routes import filled, routes_of
from desk.signing import signed_in
from desk.stored import HOSTILE
from warmonitor.desk import templating
from warmonitor.desk.rates import Rates, coarse_origin
from warmonitor.errors import RateError
from warmonitor.knowledge.permissions import SAFE_METHODS, audited_as, permission_of, reaches
from warmonitor.store import audit
from warmonitor.workflow import accounts as work

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the test client, about the library below it
    from fastapi.testclient import TestClient


pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_every_route_asks_for_its_role(app: Any) -> None:
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        for method, path in routes_of(app):
            least = permission_of(method, path).role
            if least is None:
                continue
            client.cookies.clear()
            assert client.request(method, filled(path)).status_code in (303, 401), (method, path)
        for role, name in (("reader", "ria"), ("reviewer", "rob"), ("editor", "eve")):
            client.cookies.clear()
            signed_in(client, name)
            for method, path in routes_of(app):
                least = permission_of(method, path).role
                if least is not None and not reaches(role, least):  # type: ignore[arg-type]
                    assert client.request(method, filled(path)).status_code == 403, (role, method, path)


def test_what_can_be_taken_along_is_put_down(app: Any) -> None:
    """A file of the record that can be had is an export (or a feed a list) in the audit log: a row of audited.tsv."""
    paths = {path for method, path in routes_of(app) if method == "GET"}
    files = {
        path
        for path in paths
        if re.search(r"\.(\{|\w+$)|/print$", path) and not path.startswith(("/static", "/api/openapi", "/map."))
    }
    assert {path for path in files if audited_as(path) is None} == set()
    assert {audited_as(path) for path in paths if re.match(r"/(api/)?(incidents|reports)/\{\w+:path\}", path)} == {
        "saw"
    }


def test_who_saw_and_took_along_what(app: Any) -> None:
    with TestClient(app, follow_redirects=False) as client:
        signed_in(client, "rob")
        for address in (
            "/incidents/i-idlib",
            "/api/reports/r-1",
            "/incidents.csv?country=SYR",
            "/api/claims?limit=3",
            "/about",
        ):
            assert client.get(address).status_code == 200
        app.state.doors.recorder.flush()
        with app.state.desk.store.reading() as connection:
            rows = audit.list_audit(connection, user="rob", limit=10).items
            assert audit.verify(connection).wrong == ()
    told = [(row.deed, row.subject, row.details, row.role, row.origin) for row in rows]
    assert told[0][4] == "unknown"  # the test's address is no number
    assert sorted(one[:3] for one in told if one[0] in ("saw", "listed", "exported")) == [
        ("exported", "/incidents.csv", "country=SYR"),
        ("listed", "/api/claims", "limit=3"),
        ("saw", "/api/reports/r-1", ""),
        ("saw", "/incidents/i-idlib", ""),
    ]


def test_what_is_changed_is_put_down_without_secrets(app: Any) -> None:
    with TestClient(app, follow_redirects=False) as client:
        token = signed_in(client, "eve")
        client.post(
            "/searches", data={"csrf": token, "name": "My search", "country": "SYR", "password": "secret words"}
        )
        with app.state.desk.store.reading() as connection:
            row = audit.list_audit(connection, user="eve", deed="changed", limit=1).items[0]
    assert row.subject == "POST /searches"
    assert "name: My search" in row.details and "country: SYR" in row.details
    assert token not in row.details and "secret words" not in row.details


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("127.0.0.1", "this machine"),
        ("::1", "this machine"),
        ("testclient", "unknown"),
        (None, "unknown"),
    ],
)
def test_addresses_are_put_down_coarsely(host: str | None, origin: str) -> None:
    assert coarse_origin(host) == origin


def test_allowances_refill_and_stay_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    rates = Rates({"page": [2, 10]}, lambda: now[0])
    rates.take(("page", "a"))
    rates.take(("page", "a"))
    with pytest.raises(RateError) as refused:
        rates.take(("page", "a"))
    assert refused.value.retry_after_seconds == 5
    rates.take(("page", "b"))  # another one's
    now[0] = 5.0
    rates.take(("page", "a"))
    monkeypatch.setattr("warmonitor.desk.rates.MOST_ASKERS", 10)
    for number in range(100):
        rates.take(("page", str(number)))
    assert len(rates._left) == 10


def test_readers_are_bounded_where_there_are_accounts(app: Any) -> None:
    with TestClient(app, follow_redirects=False) as client:
        signed_in(client, "ria")
        app.state.doors.rates = Rates({**work.limits()["rates"], "api": [3, 60]})
        answers = [client.get("/api/sources") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[-1].headers["retry-after"] == "20"
        assert client.get("/sources").status_code == 200


def test_every_change_asks_for_a_token_and_its_own_site(app: Any) -> None:
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        token = signed_in(client, "ada")
        changes = [(method, path) for method, path in routes_of(app) if method not in SAFE_METHODS]
        assert ("POST", "/users") in changes
        for method, path in changes:
            app.state.doors.rates._left.clear()
            for data, headers in (
                ({}, {}),
                ({"csrf": "0" * 64}, {}),
                ({"csrf": token}, {"origin": "https://evil.example"}),
                ({"csrf": token}, {"origin": "null"}),
                ({"csrf": token}, {"referer": "https://evil.example/testserver"}),
                ({"csrf": token}, {"sec-fetch-site": "cross-site"}),
                ({"csrf": token}, {"sec-fetch-site": "same-site"}),
            ):
                assert client.request(method, filled(path), data=data, headers=headers).status_code == 403, (
                    path,
                    data,
                    headers,
                )


ANYTHING = (
    "", HOSTILE, "\0", "a" * 5000, "-1", "1", "9" * 20, "2024-01-01", "9999-99-99", "i-idlib", "r-1", "r-1-c1", "accept", "reject", "correct",
    "split", "merge", "yes", "actor", "type", "ASSAULT", "{}", "[1,2", "null", "SYR", "admin", "/", "//evil.example", "NaN", "1e400",
)  # fmt: skip


def test_whatever_is_sent_nothing_breaks(app: Any) -> None:
    """Every form of the desk, filled with anything: refused or done, never a fault of the desk's."""
    folder = Path(templating.__file__).parent
    fields = sorted(
        {
            name
            for page in folder.glob("templates/*.html")
            for name in re.findall(r'name="(\w+)"', page.read_text(encoding="utf-8"))
        }
    )
    chance = Random(7)
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        app.state.doors.rates._bounds = dict.fromkeys(app.state.doors.rates._bounds, (100000, 1))
        token = signed_in(client, "eve")
        for method, path in routes_of(app):
            if method in SAFE_METHODS or path.startswith(("/sign-", "/account")):
                continue
            for _ in range(6):
                part = chance.choice(["1", "i-idlib", "r-1-c1", "nothing", "-1", "9" * 20, "%00", "%ff", "a%2Fb"])
                data = {name: chance.choice(ANYTHING) for name in chance.sample(fields, chance.choice([1, 5, 20]))}
                answer = client.request(method, re.sub(r"\{.*?\}", part, path), data={**data, "csrf": token})
                assert answer.status_code < 500, (path, part, data)
        with app.state.desk.store.reading() as connection:
            assert audit.verify(connection).wrong == ()


def test_a_token_is_bound_to_its_session(app: Any) -> None:
    with TestClient(app, follow_redirects=False) as one, TestClient(app, follow_redirects=False) as other:
        token = signed_in(one, "ria")
        signed_in(other, "ria")
        answer = other.post("/account/sessions/end-others", data={"csrf": token})
        assert answer.status_code == 403


def test_no_header_or_field_changes_the_method(app: Any) -> None:
    with TestClient(app, follow_redirects=False) as client:
        signed_in(client, "ada")
        for headers in ({"x-http-method-override": "POST"}, {"x-http-method": "DELETE"}):
            assert client.get("/users?_method=POST&name=x&role=admin", headers=headers).status_code == 200
        assert client.request("HEAD", "/users").status_code in (200, 405)
    assert "x" not in [row.name for row in app_users(app)]


def app_users(app: Any) -> Any:
    from warmonitor.store import accounts

    with app.state.desk.store.reading() as connection:
        return accounts.list_users(connection)
