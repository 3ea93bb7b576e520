"""Bulletins at the desk: begun, edited, written anew, issued, corrected, printed, taken along; drafts are for editors."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from typer.testing import CliRunner

from desk.stored import HOSTILE
from warmonitor.cli.verbs import build_app
from warmonitor.errors import UsageError
from warmonitor.records import Incident
from warmonitor.store import open_store, recording
from warmonitor.store.disclosure import undisclose
from warmonitor.store.tables import reports
from warmonitor.workflow.bulletin_desk import begin_bulletin, issue_bulletin
from warmonitor.workflow.bulletins import UNDISCLOSED, make_bulletin

SEPTEMBER = {"since": "2018-09-01", "until": "2018-09-30"}
NOW = "2024-03-02T09:00:00Z"


def send(new_client: TestClient, page: str, action: str, status: int = 200, **fields: str | list[str]) -> str:
    token = re.search(r'name="csrf" value="([^"]*)"', new_client.get(page).text)
    assert token is not None
    answer = new_client.post(action, data={"csrf": token[1], **fields})
    assert answer.status_code == status, answer.text
    return str(answer.url.path) if status == 200 else answer.text


def change(url: str, incident_id: str, *, high: int, now: str = "2024-03-01T12:00:00Z") -> None:
    """Record that an incident's toll is another now, and its grade with it."""
    with open_store(url) as store:
        incident = store.incident(incident_id)
        with store.writing() as connection:
            told = select(reports.c.key).where(reports.c.id.in_(incident.reports))
            keys = list(connection.scalars(told))
            members = [recording.Membership(key, 0.9, {}) for key in recording.claim_keys(connection, keys).values()]
            toll = msgspec.structs.replace(incident.counts[0], high=high)
            after = msgspec.structs.replace(incident, counts=(toll,), grade="Contested", changed_at=now)
            recording.record_all(
                connection, [recording.Recorded(after, members, keys, 1, frozenset(), after.title)], "a figure", now
            )


@pytest.fixture
def path(new_client: TestClient) -> str:
    """Where a draft of September is edited."""
    return send(new_client, "/bulletins/new", "/bulletins", **SEPTEMBER, title="")


def test_a_draft_tells_what_the_record_holds(new_client: TestClient, path: str) -> None:
    page = new_client.get(path).text
    assert "Bulletin, 1 to 30 September 2018" in page
    assert "Between 5 and 8 civilians were reported killed" in page
    assert "it did not happen" in page
    assert new_client.get("/bulletins").text.count("draft") >= 1


def test_edits_stand_beside_the_machine_s_words_until_it_is_issued(new_client: TestClient, path: str) -> None:
    base = path.removesuffix("/edit")
    send(
        new_client,
        path,
        path,
        kind="reword",
        target="i-hama:what",
        text="Hama was shelled, the monitor said.",
        anchor="s3",
    )
    send(new_client, path, path, kind="drop", target="i-hama:grade")
    send(new_client, path, path, kind="add", target="i-hama", text="Roads stayed closed.", claims=["r-4-c1"])
    send(new_client, path, path, kind="title", text="September in brief")
    assert "September in brief" in new_client.get("/bulletins").text
    page = new_client.get(path).text
    assert "The machine wrote:" in page and "edited by <bdi>local</bdi>" in page and "added by" in page
    assert "The machine wrote:" not in new_client.get(base).text
    send(new_client, path, f"{base}/issue")
    issued = new_client.get(f"{base}.md").text
    assert issued.startswith("# September in brief") and "Hama was shelled, the monitor said." in issued
    assert "Roads stayed closed.[^" in issued and "*(edited)*" in issued
    for action in ("edit", "rewrite", "issue", "delete"):
        send(new_client, "/bulletins/new", f"{base}/{action}", 400, kind="drop", target="i-hama:what")
    assert new_client.get(f"{base}.md").text == issued


def test_an_issued_bulletin_is_corrected_by_a_new_version(new_client: TestClient, path: str) -> None:
    base = path.removesuffix("/edit")
    send(new_client, path, f"{base}/issue")
    before = new_client.get(f"{base}.txt?version=1").text
    send(new_client, base, f"{base}/correct", 400, reason=" ")
    assert send(new_client, base, f"{base}/correct", reason="A figure was wrong") == path
    send(new_client, path, path, kind="reword", target="i-hama:what", text="Hama was shelled.")
    send(new_client, path, f"{base}/issue")
    assert new_client.get(f"{base}.txt?version=1").text == before
    assert "Corrects the version before: A figure was wrong" in new_client.get(f"{base}.txt").text
    assert "2 versions" in new_client.get(base).text


def test_what_changed_since_is_flagged_and_writing_anew_keeps_edits(
    new_client: TestClient, path: str, new_store: str
) -> None:
    base = path.removesuffix("/edit")
    send(new_client, path, path, kind="reword", target="i-hama:what", text="Hama was shelled.")
    assert "changed since" not in new_client.get(path).text
    change(new_store, "i-hama", high=9)
    assert new_client.get(path).text.count('<span class="tag strong">changed since</span>') >= 3
    send(new_client, path, f"{base}/rewrite")
    page = new_client.get(path).text
    assert "Hama was shelled." in page and "Between 2 and 9 civilians" in page
    assert '<span class="tag strong">changed since</span>' not in page


def test_forms_and_a_printed_page(new_client: TestClient, path: str) -> None:
    base = path.removesuffix("/edit")
    for name, kind, start in (
        ("pdf", "application/pdf", b"%PDF"),
        ("html", "text/html", b"<!doctype"),
        ("md", "text/markdown", b"# "),
        ("txt", "text/plain", b"Bull"),
    ):
        answer = new_client.get(f"{base}.{name}")
        assert answer.headers["content-type"].startswith(kind) and answer.content.startswith(start)
        assert "attachment" in answer.headers["content-disposition"]
    assert new_client.get(f"{base}.docx").status_code == 404
    page = new_client.get(f"{base}/print").text
    assert "<nav" not in page and 'id="note-1"' in page


def test_programs_read_bulletins(new_client: TestClient, path: str) -> None:
    (listed,) = new_client.get("/api/bulletins").json()["items"]
    assert (listed["status"], listed["query"]) == ("draft", SEPTEMBER)
    bulletin = new_client.get(f"/api/bulletins/{listed['id']}").json()
    notes = {note["claim"] for note in bulletin["notes"]}
    sentences = [one for section in bulletin["sections"] for item in section["items"] for one in item["sentences"]]
    assert all(set(one["claims"]) <= notes for one in sentences) and any(one["claims"] for one in sentences)
    assert new_client.get("/api/bulletins/nothere").status_code == 404


def test_hostile_reports_run_nothing_in_a_bulletin(new_client: TestClient) -> None:
    path = send(new_client, "/bulletins/new", "/bulletins", since="2018-10-01", until="2018-10-31", title=HOSTILE)
    for page in (
        path,
        path.removesuffix("/edit"),
        path.removesuffix("edit") + "print",
        path.removesuffix("/edit") + ".html",
    ):
        text = new_client.get(page).text
        assert (
            "<script>alert" not in text
            and "<img src=x" not in text
            and "javascript:" not in re.sub(r"<bdi.*?</bdi>", "", text)
        )
    assert new_client.get(path.removesuffix("/edit") + ".pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"since": "2018-09-01"},
        {"since": "2018-09-30", "until": "2018-09-01"},
        {"since": "2010-01-01", "until": "2018-09-01"},
        {"since": "x", "until": "y"},
    ],
)
def test_days_that_make_no_bulletin_are_refused(new_client: TestClient, fields: dict[str, str]) -> None:
    token = re.search(r'name="csrf" value="([^"]*)"', new_client.get("/bulletins/new").text)
    assert token is not None
    assert new_client.post("/bulletins", data={"csrf": token[1], **fields}).status_code in (400, 422)


def test_nothing_is_edited_without_the_page_s_token(new_client: TestClient, path: str) -> None:
    assert new_client.post(path, data={"kind": "drop", "target": "i-hama:what"}).status_code == 403
    assert send(new_client, path, path, 400, kind="burn", target="i-hama:what")
    assert new_client.get("/bulletins/nothere").status_code == 404


def test_corrections_tell_what_became_of_the_bulletin_before(new_store: str) -> None:
    with open_store(new_store) as opened:
        draft = begin_bulletin(
            opened, {"since": "2018-09-01", "until": "2018-09-05"}, title=None, by="anna", now="2024-03-01T10:00:00Z"
        )
        issue_bulletin(opened, draft.id, by="anna", now="2024-03-01T11:00:00Z")
        change(new_store, "i-idlib", high=30)
        after = make_bulletin(opened, SEPTEMBER, now=NOW)
        other = make_bulletin(opened, SEPTEMBER | {"country": "SYR"}, now=NOW)
    (section,) = [section for section in after.sections if section.id == "corrections"]
    assert "killed" in section.items[0].sentences[0].text and "5 September 2018" in section.title
    assert not [section for section in other.sections if section.id == "corrections"]


def test_undisclosed_sources_stay_so(new_store: str) -> None:
    with open_store(new_store) as opened:
        with opened.writing() as connection:
            undisclose(connection, "Sample Daily", "anna", NOW)
            connection.exec_driver_sql("UPDATE sources SET publisher = 'Murmurpress' WHERE name = 'Sample Daily'")
            row = connection.exec_driver_sql("SELECT record FROM incidents WHERE id = 'i-idlib'").scalar()
            named = msgspec.structs.replace(
                msgspec.json.decode(row, type=Incident),
                grade_reasons=("2 independent voices: Sample Wire, Murmurpress",),
            )
            connection.exec_driver_sql(
                "UPDATE incidents SET record = ? WHERE id = 'i-idlib'", (named.to_json().encode(),)
            )
        made = make_bulletin(opened, SEPTEMBER, now=NOW)
    told = str(made)
    assert UNDISCLOSED in told and "Sample Daily" not in told and "Murmurpress" not in told and "r-2-c1" in told


def test_filters_narrow_a_bulletin_down(new_store: str) -> None:
    with open_store(new_store) as opened:
        made = make_bulletin(opened, SEPTEMBER | {"type": "THREATEN"}, now=NOW)
        with pytest.raises(UsageError):
            make_bulletin(opened, {"since": "2018-09-01"}, now=NOW)
    assert set(made.states) == {"i-province"}
    assert made.sections[0].items[0].sentences[0].text.startswith("1 incident is dated within the period")


def test_the_command_writes_a_file(new_store: str, tmp_path: Path) -> None:
    def run(*more: str) -> object:
        return CliRunner().invoke(
            build_app(), ["bulletin", "--store", new_store, "--since", "2018-09-01", "--until", "2018-09-30", *more]
        )

    assert "Between 5 and 8 civilians" in run("--format", "txt", "--output", "-").output  # type: ignore[attr-defined]
    run("--output", str(tmp_path / "week.pdf"))
    assert (tmp_path / "week.pdf").read_bytes().startswith(b"%PDF")
    assert isinstance(run("--format", "docx", "--output", "-").exception, UsageError)  # type: ignore[attr-defined]
