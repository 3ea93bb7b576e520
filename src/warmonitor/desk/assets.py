"""The browser's part, as web/build.py leaves it: files with their digest in the name, sent once and kept."""

from __future__ import annotations

import json
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from warmonitor.errors import NotFoundError, ServiceError

STATIC = Path(__file__).parent / "static"
_KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}

router = APIRouter()


class Assets:
    """The built files of a folder; raises ServiceError where they aren't built."""

    def __init__(self, folder: Path = STATIC) -> None:
        try:
            self._names: dict[str, str] = json.loads((folder / "assets.json").read_text(encoding="utf-8"))
            self._files = {
                path.name: path for path in folder.iterdir() if path.suffix in _KINDS or path.suffix == ".gz"
            }
        except (OSError, ValueError) as error:
            raise ServiceError(
                "the desk's browser part isn't built: run `make setup` (or `python web/build.py src/warmonitor/desk/static`)"
            ) from error

    def address(self, name: str) -> str:
        """Where a built file ("desk.js") is served."""
        return f"/static/{self._names[name]}"

    def answer(self, name: str, *, zipped: bool) -> Response:
        """A file by its full name; raises NotFoundError."""
        path = self._files.get(name)
        if path is None or path.suffix not in _KINDS:
            raise NotFoundError(f"the desk has no file {name!r}")
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        compressed = self._files.get(f"{name}.gz")
        if zipped and compressed is not None:
            headers["Content-Encoding"] = "gzip"
        return FileResponse(
            compressed if zipped and compressed else path, media_type=_KINDS[path.suffix], headers=headers
        )


@router.get("/static/{name}", include_in_schema=False)
def read_asset(request: Request, name: str) -> Response:
    assets: Assets = request.app.state.desk.assets
    return assets.answer(name, zipped="gzip" in request.headers.get("accept-encoding", ""))
