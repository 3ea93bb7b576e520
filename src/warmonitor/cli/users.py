"""`warmonitor users`: who has an account at the desk, as what."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from warmonitor.cli.opening import deed, opened
from warmonitor.cli.options import StoreUrl
from warmonitor.cli.output import write_text
from warmonitor.cli.tables import print_table
from warmonitor.errors import UsageError
from warmonitor.store import accounts

app = typer.Typer(
    name="users",
    help="Accounts at the desk. Without any, it answers this machine alone and asks nobody to sign in.",
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.", show_default=False)]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, reviewer, editor or admin.")]


def register(parent: typer.Typer) -> None:
    """Add the verbs."""
    parent.add_typer(app)


def read_password() -> str:
    """A password from the terminal, asked for twice, or the first line of standard input; never from the command line."""
    if sys.stdin.isatty():
        found: str = typer.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
        return found
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise UsageError("write the password to standard input, or run this on a terminal")
    return line


@app.command("add")
def add(name: Name, role: Role = "reader", store: StoreUrl = None) -> None:
    """Open an account. The password is asked for on the terminal, or read from standard input."""
    from warmonitor.workflow import accounts as work  # here: it loads the hashing library

    with opened(store) as found:
        work.plain_name(name), work.checked_role(role)  # before anybody is asked for a password
        made = work.add_user(found, name, role, read_password(), deed("opened account"))
    typer.echo(f"{made} may sign in, as {role}", err=True)


@app.command("list")
def list_(store: StoreUrl = None) -> None:
    """Show all accounts."""
    with opened(store) as found, found.reading() as connection:
        users = accounts.list_users(connection)
    if not users:
        write_text("no accounts: the desk answers this machine alone\n")
        return
    rows = ((one.name, one.role, one.made_at[:10], (one.ended_at or "")[:10]) for one in users)
    print_table(("name", "role", "since", "closed"), rows)


@app.command("disable")
def disable(
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="Open it again instead.")] = False,
    store: StoreUrl = None,
) -> None:
    """Close an account and end its sessions and tokens. What was done by it stays on record."""
    from warmonitor.workflow import accounts as work

    with opened(store) as found:
        if undo:
            work.open_account_again(found, name, deed("reopened account"))
        else:
            work.close_account(found, name, deed("closed account"))


@app.command("password")
def password(name: Name, store: StoreUrl = None) -> None:
    """Give an account another password, and end its sessions and tokens."""
    from warmonitor.workflow import accounts as work

    with opened(store) as found:
        work.change_password(found, name, read_password(), deed("gave password"))


@app.command("role")
def role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, reviewer, editor or admin.", show_default=False)],
    store: StoreUrl = None,
) -> None:
    """Give an account another role."""
    from warmonitor.workflow import accounts as work

    with opened(store) as found:
        work.change_role(found, name, role, deed("gave role"))
