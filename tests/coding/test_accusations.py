"""What somebody, named or not, says that others did: an accusation is told as having happened, on the accuser's word."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code, one_claim, texts

# text, stance, cue, why
ACCUSED = [
    ("The alleged execution of prisoners by Wagner fighters shocked Bangui.", "accuses", "alleged", "an adjective"),
    ("Malian troops allegedly executed 30 villagers in Hombori.", "accuses", "allegedly", "an adverb"),
    ("The junta is accused of bombing a school in Sagaing.", "accuses", "accused", "a passive without an accuser"),
    ("Human Rights Watch alleged that Eritrean troops massacred civilians in Axum.", "accuses", "alleged", "a verb"),
    ("The prosecutor opened an inquiry into allegations that Burkinabe soldiers killed 223 villagers.", "accuses", "allegations", "under inquiry"),
    ("A court in Goma will hear accusations of mass rape against two army colonels.", "accuses", "accusations", "the court only hears them"),
    ("The reported shelling of a clinic by rebels in Taiz alarmed doctors.", "asserts", "reported", "no accusation, a report"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stance", "cue", "why"), ACCUSED)
def test_an_accusation_is_told_as_done_on_the_word_of_whoever_accuses(
    text: str, stance: str, cue: str, why: str
) -> None:
    told = one_claim(text, "ASSAULT")
    assert (told.status.modality, told.status.polarity) == ("actual", "positive"), why
    assert told.attribution is not None and told.attribution.cue is not None
    assert (told.attribution.stance, told.attribution.cue.text) == (stance, cue), why


# text, who did it, why
CULPRITS = [
    ("The panel will investigate allegations of rape against Congolese army officers.", ["Congolese army officers"], "behind against"),
    ("Allegations of torture by Ethiopian soldiers surfaced in Mekelle.", ["Ethiopian soldiers"], "by, behind the deed"),
    ("The Azerbaijani army denied accusations of torture of prisoners.", ["Azerbaijani army"], "who denies it is accused"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "actors", "why"), CULPRITS)
def test_who_is_accused_did_it_and_nobody_did_it_to_them(text: str, actors: list[str], why: str) -> None:
    told = one_claim(text, "ASSAULT")
    assert texts(told, "actors") == actors, why
    assert not set(texts(told, "recipients")) & set(actors), why
    assert told.attribution is None or actors != [s.text for s in told.attribution.speakers] or "denied" in text


# text, who denies it, why
CALLED_LIES = [
    ("The army called the reports of air strikes on the Nyala hospital lies.", "The army", "a noun at the end"),
    ("Houthi officials called the claim that they shelled Marib a fabrication.", "Houthi officials", "behind a clause"),
    ("The ministry described allegations of torture of detainees as baseless.", "The ministry", "behind as"),
    ("The army called reports that its jets bombed the hospital false.", "The army", "an adjective at the end"),
    ("The junta labelled reports of the massacre of farmers as propaganda.", "The junta", "another verb of naming"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "why"), CALLED_LIES)
def test_what_is_called_a_lie_is_denied(text: str, speaker: str, why: str) -> None:
    told = one_claim(text, "ASSAULT")
    assert told.status.polarity == "negative", why
    assert told.attribution is not None and told.attribution.stance == "denies"
    assert [party.text for party in told.attribution.speakers] == [speaker], why


def test_what_is_called_something_else_than_false_stands() -> None:
    told = one_claim("The envoy called the claim that the army shelled Marib credible.", "ASSAULT")
    assert told.status.polarity == "positive"


def test_an_accusation_that_nothing_supports_is_not_told_as_done() -> None:
    told = one_claim("There was no evidence to support the allegation that soldiers raped women in Tabit.", "ASSAULT")
    assert (told.status.modality, told.status.polarity) == ("possible", "negative")


# text, how many, why
HURT = [
    ("Five medics sustained injuries in a drone strike in Kherson.", 5, "sustained injuries"),
    ("Three soldiers received shrapnel wounds in the shelling of Chasiv Yar.", 3, "received wounds"),
    ("Two boys suffered burns when a mine exploded near Taiz.", 2, "suffered burns"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "hurt", "why"), HURT)
def test_who_suffers_wounds_is_counted_as_injured(text: str, hurt: int, why: str) -> None:
    (incident,) = code(text).incidents
    assert [(count.of, count.low, count.high) for count in incident.counts] == [("injured", hurt, hurt)], why


def test_injuries_of_peace_are_no_attack() -> None:
    assert claims_of("The striker sustained injuries in a friendly against Lyon.", "ASSAULT") == []


# text, who gives the figure, why
TOLLS = [
    (
        "Shells hit a camp in Kutkai on Friday. Medics put the death toll at 17.",
        "Medics",
        "a figure that somebody puts",
    ),
    ("Raids hit Rutshuru. The United Nations put the toll at 17 dead.", "The United Nations", "a toll of the dead"),
]


@pytest.mark.parametrize(("text", "speaker", "why"), TOLLS)
def test_who_puts_a_toll_at_a_figure_tells_it(text: str, speaker: str, why: str) -> None:
    [told] = [claim for claim in claims_of(text) if any(count.of == "killed" for count in claim.event.counts)]
    assert told.attribution is not None and [one.text for one in told.attribution.speakers] == [speaker], why


@pytest.mark.parametrize(
    "text",
    [
        "The governor of Kassala warned that the death toll could rise.",
        "Aid agencies warned that hunger would spread in Jonglei.",
        "Hospitals in Gaza warned they could run out of fuel within days.",
        "The World Food Programme warned of famine in Darfur.",
    ],
)
def test_who_warns_of_what_may_come_by_itself_threatens_nobody(text: str) -> None:
    assert not [claim for claim in claims_of(text) if claim.event.type == "THREATEN"]


def test_who_warns_of_what_they_would_do_threatens() -> None:
    told = one_claim("Tehran warned that it would strike Israeli bases if attacked.", "THREATEN")
    assert texts(told, "actors") == ["Tehran"]
