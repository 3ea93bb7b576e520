"""The made-up stream that growth is measured on: every value quotes its text, and the seed decides it all."""

from collections import Counter
from itertools import islice

from benchmark.stream import stream
from warmonitor.records import Span


def test_every_value_quotes_the_characters_of_its_text() -> None:
    for record in islice(stream(), 300):
        text = record.report.text
        for claim in record.claims:
            event = claim.event
            spans = [event.trigger, *event.actors, *event.recipients, *event.places, *event.counts, *event.weapons]
            for span in (Span(claim.start, claim.end, claim.text), *spans):
                assert text[span.start : span.end] == span.text
        told = {claim.id for claim in record.claims}
        assert all(set(unit.claims) <= told for unit in record.incidents)


def test_the_seed_decides_and_all_kinds_come() -> None:
    records = list(islice(stream(), 1500))
    assert list(islice(stream(), 200)) == records[:200] != list(islice(stream(seed=1), 200))
    ids = Counter(record.report.id for record in records)
    assert any(number > 1 for number in ids.values())  # put right or taken back
    stances = {claim.attribution.stance for record in records for claim in record.claims if claim.attribution}
    assert stances == {"asserts", "denies"}
    assert any(not record.claims for record in records)
    texts = Counter(
        record.report.text.removeprefix("(").partition(" - ")[2] or record.report.text for record in records
    )
    assert max(texts.values()) > 1  # copies
