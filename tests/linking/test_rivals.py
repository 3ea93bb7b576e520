"""Versions against each other, concessions, support, parts of tolls."""

from factories import make_claim, make_count, make_party, make_report
from warmonitor.linking.grades import grade
from warmonitor.linking.incidents import build_incident
from warmonitor.linking.rivals import find_rivals
from warmonitor.linking.sides import may_speak_for, side_of_group, side_of_party
from warmonitor.linking.tolls import find_concessions
from warmonitor.linking.voices import Told
from warmonitor.records import Attribution, Claim, Party, Stance

MILITARY = {"sector": "MIL"}


def told(
    voice: str,
    actor: str | None = None,
    hit: str = "town",
    *,
    country: str = "SYR",
    sector: str = "MIL",
    speaker: str | None = None,
    stance: Stance = "asserts",
    killed: tuple[int, str | None] | None = None,
    denies: bool = False,
) -> Told:
    """A claim that somebody hit something, on the word of a voice or of a speaker of the actor's own side."""
    number, who = killed or (0, None)
    words = f"{number} {who or 'people'}"
    report = make_report(
        f"The {actor or 'unknown'} raid hit a {hit}, killing {words}, the {speaker or 'report'} said.", id=voice
    )
    actors = [Party(0, 1, actor, f"{country}{sector}", f"{actor} forces", country, sector)] if actor else []
    said = None
    if speaker:
        said = Attribution(
            (make_party(report, speaker, id=f"{country}GOV", country=country, sector="GOV"),), stance=stance
        )
    counts = [make_count(report, words, low=number, high=number, who=who)] if killed else []
    claim = make_claim(
        report, "raid", id=voice, actors=actors, recipients=[make_party(report, hit)], counts=counts, attribution=said
    )
    return Told(claim, report.id, voice, "2018-04-07", denies=denies)


def questions(*claims: Told) -> dict[str, list[str]]:
    return {rival.question: [version.value for version in rival.versions] for rival in find_rivals(claims)}


def test_who_did_it() -> None:
    claims = [told("A", "Russian", country="RUS"), told("B", "Syrian"), told("C", "Syrian")]
    assert questions(*claims) == {"who": ["Syrian forces", "Russian forces"]}  # that of most voices first
    assert find_rivals(claims) == find_rivals(claims[::-1])
    assert questions(told("A", "Syrian"), told("B")) == {}


def test_parties_of_one_country_that_cant_be_one() -> None:
    army = told("A", "Sudanese", country="SDN")
    rebels = told("B", "rebel", country="SDN", sector="REB")
    assert questions(army, rebels) == {"who": ["Sudanese forces", "rebel forces"]}
    assert grade([army, rebels]).grade == "Contested"
    police = told("C", "police", country="SDN", sector="COP")
    assert questions(army, police) == {}  # bodies of one state
    some = told("D", "other", country="SDN", sector="REB")
    assert questions(rebels, some) == {}  # whoever has no name of its own may be either


def test_groups_with_names_of_their_own() -> None:
    names = {"JNIM": "Jama'at Nasr al-Islam wal Muslimin", "ISGS": "Islamic State in the Greater Sahara"}

    def by(voice: str, group: str) -> Told:
        return Told(blame(voice, Party(0, 1, group, group, names[group], "MLI", "REB")), voice, voice, "2018-04-07")

    def blame(voice: str, actor: Party) -> Claim:
        report = make_report("The raid hit a village.", id=voice)
        return make_claim(report, "raid", id=voice, actors=[actor], recipients=[make_party(report, "village")])

    assert list(questions(by("A", "JNIM"), by("B", "ISGS"))) == ["who"]
    assert questions(by("A", "JNIM"), by("B", "JNIM")) == {}


def test_who_tells_a_deed_denies_only_that_they_did_it() -> None:
    accused = told("army", "rebel", country="SDN", sector="REB")
    accusing = told("rebels", "Sudanese", country="SDN")
    denial = told("rebels", "rebel", country="SDN", sector="REB", denies=True)
    assert questions(accused, accusing, denial) == {"who": ["rebel forces", "Sudanese forces", "not rebel forces"]}
    assert list(questions(accused, denial)) == ["happened"]  # they say no more than that
    admitted = told("rebels", "rebel", country="SDN", sector="REB")
    assert "happened" in questions(accused, admitted, denial)  # who has told it as their own deed now denies all of it


def test_rebels_of_a_country_are_not_its_army() -> None:
    rebels = Party(0, 1, "rebels", None, "rebels", "SYR", "REB")
    army = Party(0, 1, "army", "SYRMIL", "army", "SYR", "MIL")
    assert not may_speak_for(rebels, army) and may_speak_for(Party(0, 1, "x", None, None, "SYR", "GOV"), army)
    report = make_report("The army raid hit a town, rebels said.")
    claim = make_claim(report, "raid", actors=[army], attribution=Attribution((rebels,)))
    assert grade([Told(claim, "r", "A", "2018-04-07")]).grade == "Weak"


def test_whom_it_hit() -> None:
    found = questions(told("A", hit="hospital"), told("B", hit="militants' weapons depot"))
    assert found == {"whom": ["civilians (hospital)", "combatants (militants' weapons depot)"]}
    assert questions(told("A", hit="hospital"), told("B", hit="house")) == {}


def test_what_a_phrase_names_decides_the_side() -> None:
    sides = {
        words: side_of_party(Party(0, 1, words)) for words in ("rebel hospital", "hospital used by militants", "town")
    }
    assert sides == {"rebel hospital": "civilians", "hospital used by militants": "combatants", "town": None}
    assert side_of_party(Party(0, 1, "12 people", sector="CVL")) is None  # anybody
    assert (side_of_group("children"), side_of_group("soldiers"), side_of_group(None)) == (
        "civilians",
        "combatants",
        None,
    )


def test_tolls_that_exclude_each_other() -> None:
    claims = [told("A", killed=(5, None)), told("B", killed=(40, None)), told("C", killed=(40, None))]
    (rival,) = find_rivals(claims)
    assert (rival.question, rival.of, [version.value for version in rival.versions]) == ("toll", "killed", ["40", "5"])
    assert [version.voices for version in rival.versions] == [("B", "C"), ("A",)]


def test_told_and_denied() -> None:
    (rival,) = find_rivals([told("A"), told("B", speaker="ministry", stance="denies", denies=True)])
    assert [(version.value, version.voices) for version in rival.versions] == [
        ("it happened", ("A",)),
        ("it did not", ("ministry",)),
    ]


def test_a_concession_is_kept_apart() -> None:
    own = told("M", "Syrian", speaker="ministry", stance="acknowledges", killed=(4, "civilians"))
    other = told("B", "Syrian", killed=(30, "civilians"))
    (found,) = find_concessions([other, own])
    assert (found.speaker.text, found.of, found.who, found.low, found.high, found.claims) == (
        "ministry", "killed", "civilians", 4, 4, ("M",),
    )  # fmt: skip
    graded = grade([other, own])
    assert (graded.grade, graded.claims) == ("Confirmed", ("M",))
    assert find_concessions([told("M", "Syrian", speaker="ministry", stance="accuses", killed=(4, None))]) == ()


def test_parts_are_not_added_up() -> None:
    claims = [told("A", killed=(12, "civilians")), told("B", killed=(5, "children")), told("C", killed=(3, "soldiers"))]
    tolls = {toll.who: toll for toll in build_incident(claims, [], changed_at="t").counts}
    assert {who: (toll.part_of, toll.side) for who, toll in tolls.items()} == {
        "civilians": (None, "civilians"), "children": ("civilians", "civilians"), "soldiers": (None, "combatants"),
    }  # fmt: skip
    everyone = [*claims, told("D", killed=(20, None))]
    assert {toll.who: toll.part_of for toll in build_incident(everyone, [], changed_at="t").counts}[
        "soldiers"
    ] == "everyone"


def test_support_counts_voices_not_claims() -> None:
    found = build_incident(
        [told("A", "Syrian"), told("A", "Syrian"), told("B", hit="crowded square beside the old river")],
        [],
        changed_at="t",
    ).support
    numbers = {(one.field, one.value): (one.independent_voices, one.voices) for one in found}
    assert numbers["type", "ASSAULT"] == (2, ("A", "B"))
    assert numbers["actor", "Syrian forces"] == (1, ("A",))
