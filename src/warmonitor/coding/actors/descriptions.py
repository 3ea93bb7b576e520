"""What a noun phrase itself says of the party it names: which nouns, names, owners and complements are in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from warmonitor.coding.actors.phrases import complement, conjuncts, first_of
from warmonitor.coding.actors.sightings import Located, Sighting, Sightings
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.actors import Actor
from warmonitor.knowledge.roles import Noun, Roles, Shade

_MEMBER_KINDS = ("person", "force", "asset")
_LOOSE = frozenset({"UAF", "REB", "MIL", "PRM", "PTY", "CRM", "GOV", "SPY", None})
_CIVIL = frozenset({"IGO", "NGO", "BUS", "JRN", "MED"})
_ARMED_OWNERS = frozenset({"REB", "OPP", "UAF", "PRM", "CRM"})
_NO_PEOPLE = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
_NUMBER = Noun("number", None, "people", False, "measure", "")
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})
_DEEPEST = 3


@dataclass(slots=True)
class Description:
    """A party as its phrase describes it. `countries` has several only where the phrase names several on a par."""

    first: int
    last: int
    head: int
    kind: str = ""
    actor: Actor | None = None
    person: str | None = None
    countries: list[str] = field(default_factory=list)
    sector: str | None = None
    noun: Noun | None = None
    has_role: bool = False
    is_state: bool = False
    is_plural: bool = False
    owner: int | None = None
    is_foreign: bool = False
    is_irregular: bool = False

    @property
    def country(self) -> str | None:
        return self.countries[0] if self.countries else None


class Describer:
    """Describes the phrases of one report."""

    def __init__(self, parse: Parse, sightings: Sightings, roles: Roles, places: Mapping[int, Located]) -> None:
        self.parse, self.sightings, self.roles, self.places = parse, sightings, roles, places
        self._known: dict[int, Description] = {}
        self._honorific, self._kin, self._based = roles.words("honorific"), roles.words("kin"), roles.words("based")
        self._loyal = roles.words("loyal")
        self._bare, self._never = roles.words("bare"), roles.words("never")

    def describe(self, i: int, depth: int = 0) -> Description:
        """The description of the phrase headed by token i."""
        found = self._known.get(i)
        if found is None:
            found = self._describe(i, depth)
            if depth == 0:
                self._known[i] = found
        return found

    def _describe(self, i: int, depth: int) -> Description:
        parse = self.parse
        seen = self.sightings.at.get(i)
        if seen is not None and seen.is_detached:
            seen = None
        first = first_of(parse, i)
        if seen is not None:
            first = min(first, seen.first)
        it = Description(first, max(i + 1, seen.last if seen else 0), i, is_plural=parse.tag[i] in ("NNS", "NNPS"))
        role = None if seen is not None and seen.kind != "people" else self.roles.noun(parse.lower, parse.lemma[i].lower(), i)
        if role is not None and (parse.pos[i] in ("VERB", "AUX", "ADV") or (i in self.places and parse.label[i] in ("GPE", "LOC"))):
            role = None
        if role is None and seen is None and parse.tag[i] == "CD" and parse.label[i] not in _NO_PEOPLE:
            role = (i, _NUMBER)
        if role is not None and (parse.lower[i] in self._never or self._is_bare(i, role[1]) or self._is_surname(i)):
            role = None
        if role is not None:
            self._take_noun(it, role[1])
            role_first = role[0]
        elif seen is not None:
            self._take_sighting(it, seen)
            role_first = seen.first
        else:
            role_first = i
        if role is None and parse.pos[i] == "PROPN" and it.actor is None and not it.is_state:
            role_first = self._take_title(it, role_first)
        self._take_modifiers(it, role_first)
        if depth < _DEEPEST:
            self._take_owner(it, depth)
            self._take_lord(it, depth)
            self._take_complement(it, depth)
            self._take_apposition(it, depth)
        self._settle(it)
        return it

    def _is_surname(self, i: int) -> bool:
        """Whether a noun stands as somebody's last name ("Mujahid said")."""
        parse = self.parse
        begins = i == parse.sentences[parse.sentence_of[i]][0]
        return parse.label[i] == "PERSON" and parse.tag[i] == "NNP" and (not begins or parse.lower.count(parse.lower[i]) > 1) and parse.lower[i - 1] != "the"

    def _is_bare(self, i: int, noun: Noun) -> bool:
        """Whether a noun such as "state" is no party for the thing that it is of ("state of siege")."""
        if noun.noun not in self._bare:
            return False
        target = complement(self.parse, i, "of", reach=1)
        return target is not None and target not in self.sightings.at and target not in self.places and self.parse.pos[target] == "NOUN"

    def _take_noun(self, it: Description, noun: Noun) -> None:
        it.noun, it.kind, it.sector = noun, noun.kind, noun.sector
        it.has_role = noun.kind in ("person", "body", "force")
        it.is_foreign = noun.use == "other"

    def _take_sighting(self, it: Description, seen: Sighting) -> None:
        if seen.country:
            it.countries = [seen.country]
        it.sector, it.actor, it.person = seen.sector, seen.actor, seen.person
        it.kind = {"country": "state", "people": "people", "seat": "body", "holder": "person", "actor": "body"}[seen.kind]
        it.is_state = seen.kind == "country"
        if seen.actor is not None and seen.actor.kind == "people":
            it.kind, it.actor = "people", None
        if seen.kind == "people":
            it.sector = "CVL" if it.is_plural or self._is_one_person(seen) else None
        it.has_role = seen.kind in ("holder", "actor", "seat")

    def _is_one_person(self, seen: Sighting) -> bool:
        """ "Syrians", "a Kenyan": people, not the adjective of a state."""
        parse, last = self.parse, seen.last - 1
        if parse.lower[last].endswith("s"):
            return True
        return parse.dep[last] not in ("amod", "compound", "nmod") and seen.first > 0 and parse.lower[seen.first - 1] in ("a", "an", "one", "another")

    def _take_title(self, it: Description, head_first: int) -> int:
        """A role before a name ("Kremlin spokesman Dmitry Peskov"): the role's noun, and the name after it."""
        parse = self.parse
        for k in range(head_first - 1, it.first - 1, -1):
            if parse.dep[k] in ("case", "punct") and parse.lower[k] not in (".", "-"):
                break
            role = self.roles.noun(parse.lower, parse.lemma[k].lower(), k)
            if role is not None and role[1].kind in ("person", "people") and role[1].use in ("own", "whose") and k not in self.sightings.at:
                self._take_noun(it, role[1])
                it.is_plural = False
                it.kind = "person"
                it.has_role = role[1].kind == "person"
                if it.person is None and it.has_role:
                    it.person = self._name(k + 1, it.last)
                return role[0]
        if it.kind == "" and self._looks_like_person(it.head):
            it.kind = "person"
        return head_first

    def _name(self, first: int, last: int) -> str | None:
        parse = self.parse
        while first < last and (parse.lower[first] in self._honorific or not parse.word[first][0].isalnum()):
            first += 1
        return " ".join(parse.text[parse.start[first] : parse.end[last - 1]].split()) if first < last else None

    def _looks_like_person(self, i: int) -> bool:
        parse = self.parse
        return parse.label[i] == "PERSON" or (i > 0 and (parse.lower[i - 1] in self._honorific or (parse.lower[i - 1] == "." and parse.lower[i - 2] in self._honorific)))

    def _take_modifiers(self, it: Description, role_first: int) -> None:
        """Names and sector words left of the role or name."""
        parse = self.parse
        named: list[Sighting] = []
        shade: Shade | None = None
        is_backed = False
        first_owned, last_owned = self._owned(it)
        k = it.first
        while k < role_first:
            seen = self.sightings.at.get(k)
            if seen is not None:
                is_backed = is_backed or seen.is_detached
                if not seen.is_detached and not first_owned <= seen.first < last_owned:
                    named.append(seen)
                k = max(seen.last, k + 1)
                continue
            if not first_owned <= k < last_owned:
                place = self.places.get(k)
                if place is not None and place.mention.country and not it.countries and parse.label[k] in _PLACE_LABELS and not (k > 0 and parse.label[k - 1] == "PERSON"):
                    it.countries = [place.mention.country]
                shade = self._stronger(shade, k)
            k += 1
        self._take_shade(it, shade)
        self._take_named(it, named)
        if is_backed and not it.countries and it.actor is None and it.noun is not None and it.noun.use == "whose" and it.sector == "MIL":
            it.sector = "UAF"  # "US-backed forces" are neither America's nor the state's own
        if it.kind in ("people", "person") and set(parse.lower[it.first : it.head]) & self._kin:
            it.countries = []

    def _stronger(self, old: Shade | None, k: int) -> Shade | None:
        """The shade that outweighs the other, of those seen so far and token k's; the nearer to the noun wins among equals."""
        parse = self.parse
        if parse.lower[k - 1 : k] == ["-"] and parse.lower[k - 2] in self.sightings.book.opposing:
            return old
        new = self.roles.shade(parse.lower[k])
        if new is None:
            role = self.roles.noun(parse.lower, parse.lemma[k].lower(), k)
            if role is not None and role[1].sector and role[1].use == "own" and role[1].kind != "people":
                new = Shade(role[1].sector, False)
        return new if new is not None and (old is None or new.is_strong or not old.is_strong) else old

    def _owned(self, it: Description) -> tuple[int, int]:
        """The tokens that belong to the owner ("the Senate President's aide") rather than to the phrase itself."""
        owner = self.parse.child(it.head, "poss")
        return (0, 0) if owner is None else (self.parse.left[owner], self.parse.right[owner])

    def _take_shade(self, it: Description, shade: Shade | None) -> None:
        if shade is None:
            return
        noun = it.noun
        if noun is None:
            it.sector = it.sector or (shade.sector if it.kind != "person" or shade.is_strong else None)
        elif noun.use == "whose" or noun.sector is None or (shade.is_strong and noun.sector not in ("CVL", "REF", "JRN", "COP")):
            if shade.sector == "ELI" and noun.kind not in ("person", "people"):
                return
            if shade.sector == "GOV" and noun.sector == "MIL":
                return
            it.sector = shade.sector

    def _take_named(self, it: Description, named: list[Sighting]) -> None:
        lands: list[str] = []
        for seen in named:
            if seen.actor is not None and it.actor is None:
                self._take_member(it, seen.actor)
            if seen.kind == "seat" and it.noun is not None and it.noun.use == "whose" and it.sector in (None, "GOV"):
                it.sector = seen.sector or it.sector
            is_nation = seen.kind in ("country", "people", "seat")
            if seen.country and seen.country not in lands and (not lands or (is_nation and self._on_par(named, seen))):
                lands.append(seen.country)
        if lands:
            it.countries = lands

    def _on_par(self, named: list[Sighting], seen: Sighting) -> bool:
        """Whether a second nation is joined to the first ("Hungarian and Romanian", "Israeli-Palestinian")."""
        parse = self.parse
        before = parse.lower[seen.first - 1]
        return parse.dep[seen.last - 1] == "conj" or parse.dep[seen.first] == "conj" or before in ("and", "-", "\u2013", "/", ",")

    def _take_member(self, it: Description, actor: Actor) -> None:
        """ "Taliban fighters", "UN officials": those of the body that a modifier names."""
        noun = it.noun
        if actor.kind == "people":
            if noun is not None and noun.noun in ("leader", "chief", "politician") and it.sector in ("GOV", "PTY"):
                it.sector = "ELI"
            return
        if noun is None:
            if it.kind != "person":
                it.sector = it.sector or actor.sector
            return
        if noun.kind in _MEMBER_KINDS or noun.use == "whose":
            it.actor = actor
            if _takes_sector(noun, actor):
                it.sector = actor.sector or it.sector

    def _take_owner(self, it: Description, depth: int) -> None:
        for child in self.parse.children[it.head]:
            if self.parse.dep[child] == "poss":
                it.owner = child
                if self.parse.pos[child] != "PRON" and not it.is_foreign:
                    self._inherit(it, self.describe(child, depth + 1))
                return

    def _take_lord(self, it: Description, depth: int) -> None:
        """ "Forces loyal to Haftar" are his; they are no branch of a state."""
        parse = self.parse
        for child in parse.children[it.head]:
            if child > it.head and parse.lower[child] in self._loyal and parse.dep[child] in ("amod", "acl", "advcl", "acomp"):
                lord = complement(parse, child, "to", "with")
                if lord is not None:
                    it.is_irregular = it.kind == "force"
                    self._inherit(it, self.describe(lord, depth + 1))
                return

    def _inherit(self, it: Description, whose: Description) -> None:
        """Country, and for words such as "forces" and "leader" body and sector, from whom the party belongs to."""
        if not it.countries and whose.countries:
            it.countries = list(whose.countries)
        noun = it.noun
        if noun is not None and noun.sector != "MIL" and whose.sector == "IGO" and not whose.countries:
            it.sector = "IGO"
        if noun is None or noun.use not in ("whose", "measure"):
            return
        had_actor = it.actor is not None
        it.actor = it.actor or whose.actor
        if whose.is_state or had_actor or not whose.sector or it.sector != noun.sector:
            return
        if noun.sector != "MIL" or whose.sector in _ARMED_OWNERS:
            it.sector = whose.sector

    def _take_complement(self, it: Description, depth: int) -> None:
        parse = self.parse
        noun = it.noun
        if noun is None and it.kind != "person":
            is_open = (parse.label[it.head] in ("ORG", "") or it.kind == "people") and it.actor is None and not it.is_state
            target = complement(parse, it.head, "of", reach=1) if is_open else None
        else:
            target = complement(parse, it.head, "of", "for") if noun is None or noun.use != "other" else None
        if target is not None and not (noun is not None and noun.use == "own" and noun.kind == "people" and parse.lower[target - 1] == "for"):
            self._take_of(it, target, depth)
        if not it.countries and (noun is None or it.kind != "asset") and not ((noun and noun.sector in ("MIL", "IGO", "NGO", "JRN")) or (it.kind == "person" and it.sector == "GOV")):
            where = complement(parse, it.head, "in", "from", "at", "on") or self._base(it.head)
            if where is not None:
                self._take_where(it, where)
        elif not it.countries:
            where = self._base(it.head) or (complement(parse, it.head, "from") if it.sector in ("MIL", "GOV") else None)
            if where is not None:
                self._take_where(it, where)

    def _take_of(self, it: Description, target: int, depth: int) -> None:
        parse = self.parse
        noun = it.noun
        whole = conjuncts(parse, target) + self._states_joined(it.head, target)
        parts = [self.describe(token, depth + 1) for token in whole]
        lands = [land for part in parts for land in part.countries[:1]]
        measured = noun is not None and noun.use == "measure"
        had = bool(it.countries)
        if measured or (noun is not None and noun.use == "whose" and parts[0].kind in ("people", "person") and noun.kind == "body"):
            self._take_whole(it, parts[0])
        elif noun is not None and noun.use == "whose":
            self._inherit(it, parts[0])
        is_of_people = it.noun is None and it.kind == "people" and parse.lower[target - 1] != "for"
        if lands and (not had or measured or is_of_people):
            it.countries = list(dict.fromkeys(lands)) if len(parts) > 1 else lands[:1]
        if not lands and not it.countries:
            self._take_where(it, target)
        if parts[0].kind or lands or measured or target in self.places:
            it.last = max(it.last, parts[-1].last if len(lands) > 1 else parts[0].last)

    def _states_joined(self, i: int, target: int) -> list[int]:
        """States that the parse hangs on the head of "leaders of Iran, Turkey, and Russia" instead of on the first of them."""
        at = self.sightings.at
        if target not in at or at[target].kind != "country":
            return []
        return [c for c in self.parse.children[i] if self.parse.dep[c] == "conj" and c > target and c in at and at[c].kind == "country"]

    def _take_whole(self, it: Description, part: Description) -> None:
        """ "A group of diplomats" are diplomats."""
        it.kind, it.sector, it.actor, it.countries = part.kind or it.kind, part.sector or it.sector, part.actor, list(part.countries) or it.countries
        it.is_plural = True
        it.has_role = part.has_role
        it.is_state = False
        it.owner = it.owner or part.owner
        if part.noun is not None:
            it.noun = part.noun

    def _base(self, i: int) -> int | None:
        """The place that "based in", "living in" says."""
        for child in self.parse.children[i]:
            if self.parse.dep[child] == "acl" and self.parse.lower[child] in self._based:
                return complement(self.parse, child, "in", "at", "near")
        return None

    def _take_where(self, it: Description, where: int) -> None:
        seen = self.sightings.at.get(where)
        if seen is not None and seen.kind in ("country", "seat") and seen.country:
            it.countries = [seen.country]
            return
        lands = self.describe(where, _DEEPEST).countries
        if lands:
            it.countries = list(lands)
            return
        place = self.places.get(where)
        if place is not None and place.mention.country:
            it.countries = [place.mention.country]

    def _take_apposition(self, it: Description, depth: int) -> None:
        """ "Sergey Lavrov, Russia's foreign minister," and "Russia's foreign minister, Sergey Lavrov,"."""
        parse = self.parse
        other = next((c for c in parse.children[it.head] if parse.dep[c] == "appos" and c > it.head), None)
        if other is None and parse.dep[it.head] == "appos" and it.kind in ("person", ""):
            other = parse.head[it.head]
        if other is None or depth > 1:
            return
        there = self.describe(other, depth + 1)
        is_name = it.kind == "person" or (it.actor is None and not it.is_state and it.noun is None and parse.pos[it.head] == "PROPN" and parse.label[it.head] in ("PERSON", "ORG", ""))
        if is_name and not it.has_role and there.noun is not None and there.kind in ("person", "people") and there.person in (None, self._name(it.first, it.last)):
            it.kind = "person"
            it.sector, it.has_role, it.noun = there.sector, there.has_role, there.noun
            it.actor = it.actor or there.actor
            it.person = it.person or self._name(it.first, it.last)
            it.countries = it.countries or list(there.countries)
        elif it.kind == "person" and it.has_role and it.person is None and there.kind == "person":
            it.person = there.person or (None if there.has_role else self._name(there.first, there.last))
        elif it.actor is None and there.actor is not None and it.noun is not None and it.kind in ("body", "force") and there.noun is None:
            it.actor, it.sector = there.actor, there.sector or it.sector
        elif not it.countries and it.kind in ("body", "force", "") and there.kind in ("body", "force", "people"):
            it.countries = list(there.countries)
            it.sector = it.sector or there.sector
            it.kind = it.kind or there.kind

    def _settle(self, it: Description) -> None:
        parse = self.parse
        if it.actor is not None and it.kind == "":
            it.kind = "body"
        if it.actor is not None and not it.countries and it.actor.country:
            it.countries = [it.actor.country]
        if not it.kind and parse.label[it.head] in ("ORG", "NORP"):
            it.kind = "body" if parse.label[it.head] == "ORG" else "people"


def _takes_sector(noun: Noun, actor: Actor) -> bool:
    """Whether members are of their body's sector: "Hezbollah officials" are rebels, "NATO troops" stay soldiers, "UN envoys" are the UN's."""
    is_civil = actor.sector in _CIVIL
    if noun.sector == "MIL":
        return not is_civil
    return is_civil or noun.use == "whose" or noun.sector in ("UAF", "REB", None)
