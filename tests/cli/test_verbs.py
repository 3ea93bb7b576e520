"""The command imports what it is asked for, and no less."""

from __future__ import annotations

from typing import Any

import pytest
import typer.main

from warmonitor.cli.verbs import build_app

ALL: Any = typer.main.get_command(build_app())


@pytest.mark.parametrize("verb", ALL.commands)
def test_a_verb_alone_is_what_it_is_among_all(verb: str) -> None:
    group: Any = typer.main.get_command(build_app(verb))
    alone, among = group.commands[verb], ALL.commands[verb]
    assert alone.get_short_help_str() == among.get_short_help_str()
    assert [param.name for param in alone.params] == [param.name for param in among.params]
    assert len(group.commands) < len(ALL.commands)


@pytest.mark.parametrize("verb", [None, "", "--help", "no-such-verb", "records"])
def test_all_verbs_are_there_where_none_of_them_is_asked_for(verb: str | None) -> None:
    group: Any = typer.main.get_command(build_app(verb))
    assert list(group.commands) == list(ALL.commands)
