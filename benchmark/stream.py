"""Streams of made-up coded reports, as long as wanted: what a coder would hand on, without the cost of coding.

Happenings fall on places of the gazetteer day by day; first-hand reports, copies, rival claims, denials, late arrivals,
corrections and retractions of them come in the order of arrival. Every value quotes the characters of its text. The
same seed gives the same stream; stream.yaml holds the rates and the sentences.
"""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from benchmark.laying import CODER, lay_out
from benchmark.plans import Happening, Plan, Sentence, Town, day_words
from warmonitor.knowledge.gazetteer.lookup import SHIPPED
from warmonitor.knowledge.tables import read_yaml, rows
from warmonitor.records import CodedReport, Party

__all__ = ["CODER", "FIRST_DAY", "SEED", "stream"]
SEED = 20120701
FIRST_DAY = date(2012, 1, 1)
_SYLLABLES = "ka ru mi to ne sa lo be di gu pa zo ri ha yu el an ot is um".split()


def stream(seed: int = SEED, **changed: Any) -> Iterator[CodedReport]:
    """Coded reports in the order of arrival, without end. Keywords change rates of stream.yaml."""
    yield from _World(seed, changed).run()


class _World:
    def __init__(self, seed: int, changed: dict[str, Any]) -> None:
        made = read_yaml(Path(__file__).with_name("stream.yaml"))
        self.made, self.rates = made, {**made["rates"], **changed}
        self.dice = random.Random(seed)
        words = [(row["word"], float(row["per_million"])) for row in rows("linking_words")]
        self.words = [word for word, _ in words]
        self.heaped = list(accumulate(often for _, often in words))
        self.towns = self._find_towns()
        self.town_shares = list(accumulate((n + 10) ** -self.rates["hot_places"] for n in range(len(self.towns))))
        self.actors = self._find_actors()
        self.country_names = {code: self._names(self.rates["names_of_country"]) for code in made["countries"]}
        self.sources = [
            f"{self._name()} {kind}"
            for kind in ("News", "Post", "Radio", "Agency")
            for _ in range(self.rates["sources"] // 4)
        ]
        self.recent: list[Happening] = []
        self.waiting: dict[date, list[Plan]] = defaultdict(list)
        self.reports = self.happenings = 0

    def run(self) -> Iterator[CodedReport]:
        today = FIRST_DAY
        while True:
            for _ in range(self.rates["happenings_a_day"]):
                self._happen(today)
            arrived = self.waiting.pop(today, [])
            self.dice.shuffle(arrived)
            yield from map(lay_out, arrived)
            today += timedelta(days=1)

    def _find_towns(self) -> list[Town]:
        chosen = self.made["countries"]
        with sqlite3.connect(f"file:{SHIPPED}?mode=ro", uri=True) as gazetteer:
            found = gazetteer.execute(
                "SELECT id, name, country, latitude, longitude, radius_km FROM place WHERE kind = 'settlement' AND population > 2000"
                f" AND country IN ({', '.join('?' * len(chosen))}) ORDER BY id",
                chosen,
            ).fetchall()
        self.dice.shuffle(found)
        return [Town(*row, self._names(self.rates["names_of_place"])) for row in found[: self.rates["towns"]]]

    def _find_actors(self) -> dict[str, list[Party]]:
        armed = defaultdict(list)
        for row in rows("actors"):
            if row["kind"] == "armed group" and row["country"] in self.made["countries"]:
                armed[row["country"]].append(
                    Party(0, 0, row["name"], row["id"], row["name"], row["country"], row["sector"] or None)
                )
        for code in self.made["countries"]:
            armed[code].append(Party(0, 0, "government forces", f"{code}MIL", "armed forces", code, "MIL"))
            armed[code].append(Party(0, 0, "gunmen", None, None, code, None))
        return armed

    def _name(self) -> str:
        return "".join(self.dice.choice(_SYLLABLES) for _ in range(self.dice.randint(2, 4))).capitalize()

    def _names(self, number: int) -> tuple[str, ...]:
        return tuple(self._name() for _ in range(number))

    def _happen(self, today: date) -> None:
        """Something happens, and reports of it are on their way."""
        dice, made = self.dice, self.made
        self.happenings += 1
        town = dice.choices(self.towns, cum_weights=self.town_shares)[0]
        rare = tuple(self.words[dice.randrange(8000, len(self.words))] for _ in range(4))
        happening = Happening(
            self.happenings, today, town, self._pick(made["deeds"]), dice.choice(self.actors[town.country]),
            dice.choice(made["recipients"]), 1 + int(dice.expovariate(0.12)), dice.choice(made["killed"]),
            1 + int(dice.expovariate(0.08)), self._names(self.rates["names_of_happening"]) + rare,
        )  # fmt: skip
        plans: list[Plan] = []
        number = dice.choices(range(1, 1 + len(self.rates["tellings"])), self.rates["tellings"])[0]
        for _ in range(number):
            plan = (
                self._copy(dice.choice(plans))
                if plans and dice.random() < self.rates["copy"]
                else self._tell(happening)
            )
            plans.append(plan)
            self._send(plan)
        self.recent.append(happening)
        del self.recent[: -self.rates["recent"]]

    def _pick(self, options: Sequence[dict[str, Any]]) -> dict[str, Any]:
        return self.dice.choices(options, [option["share"] for option in options])[0]

    def _tell(self, happening: Happening) -> Plan:
        """A first-hand report."""
        dice = self.dice
        published = happening.day + timedelta(days=dice.choices((0, 1, 2, 5), (50, 35, 10, 5))[0])
        seen = replace(happening, killed=max(1, happening.killed + dice.choice((0, 0, 0, 0, 1, 2, -1))))
        if dice.random() < self.rates["rival"]:
            seen = replace(seen, actor=dice.choice(self.actors[happening.town.country]))
        deed = happening.deed
        told = [Sentence(deed["sentence"], seen, deed["type"], deed["mode"])]
        for _ in range(dice.randint(2, 5)):
            more = self._pick(self.made["followed"])
            kind, mode = (deed["type"], deed["mode"]) if more["type"] == "same" else (more["type"], more["mode"])
            told.append(Sentence(more["sentence"], seen, kind, mode, dice.choice(seen.names)))
        if dice.random() < self.rates["denial"]:
            told.append(Sentence(self.made["denial"], seen, deed["type"], deed["mode"], dice.choice(seen.names), True))
        if self.recent and dice.random() < self.rates["background"]:
            other = dice.choice(self.recent)
            told.append(Sentence(other.deed["sentence"], other, other.deed["type"], other.deed["mode"]))
        others = tuple(self._pad(seen) for _ in range(dice.randint(*self.rates["sentences"])))
        self.reports += 1
        return Plan(f"r{self.reports:07}", dice.choice(self.sources), published, happening, tuple(told), others)

    def _pad(self, happening: Happening) -> str:
        """A sentence of common words, with names and rare words of the happening, its place and its country."""
        dice = self.dice
        words = dice.choices(self.words, cum_weights=self.heaped, k=dice.randint(*self.rates["words"]))
        pools = (happening.names, happening.names, happening.town.names, self.country_names[happening.town.country])
        for n in range(len(words)):
            if dice.random() < self.rates["own_words"]:
                words[n] = dice.choice(dice.choice(pools))
        return " ".join(words).capitalize() + "."

    def _copy(self, plan: Plan) -> Plan:
        """Another source prints the text: with a credit, or without its end."""
        self.reports += 1
        others = plan.others[: -self.dice.randint(1, 3)] if self.dice.random() < 0.5 else plan.others
        credit = "" if self.dice.random() < 0.5 else f"({plan.source}) - "
        later = plan.published + timedelta(days=self.dice.choice((0, 0, 1)))
        return replace(
            plan,
            id=f"r{self.reports:07}",
            source=self.dice.choice(self.sources),
            published=later,
            others=others,
            credit=credit,
        )

    def _send(self, plan: Plan) -> None:
        """The report arrives, soon or late, and may be put right or taken back."""
        dice, rates = self.dice, self.rates
        arrives = plan.published
        if dice.random() < rates["late"]:
            arrives += timedelta(days=dice.randint(2, rates["late_days"]))
        self.waiting[arrives].append(plan)
        chance = dice.random()
        if chance < rates["correction"]:
            right = plan.about.killed + dice.randint(1, 9)
            told = tuple(
                replace(one, happening=replace(one.happening, killed=right))
                if one.happening.number == plan.about.number
                else one
                for one in plan.told
            )
            self.waiting[arrives + timedelta(days=dice.randint(1, 4))].append(replace(plan, told=told))
        elif chance < rates["correction"] + rates["retraction"]:
            self.waiting[arrives + timedelta(days=dice.randint(1, 9))].append(
                replace(plan, told=(), others=(_retraction(self.made["retraction"], plan.about),))
            )


def _retraction(pattern: str, about: Happening) -> str:
    return pattern.format(day=day_words(about.day), place=about.town.name)
