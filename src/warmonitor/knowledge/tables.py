"""Reading the tables of knowledge: TSV for long lists, YAML for short structured ones.

A table lives in `knowledge/data/`. A project adds its own rows in a folder of the same file names
(`WARMONITOR_KNOWLEDGE`): its TSV rows and YAML entries come after the package's and win where keys are equal. `add_own` names
that folder for the whole process; `extra` names one to a single reader.
Lines of a TSV that begin with `#` are comments; the first other line names the columns; an empty cell is "".
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from warmonitor.errors import KnowledgeError

DATA = Path(__file__).parent / "data"

_own: Path | None = None


def add_own(folder: Path | None) -> None:
    """Let this process's tables hold a project's own rows, too; to be called before any table is read.

    Raises KnowledgeError where the folder isn't there or has a table that the program doesn't know.
    """
    global _own
    if folder is not None and not folder.is_dir():
        raise KnowledgeError(f"there is no folder {folder} with tables of your own: mend WARMONITOR_KNOWLEDGE")
    for path in sorted(folder.iterdir()) if folder is not None else ():
        if path.suffix in (".tsv", ".yaml") and not (DATA / path.name).exists():
            raise KnowledgeError(f"{path}: the program has no table of this name to add to")
    _own = folder


def read_tsv(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV file; raises KnowledgeError naming the line that has other columns than the head."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise KnowledgeError(f"table {path.name} can't be read: {error.strerror}") from error
    head: list[str] | None = None
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if head is None:
            head = cells
        elif len(cells) != len(head):
            raise KnowledgeError(f"table {path.name}, line {number}: {len(cells)} columns, the head has {len(head)}")
        else:
            rows.append(dict(zip(head, (cell.strip() for cell in cells), strict=True)))
    return rows


def read_yaml(path: Path) -> Any:
    """The value of a YAML file; raises KnowledgeError with the parser's reason."""
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise KnowledgeError(f"table {path.name} can't be read: {error}") from error


def rows(name: str, extra: Path | None = None) -> tuple[dict[str, str], ...]:
    """The rows of `data/NAME.tsv`, followed by those of the project's own folder where it has that file."""
    return _rows(name, extra or _own)


@cache
def _rows(name: str, extra: Path | None) -> tuple[dict[str, str], ...]:
    found = read_tsv(DATA / f"{name}.tsv")
    if extra is not None and (extra / f"{name}.tsv").exists():
        found += read_tsv(extra / f"{name}.tsv")
    return tuple(found)


def entries(name: str, extra: Path | None = None) -> Any:
    """The value of `data/NAME.yaml`; a project's own file of that name is joined to it, key by key and list after list."""
    return _entries(name, extra or _own)


@cache
def _entries(name: str, extra: Path | None) -> Any:
    found = read_yaml(DATA / f"{name}.yaml")
    if extra is not None and (extra / f"{name}.yaml").exists():
        found = _joined(found, read_yaml(extra / f"{name}.yaml"), name)
    return found


def _joined(ours: Any, theirs: Any, name: str) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {
            key: _joined(ours[key], theirs[key], name)
            if key in ours and key in theirs
            else ours.get(key, theirs.get(key))
            for key in {**ours, **theirs}
        }
    if isinstance(ours, list) and isinstance(theirs, list):
        return ours + theirs
    if type(ours) is type(theirs):
        return theirs
    raise KnowledgeError(f"the project's {name}.yaml has another form than the package's")


@cache
def digest(extra: Path | None = None) -> str:
    """Eight hex digits that change with any table of the package or of the project's own folder."""
    found = hashlib.sha256()
    for folder in (DATA, extra):
        for path in sorted(folder.glob("*.[ty]*")) if folder is not None else ():
            if path.suffix in (".tsv", ".yaml"):
                found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:8]
