"""Attributed stretches: table tests, a row with its one-line reason, and properties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coding.parsed import parse
from warmonitor.coding.parse import Parse
from warmonitor.coding.statements import FoundStatement, StatementFinder, innermost, outermost

FINDER = StatementFinder()


def words(read: Parse, extent: tuple[int, int] | None) -> str | None:
    return read.span(*extent).text if extent else None


def told(text: str) -> list[tuple[str, str | None]]:
    """(content, speaker) of the outermost statements."""
    read = parse(text)
    return [(s.span.text, words(read, s.speaker)) for s in outermost(FINDER.find(read))]


def holding(text: str, part: str) -> tuple[Parse, FoundStatement]:
    """The parse and the statement that holds these words most closely."""
    read = parse(text)
    found = [s for s in FINDER.find(read) if part in s.span.text]
    assert found, f"no statement holds {part!r}: {told(text)}"
    return read, min(found, key=lambda s: s.last - s.first)


CONTENTS = [
    ("title and name before", "Gunmen killed two people, the head of the hospital, Mary Roe, said in a statement.", "killed two people", "the head of the hospital, Mary Roe"),
    ("after", "The army said that rebels had shelled the town.", "that rebels had shelled the town", "The army"),
    ("before", "Rebels shelled the town, the army said.", "Rebels shelled the town", "the army"),
    ("inverted", "Rebels shelled the town, said the governor of the province.", "Rebels shelled the town", "the governor of the province"),
    ("no that", "Witnesses said gunmen opened fire on a convoy.", "gunmen opened fire on a convoy", "Witnesses"),
    ("according to, at the end", "Six soldiers were killed on Monday, according to the ministry.", "Six soldiers were killed on Monday", "the ministry"),
    ("according to, at the start", "According to the monitor, two villages were burned.", "two villages were burned", "the monitor"),
    ("as said", "As the minister noted, the border remains closed.", "the border remains closed", "the minister"),
    ("urged", "The envoy urged both sides to halt the fighting.", "both sides to halt the fighting", "The envoy"),
    ("called for", "The council called for an immediate ceasefire.", "an immediate ceasefire", "The council"),
    ("called on", "Turkey called on Russia to stop the raids.", "Russia to stop the raids", "Turkey"),
    ("vowed", "The president vowed to retake the city.", "to retake the city", "The president"),
    ("accused of", "Kyiv accused Moscow of shelling a hospital.", "Moscow of shelling a hospital", "Kyiv"),
    ("blamed for", "Officials blamed the rebels for the blast.", "the rebels for the blast", "Officials"),
    ("denied", "The militia denied that it had fired on the convoy.", "that it had fired on the convoy", "The militia"),
    ("gerund", "Israel has acknowledged having carried out air strikes in Syria.", "having carried out air strikes in Syria", "Israel"),
    ("denied doing", "The militia denied shelling the market.", "shelling the market", "The militia"),
    ("condemned", "The United Nations condemned the attack.", "the attack", "The United Nations"),
    ("participle", "The general rejected the report, saying no civilians had died.", "no civilians had died", "The general"),
    ("noun", "The group's claim that it shot down the plane was false.", "that it shot down the plane", "The group's"),
    ("with-phrase", "Talks stalled, with spokesman Ali Hassan saying the offer was an insult.", "the offer was an insult", "spokesman Ali Hassan"),
    ("conjoined verb", "The mayor criticised the raid and said it had killed three children.", "it had killed three children", "The mayor"),
    ("agent of a passive", "The governor was accused by the opposition of arming the militia.", "of arming the militia", "the opposition"),
    ("straight quotation", '"We will not surrender," the commander said.', '"We will not surrender,"', "the commander"),
    ("curly quotation", "“We will not surrender,” said the commander.", "“We will not surrender,”", "the commander"),
    ("guillemets", "«We will not surrender», the commander said.", "«We will not surrender»", "the commander"),
    ("single marks", "'We will not surrender,' the commander said.", "'We will not surrender,'", "the commander"),
    ("introduced quotation", 'The minister said: "Our patience has run out."', '"Our patience has run out."', "The minister"),
    ("quotation resumed", '"We are ready," he said. "They are not ready at all."', '"They are not ready at all."', "he"),
    ("unknown verb after a comma", '"Nobody asked us," the villagers shot back.', '"Nobody asked us,"', "the villagers"),
    ("relative", "The camp, which officials say houses 4,000 people, was hit.", "houses 4,000 people", "officials"),
    ("headline", "Erdogan: We will not leave Syria", "We will not leave Syria", "Erdogan"),
    ("headline verb", "Assad says rebels will be crushed", "rebels will be crushed", "Assad"),
    ("wire dateline", "BEIRUT (AP) — Militants seized a village on Sunday, residents said.", "Militants seized a village on Sunday", "residents"),
    ("quoted as saying", "State television quoted the general as saying the city had fallen.", "the city had fallen", "the general"),
    ("headline with a dash", "Rebels seize army base - monitor", "Rebels seize army base", "monitor"),
    ("trailing clause", "Rebels left the town, a war monitor said on Friday, after troops moved in.", "Rebels left the town", "a war monitor"),
    ("long dateline", "JUBA, South Sudan, May 2 (Radio Miraya) - Two men burned down a church, sources said.", "Two men burned down a church", "sources"),
    ("no dateline", "Moscow - which has troops there - said it would respond.", "it would respond", "Moscow"),
    ("strayed clause", "The premier warned at a rally in the capital that the war would spread.", "that the war would spread", "The premier"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "content", "speaker"), CONTENTS, ids=[row[0] for row in CONTENTS])
def test_content_and_speaker(reason: str, text: str, content: str, speaker: str) -> None:
    assert any(c.endswith(content) and len(c) < len(content) + 40 and speaker in (s or "") for c, s in told(text)), (
        told(text)
    )


PIECES = [
    ("aside", "The bridge, police said, was blown up overnight.", ["The bridge", "was blown up overnight"], "police"),
    ("interrupted quotation", '"The bridge," police said, "was blown up overnight."', ['"The bridge,"', '"was blown up overnight."'], "police"),
    ("two sentences in one", '"We came. We saw nothing," the monitor said.', ['"We came. We saw nothing,"'], "the monitor"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "pieces", "speaker"), PIECES, ids=[row[0] for row in PIECES])
def test_unbroken_stretches(reason: str, text: str, pieces: list[str], speaker: str) -> None:
    assert [(p, speaker) for p in pieces] == told(text)


def test_quotation_over_paragraphs_is_one() -> None:
    text = '"We lost everything," said Amina Saleh.\n"The school is gone.\n"The clinic is gone too."'
    assert told(text)[-1] == ('"The school is gone.\n"The clinic is gone too."', "Amina Saleh")


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = 'The minister said: "We will respond.\nThe market was calm on Monday.'
    assert told(text) == [('"We will respond.', "The minister")]


def test_mistyped_mark_closes() -> None:
    text = "\"We know nothing,' said Scott Winey. The council met on Monday and took no decision."
    assert told(text) == [("\"We know nothing,'", "Scott Winey")]


def test_pure_quotation_continues_the_last_speaker() -> None:
    text = "The general told reporters the town had been retaken.\n“It was a hard fight for all of us.”"
    assert told(text)[-1] == ("“It was a hard fight for all of us.”", "The general")


def test_nobody_speaks_a_floating_quotation() -> None:
    text = 'Troops are massing around the province. "Do not let this happen!"'
    assert told(text) == [('"Do not let this happen!"', None)]


def test_relative_speaker_in_the_next_sentence_is_its_noun() -> None:
    text = 'The report was rejected by Omar Khalil, who said it was biased. "It ignores our dead completely."'
    assert told(text)[-1] == ('"It ignores our dead completely."', "Omar Khalil")


SILENT = [
    ("scare quotes", 'The so-called "safe zone" was shelled again on Friday.'),
    ("title", 'The film "Black Hawk Down" was shown in the town.'),
    ("apostrophes", "The workers' union and the miners' federation met in the '90s."),
    ("plain report", "Rebels shelled the town and captured a bridge on Monday."),
    ("in charge of", "The colonel in charge of the base was killed."),
    ("physical verbs", "Rebels attacked the barracks and blasted the gate."),
    ("heading in single marks", "The town was quiet.\n'A long winter.'\nSnow fell on Monday."),
]


@pytest.mark.parametrize(("reason", "text"), SILENT, ids=[row[0] for row in SILENT])
def test_no_statement(reason: str, text: str) -> None:
    assert told(text) == []


KINDS = [
    ("asserts", "The army said rebels shelled the town.", "shelled", "asserts", "indirect"),
    ("acknowledges", "Israel acknowledged that it had bombed the site.", "bombed", "acknowledges", "indirect"),
    ("denies", "Russia denied bombing the hospital.", "hospital", "denies", "indirect"),
    ("doubts", "Analysts doubted that the truce would hold.", "truce", "doubts", "indirect"),
    ("accuses", "Ankara accused the militia of firing first.", "militia", "accuses", "indirect"),
    ("mixed", 'The minister said the raid was "a grave mistake" by the allies.', "grave mistake", "asserts", "mixed"),
    ("direct", '"It was a grave mistake," the minister said.', "grave mistake", "asserts", "direct"),
    ("described as", 'He described the vote as a sign of "strong resolve" in the north.', "strong resolve", "asserts", "mixed"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "part", "stance", "quoted"), KINDS, ids=[row[0] for row in KINDS])
def test_stance_and_quoting(reason: str, text: str, part: str, stance: str, quoted: str) -> None:
    _, statement = holding(text, part)
    assert (statement.stance, statement.quoted) == (stance, quoted)


CARRIED = [
    ("statement", "The ministry said in a statement that two soldiers died.", "two soldiers", "a statement", None),
    ("social medium", "The president wrote on Twitter that the deal was dead.", "deal was dead", "Twitter", None),
    ("told an agency", "A commander told Reuters that the base had fallen.", "base had fallen", None, "Reuters"),
    ("told the press", "A commander told reporters the base had fallen.", "base had fallen", None, "reporters"),
    ("quoted by", "The general was quoted by state media as saying the city had fallen.", "city had fallen", None, "state media"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "part", "medium", "relay"), CARRIED, ids=[row[0] for row in CARRIED])
def test_medium_and_relay(reason: str, text: str, part: str, medium: str | None, relay: str | None) -> None:
    read, statement = holding(text, part)
    assert (words(read, statement.medium), words(read, statement.relayed_by)) == (medium, relay)


TOLD = [
    ("reported", "Residents reported heavy shelling.", "shelling", True),
    ("denied", "Russia denied the strike.", "strike", True),
    ("accused", "Kyiv accused Moscow of bombing a school.", "bombing", True),
    ("condemned", "Paris condemned the bombing.", "bombing", False),
    ("fears of", "There were fears of a massacre.", "massacre", True),
    ("concern over", "The envoy expressed concern over the massacre.", "massacre", False),
    ("discussed", "The ministers discussed the war.", "war", False),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "part", "is_told"), TOLD, ids=[row[0] for row in TOLD])
def test_held_out_or_only_spoken_of(reason: str, text: str, part: str, is_told: bool) -> None:
    _, statement = holding(text, part)
    assert statement.is_told is is_told


def test_paragraph_set_off_without_marks() -> None:
    text = "The governor wrote:\nOur town has been shelled for nine days and nobody comes."
    assert told(text) == [("Our town has been shelled for nine days and nobody comes.", "The governor")]


def test_transcript_lines_are_their_speakers() -> None:
    text = "SMITH: We had no warning at all. It was dark.\nJONES: They came from the north. We ran."
    assert told(text) == [
        ("We had no warning at all. It was dark", "SMITH"),
        ("They came from the north. We ran", "JONES"),
    ]


def test_abbreviated_title_ends_no_sentence() -> None:
    text = "“The patrol got there quickly,” said Lt. Wes Altom of the police. “Some of them were still on their way.”"
    assert [speaker for _, speaker in told(text)] == ["Lt. Wes Altom of the police"] * 2


def test_quotation_by_way_of_others() -> None:
    read, statement = holding("“We must act now,” she said, according to diplomats in the room.", "act now")
    assert (words(read, statement.speaker), words(read, statement.relayed_by)) == ("she", "diplomats in the room")


def test_citing_is_noted() -> None:
    read, statement = holding("The agency, citing a military source, said two jets had crashed.", "two jets")
    assert (words(read, statement.speaker), words(read, statement.cites)) == ("The agency", "a military source")


def test_denied_saying_is_marked() -> None:
    _, statement = holding("Police did not say that the gunman had died.", "the gunman")
    assert statement.is_unsaid


def test_nested_statements_are_kept_apart() -> None:
    text = "The mayor said the army had admitted that its troops fired first."
    read = parse(text)
    found = FINDER.find(read)
    inner = innermost(found, read.lower.index("fired"))
    assert inner is not None and inner.is_nested and words(read, inner.speaker) == "the army"
    assert [words(read, s.speaker) for s in outermost(found)] == ["The mayor"]
    assert innermost(found, 0) is None


def test_coordinate_reports_part_ways() -> None:
    text = "The envoy said the talks had failed, adding that both sides were to blame."
    assert told(text) == [("the talks had failed", "The envoy"), ("that both sides were to blame", "The envoy")]


FRAGMENTS = st.lists(
    st.sampled_from(['"', "“", "”", "'", "’", "``", "''", "«", "»", "said", "He said", "that", ",", ".", ":", "?", "\n", "\n\n", "rebels", "fired",
                     "according to", "police", "(", "-", "—", "Mr. Khan", "told Reuters", "as saying"]),
    max_size=30,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(FRAGMENTS)
def test_any_text_gives_statements_that_quote_it(pieces: list[str]) -> None:
    text = " ".join(pieces)
    read = parse(text)
    found = FINDER.find(read)
    assert found == FINDER.find(read)
    assert len({(s.first, s.last) for s in found}) == len(found)
    for s in found:
        assert 0 <= s.first < s.last <= len(read)
        assert text[s.span.start : s.span.end] == s.span.text
        for extent in (s.speaker, s.cue, s.medium, s.relayed_by):
            assert extent is None or 0 <= extent[0] < extent[1] <= len(read)
        assert (s.speaker is None) == (s.speaker_head is None)
