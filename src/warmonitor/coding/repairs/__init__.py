"""Mending of parses where a table knows better than the parser.

A file for each thing that the parser gets wrong; the order in which they are mended is `mend`'s.
"""

from __future__ import annotations

from warmonitor.coding.repairs.ages import mend_ages
from warmonitor.coding.repairs.clauses import (
    mend_adjuncts,
    mend_citations,
    mend_coordination,
    mend_said_between,
    mend_seen_coordination,
    mend_semicolons,
)
from warmonitor.coding.repairs.harmed import mend_harmed_numbers, mend_joined_harm, mend_own_subjects
from warmonitor.coding.repairs.headlines import mend_headlines, mend_led_nouns, mend_noun_verbs
from warmonitor.coding.repairs.heads import Heads
from warmonitor.coding.repairs.lists import mend_listed_nouns, mend_lists_of_nations
from warmonitor.coding.repairs.numbers import mend_least_numbers, mend_ranged_subjects
from warmonitor.coding.repairs.objects import mend_harm, mend_names_given, mend_objects, mend_origins
from warmonitor.coding.repairs.persons import (
    mend_captives,
    mend_joined_sides,
    mend_listed_subjects,
    mend_lists_of_persons,
    mend_names_told,
    mend_participles_of_numbers,
    mend_shared_passives,
    mend_split_subjects,
    mend_stray_members,
    mend_strayed_lists,
)
from warmonitor.coding.repairs.plurals import mend_plurals
from warmonitor.coding.repairs.predicates import (
    mend_beliefs,
    mend_harming_events,
    mend_main_verbs,
    mend_participles,
    mend_reduced_clauses,
    mend_sent_weapons,
    mend_shots,
    mend_told_clauses,
)
from warmonitor.coding.repairs.subjects import (
    mend_auxiliary_subjects,
    mend_date_subjects,
    mend_dates,
    mend_days,
    mend_gerund_subjects,
    mend_gerunds,
    mend_opened_sentences,
    mend_second_clauses,
    mend_second_subjects,
)

__all__ = ["mend"]


def mend(p: Heads, base: int) -> None:
    """Mend the heads of the tokens from `base` on, before their children are linked."""
    mend_plurals(p, base)
    mend_ages(p, base)
    mend_auxiliary_subjects(p, base)
    mend_dates(p, base)
    mend_date_subjects(p, base)
    mend_lists_of_nations(p, base)
    mend_joined_sides(p, base)
    mend_least_numbers(p, base)
    mend_ranged_subjects(p, base)
    mend_listed_subjects(p, base)
    mend_split_subjects(p, base)
    mend_names_told(p, base)
    mend_strayed_lists(p, base)
    mend_stray_members(p, base)
    mend_lists_of_persons(p, base)
    mend_participles_of_numbers(p, base)
    mend_shared_passives(p, base)
    mend_joined_harm(p, base)
    mend_own_subjects(p, base)
    mend_harmed_numbers(p, base)
    mend_captives(p, base)
    mend_noun_verbs(p, base)
    mend_led_nouns(p, base)
    mend_names_given(p, base)
    mend_headlines(p, base)
    mend_shots(p, base)
    mend_reduced_clauses(p, base)
    mend_participles(p, base)
    mend_harming_events(p, base)
    mend_sent_weapons(p, base)
    mend_main_verbs(p, base)
    mend_beliefs(p, base)
    mend_told_clauses(p, base)
    mend_harm(p, base)
    mend_gerunds(p, base)
    mend_days(p, base)
    mend_second_subjects(p, base)
    mend_opened_sentences(p, base)
    has_subject = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("nsubj", "nsubjpass", "expl")}
    mend_objects(p, base)
    mend_adjuncts(p, base)
    mend_coordination(p, base, has_subject)
    mend_seen_coordination(p, base)
    mend_said_between(p, base)
    mend_citations(p, base)
    mend_semicolons(p, base, has_subject)
    mend_listed_nouns(p, base)
    mend_gerund_subjects(p, base)
    mend_origins(p, base)
    mend_second_clauses(p, base)
