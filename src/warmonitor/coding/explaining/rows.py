"""The rows of the tables by which a status, a number, a statement, a time, a place and codes are what they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.times import FoundTime
from warmonitor.knowledge import crosswalk, tables
from warmonitor.knowledge.cues import Cue
from warmonitor.knowledge.reasons import in_plain_words
from warmonitor.records import Attribution, Count, Event, EventPlace, EventTime, Published, Span

_SPEECH = (("speech_verbs", "verb"), ("speech_nouns", "noun"), ("speech_adjectives", "adjective"))


def cue_row(cue: Cue) -> str:
    """ "status_cues.tsv: deny, over its clause: negative"."""
    does = ", ".join(filter(None, (cue.modality, cue.polarity, cue.phase)))
    word = f"{cue.word} … {cue.particle}" if cue.particle else cue.word
    return f"status_cues.tsv: {word}, {in_plain_words('link', cue.link)}: {does}"


class RowFinder:
    """Finds rows by the words that a value quotes."""

    def __init__(self, knowledge: Path | None = None) -> None:
        def table(name: str, key: str) -> dict[str, dict[str, str]]:
            return {row[key]: row for row in tables.rows(name, knowledge)}

        self._knowledge = knowledge
        self._vague = table("vague_numbers", "words")
        self._groups = table("count_groups", "word")
        self._counting = [(row["word"], row["of"]) for row in tables.rows("count_words", knowledge)]
        self._bounds: dict[str, object] = tables.entries("numbers", knowledge)["bounds"]
        self._speech = {name: table(name, key) for name, key in _SPEECH}
        self._phrases = table("speech_phrases", "phrase")
        self._contexts = crosswalk.contexts(knowledge)

    def of_count(self, p: Parse, count: Count, triggers: list[int]) -> str:
        """The rows of a number's words, of what says that they are counted, and of their group."""
        first, last = p.tokens_in(count.start, count.end)
        return "; ".join(
            filter(
                None,
                (
                    self._number(p, first, last, count),
                    self._counted(p, [*triggers, *range(first, last)], count),
                    self._group(p, first, last, count),
                ),
            )
        )

    def _number(self, p: Parse, first: int, last: int, count: Count) -> str:
        words = " ".join(p.lower[max(0, first - 3) : last])
        bound = max((b for b in self._bounds if f" {b} " in f" {words} "), key=len, default=None)
        bounded = f", bounded by «{bound}»" if bound else ""
        inside = " ".join(p.lower[first:last])
        vague = max((w for w in self._vague if f" {w} " in f" {inside} "), key=len, default=None)
        if vague is not None and not any(p.tag[k] == "CD" and p.lower[k] != vague for k in range(first, last)):
            row = self._vague[vague]
            return f"vague_numbers.tsv: {vague} is {row['low'] or '…'} to {row['high'] or '…'}{bounded}"
        if any(p.tag[k] == "CD" or p.lower[k] in ("a", "an", "no") for k in range(first, last)):
            return f"a number by numbers.yaml{bounded}"
        return "no number: a single one" if (count.low, count.high) == (1, 1) else f"no number: more than one{bounded}"

    def _counted(self, p: Parse, at: list[int], count: Count) -> str | None:
        for k in at:
            if (p.lemma[k].lower(), count.of) in self._counting:
                return f"count_words.tsv: {p.lemma[k].lower()} counts the {count.of}"
        return f"counted as {count.of} by what the event does to them"

    def _group(self, p: Parse, first: int, last: int, count: Count) -> str | None:
        found = (
            k for k in range(first, last) if (row := self._groups.get(p.lemma[k].lower())) and row["who"] == count.who
        )
        word = next(found, None)
        return f"count_groups.tsv: {p.lemma[word].lower()} is {count.who}" if word is not None else None

    def of_statement(self, p: Parse, said: Attribution) -> str:
        """The row of the words that say who says so."""
        if said.cue is None:
            return "quotation marks and who stands beside them"
        first, last = p.tokens_in(said.cue.start, said.cue.end)
        lowers = " ".join(p.lower[first:last])
        is_adjective = p.dep[first] == "amod"  # "the reported raid"; in "police reported" it is a verb
        found = (row for words, row in self._phrases.items() if f"{lowers} ".startswith(f"{words} "))
        phrase = next((row for row in found if is_adjective or row["form"] != "adjective"), None)
        if phrase is not None:
            return f"speech_phrases.tsv: {phrase['phrase']} ({phrase['stance']})"
        for name, rows in self._speech.items():
            for k in range(first, last):
                for word in (f"{p.lemma[k]} {p.lower[k + 1]}" if k + 1 < last else "", p.lemma[k], p.lower[k]):
                    if word in rows:
                        return f"{name}.tsv: {word} ({rows[word]['stance']}), nearest around the event"
        return "what tells of the event in somebody's words"

    def of_context(self, p: Parse, token: int, context: str) -> tuple[str, Span | None]:
        """The row of a context, and the word of the event's sentence that shows it."""
        for k in range(*p.sentences[p.sentence_of[token]]):
            if self._contexts.get(p.lemma[k].lower()) == context:
                return f"contexts.tsv: {p.lemma[k].lower()} is {context}", p.span(k, k + 1)
        return "contexts.tsv", None

    def of_codes(self, event: Event, armed: frozenset[int]) -> str:
        """The row of the crosswalk, and where the event's own words told more than it."""
        row = crosswalk.row_of(event, armed, self._knowledge)
        parts = ["crosswalk.tsv: " + " ".join(filter(None, row)) if row else "no row of crosswalk.tsv"]
        own = crosswalk.codes_of_row(row, self._knowledge) if row else None
        if own is not None and (own.acled != event.codes.acled or own.cameo != event.codes.cameo):
            parts.append("its words tell more: crosswalk_deeds.yaml")
        if event.codes.ucdp:
            parts.append("UCDP's by who fights whom")
        return "; ".join(parts)


def time_rule(time: EventTime, times: list[FoundTime], published: Published) -> str:
    """By which words, or what of the report, an event has its time."""
    told = ""
    if published.latest:
        day = published.latest if published.earliest == published.latest else f"…{published.latest}"
        told = f" (published {day}, {'as given' if published.basis == 'given' else 'as its words tell'})"
    if time.basis == "report date" and not told:
        return "no words of time, and the report has no date"
    if time.basis == "report date":
        return f"no words of time: by the report's date{told} and its clause's tense"
    if time.basis == "context":
        return "no words of time of its own: the time of the story around it, by tense and order"
    found = next((t for t in times if t.mention.start == time.start), None)
    if found is None:
        return "words of time of its own clause, by time_rules.yaml"
    relation = f", with «{found.relation}»" if found.relation not in ("", "on", "in", "at", "during", "and") else ""
    against = f", against the report's date{told}" if told else ""
    return f"words of time, {found.mention.value} in TIMEX3 by time_rules.yaml{relation}{against}"


def place_rule(place: EventPlace, found: list[FoundPlace], namesakes: int) -> str:
    """Where the name stands to the event, and how it was chosen among its namesakes."""
    parts = [
        "named in the event's clause" if place.basis == "stated" else "not named here: taken over from the text before"
    ]
    if place.relation != "in":
        parts.append(f"place_relations.yaml: {place.relation}")
    own = next((f for f in found if (f.mention.start, f.mention.end) == (place.start, place.end)), None)
    if place.id is None:
        parts.append(
            "the gazetteer has no such name, or several that fit alike"
            if namesakes
            else "the gazetteer has no such name"
        )
        if own is not None and own.container is not None:
            parts.append(f"bounded by {own.container.name}, in which the text puts it")
    elif namesakes > 1:
        parts.append(
            f"the gazetteer has {namesakes:,} places of this name; the likeliest by place_weights.yaml and the report's other places"
        )
    else:
        parts.append("the only place of this name in the gazetteer")
    return "; ".join(parts)


def cues_named(cues: dict[tuple[str, str, str], tuple[Cue, ...]], words: tuple[str, ...]) -> Iterator[Cue]:
    """The cues of these words, whatever links them."""
    return (cue for (word, *_), found in cues.items() if word in words for cue in found)
