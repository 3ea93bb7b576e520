"""The documents say what the program is: every field, table, command, option, route and setting, and examples that run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typer
import yaml

from desk.walking import routes
from warmonitor import errors, records, settings
from warmonitor.cli.verbs import build_app
from warmonitor.desk import openapi
from warmonitor.knowledge import tables

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
DATA = ROOT / "src" / "warmonitor" / "knowledge" / "data"


def sections(page: Path) -> dict[str, str]:
    """{heading: what stands beneath it} of a page, all levels alike."""
    parts = re.split(r"^#{2,4} (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_cells(section: str) -> list[str]:
    """The first cell of each row of a table, where it is written as code."""
    return re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)


RECORDS = {
    name: kind
    for name, kind in vars(records).items()
    if isinstance(kind, type) and issubclass(kind, records.Record) and kind is not records.Record
}


@pytest.mark.parametrize("name", sorted(set(RECORDS) - {"Prepared"}))
def test_every_field_is_described(name: str) -> None:
    fields = [field.encode_name for field in msgspec.structs.fields(RECORDS[name])]
    assert sorted(first_cells(sections(DOCS / "record.md")[name])) == sorted(fields)


def test_no_record_is_described_that_is_gone() -> None:
    described = {heading for heading in sections(DOCS / "record.md") if re.fullmatch(r"[A-Z]\w+", heading)}
    assert described <= set(RECORDS)


def test_every_table_is_described() -> None:
    described = re.findall(
        r"^\| `([a-z0-9_]+\.(?:tsv|yaml))`", (DOCS / "knowledge.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(described) == sorted(path.name for path in DATA.iterdir() if path.suffix in {".tsv", ".yaml"})


@pytest.mark.parametrize("page", [*DOCS.glob("*.md"), *ROOT.glob("*.md")], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


COMMANDS: Any = typer.main.get_command(build_app())  # a group


def documented_options(command: str) -> set[str]:
    """The options of a command's section, with those of the filters where it refers to them."""
    parts = sections(DOCS / "commands.md")
    section = parts[f"warmonitor {command}"]
    text = section + parts["Filters"] if "(#filters)" in section else section
    return {word for code in re.findall(r"`(-[^`]+)`", text) for word in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", code)}


def options_of(command: Any) -> set[str]:
    """The options of a command, or of all commands below it."""
    below: Any = getattr(command, "commands", {}).values()
    own = {flag for one in command.params if one.param_type_name == "option" for flag in one.opts}
    return own.union(*map(options_of, below))


@pytest.mark.parametrize("name", sorted(COMMANDS.commands))
def test_every_option_is_described(name: str) -> None:
    assert documented_options(name) == options_of(COMMANDS.commands[name])


@pytest.mark.parametrize("name", sorted(name for name, one in COMMANDS.commands.items() if hasattr(one, "commands")))
def test_every_verb_of_a_group_is_described(name: str) -> None:
    described = first_cells(sections(DOCS / "commands.md")[f"warmonitor {name}"])
    assert {cell.split()[0] for cell in described} == set(COMMANDS.commands[name].commands)


def test_no_command_is_described_that_is_gone() -> None:
    described = {
        name.removeprefix("warmonitor ") for name in sections(DOCS / "commands.md") if name.startswith("warmonitor ")
    }
    assert described == set(COMMANDS.commands)


def test_every_exit_status_is_described() -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert {int(number) for number in re.findall(r"^\| (\d) \|", page, re.MULTILINE)} == {
        0,
        *errors.EXIT_STATUS.values(),
    }


def test_every_setting_is_described() -> None:
    read = set(re.findall(r"WARMONITOR_\w+", Path(settings.__file__).read_text(encoding="utf-8")))
    assert set(first_cells(sections(DOCS / "commands.md")["Settings"])) == read


def test_every_route_is_described() -> None:
    paths = {f"{method} {route.path.replace(':path', '')}" for route in routes() for method in route.methods}
    described = re.findall(r"^\| `((?:GET|POST) \S+)`", sections(DOCS / "commands.md")["HTTP"], re.MULTILINE)
    assert paths == set(described)
    assert len(described) == len(set(described))


def test_every_parameter_is_described() -> None:
    lists = {"incidents", "claims", "reports", "sources"}
    rows = re.findall(r"^\| `(\w+)` \| ([a-z, ]+) \|", sections(DOCS / "commands.md")["HTTP"], re.MULTILINE)
    described = {(one, name) for name, of in rows for one in (lists if of == "all lists" else of.split(", "))}
    paths = openapi.document()["paths"]
    taken = {(one, parameter["name"]) for one in lists for parameter in paths[f"/api/{one}"]["get"]["parameters"]}
    assert described == taken


def blocks(page: Path, language: str) -> list[str]:
    """The fenced examples of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def agrees(expected: str, printed: str) -> bool:
    """Whether what was printed is what an example shows, where "…" stands for anything and spaces don't count."""
    parts = re.sub(r"\s+", "", expected).split("…")
    return re.fullmatch(".*?".join(map(re.escape, parts)), re.sub(r"\s+", "", printed)) is not None


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which `warmonitor` is this program and the store is a new one."""
    store = tmp_path_factory.mktemp("store") / "record.db"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "WARMONITOR_STORE": f"sqlite:///{store}", "COLUMNS": "100", "NO_COLOR": "1"}


def test_the_readme_s_commands_print_what_it_shows(shell: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "src").symlink_to(ROOT / "src")
    steps = [
        step
        for block in blocks(ROOT / "README.md", "console")
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    ]
    assert steps
    for step in steps:
        command, _, expected = step.partition("\n")
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=shell, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        assert agrees(expected, done.stdout), f"{command} prints:\n{done.stdout}"


def test_the_readme_s_python_runs(shell: dict[str, str]) -> None:
    examples = blocks(ROOT / "README.md", "python")
    shown = blocks(ROOT / "README.md", "text")
    assert len(examples) == len(shown) > 0
    for example, expected in zip(examples, shown, strict=True):
        done = subprocess.run([sys.executable, "-c", example], env=shell, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        assert agrees(expected, done.stdout), done.stdout


def test_a_project_s_own_table_is_read(shell: dict[str, str], tmp_path: Path) -> None:
    (table,) = blocks(DOCS / "knowledge.md", "tsv")
    (tmp_path / "actors.tsv").write_text(table, encoding="utf-8")
    text = "The Example Valley Brigade shelled Idlib on Monday."
    done = subprocess.run(
        ["warmonitor", "code", "-"], env={**shell, "WARMONITOR_KNOWLEDGE": str(tmp_path)}, input=text,
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    parties = [party["id"] for claim in json.loads(done.stdout)["claims"] for party in claim["event"]["actors"]]
    assert parties == ["EXAMPLE"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_own_rows_hold_in_every_room(shell: dict[str, str], tmp_path: Path, jobs: str) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "linking_titles.tsv").write_text("type\tmode\ttitle\nASSAULT\theavy-weapons\tGunfire, as we say\n")
    (tables / "verb_forms.tsv").write_text("form\tverb\nbombshelled\tshell\n")
    own = {
        **shell,
        "WARMONITOR_KNOWLEDGE": str(tables),
        "WARMONITOR_STORE": f"sqlite:///{tmp_path}/record.db",
    }
    text = "Rebels bombshelled Idlib on Monday, 3 September 2018, killing four people."
    add, show = ["warmonitor", "add", "--jobs", jobs, "-"], ["warmonitor", "incidents", "--format", "jsonl"]
    done = subprocess.run(add, env=own, input=text, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    shown = subprocess.run(show, env=own, capture_output=True, text=True, timeout=300).stdout
    (title,) = [json.loads(line)["title"] for line in shown.splitlines()]
    assert title.startswith("Gunfire, as we say in Idlib")


@pytest.mark.parametrize(("name", "message"), [("nowhere", "there is no folder"), ("typed", "no table of this name")])
def test_a_folder_of_own_tables_that_cannot_be_meant_is_refused(
    shell: dict[str, str], tmp_path: Path, name: str, message: str
) -> None:
    (tmp_path / "typed").mkdir()
    (tmp_path / "typed" / "actor.tsv").write_text("id\tname\n")
    own = {**shell, "WARMONITOR_KNOWLEDGE": str(tmp_path / name)}
    done = subprocess.run(["warmonitor", "code", "-"], env=own, input="", capture_output=True, text=True, timeout=300)
    assert done.returncode == 2 and message in done.stderr


def figures() -> list[tuple[str, str]]:
    """(page, what must stand there) for figures that a page has from a table."""
    linking, watching, accounts, public = (
        tables.entries(name) for name in ("linking", "watching", "accounts", "public")
    )
    stories, copies = linking["stories"], linking["copies"]
    cases = yaml.safe_load((ROOT / "tests" / "gold" / "voices" / "cases.yaml").read_text(encoding="utf-8"))
    return [
        (
            "linking",
            f"at most {stories['most_compared']} reports ({linking['incidents']['most_compared']} tellings)",
        ),
        ("copies", f"nearly half of them ({copies['same_text']:.0%})".replace("%", " %")),
        ("copies", f"a good part of them ({copies['least_share']:.0%})".replace("%", " %")),
        ("copies", f"together have most ({copies['all_taken']:.0%})".replace("%", " %")),
        ("copies", f"holds most ({copies['holds_parent']:.0%})".replace("%", " %")),
        ("copies", f"fewer than {copies['short_text']} words"),
        ("copies", f"need {copies['short_share']:.0%} of".replace("%", " %")),
        ("copies", f"voices to {len(cases)} cases"),
        ("daily", f"of the last {watching['silence']['window_days']} days"),
        ("security", f"Passwords have {accounts['password_least']} characters"),
        (
            "security",
            f"after {accounts['session_idle_hours']} hours without use and after {accounts['session_days']} days",
        ),
        ("security", f"{public['delay_hours']} hours after it was first reported"),
        ("security", f"brought up to date every {NUMBERS[public['refresh_minutes']]} minutes"),
    ]


NUMBERS = {5: "five", 10: "ten", 15: "fifteen", 20: "twenty", 30: "thirty"}


@pytest.mark.parametrize(("name", "told"), figures(), ids=lambda value: value)
def test_figures_are_those_of_the_tables(name: str, told: str) -> None:
    assert told in " ".join((DOCS / f"{name}.md").read_text(encoding="utf-8").split())
