"""`warmonitor review`: the queue, and decisions about claims and incidents, from a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NamedTuple

import typer

from warmonitor.cli.filters import read_country, read_type
from warmonitor.cli.opening import opened
from warmonitor.cli.options import Layout, StoreUrl, takes
from warmonitor.cli.output import write_text
from warmonitor.cli.tables import print_table
from warmonitor.errors import NotFoundError, UsageError
from warmonitor.records import Decision, Review
from warmonitor.reviewing.fields import FIELDS, INCIDENT_FIELDS
from warmonitor.reviewing.priority import STATES
from warmonitor.reviewing.values import Reader
from warmonitor.settings import read_settings
from warmonitor.store import Store, accounts, queueing, reviews
from warmonitor.store.queueing import QueueFilter
from warmonitor.workflow import decide, subjects
from warmonitor.workflow.decide import By
from warmonitor.workflow.queueing import rank_missing

app = typer.Typer(
    name="review",
    help="What most needs a person, and what people decide: corrections stand beside what the coder put, and can be undone.",
    no_args_is_help=True,
)
_Subject = Annotated[str, typer.Argument(metavar="ID", help="Id of a claim or an incident.", show_default=False)]
_Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Number of a decision.", show_default=False)]
_DECIDER = {
    "reviewer": Annotated[
        str | None,
        typer.Option(
            "--reviewer",
            metavar="NAME",
            help="Who decides \\[default: WARMONITOR_REVIEWER, or local].",
            show_default=False,
        ),
    ],
    "reason": (Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.", show_default=False)], ""),
    "store": StoreUrl,
}


class _Decider(NamedTuple):
    """Who decides, why, and in which store, as the options say."""

    reviewer: str | None
    reason: str
    store: str | None

    @contextmanager
    def at_work(self) -> Iterator[tuple[Store, By]]:
        """The store, and who decides there."""
        settings = read_settings()
        with opened(self.store) as at:
            with at.reading() as connection:
                has_accounts = accounts.has_users(connection)
            yield at, By(self.reviewer or settings.reviewer or "local", self.reason, has_accounts, settings.knowledge)


_deciding = takes("decider", _DECIDER, of=_Decider)


def register(parent: typer.Typer) -> None:
    """Add the verbs."""
    parent.add_typer(app)


@app.command("list")
def list_queue(
    state: Annotated[
        str, typer.Option(metavar="STATE", help="open, waiting (for a second person), unsure, reviewed or all.")
    ] = "open",
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="PLOVER type.", show_default=False)
    ] = None,
    country: Annotated[str | None, typer.Option(metavar="ISO3", help="Country.", show_default=False)] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="A source that tells of it.", show_default=False)
    ] = None,
    assignee: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who looks at it; - is nobody.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=1000, help="At most so many.")] = 20,
    format_: Layout = "table",
    decisions: Annotated[bool, typer.Option("--decisions", help="List decisions instead, the last first.")] = False,
    store: StoreUrl = None,
) -> None:
    """List what most needs a person, with the reasons."""
    if state not in (*STATES, "all"):
        raise UsageError(f"--state {state!r}: use one of {', '.join(STATES)}, all")
    with opened(store) as at:
        if decisions:
            _list_decisions(at, limit, format_)
            return
        rank_missing(at)
        wanted = QueueFilter(
            "" if state == "all" else state,
            type_ and read_type(type_),
            country and read_country(country),
            source,
            assignee,
        )
        with at.reading() as connection:
            page = queueing.list_queue(connection, wanted, limit, None)
    if format_ == "jsonl":
        for row in page.items:
            reasons = ",".join(reason.to_json() for reason in row.reasons)
            write_text(
                f'{{"priority":{row.priority},"state":"{row.state}","reasons":[{reasons}],"incident":{row.incident.to_json()}}}\n'
            )
        return
    rows = (
        (f"{row.priority:.0f}", row.incident.id, row.incident.title, "; ".join(reason.words for reason in row.reasons))
        for row in page.items
    )
    if page.items:
        print_table(("points", "incident", "title", "why"), rows, right=("points",), wide=("title", "why"))
    else:
        write_text("nothing waits here\n")


def _list_decisions(store: Store, limit: int, format_: str) -> None:
    with store.reading() as connection:
        page = reviews.list_reviews(connection, limit=limit)
    for review in page.items:
        write_text(f"{review.to_json()}\n" if format_ == "jsonl" else f"{_line(review)}\n")


@app.command("show")
def show(subject: _Subject, store: StoreUrl = None) -> None:
    """Show a claim's fields, or an incident's claims, with what was decided about them."""
    with opened(store) as at:
        if is_claim(at, subject):
            view = subjects.read_claim(at, subject)
            write_text(f"{view.claim.text}\n\n")
            for field in view.fields:
                was = f"   (the coder: {field.machine or 'nothing'})" if field.is_corrected else ""
                write_text(f"{field.name:12}{field.value or '-'}{was}\n")
            about = view.reviews
        else:
            incident = subjects.read_incident(at, subject)
            write_text(f"{incident.incident.id}  {incident.incident.title}\n\n")
            for claim in incident.claims:
                write_text(
                    f"{claim.claim.id}  {claim.standing or '-':10}  {' '.join(claim.claim.text.split())[:120]}\n"
                )
            about = incident.reviews
        write_text("".join(f"{_line(review)}\n" for review in about))


@app.command("accept")
@_deciding
def accept(decider: _Decider, subject: _Subject) -> None:
    """Accept a claim as coded; of an incident: say that you went through all of it."""
    _decide(decider, subject, "accept", "reviewed")


@app.command("reject")
@_deciding
def reject(decider: _Decider, subject: _Subject) -> None:
    """Reject a claim, or all claims of an incident; coded again they stay rejected."""
    _decide(decider, subject, "reject", "reject")


@app.command("unsure")
@_deciding
def unsure(decider: _Decider, subject: _Subject) -> None:
    """Say that you are unsure of a claim."""
    _decide(decider, subject, "unsure", None)


@app.command("correct")
@_deciding
def correct(
    decider: _Decider,
    subject: _Subject,
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD",
            help=f"Of a claim: {', '.join(FIELDS)}. Of an incident: {', '.join(INCIDENT_FIELDS)}.",
            show_default=False,
        ),
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="As docs/review.md says.", show_default=False)],
) -> None:
    """Correct one field; what the coder put is kept beside it."""
    with decider.at_work() as (at, by):
        if field in INCIDENT_FIELDS:
            _tell(decide.decide_incident(at, subject, "correct", by, field=field, value=value))
            return
        settings = read_settings()
        view = subjects.read_claim(at, subject)
        read = Reader(settings.knowledge, settings.gazetteer).read(field, value, view.claim, view.coded.report.text)
        _tell(decide.decide_claim(at, subject, "correct", by, field=field, value=read))


@app.command("merge")
@_deciding
def merge(
    decider: _Decider,
    subject: Annotated[str, typer.Argument(metavar="INCIDENT", show_default=False)],
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The incident that it is the same as.", show_default=False)
    ],
) -> None:
    """Say that two incidents are one happening."""
    with decider.at_work() as (at, by):
        _tell(decide.decide_incident(at, subject, "merge", by, other=other))


@app.command("split")
@_deciding
def split(
    decider: _Decider,
    subject: Annotated[str, typer.Argument(metavar="INCIDENT", show_default=False)],
    claims: Annotated[
        list[str], typer.Argument(metavar="CLAIM", help="The claims of another happening.", show_default=False)
    ],
) -> None:
    """Say that some claims of an incident tell of another happening."""
    with decider.at_work() as (at, by):
        _tell(decide.decide_incident(at, subject, "split", by, claims=claims))


@app.command("confirm")
@_deciding
def confirm(decider: _Decider, number: _Number) -> None:
    """Confirm somebody else's decision that waits for a second person."""
    with decider.at_work() as (at, by):
        _tell(decide.second(at, number, by))


@app.command("undo")
@_deciding
def undo(decider: _Decider, number: _Number) -> None:
    """Undo a decision: it is kept with who undid it, and has no effect any more."""
    with decider.at_work() as (at, by):
        _tell(decide.revoke(at, number, by))


def _decide(decider: _Decider, subject: str, of_claim: Decision, of_incident: Decision | None) -> None:
    with decider.at_work() as (at, by):
        if of_incident is None or is_claim(at, subject):
            _tell(decide.decide_claim(at, subject, of_claim, by))
        else:
            _tell(decide.decide_incident(at, subject, of_incident, by))


def is_claim(store: Store, subject: str) -> bool:
    """Whether an id is a claim's rather than an incident's; raises NotFoundError where it is neither."""
    with store.reading() as connection:
        if reviews.claim_reports(connection, subject):
            return True
    try:
        store.incident(subject)
    except NotFoundError:
        raise NotFoundError(f"no claim and no incident has the id {subject!r}") from None
    return False


def _tell(review: Review) -> None:
    waits = f"; it waits for a second person: {review.needs_second}" if review.state == "waiting" else ""
    write_text(f"decision {review.id}: {review.reviewer} {subjects.tell(review)}{waits}\n")


def _line(review: Review) -> str:
    why = f" ({review.reason})" if review.reason else ""
    return f"{review.id:>6}  {review.made_at}  {review.state:9} {review.reviewer} {subjects.tell(review)}{why}"
