"""Jinja2 over desk/templates: every value escaped, none missing in silence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from warmonitor.desk import phrases
from warmonitor.desk.accounts import csrf, current_user
from warmonitor.desk.assets import Assets
from warmonitor.desk.incident_view import told_once
from warmonitor.desk.place_groups import shown_place
from warmonitor.desk.veils import is_veiled, shows_graphic
from warmonitor.knowledge.event_types import QUADS, event_types, quad_of
from warmonitor.knowledge.reasons import in_plain_words

FOLDER = Path(__file__).parent / "templates"


def open_templates(assets: Assets, *, tiles: str | None) -> Jinja2Templates:
    """The desk's templates with the functions that they call."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = {name: getattr(phrases, name) for name in dir(phrases) if name.endswith(("_in_words", "_name"))}
    environment.globals.update(
        asset=assets.address, tiles=tiles, quads=QUADS, event_types=event_types, quad_of=quad_of, precisions=phrases.PRECISIONS,
        incident_address=incident_address, sequence_address=sequence_address, report_address=report_address, with_query=with_query, web_address=web_address,
        incident_review_address=incident_review_address, claim_review_address=claim_review_address, shown_place=shown_place, csrf=csrf, user_of=current_user, may_see=may_see, is_veiled=is_veiled, shows_graphic=shows_graphic, is_public_view=is_public_view, tolls_by_harm=phrases.tolls_by_harm, in_plain_words=in_plain_words, told_once=told_once, **words,
    )  # fmt: skip
    return Jinja2Templates(env=environment)


def incident_address(incident_id: str) -> str:
    return f"/incidents/{quote(incident_id, safe='')}"


def may_see(request: Request, address: str) -> bool:
    """Whether a page would answer this visitor."""
    seen: bool = request.app.state.doors.may_see(request, address)
    return seen


def is_public_view(request: Request) -> bool:
    """Whether this is the public view."""
    public: bool = request.app.state.doors.is_public
    return public


def sequence_address(sequence_id: str) -> str:
    return f"/sequences/{quote(sequence_id, safe='')}"


def incident_review_address(incident_id: str) -> str:
    return f"/review/incidents/{quote(incident_id, safe='')}"


def claim_review_address(claim_id: str) -> str:
    return f"/review/claims/{quote(claim_id, safe='')}"


def report_address(report_id: str) -> str:
    return f"/reports/{quote(report_id, safe='')}"


def with_query(path: str, values: Mapping[str, Any], **more: Any) -> str:
    """A path with a query of the values that aren't empty; `more` wins."""
    query = urlencode({name: value for name, value in {**values, **more}.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path


def web_address(address: str | None) -> str | None:
    """An address that may be linked: http or https, nothing else."""
    try:
        return address if address and urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None
