"""The registry of actors and the tables of nouns."""

from __future__ import annotations

from pathlib import Path

import pytest

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.actors import BRANCHES, Actors, fold
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.roles import Roles

HEAD = "id\tname\taliases\tcountry\tsector\tkind\tstart\tend\tparents\tsource\n"


@pytest.fixture(scope="module")
def actors() -> Actors:
    return Actors(Countries())


def test_registry_is_large_and_whole(actors: Actors) -> None:
    countries = Countries()
    found = list(actors)
    assert len(found) >= 600
    assert all(actor.source for actor in found)
    past = {actor.id for actor in found if actor.kind == "country"}
    assert all(actor.country is None or countries.by_code(actor.country) or actor.country in past for actor in found)
    assert all(actor.start is None or actor.end is None or actor.start <= actor.end for actor in found)


@pytest.mark.parametrize(
    ("name", "on", "id", "why"),
    [
        ("Hizbollah", None, "HEZBOLLAH", "another spelling"),
        ("al-Qaida", None, "ALQAEDA", "hyphens and spellings"),
        ("Túpac Amaru Revolutionary Movement", None, "MRTA", "accents don't matter"),
        ("FARC", "1990-05-01", "FARC", "an acronym on a date within"),
        ("FARC", "2024-01-01", None, "long after its end"),
        ("FARC", "2019-01-01", "FARC", "the dead are spoken of for some years"),
        ("Houthis", "1980-01-01", None, "before its start"),
        ("who", None, None, "an acronym needs its capitals"),
        ("SPLA", None, None, "two of that name without a date"),
        ("SPLA", "1990-01-01", "SPLMA", "one of them on a date"),
        ("no such group", None, None, "unknown"),
    ],
)
def test_by_name(actors: Actors, name: str, on: str | None, id: str | None, why: str) -> None:
    found = actors.by_name(name, on)
    assert (found.id if found else None) == id, why


@pytest.mark.parametrize("sector", sorted(BRANCHES))
def test_branches_of_states_come_by_rule(actors: Actors, sector: str) -> None:
    branch = actors.of_state("RUS", sector)
    assert branch is not None and branch.id == "RUS" + sector and branch.country == "RUS"
    assert actors.by_id("RUS" + sector) is branch


def test_no_branch_of_no_country(actors: Actors) -> None:
    assert actors.of_state("XXX", "MIL") is None and actors.by_id("XXXMIL") is None


def test_a_project_adds_and_overrides_rows(tmp_path: Path) -> None:
    rows = [
        "RIVER\tRiver Guard\tRG;Guards of the River\tMLI\tPRM\tarmed group\t2020\t\t\tour notes",
        "HAMAS\tHamas\t\tPSE\tPTY\tparty\t\t\t\tour notes",
    ]
    (tmp_path / "actors.tsv").write_text(HEAD + "\n".join(rows) + "\n")
    actors = Actors(Countries(), tmp_path)
    guard, hamas = actors.by_name("Guards of the River"), actors.by_name("Hamas")
    assert guard is not None and guard.id == "RIVER"
    assert hamas is not None and hamas.sector == "PTY"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("\tNameless\t\t\t\t\t\t\t\t", "id and name"),
        ("X\tX group\t\t\tFOO\t\t\t\t\t", "no sector"),
        ("X\tX group\t\tSyria\t\t\t\t\t\t", "no ISO 3166-1"),
        ("X\tX group\t\t\t\t\tlast year\t\t\t", "no ISO year"),
        ("X\tX group\t\t\t\t\t\t\tNOBODY\t", "its parent NOBODY"),
    ],
)
def test_broken_rows_are_refused(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "actors.tsv").write_text(HEAD + row + "\n")
    with pytest.raises(KnowledgeError, match=message):
        Actors(Countries(), tmp_path)


@pytest.mark.parametrize(
    ("words", "lemma", "noun", "sector"),
    [
        (["deputy", "foreign", "minister"], "minister", "deputy foreign minister", "GOV"),
        (["suicide", "bombers"], "bomber", "suicide bomber", "UAF"),
        (["hostage", "-", "takers"], "taker", "hostage-taker", "UAF"),
        (["jesuits"], "jesuits", "jesuit", "REL"),
        (["tank"], "tank", "tank", "MIL"),
    ],
)
def test_longest_noun_wins(words: list[str], lemma: str, noun: str, sector: str) -> None:
    found = Roles().noun(words, lemma, len(words) - 1)
    assert found is not None and (found[1].noun, found[1].sector) == (noun, sector)


def test_no_noun() -> None:
    assert Roles().noun(["treaty"], "treaty", 0) is None


def test_fold() -> None:
    assert fold("Al\u2011Qa\u2019ida") == "al qa'ida"


@pytest.mark.parametrize(
    ("on", "sector"),
    [(None, "REB"), ("1985", "REB"), ("1992-12-14", "REB"), ("1992-12-15", "PTY"), ("2010-01-01", "PTY")],
)
def test_sectors_have_dates(actors: Actors, on: str | None, sector: str) -> None:
    fmln = actors.by_id("FMLN")
    assert fmln is not None and fmln.at(on).sector == sector


def test_a_role_of_no_actor_is_refused(tmp_path: Path) -> None:
    (tmp_path / "actors_roles.tsv").write_text("id\tsector\tstart\tend\tsource\nNOBODY\tGOV\t\t\tour notes\n")
    with pytest.raises(KnowledgeError, match="NOBODY"):
        Actors(Countries(), tmp_path)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("URDPC", "CODECO"),
        ("Gran Grif", "GRANGRIF"),
        ("G-Pèp", "GPEP"),
        ("Third Assault Brigade", "3RDASSAULT"),
        ("Sudan Shield Forces", "SUDANSHIELD"),
        ("Al-Baraa ibn Malik Brigade", "ALBARAA"),
        ("Islamic State Sahel Province", "ISGS"),
        ("Special Deterrence Force", "RADA_LBY"),
        ("FARDC", "CODMIL"),
        ("Tatmadaw", "MMRMIL"),
        ("Joint Force of Armed Struggle Movements", "JOINTFORCE_SDN"),
        ("Sudan Founding Alliance", "TASIS"),
        ("Sovereignty Council", "TSC"),
        ("Karen Border Guard Force", "KARENBGF"),
        ("State Security and Peace Commission", "SSPC"),
        ("Convention for the Popular Revolution", "CRP_COD"),
        ("Kokorat San Ras", "KOKORATSANRAS"),
        ("Transitional Presidential Council", "TPC_HTI"),
        ("Nation's Shield Forces", "NATIONSHIELD"),
        ("Ukraine's State Emergency Service", "DSNS"),
        ("Gaza's civil defence agency", "CIVILDEFENCE_PSE"),
        ("Popular Forces", "POPULARFORCES_PSE"),
        ("Radwan Force", "RADWAN"),
        ("Suwayda National Guard", "SUWAYDAGUARD"),
        ("Comandos de la Frontera", "BORDERCOMMANDOS"),
        ("Los Tiguerones", "TIGUERONES"),
        ("Cártel del Noreste", "CARTELNORESTE"),
        ("Ma'awisley", "MACAWISLEY"),
        ("Amhara Fano National Force", "AFNF"),
        ("Tigray Interim Administration", "TIA"),
        ("Majeed Brigade", "BLA"),
        ("Counter-Terrorism Department", "CTD_PAK"),
        ("Amotekun Corps", "AMOTEKUN"),
        ("Bataillon d'Intervention Rapide", "BIR_CMR"),
    ],
)
def test_armed_groups_and_armies_by_their_names(actors: Actors, name: str, id: str) -> None:
    found = actors.by_name(name)
    assert found is not None and found.id == id


@pytest.mark.parametrize(
    ("name", "id", "sector"),
    [
        ("Sudan Doctors Network", "SUDANDOCTORS", "MED"),
        ("Sudanese Doctors' Union", "SUDANDOCTORSUNION", "MED"),
        ("Central Committee of Sudan Doctors", "CCSD", "MED"),
        ("Radio Tamazuj", "RADIOTAMAZUJ", "JRN"),
        ("DeepState", "DEEPSTATE", "NGO"),
        ("DeepState map", "DEEPSTATE", "NGO"),
        ("Yale's Humanitarian Research Lab", "YALEHRL", "EDU"),
        ("AyiboPost", "AYIBOPOST", "JRN"),
        ("RNDDH", "RNDDH", "NGO"),
        ("Mediazona", "MEDIAZONA", "JRN"),
        ("L'Orient Today", "LORIENT", "JRN"),
        ("Suwayda 24", "SUWAYDA24", "JRN"),
        ("Cabo Ligado", "CABOLIGADO", "NGO"),
        ("Zitamar News", "ZITAMAR", "JRN"),
        ("The Khorasan Diary", "KHORASANDIARY", "JRN"),
        ("SBM Intelligence", "SBMINTEL", "NGO"),
        ("Mimi Mefo Info", "MIMIMEFO", "JRN"),
    ],
)
def test_monitors_and_outlets_by_their_names(actors: Actors, name: str, id: str, sector: str) -> None:
    """Each under an id of its own: who is counted as one voice is told by it."""
    found = actors.by_name(name)
    assert found is not None and (found.id, found.sector) == (id, sector)


def test_few_names_are_shared(actors: Actors) -> None:
    """One force has one id: only acronyms are those of two."""
    owners: dict[str, set[str]] = {}
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            owners.setdefault(fold(name), set()).add(actor.id)
    assert all(len(name) <= 4 for name, ids in owners.items() if len(ids) > 1)


def test_no_armed_forces_have_two_ids(actors: Actors) -> None:
    """Rows of kind state whose name is that of the rule have the rule's id."""
    for actor in list(actors):
        branch = actors.of_state(actor.country, actor.sector) if actor.country and actor.sector in BRANCHES else None
        if branch is not None and fold(actor.name) == fold(branch.name):
            assert actor.id == branch.id


def test_the_army_of_a_land_is_dated(actors: Actors) -> None:
    assert actors.army_in("PSE", "2024-03-01") == "ISR"
    assert (actors.army_in("NAM", "1985-01-01"), actors.army_in("NAM", "2001-01-01")) == ("ZAF", "NAM")
    assert (actors.army_in("NAM"), actors.army_in("SDN")) == ("NAM", "SDN")
