"""Importing spaCy without its command line, which takes a third of the time and has nothing that coding uses."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_COMMANDS, _INFO = "spacy.cli", "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy where that hasn't been done; its command line is imported when somebody asks for it."""
    if "spacy" in sys.modules:
        return
    commands, info = ModuleType(_COMMANDS), ModuleType(_INFO)
    commands.__path__ = []
    info.__dict__["info"] = _info
    sys.modules |= {_COMMANDS: commands, _INFO: info}
    try:
        import spacy
    finally:
        del sys.modules[_COMMANDS], sys.modules[_INFO]
    spacy.__dict__.pop("cli", None)


def _info(*arguments: Any, **options: Any) -> Any:
    """What `spacy.info` tells."""
    from spacy.cli.info import info

    return info(*arguments, **options)
