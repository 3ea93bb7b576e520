"""Fetching pages that the user named, within bounds of time and size."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO
from urllib.parse import quote, urlsplit, urlunsplit

from warmonitor.errors import ReadError
from warmonitor.reading import RawDocument

TIMEOUT_S = 20.0
MOST_SECONDS = 60.0
MOST_BYTES = 5 * 2**20
_PORTION = 2**16
_KINDS = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, to web addresses only."""

    max_redirections = 5

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """The request to go on with; raises ReadError where that is no web address."""
        if not is_address(newurl):
            raise ReadError(f"it redirects to {newurl!r}, which is no web address", path=req.full_url)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_address(path: str) -> bool:
    """Whether a path is a web address."""
    return path.lower().startswith(("http://", "https://"))


def fetch(address: str) -> RawDocument:
    """The page at an address; raises ReadError where it can't be had, is too large, too slow, or is neither a page nor text."""
    request = urllib.request.Request(
        _plain(address), headers={"User-Agent": "warmonitor", "Accept": "text/html, text/plain"}
    )
    try:
        with urllib.request.build_opener(_Redirects).open(request, timeout=TIMEOUT_S) as answer:
            kind = _KINDS.get(answer.headers.get_content_type())
            if kind is None:
                raise ReadError(f"it holds {answer.headers.get_content_type()}, neither a page nor text", path=address)
            return RawDocument(
                _read(answer, address), kind, address, address, None, answer.headers.get_content_charset()
            )
    except urllib.error.HTTPError as error:
        raise ReadError(f"the server answered {error.code} {error.reason}", path=address) from error
    except urllib.error.URLError as error:
        raise ReadError(f"can't be fetched: {_said(error.reason)}", path=address) from error
    except (OSError, HTTPException, ValueError) as error:
        raise ReadError(f"can't be fetched: {_said(error)}", path=address) from error


def _said(reason: object) -> str:
    """What went wrong, in words without the system's number for it."""
    return str(getattr(reason, "strerror", None) or reason or type(reason).__name__)


def _read(answer: HTTPResponse, address: str) -> bytes:
    """The body, in portions, so that neither size nor patience runs out."""
    until = time.monotonic() + MOST_SECONDS
    content = bytearray()
    while portion := answer.read(_PORTION):
        content += portion
        if len(content) > MOST_BYTES:
            raise ReadError(f"the page is larger than {MOST_BYTES // 2**20} MB", path=address)
        if time.monotonic() > until:
            raise ReadError(f"the page took more than {MOST_SECONDS:.0f} seconds", path=address)
    return bytes(content)


def _plain(address: str) -> str:
    """The address with everything escaped that may not stand in one."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except (ValueError, UnicodeError) as error:
        raise ReadError(f"{address!r} is no web address: {error}", path=address) from error
    return urlunsplit(
        (
            parts.scheme,
            host,
            quote(parts.path, safe="/%:@!$&'()*+,;=~-._"),
            quote(parts.query, safe="=&%:@!$'()*+,;/?~-._"),
            "",
        )
    )
