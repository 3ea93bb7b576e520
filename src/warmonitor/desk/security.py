"""Headers that keep a page from running or fetching anything but the desk's own, and the hosts that are answered."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def content_policy(tiles: str | None) -> str:
    """The content security policy; a tile style's origin is the only one beside the desk's own."""
    origin = origin_of(tiles)
    more = f" {origin}" if origin else ""
    return "; ".join(
        [
            "default-src 'none'", "script-src 'self'", "worker-src 'self'", "style-src 'self'", "font-src 'self'",
            f"img-src 'self' data: blob:{more}", f"connect-src 'self'{more}", "form-action 'self'", "base-uri 'none'",
            "frame-ancestors 'none'", "object-src 'none'",
        ]
    )  # fmt: skip


def origin_of(address: str | None) -> str | None:
    """Scheme, host and port of an http(s) address; None where it is none."""
    parts = urlsplit(address or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.hostname else None


def headers_of(tiles: str | None) -> dict[str, str]:
    """The headers of every answer."""
    return {**FIXED_HEADERS, "Content-Security-Policy": content_policy(tiles)}


class SecurityHeaders:
    """Middleware: adds the headers to every answer, and refuses calls under a foreign name (DNS rebinding)."""

    def __init__(self, app: ASGIApp, *, tiles: str | None = None, hosts: Iterable[str] | None = None) -> None:
        self._app = app
        self._headers = headers_of(tiles)
        self._hosts = None if hosts is None else frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        state = scope.setdefault("state", {})

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if state.get("is_personal") and not scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "private, no-store"
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        if self._hosts is not None and _host_of(Headers(scope=scope).get("host", "")) not in self._hosts:
            refusal = PlainTextResponse("This desk doesn't answer under that name.\n", status_code=400)
            await refusal(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)


def _host_of(header: str) -> str:
    """The name in a Host header, without port and brackets."""
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""
