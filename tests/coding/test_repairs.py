"""Mending of parses: what is mended, and the look-alikes that are not.

A parse is written a word a token: `word:TAG:dep:head`, the head counted from 0; the lemma is given behind a slash where it isn't the word.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from warmonitor.coding.repairs import mend


@dataclass
class Arcs:
    """As much of a parse as repairs need."""

    word: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    label: list[str] = field(default_factory=list)


def arcs(notation: str) -> Arcs:
    found = Arcs()
    for token in notation.split():
        form, tag, dep, head = token.rsplit(":", 3)
        word, _, lemma = form.partition("/")
        found.word.append(word)
        found.pos.append("PROPN" if tag.startswith("NNP") else {"V": "VERB", "N": "NOUN"}.get(tag[0], "X"))
        found.lower.append(word.lower())
        found.lemma.append(lemma or word.lower())
        found.tag.append(tag)
        found.dep.append(dep)
        found.head.append(int(head))
        found.label.append("")
    return found


def changes(notation: str) -> set[tuple[str, str, str]]:
    """(word, relation, word it now hangs on) of the tokens that repairs gave another place."""
    p, before = arcs(notation), arcs(notation)
    mend(p, 0)
    return {
        (p.word[i], p.dep[i], p.word[p.head[i]])
        for i in range(len(p.head))
        if (p.head[i], p.dep[i]) != (before.head[i], before.dep[i])
    }


MENDED = [
    (
        "Jets:NNS:nsubj:1 believed/believe:VBD:ROOT:1 to:TO:aux:3 be:VB:xcomp:1 Russian:JJ:acomp:3 struck/strike:VBD:ccomp:1 Idlib:NNP:dobj:5",
        {("Jets", "nsubj", "struck"), ("believed", "acl", "Jets"), ("struck", "ROOT", "struck")},
        "the jets struck, whatever they are believed to be",
    ),
    (
        "Gunmen:NNS:nsubj:1 believed/believe:VBD:ROOT:1 to:TO:aux:3 belong:VB:xcomp:1 to:IN:prep:3 rebels:NNS:pobj:4 opened/open:VBD:conj:1 fire:NN:dobj:6",
        {("Gunmen", "nsubj", "opened"), ("believed", "acl", "Gunmen"), ("opened", "ROOT", "opened")},
        "nor are two verbs joined by nothing",
    ),
    (
        "Shelling/shell:VBG:advcl:3 by:IN:agent:0 troops:NNS:pobj:1 wounded/wound:VBD:ROOT:3 pupils:NNS:dobj:3",
        {("Shelling", "nsubj", "wounded")},
        "the shelling wounded them: the verb has no other subject",
    ),
    (
        "On:IN:prep:3 Monday:NNP:compound:2 rebels:NNS:pobj:0 said/say:VBD:ROOT:3 soldiers:NNS:nsubj:5 fled/flee:VBD:ccomp:3",
        {("Monday", "pobj", "On"), ("rebels", "nsubj", "said")},
        "the rebels of no day say it",
    ),
    (
        "Police:NNS:nsubj:1 said/say:VBD:ROOT:1 on:IN:prep:1 Tuesday:NNP:compound:4 rebels:NNS:pobj:2 attacked/attack:VBD:ccomp:1 Goma:NNP:dobj:5",
        {("Tuesday", "pobj", "on"), ("rebels", "nsubj", "attacked")},
        "rebels are of no day",
    ),
    (
        "Army/army:NN:compound:2 shells/shell:NNS:compound:2 village:NN:ROOT:2 in:IN:prep:2 Kachin:NNP:pobj:3",
        {("Army", "nsubj", "shells"), ("shells", "ROOT", "shells"), ("village", "dobj", "shells")},
        "a headline's verb in -s is no plural",
    ),
    (
        "attack:NN:ROOT:0 killed/kill:VBN:acl:0 over:IN:prep:1 40:CD:pobj:2",
        {
            ("attack", "nsubj", "killed"),
            ("killed", "ROOT", "killed"),
            ("40", "dobj", "killed"),
            ("over", "quantmod", "40"),
        },
        "nobody kills an attack",
    ),
    (
        "Rockets/rocket:NNS:nsubj:1 fired/fire:VBN:ROOT:1 from:IN:prep:1 Gaza:NNP:pobj:2 hit:VBD:advcl:1 Ashkelon:NNP:dobj:4",
        {("Rockets", "nsubj", "hit"), ("fired", "acl", "Rockets"), ("hit", "ROOT", "hit")},
        "the rockets hit, wherever they were fired from",
    ),
    (
        "Union:NNP:ROOT:0 which:WDT:nsubj:2 has:VBZ:relcl:0 observers:NNS:dobj:2 ,:,:punct:0 called/call:VBD:acl:0 on:IN:prep:5 both:DT:pobj:6",
        {("Union", "nsubj", "called"), ("called", "ROOT", "called")},
        "a past tense behind a relative clause is the sentence's verb",
    ),
    (
        "UN:NNP:compound:1 envoy:NN:ROOT:1 to:TO:aux:3 visit:VB:relcl:1 Muscat:NNP:dobj:3",
        {("envoy", "nsubj", "visit"), ("visit", "ROOT", "visit")},
        "a headline tells what is to come by an infinitive",
    ),
    (
        "shelling:NN:nsubj:1 hit:VBD:ccomp:10 a:DT:det:3 market:NN:dobj:1 ,:,:punct:10 killing/kill:VBG:advcl:1 nine:CD:nummod:7 "
        "civilians:NNS:nsubj:10 the:DT:det:9 Observatory:NNP:appos:7 said/say:VBD:ROOT:10",
        {("civilians", "dobj", "killing"), ("Observatory", "nsubj", "said")},
        "the dead don't speak: the name beside them does",
    ),
    (
        "gang:NN:nsubj:3 this:DT:det:2 morning:NN:npadvmod:3 killed/kill:VBD:ROOT:3 Pedro:NNP:compound:5 Lopez:NNP:nsubj:3",
        {("Lopez", "dobj", "killed")},
        "a verb has one subject; the name behind it is its object",
    ),
    (
        "Militants:NNS:nsubj:1 shot/shoot:VBD:ROOT:1 dead:JJ:amod:3 worshippers:NNS:dobj:1",
        {("dead", "oprd", "shot")},
        "shot dead worshippers, not shot worshippers that were dead",
    ),
    (
        "Gunmen:NNS:nsubj:1 shot/shoot:VBD:ROOT:1 dead:JJ:acomp:1 a:DT:det:4 teenager:NN:pobj:2",
        {("teenager", "dobj", "shot")},
        "the teenager is the verb's object",
    ),
    (
        "Rebels:NNS:nsubj:1 shelled/shell:VBD:ccomp:8 town:NN:dobj:1 ,:,:punct:8 on:IN:prep:8 Monday:NNP:pobj:4 ,:,:punct:8 residents:NNS:nsubj:8 said/say:VBD:ROOT:8",
        {("on", "prep", "shelled")},
        "what stands before the speaker is told",
    ),
    (
        "group:NN:nsubj:1 denied/deny:VBD:ROOT:1 carrying/carry:VBG:xcomp:1 out:RP:prt:2 attack:NN:dobj:2 and:CC:cc:2 blamed/blame:VBD:conj:2 army:NN:dobj:6",
        {("blamed", "conj", "denied")},
        "two finite verbs side by side",
    ),
    (
        "They:PRP:nsubj:1 said/say:VBD:ROOT:1 army:NN:nsubj:3 left/leave:VBD:ccomp:1 ;:.:punct:1 villagers:NNS:nsubj:6 fled/flee:VBD:ccomp:1",
        {("fled", "conj", "said")},
        "a clause after a semicolon stands beside what is said",
    ),
    (
        "raids:NNS:ROOT:0 ceased/cease:VBN:acl:0 on:IN:prep:1 Tuesday:NNP:pobj:2",
        {("raids", "nsubj", "ceased"), ("ceased", "ROOT", "ceased")},
        "nothing is ceased by anybody",
    ),
]


@pytest.mark.parametrize(("notation", "expected", "why"), MENDED, ids=[row[2] for row in MENDED])
def test_misplaced_words_are_mended(notation: str, expected: set[tuple[str, str, str]], why: str) -> None:
    assert changes(notation) == expected, why


LOOKALIKES = [
    (
        "Officials:NNS:nsubj:1 believed/believe:VBD:ROOT:1 jets:NNS:nsubj:3 struck/strike:VBD:ccomp:1 Idlib:NNP:dobj:3",
        "who believes is not who struck",
    ),
    (
        "Officials:NNS:nsubj:1 claimed/believe:VBD:ROOT:1 to:TO:aux:3 be:VB:xcomp:1 honest:JJ:acomp:3 and:CC:cc:1 feared/fear:VBD:conj:1 reprisals:NNS:dobj:6",
        "a verb joined to the belief is no clause below it",
    ),
    (
        "Police:NNS:nsubj:1 tried/try:VBD:ROOT:1 to:TO:aux:3 learn:VB:xcomp:1 who:WP:nsubj:5 struck/strike:VBD:ccomp:1 Idlib:NNP:dobj:5",
        "trying is no belief",
    ),
    (
        "raid:NN:nsubj:1 failed/fail:VBD:ccomp:7 ,:,:punct:7 killing/kill:VBG:advcl:1 nobody:NN:dobj:3 ,:,:punct:7 villagers:NNS:nsubj:7 said/say:VBD:ROOT:7",
        "nobody is named beside who speaks",
    ),
    (
        "army:NN:nsubj:1 advanced/advance:VBD:ccomp:8 ,:,:punct:8 citing/cite:VBG:advcl:1 residents:NNS:nsubj:8 ,:,:punct:4 the:DT:det:7 mayor:NN:appos:4 said/say:VBD:ROOT:8",
        "who is cited isn't harmed",
    ),
    (
        "Backed/back:VBN:advcl:3 by:IN:agent:0 jets:NNS:pobj:1 advanced/advance:VBD:ROOT:3 troops:NNS:nsubj:3",
        "a participle in the passive is no deed",
    ),
    (
        "Speaking/speak:VBG:advcl:6 in:IN:prep:0 Goma:NNP:pobj:1 ,:,:punct:6 the:DT:det:5 mayor:NN:nsubj:6 wept/weep:VBD:ROOT:6",
        "a verb with a subject has no other",
    ),
    (
        "Police:NNS:nsubj:1 said/say:VBD:ROOT:1 after:IN:prep:1 Tuesday:NNP:compound:4 talks:NNS:pobj:2 rebels:NNS:nsubj:6 fled/flee:VBD:ccomp:1",
        "talks may be of a day, where others do what is told",
    ),
    (
        "Army:NN:compound:2 raids/raid:NNS:compound:2 victims:NNS:ROOT:2 were/be:VBD:relcl:2 buried/bury:VBN:acl:2",
        "a plural before a noun, where another verb stands",
    ),
    (
        "police:NNS:ROOT:0 killed/kill:VBN:acl:0 over:IN:prep:1 Easter:NNP:pobj:2",
        "police may be killed, and Easter is no number",
    ),
    (
        "Rockets/rocket:NNS:nsubj:2 were/be:VBD:auxpass:2 fired/fire:VBN:ROOT:2 as:IN:mark:5 troops:NNS:nsubj:5 left/leave:VBD:advcl:2",
        "a whole passive keeps its clause",
    ),
    (
        "men:NNS:ROOT:0 arrested/arrest:VBD:acl:0 in:IN:prep:1 the:DT:det:4 raid:NN:pobj:2",
        "what stands right behind its noun may be its participle",
    ),
    (
        "list:NN:ROOT:0 of:IN:prep:0 towns:NNS:pobj:1 long:RB:advmod:4 held/hold:VBD:acl:2 by:IN:agent:4 rebels:NNS:pobj:5",
        "and so is what is done by somebody",
    ),
    ("plan:NN:ROOT:0 to:TO:aux:2 visit:VB:acl:0 Muscat:NNP:dobj:2", "a plan visits nobody"),
    (
        "Are/be:VBP:ROOT:0 you:PRP:nsubj:0 a:DT:det:3 soldier:NN:attr:0",
        "a question has its subject behind the verb",
    ),
    (
        "reporter:NN:nsubj:1 are/be:VBP:ROOT:1 you:PRP:nsubj:1 sure:JJ:acomp:1",
        "and so it has behind a label",
    ),
    (
        "gang:NN:nsubj:1 killed/kill:VBD:ROOT:1 Lopez:NNP:dobj:1 police:NNS:nsubj:1",
        "a verb with an object takes no other",
    ),
    (
        "group:NN:nsubj:1 warned/warn:VBD:ROOT:1 army:NN:nsubj:3 attacks/attack:VBZ:ccomp:1",
        "each verb has its own subject",
    ),
    (
        "talks:NNS:nsubj:1 are/be:VBP:ROOT:1 due:JJ:acomp:1 to:IN:prep:2 start:NN:pobj:2",
        "an adjective with a complement of its own keeps it",
    ),
    (
        "Villagers:NNS:nsubj:1 buried/bury:VBD:ROOT:1 dead:JJ:amod:3 cattle:NNS:dobj:1",
        "buried cattle were dead before",
    ),
    (
        "question:NN:nsubj:1 remains/remain:VBZ:ccomp:8 open:JJ:acomp:1 ::.:punct:8 in:IN:prep:8 hours:NNS:pobj:4 ,:,:punct:8 allies:NNS:nsubj:8 warned/warn:VBD:ROOT:8",
        "what follows a colon belongs to what comes after",
    ),
    (
        "Rebels:NNS:nsubj:1 advanced/advance:VBD:ccomp:6 ,:,:punct:6 on:IN:prep:6 Monday:NNP:pobj:3 army:NN:nsubj:6 fled/flee:VBD:ROOT:6",
        "who flees tells nothing",
    ),
    (
        "Officials:NNS:nsubj:3 on:IN:prep:0 Monday:NNP:pobj:1 said/say:VBD:ROOT:3 rebels:NNS:nsubj:5 attacked/attack:VBD:ccomp:3",
        "what stands with the speaker is the speaker's",
    ),
    (
        "army:NN:nsubj:1 denied/deny:VBD:ROOT:1 bombing/bomb:VBG:xcomp:1 camp:NN:dobj:2 and:CC:cc:2 killing/kill:VBG:conj:2 civilians:NNS:dobj:5",
        "two denied deeds stay together",
    ),
    (
        "army:NN:nsubj:1 said/say:VBD:ROOT:1 rebels:NNS:nsubj:3 fled/flee:VBD:ccomp:1 and:CC:cc:3 surrendered/surrender:VBD:conj:3",
        "what else is said stays said",
    ),
    (
        "They:PRP:nsubj:1 said/say:VBD:ROOT:1 in:IN:prep:1 Goma:NNP:pobj:2 ;:.:punct:1 villagers:NNS:npadvmod:6 fleeing/flee:VBG:ccomp:1",
        "what has no subject and tense is no clause of its own",
    ),
    (
        "They:PRP:nsubj:1 said/say:VBD:ROOT:1 villagers:NNS:nsubj:3 fled/flee:VBD:ccomp:1 ;:.:punct:1",
        "nor is what stands before the mark",
    ),
    (
        "soldiers:NNS:nsubjpass:3 killed/kill:VBN:acl:0 were/be:VBD:auxpass:3 buried/bury:VBN:ROOT:3",
        "those who are killed are passive",
    ),
    (
        "report:NN:ROOT:0 of:IN:prep:0 raids:NNS:pobj:1 ceased/cease:VBN:acl:2",
        "a noun inside another's phrase has no clause",
    ),
]


@pytest.mark.parametrize(("notation", "why"), LOOKALIKES, ids=[row[1] for row in LOOKALIKES])
def test_lookalikes_stay_as_the_parser_has_them(notation: str, why: str) -> None:
    assert changes(notation) == set(), why


def test_only_what_came_last_is_mended() -> None:
    """Stretches before the given token were mended when they came."""
    p = arcs("raids:NNS:ROOT:0 ceased/cease:VBN:acl:0 raids:NNS:ROOT:2 ceased/cease:VBN:acl:2")
    mend(p, 2)
    assert (p.head, p.dep) == ([0, 0, 3, 3], ["ROOT", "acl", "nsubj", "ROOT"])


@pytest.mark.parametrize(
    ("notation", "verb", "doer", "harmed"),
    [
        (
            "In:IN:ROOT:0 Kirkuk:NNP:pobj:0 a:DT:det:4 sniper:NN:compound:4 shot:NN:appos:1 dead:JJ:prep:4 a:DT:det:7 teacher:NN:pobj:5",
            4,
            3,
            7,
        ),
        ("A:DT:det:2 sniper:NN:compound:2 shot:NN:nsubj:3 dead:JJ:ROOT:3 a:DT:det:5 teacher:NN:dobj:3", 2, 1, 5),
        (
            "Police:NNS:nsubj:1 said/say:VBD:ROOT:1 a:DT:det:4 sniper:NN:compound:4 shot:NN:nmod:6 dead:JJ:amod:6 teachers:NNS:dobj:1",
            4,
            3,
            6,
        ),
    ],
)
def test_a_shot_that_is_a_verb(notation: str, verb: int, doer: int, harmed: int) -> None:
    p = arcs(notation)
    mend(p, 0)
    assert (p.lemma[verb], p.dep[doer], p.head[doer], p.dep[harmed], p.head[harmed]) == (
        "shoot",
        "nsubj",
        verb,
        "dobj",
        verb,
    )
    roots = [i for i, head in enumerate(p.head) if head == i]
    assert len(roots) == 1


def test_an_unknown_town_behind_the_verb_is_its_object() -> None:
    p = arcs("The:DT:det:1 army:NN:nsubj:2 shelled/shell:VBD:ROOT:2 Kupiansk:NNP:advmod:2")
    mend(p, 0)
    assert (p.head[3], p.dep[3]) == (2, "dobj")


def test_up_to_a_number_is_the_object() -> None:
    p = arcs(
        "rebels:NNS:nsubj:1 kidnapped/kidnap:VBD:ROOT:1 up:IN:prt:1 to:IN:prep:2 16:CD:nummod:5 teachers:NNS:pobj:3"
    )
    mend(p, 0)
    assert (p.head[5], p.dep[5], p.dep[2]) == (1, "dobj", "quantmod")


def test_a_plural_that_opens_a_sentence_is_no_name() -> None:
    p = arcs("Rockets:NNPS:nsubjpass:2 were/be:VBD:auxpass:2 fired/fire:VBN:ROOT:2 at:IN:prep:2 Asmara:NNP:pobj:3")
    mend(p, 0)
    assert (p.tag[0], p.pos[0], p.lemma[0]) == ("NNS", "NOUN", "rocket")


@pytest.mark.parametrize(
    "notation",
    [
        "Carabineros:NNPS:nsubj:1 fired/fire:VBD:ROOT:1",  # no noun of a table
        "Desert:NNP:compound:1 Rockets:NNPS:nsubj:2 fired/fire:VBD:ROOT:2",  # a name of two words
        "for:IN:prep:0 Rebels:NNPS:pobj:0",  # capitals within a sentence
        "Martyrs:NNPS:compound:1 Square:NNP:nsubjpass:3 was/be:VBD:auxpass:3 shelled/shell:VBN:ROOT:3",
    ],
)
def test_plurals_that_are_names(notation: str) -> None:
    p = arcs(notation)
    tags = list(p.tag)
    mend(p, 0)
    assert p.tag == tags


def test_a_subject_of_an_auxiliary_is_the_verbs() -> None:
    p = arcs("Men:NNS:nsubj:1 were/be:VBD:aux:3 already:RB:advmod:3 patrolling/patrol:VBG:ROOT:3 Dakar:NNP:dobj:3")
    mend(p, 0)
    assert (p.head[0], p.dep[0]) == (3, "nsubj")


def test_a_subject_of_an_auxiliary_that_suffers() -> None:
    p = arcs("Dakar:NNP:nsubj:2 has/have:VBZ:aux:3 been/be:VBN:auxpass:3 shelled/shell:VBN:ROOT:3")
    mend(p, 0)
    assert (p.head[0], p.dep[0]) == (3, "nsubjpass")


def test_a_date_stands_behind_its_preposition() -> None:
    p = arcs(
        "On:IN:prep:4 3:CD:nummod:3 May:NNP:compound:3 gunmen:NNS:nsubj:4 killed/kill:VBD:ROOT:4 five:CD:nummod:6 farmers:NNS:dobj:4"
    )
    p.label[1] = p.label[2] = "DATE"
    mend(p, 0)
    assert [(p.head[k], p.dep[k]) for k in (1, 2, 3)] == [(2, "nummod"), (0, "pobj"), (4, "nsubj")]


def test_who_is_dated_acts() -> None:
    p = arcs(
        "On:IN:prep:7 7:CD:nummod:3 January:NNP:compound:3 militants:NNS:pobj:0 clashed/clash:VBN:acl:3 with:IN:prep:4 "
        "militiamen:NNS:pobj:5 fled/flee:VBD:ROOT:7"
    )
    p.label[1] = p.label[2] = "DATE"
    mend(p, 0)
    assert [(p.head[k], p.dep[k]) for k in (0, 2, 3)] == [(4, "prep"), (0, "pobj"), (4, "nsubj")]


def test_an_age_alone_is_somebody() -> None:
    p = arcs(
        "Police:NNS:nsubj:1 shot/shoot:VBD:ROOT:1 a:DT:det:7 15:CD:nummod:5 -:HYPH:punct:5 year:NN:npadvmod:7 -:HYPH:punct:7 old:JJ:dobj:1"
    )
    mend(p, 0)
    assert (p.pos[7], p.tag[7], p.lemma[7]) == ("NOUN", "NN", "child")


def test_who_was_shot_shot_nobody() -> None:
    p = arcs(
        "A:DT:det:1 boy:NN:nsubj:2 shot/shoot:VBD:ROOT:2 on:IN:prep:2 Saturday:NNP:pobj:3 has/have:VBZ:aux:7 been/be:VBN:auxpass:7 "
        "identified/identify:VBN:conj:2"
    )
    mend(p, 0)
    assert [(p.head[k], p.dep[k]) for k in (1, 2, 7)] == [(7, "nsubjpass"), (1, "acl"), (7, "ROOT")]


def test_who_attacked_and_fled_did_both() -> None:
    p = arcs("Rebels:NNS:nsubj:1 attacked/attack:VBD:ROOT:1 and:CC:cc:1 fled/flee:VBD:conj:1")
    mend(p, 0)
    assert [(p.head[k], p.dep[k]) for k in (0, 1, 3)] == [(1, "nsubj"), (1, "ROOT"), (1, "conj")]
