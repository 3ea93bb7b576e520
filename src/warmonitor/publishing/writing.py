"""Writing a publication to a file, whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from warmonitor.errors import PublishError
from warmonitor.publishing.formats import Format
from warmonitor.records import Incident


def publish(incidents: Iterable[Incident], form: Format, path: Path) -> int:
    """Write incidents as `write_whole` does; how many."""
    counted = _Counted(incidents)
    write_whole((piece.encode() for piece in form.write(counted)), path)
    return counted.seen


def write_whole(pieces: Iterable[bytes], path: Path) -> None:
    """Write a file in place of what was there; `-` is standard output.

    The file appears when it is complete: a full disk or a killed process leaves the old one. Raises PublishError.
    """
    if str(path) == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    path = path.resolve() if path.is_symlink() else path
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise PublishError(f"{path} can't be written: {error.strerror}") from error
    try:
        with open(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode_of(path))
        os.replace(name, path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise PublishError(
                f"{path} can't be written: {error.strerror}; what was there before is unchanged"
            ) from error
        raise


class _Counted:
    """Incidents on their way through, counted."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self._incidents = incidents
        self.seen = 0

    def __iter__(self) -> Iterator[Incident]:
        for incident in self._incidents:
            self.seen += 1
            yield incident


def _mode_of(path: Path) -> int:
    """The permissions of the file that is there, else those that a new file gets."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
