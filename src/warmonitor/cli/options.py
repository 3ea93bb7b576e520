"""Options that several commands take, and commands that take a set of them as one value."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from itertools import starmap
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import typer

from warmonitor.errors import UsageError

Command = Callable[..., None]
_KEYWORD = inspect.Parameter.KEYWORD_ONLY

StoreUrl = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="Database URL of the store \\[default: WARMONITOR_STORE, or the user's data folder].",
        show_default=False,
    ),
]
PublishedOn = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="Publication date of reports that don't give their own, as 2018-09-05.",
        show_default=False,
    ),
]
SourceName = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="Source of reports that don't give their own.", show_default=False),
]
Layout = Annotated[
    Literal["table", "jsonl"], typer.Option("--format", help="A table to read, or JSON Lines: a record a line.")
]
OutputFile = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="FILE", help="File to write; - for standard output.", show_default=False),
]


def takes(
    name: str, options: Mapping[str, Any], *, of: Callable[..., Any] = dict
) -> Callable[[Callable[..., None]], Command]:
    """Give a command's parameter `name` as a set of options, which `of` makes into its value.

    `options` has each option's annotation by its name, or (annotation, default) where the default isn't None.
    """

    def taking(command: Callable[..., None]) -> Command:
        hints = get_type_hints(command, include_extras=True)
        shown: list[inspect.Parameter] = []
        for one in inspect.signature(command).parameters.values():
            if one.name == name:
                shown += starmap(_parameter, options.items())
            else:
                shown.append(one.replace(annotation=hints[one.name], kind=_KEYWORD))

        @wraps(command)
        def run(**given: Any) -> None:
            command(**{name: of(**{option: given.pop(option) for option in options})}, **given)

        run.__annotations__ = {}
        run.__dict__["__signature__"] = inspect.Signature(shown)
        del run.__dict__["__wrapped__"]  # typer would read the command's own parameters
        return run

    return taking


def _parameter(name: str, option: Any) -> inspect.Parameter:
    annotation, default = option if isinstance(option, tuple) else (option, None)
    return inspect.Parameter(name, _KEYWORD, default=default, annotation=annotation)


def refuse_missing(paths: list[str]) -> None:
    """Raise UsageError for the first path that isn't there; - is standard input."""
    missing = [path for path in paths if path != "-" and not Path(path).exists()]
    if missing and "://" in missing[0]:
        raise UsageError(f"{missing[0]} can't be read: `add` fetches addresses that begin with http:// or https://")
    if missing:
        raise UsageError(f"no such file or folder: {missing[0]}")
