"""The figures at the head of a bulletin: how many incidents, how many killed, by grade and by country, beside the period before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warmonitor.knowledge.tables import entries
from warmonitor.publishing.bulletin.parts import Figures, Item, Material, Section, Sentence, Sum, Table
from warmonitor.publishing.bulletin.words import country_name

_GRADES = ("Confirmed", "Fair", "Weak", "Contested", "Discounted")


def tell_figures(material: Material, told: int) -> Section:
    """Sentences and tables of figures. Sums add the least and the most of each incident, which is why they are wide."""
    figures, before = material.figures, material.before
    found = [
        ("incidents", _incidents(figures, before)),
        ("killed", _killed(figures.all, before.all if before else None)),
    ]
    if figures.undated:
        found.append(
            (
                "undated",
                f"{_of(figures.undated, 'further incident')} may have begun before or ended after the period and {'is' if figures.undated == 1 else 'are'} not counted in these figures.",
            )
        )
    total = figures.all.incidents + figures.undated
    if told < total:
        found.append(("told", f"Of these {_of(total, 'incident')}, the {told:,} with most harm are told below."))
    sentences = tuple(Sentence(f"figures:{name}", text, "counts") for name, text in found if text)
    tables = [_table("Incidents and killed, by grade", "Grade", _by_grade(figures.grades))]
    countries = sorted(figures.countries, key=lambda one: (-one.killed_high, -one.incidents, one.key or ""))
    most = entries("bulletin")["most"]["countries"]
    rows = [(country_name(one.key) or "no country known", one) for one in countries[:most]]
    tables.append(_table("Incidents and killed, by country", "Country", rows))
    return Section(
        "figures", entries("bulletin")["sections"]["figures"], (Item("figures", sentences=sentences),),
        tuple(table for table in tables if table.rows),
    )  # fmt: skip


def _of(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _incidents(figures: Figures, before: Figures | None) -> str:
    count = figures.all.incidents
    text = f"{_of(count, 'incident')} {'is' if count == 1 else 'are'} dated within the period"
    return text + (f", {before.all.incidents:,} within as many days before." if before is not None else ".")


def _killed(now: Sum, before: Sum | None) -> str | None:
    if not (now.killed_high or now.killed_low):
        return (
            None
            if before is None or not before.killed_high
            else f"No claim about them gives a number of killed; {_range(before)} were reported killed within as many days before."
        )
    text = f"Added up over them, {_range(now)} people were reported killed"
    if before is None:
        return f"{text}."
    if not (before.killed_high or before.killed_low):
        return f"{text}, none with a number within as many days before."
    return f"{text}; it was {_range(before)} within as many days before."


def _range(one: Sum) -> str:
    if one.is_open:
        return f"at least {one.killed_low:,}"
    if one.killed_low == one.killed_high:
        return f"{one.killed_low:,}"
    return f"between {one.killed_low:,} and {one.killed_high:,}"


def _by_grade(sums: Iterable[Sum]) -> list[tuple[str, Sum]]:
    known = {one.key: one for one in sums}
    return [(grade, known[grade]) for grade in _GRADES if grade in known]


def _table(caption: str, head: str, rows: Sequence[tuple[str, Sum]]) -> Table:
    cells = tuple(
        (name, f"{one.incidents:,}", f"{one.killed_low:,}", "open" if one.is_open else f"{one.killed_high:,}")
        for name, one in rows
    )
    return Table(caption, (head, "Incidents", "Killed, least", "Killed, most"), cells)
