"""Accounts at the desk: signing in and out, roles, forms that only the desk's own pages can send, sessions, tokens."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from desk.signing import BY, PASSWORD, sign_in, signed_in, token_in
from warmonitor.desk.account_pages import is_safe_address
from warmonitor.desk.accounts import require
from warmonitor.desk.app import create_app
from warmonitor.errors import StoreError
from warmonitor.knowledge.permissions import ROLES, permission_of, reaches
from warmonitor.store import open_store
from warmonitor.workflow import accounts as work

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the test client, about the library below it
    from fastapi.testclient import TestClient


pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_who_isnt_signed_in_is_asked_to(visitor: TestClient) -> None:
    answer = visitor.get("/incidents/i-idlib?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fincidents%2Fi-idlib%3Fx%3D1")
    answer = visitor.get("/api/incidents")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="warmonitor"')
    assert visitor.get("/", headers={"hx-request": "true"}).headers["hx-redirect"] == "/sign-in"
    assert visitor.get("/healthz").json() == {"status": "ok", "version": visitor.get("/healthz").json()["version"]}


def test_signing_in_leads_back_and_out_again(visitor: TestClient) -> None:
    answer = sign_in(visitor, "Ria ", next="/incidents?country=SYR")
    assert (answer.status_code, answer.headers["location"]) == (303, "/incidents?country=SYR")
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("warmonitor-session="))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    page = visitor.get("/")
    assert page.status_code == 200 and "Sign out" in page.text
    assert page.headers["cache-control"] == "private, no-store"
    assert "no-store" not in visitor.get(re.search(r"/static/style-\w+\.css", page.text)[0]).headers["cache-control"]  # type: ignore[index]
    secret = visitor.cookies["warmonitor-session"]
    assert visitor.post("/sign-out", data={"csrf": token_in(page.text)}).status_code == 303
    visitor.cookies.set("warmonitor-session", secret)
    assert visitor.get("/").status_code == 303  # the session is over on this side, too


def test_over_https_cookies_are_safe(app: Any) -> None:
    with TestClient(app, base_url="https://testserver", follow_redirects=False) as client:
        cookies = sign_in(client, "ria").headers.get_list("set-cookie")
        assert any(
            one.startswith("__Host-warmonitor-session=") and "Secure" in one and "Path=/" in one for one in cookies
        )
        assert client.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"),
    [("ria", "wrong horse battery"), ("nobody", PASSWORD), ("", ""), ("a" * 300, "\ud800"), ("ria\0", PASSWORD)],
)
def test_a_wrong_name_and_a_wrong_password_look_alike(visitor: TestClient, name: str, password: str) -> None:
    token = token_in(visitor.get("/sign-in").text)
    body = {"name": name, "password": password.encode("utf-8", "replace").decode(), "csrf": token}
    answer = visitor.post("/sign-in", data=body)
    assert answer.status_code == 401
    assert "No account has this name and password" in answer.text
    assert "warmonitor-session" not in visitor.cookies


def test_an_unknown_name_costs_the_same_work(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:
            checked.append(str(hash))
            return super().verify(hash, password)

    monkeypatch.setattr(work, "HASHER", Counting(time_cost=1, memory_cost=8, parallelism=1))
    with open_store(url) as store:
        assert not work.is_password(store, "nobody", PASSWORD)
        assert not work.is_password(store, "no/name", PASSWORD)
        assert work.is_password(store, "ria", PASSWORD)
    assert len(checked) == 3
    assert len({hash.split("$")[3] for hash in checked}) == 1  # the same parameters


def test_a_session_is_never_one_that_was_brought_along(visitor: TestClient) -> None:
    visitor.cookies.set("warmonitor-session", "planted-by-somebody")
    signed_in(visitor, "ria")
    values = [cookie.value for cookie in visitor.cookies.jar if cookie.name == "warmonitor-session" and cookie.domain]
    assert "planted-by-somebody" not in values


def test_secrets_are_kept_as_hashes(visitor: TestClient, url: str) -> None:
    signed_in(visitor, "ria")
    secret = visitor.cookies["warmonitor-session"]
    stored = (
        Path(url.removeprefix("sqlite:///")).read_bytes() + Path(url.removeprefix("sqlite:///") + "-wal").read_bytes()
    )
    assert PASSWORD.encode() not in stored and secret.encode() not in stored
    assert b"$argon2id$" in stored


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("/incidents?x=1#y", True),
        ("/", True),
        ("//evil.example", False),  # another host, to a browser
        ("/\\evil.example", False),  # the same: browsers take \ for /
        ("https://evil.example/", False),
        ("javascript:alert(1)", False),
        ("/a\nb", False),  # a header
        ("/sign-out", False),
        ("", False),
    ],
)
def test_only_the_desk_s_own_pages_are_led_back_to(visitor: TestClient, address: str, is_safe: bool) -> None:
    assert is_safe_address(address) == is_safe
    assert (sign_in(visitor, "ria", next=address).headers["location"] == address) == is_safe


def test_attempts_are_few(app: Any) -> None:
    with TestClient(app, follow_redirects=False) as client:
        answers = [sign_in(client, "rob", "wrong password!") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [401] * 5 + [429]
        assert 0 < int(answers[-1].headers["retry-after"]) <= 900
        assert sign_in(client, "rob").status_code == 429  # the right one must wait, too
        assert sign_in(client, "ria").status_code == 303  # others needn't


# ---- what an account can do


def test_a_password_is_changed_and_all_other_sessions_end(url: str) -> None:
    app = create_app(url)
    with open_store(url) as store:
        work.add_user(store, "pat", "reader", PASSWORD, BY)
    with TestClient(app, follow_redirects=False) as one, TestClient(app, follow_redirects=False) as other:
        token = signed_in(one, "pat")
        signed_in(other, "pat")
        before = one.cookies["warmonitor-session"]
        new = {"password_new": "another long phrase", "password_again": "another long phrase"}
        assert one.post("/account/password", data={"csrf": token, "password_now": "no", **new}).status_code == 403
        short = {"password_new": "short", "password_again": "short"}
        assert one.post("/account/password", data={"csrf": token, "password_now": PASSWORD, **short}).status_code == 422
        assert one.post("/account/password", data={"csrf": token, "password_now": PASSWORD, **new}).status_code == 303
        assert one.cookies["warmonitor-session"] != before
        assert one.get("/account").status_code == 200
        assert other.get("/account").status_code == 303
        assert sign_in(other, "pat").status_code == 401
        assert sign_in(other, "pat", "another long phrase").status_code == 303


def test_a_program_s_token(app: Any, url: str) -> None:
    with TestClient(app, follow_redirects=False) as client:
        token = signed_in(client, "rob")
        assert client.post("/account/tokens", data={"csrf": token, "role": "admin", "label": "x"}).status_code == 400
        page = client.post("/account/tokens", data={"csrf": token, "role": "reader", "label": "a <b>script</b>"}).text
        secret = re.search(r"wm_[\w-]{43}", page)[0]  # type: ignore[index]
        assert "<b>script" not in page and secret not in client.get("/account").text
        number = re.search(r"Token “.*?/account/sessions/(\d+)/end", page, re.DOTALL)[1]  # type: ignore[index]
        program = TestClient(app, headers={"authorization": f"Bearer {secret}"}, follow_redirects=False)
        assert program.get("/api/incidents").status_code == 200
        assert program.post("/users", data={"name": "mallory"}).status_code == 403
        assert client.post(f"/account/sessions/{number}/end", data={"csrf": token}).status_code == 303
        assert program.get("/api/incidents").status_code == 401


def test_admins_run_accounts(app: Any) -> None:
    with TestClient(app, follow_redirects=False) as admin, TestClient(app, follow_redirects=False) as other:
        token = signed_in(admin, "ada")

        def send(path: str, **fields: str) -> int:
            app.state.doors.rates._left.clear()
            return admin.post(path, data={"csrf": token, **fields}).status_code

        assert send("/users", name="New.One", role="reader", password=PASSWORD) == 303
        assert send("/users", name="new.one", role="reader", password=PASSWORD) == 422  # taken
        assert send("/users", name="../x", role="reader", password=PASSWORD) == 422
        assert send("/users", name="y", role="king", password=PASSWORD) == 422
        signed_in(other, "new.one")
        assert other.get("/users").status_code == 403
        assert send("/users/new.one", do="role", role="admin") == 303
        assert other.get("/users").status_code == 200
        assert send("/users/new.one", do="password", password="yet another phrase") == 303
        assert other.get("/users").status_code == 303  # its sessions have ended
        assert send("/users/new.one", do="close") == 303
        assert sign_in(other, "new.one", "yet another phrase").status_code == 401
        assert send("/users/ada", do="role", role="reader") == 422  # no admin would be left
        assert send("/users/ada", do="close") == 422
        assert send("/users/nobody", do="close") == 422
        assert "no admin would be left" in admin.post("/users/ada", data={"csrf": token, "do": "close"}).text.lower()


def test_a_role_that_is_taken_away_holds_at_once(app: Any, url: str) -> None:
    with TestClient(app, follow_redirects=False) as client, open_store(url) as store:
        work.add_user(store, "kim", "admin", PASSWORD, BY)
        signed_in(client, "kim")
        assert client.get("/users").status_code == 200
        work.change_role(store, "kim", "reader", BY)
        assert client.get("/users").status_code == 403


def test_an_idle_session_is_over(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(app, follow_redirects=False) as client:
        signed_in(client, "ria")
        known = {**work.limits(), "session_idle_hours": -1}
        monkeypatch.setattr(work, "limits", lambda: known)
        assert client.get("/account").status_code == 303


def test_what_is_wrong_with_the_store_is_told_to_the_log_alone(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(app, follow_redirects=False) as client:
        signed_in(client, "ria")

        def fail() -> Any:
            raise StoreError("the store sqlite:////secret/folder/store.db: it is broken")

        monkeypatch.setattr(app.state.desk.store, "size", fail)
        answer = client.get("/about")
        assert answer.status_code == 503 and "secret/folder" not in answer.text and "log" in answer.text


# ---- a desk without accounts


def test_without_accounts_everybody_is_the_local_admin(client: TestClient) -> None:
    page = client.get("/account")
    assert page.status_code == 200 and "“local”" in page.text
    assert client.get("/").headers["cache-control"] == "no-cache"


def test_the_embedded_desk_is_guarded_against_other_sites(client: TestClient) -> None:
    fields = {"name": "mallory", "role": "admin", "password": PASSWORD}
    assert client.post("/users", data=fields).status_code == 403
    token = token_in(client.get("/users").text)
    evil = {"origin": "https://evil.example"}
    assert client.post("/users", data={**fields, "csrf": token}, headers=evil).status_code == 403


def test_a_desk_that_others_reach_must_have_accounts(tmp_path: Path) -> None:
    with TestClient(create_app(f"sqlite:///{tmp_path}/s.db", must_sign_in=True), follow_redirects=False) as client:
        assert client.get("/").status_code == 303
        assert client.get("/api/incidents").status_code == 401


def test_the_first_account_locks_the_desk(tmp_path: Path) -> None:
    with TestClient(create_app(f"sqlite:///{tmp_path}/s.db"), follow_redirects=False) as client:
        token = token_in(client.get("/users").text)
        fields = {"csrf": token, "name": "ada", "password": PASSWORD}
        assert (
            client.post("/users", data={**fields, "role": "reader"}).status_code == 422
        )  # nobody could run the others
        client.app.state.doors._asked_at = -10.0  # type: ignore[attr-defined]
        assert client.post("/users", data={**fields, "role": "admin"}).status_code == 303
        client.app.state.doors._asked_at = -10.0  # type: ignore[attr-defined]
        assert client.get("/").status_code == 303
        assert sign_in(client, "ada").status_code == 303


def test_a_dependency_for_each_role() -> None:
    assert [reaches(role, "editor") for role in ROLES] == [False, False, True, True]
    assert not reaches(None, "reader") and reaches(None, None)
    assert require("reader") is not None
    assert permission_of("POST", "/unheard/of").role == "reviewer"
    assert not permission_of("GET", "/unheard/of").is_public
