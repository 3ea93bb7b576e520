"""What the routes work with: the store, the templates, the assets; kept on the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.templating import Jinja2Templates

from warmonitor import __version__
from warmonitor.desk.assets import Assets
from warmonitor.desk.explanations import Explanations
from warmonitor.desk.remembered import Remembered
from warmonitor.store import Store

VERSION = __version__


@dataclass(frozen=True)
class Desk:
    """An open desk. `tiles` is the style URL of background tiles, where one is set."""

    store: Store
    remembered: Remembered
    templates: Jinja2Templates
    assets: Assets
    explanations: Explanations
    tiles: str | None = None


def _desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


OpenDesk = Annotated[Desk, Depends(_desk_of)]
