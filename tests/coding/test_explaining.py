"""Why a claim's values are what they are: the words, and the row of a table for each."""

from __future__ import annotations

import pytest

from coding.coded import coder
from warmonitor.knowledge import tables
from warmonitor.reading import prepare
from warmonitor.records import Published, Reason, Report

_PUBLISHED = Published("2025-06-04", "2025-06-04", "given")


def _explain(text: str) -> tuple[Reason, ...]:
    return coder().explain(prepare(Report("r", text, published=_PUBLISHED)))[1]


ROWS = [  # text, field, a part of the value, a part of the reason
    ("FARC dissidents killed two soldiers in Cauca.", "actors", "FARCDISSIDENTS", "subject of «killed»; actors.tsv: FARCDISSIDENTS"),
    ("The Kremlin threatened to bomb Odesa.", "actors", "RUSGOV", "actors_metonyms.tsv: Kremlin (RUS)"),
    ("Syrian soldiers shelled Idlib.", "actors", "SYRMIL", "nouns_actors.tsv: soldier is MIL"),
    ("Syrian soldiers shelled Idlib.", "actors", "SYRMIL", "countries.tsv: Syrian is SYR"),
    ("The M23 rebels took Goma. They killed ten farmers there.", "actors", "M23", "stands for «M23 rebels»"),
    ("Dozens of villagers were killed in Mopti.", "counts", "24 to 99", "vague_numbers.tsv: dozens is 24 to 99"),
    ("At least 12 children died in the bombing of Taiz.", "counts", "12 to …", "bounded by «at least»"),
    ("At least 12 children died in the bombing of Taiz.", "counts", "children", "count_groups.tsv: child is children"),
    ("The junta denied that it had bombed Bago.", "status", "actual, negative", "status_cues.tsv: deny, over its clause: "),
    ("Hamas threatened to shell Sderot.", "status", "actual, positive", "told as a fact"),
    ("Gunmen may have attacked the base at Djibo.", "status", "possible", "status_cues.tsv: may, beside it: possible"),
    ("Boko Haram shot ten farmers in Borno, police said.", "attribution", "asserts", "speech_verbs.tsv: say (asserts)"),
    ("According to the mayor, gunmen shot ten farmers.", "attribution", "asserts", "speech_phrases.tsv: according to (asserts)"),
    ("Gunmen shot ten farmers in Borno.", "attribution", "the report itself", "nobody's statement"),
    ("Gunmen shot ten farmers in Borno.", "codes", "CAMEO 193", "crosswalk.tsv: ASSAULT firearms"),
    ("Gunmen shot ten farmers in Borno on Monday.", "time", "2025-06-02, day", "published 2025-06-04, as given"),
    ("Gunmen shot ten farmers in Borno.", "time", "2025-06-0", "no words of time"),
    ("Warplanes bombed villages near Mekele.", "places", "near", "place_relations.yaml: near"),
    ("Gunmen shot ten farmers in Borno.", "perpetrator", "unknown", "don't say who it was"),
    ("Soldiers shot ten farmers in Borno.", "context", "military", "contexts.tsv: soldier is military"),
    ("Gunmen shot ten farmers in Borno.", "confidence", "0.", "told by a verb +"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field", "value", "rule"), ROWS)
def test_a_value_names_its_row(text: str, field: str, value: str, rule: str) -> None:
    told = [(reason.value or "", reason.rule) for reason in _explain(text) if reason.field == field]
    assert any(value in shown and rule in why for shown, why in told), told


def test_a_party_hangs_on_a_word_above_the_deed() -> None:
    (actor,) = {
        r.rule.split(";")[0] for r in _explain("Protesters planned to attack the embassy.") if r.field == "actors"
    }
    assert actor == "subject of «planned», which «attack» hangs on"


def test_every_value_of_a_claim_has_a_reason() -> None:
    text = "On Monday Houthi drones hit two tankers off Hodeidah, wounding at least six sailors, the coastguard said."
    coded, reasons = coder().explain(prepare(Report("r", text, published=_PUBLISHED)))
    for claim in coded.claims:
        fields = [reason.field for reason in reasons if reason.claim == claim.id]
        event = claim.event
        for name in ("actors", "recipients", "places", "counts", "weapons", "context"):
            assert fields.count(name) == len(getattr(event, name)), (name, claim.text)
        assert {"type", "time", "status", "attribution", "confidence"} <= set(fields)
        assert ("perpetrator" in fields) == (event.perpetrator is not None)


def test_what_was_dropped_says_so() -> None:
    text = "Rebels shelled the town of Rutshuru on Monday, killing six.\n\nSign up for our newsletter\n\nShare this article"
    dropped = [reason for reason in _explain(text) if reason.field == "dropped"]
    assert dropped and all(
        reason.claim is None and "furniture.yaml" in reason.rule and reason.text for reason in dropped
    )


def test_what_was_refused_names_the_row_that_it_would_have_answered() -> None:
    told = [(r.value, r.text, r.rule) for r in _explain("Talk of a truce was heard.") if r.field == "refused"]
    assert (
        "CONSULT",
        "Talk",
        "triggers.tsv: talk (noun) is CONSULT; nobody is named who does it, and words need a speaker",
    ) in told


def test_relations_and_weights_have_plain_words() -> None:
    known = {(row["of"], row["key"]) for row in tables.rows("reasons")}
    weights = {name for name in tables.entries("confidence") if not name.startswith("refuse")}
    assert {("feature", name.partition(":")[0] + ":" if ":" in name else name) for name in weights} <= known
    links = {row["link"] for row in tables.rows("status_cues")}
    assert {("link", link) for link in links} <= known
