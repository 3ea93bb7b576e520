"""`warmonitor serve`: the desk over a store."""

from __future__ import annotations

import errno
import importlib
import socket
import threading
import webbrowser
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from warmonitor.cli.options import StoreUrl
from warmonitor.errors import ServiceError, UsageError
from warmonitor.settings import Settings, default_public_copy, read_settings
from warmonitor.store import accounts, open_store

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on. Others than this machine's own ask for accounts, or --public.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8765,
    store: StoreUrl = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST", help="A name by which the desk is reached, through a proxy say; others are refused."
        ),
    ] = None,
    public: Annotated[
        bool,
        typer.Option(
            "--public", help="Show the public view to anybody: places as areas, a delay, no private persons' names."
        ),
    ] = False,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the desk in the browser.")] = False,
) -> None:
    """Start the desk: map, timeline, incidents, reports and an API over the store.

    Prints its address and runs until stopped (Ctrl-C).
    """
    import uvicorn  # here: other commands shouldn't wait for it

    settings = read_settings()
    listener = _listen(host, port)
    try:
        _catch_up(store or settings.store)
        desk = _make_desk(settings, store or settings.store, host, names=name or (), public=public)
        address = _address(host, listener)
        typer.echo(f"warmonitor desk: {address}", err=False)
        if open_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        server = uvicorn.Server(
            uvicorn.Config(desk, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
        )
        server.run(sockets=[listener])
    finally:
        listener.close()


def _catch_up(url: str) -> None:
    """Make what a store of an earlier schema lacks, so that the desk has all of its pages."""
    from warmonitor.workflow.catching_up import catch_up  # here: other commands shouldn't wait for it

    with open_store(url) as store:
        if number := catch_up(store):
            typer.echo(f"made the sequences of {number:,} incidents that were stored before there were any", err=True)


def _make_desk(settings: Settings, store: str, host: str, *, names: Iterable[str] = (), public: bool = False) -> Any:
    """The application, asked for by name: rooms of one tier don't import each other."""
    create_app = importlib.import_module("warmonitor.desk.app").create_app
    outside = [one for one in names if one not in LOOPBACK]
    is_local = host in LOOPBACK and not outside
    hosts = (*LOOPBACK, *outside) if host in LOOPBACK or outside else None
    if public:
        typer.echo("bringing the public copy up to date", err=True)
        copy = importlib.import_module("warmonitor.desk.public_copy").PublicCopy(default_public_copy(store), settings)
        return create_app(store, tiles=settings.tiles, hosts=hosts, public=copy)
    if not is_local:
        _refuse_without_accounts(store, outside[0] if outside else host)
    return create_app(store, tiles=settings.tiles, hosts=hosts, must_sign_in=not is_local)


def _refuse_without_accounts(store: str, host: str) -> None:
    """Raise UsageError where anybody who reaches the address could do everything."""
    with open_store(store) as opened, opened.reading() as connection:
        has_users = accounts.has_users(connection)
    if not has_users:
        raise UsageError(
            f"others can reach {host}, and this store has no accounts: open the first with "
            "`warmonitor users add NAME --role admin`, or serve the public view with --public"
        )


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens; raises ServiceError that says what to do where the port is taken."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{host!r} is no address of this machine: {error}") from error
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise ServiceError(_why(error, host, port)) from error
    return listener


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is taken: stop what uses it, or choose another with --port (0 takes a free one)"
    if error.errno == errno.EACCES:
        return f"port {port} needs rights that this user lacks: choose one above 1023 with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine: use 127.0.0.1, or 0.0.0.0 for all"
    return f"can't listen on {host}, port {port}: {error.strerror}"


def _address(host: str, listener: socket.socket) -> str:
    """The desk's address for a browser."""
    port = listener.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"
