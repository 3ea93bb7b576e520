"""Where a report names a party more fully than by "the priests" or "Dr Oqueli"."""

from __future__ import annotations

from warmonitor.coding.actors.memory import Memory
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words

_SAYING = labels("DESCRIBING")
_SENTENCES_BACK = reach("actors", "fuller_sentences")
_PLURALS = frozenset({"NNS", "NNPS"})


class Fuller:
    """Finds the earlier and fuller mention that a short one takes up."""

    def __init__(self, parse: Parse, memory: Memory) -> None:
        self._parse, self._memory = parse, memory
        self._indistinct = memory.describer.roles.words("indistinct")
        self._names: dict[str, list[tuple[int, frozenset[str]]]] | None = None

    def mention(self, i: int) -> int | None:
        """The head of the fuller mention of the phrase headed by token i, None where the phrase says most itself."""
        parse = self._parse
        if parse.pos[i] == "PROPN" and parse.label[i] in ("PERSON", ""):
            return self._name(i)
        if parse.pos[i] != "NOUN":
            return None
        found = self._noun(i)
        return (self._noun(found) or found) if found is not None else None

    # ---- nouns

    def _noun(self, i: int) -> int | None:
        """ "the priests": the nearest phrase before with the same noun that says as much and more ("six Jesuit priests")."""
        parse = self._parse
        after = (parse.dep[c] for c in parse.children[i] if c > i)
        if any(dep in ("prep", "relcl", "acl", "appos") for dep in after):
            return None  # says itself which one it is
        if not any(parse.dep[c] == "det" and parse.lower[c] in small_words("DEFINITE") for c in parse.children[i]):
            return None
        said, number, is_many = self._said(i), self._number(i), parse.tag[i] in _PLURALS
        for earlier in self._memory.heads_before(i):
            if parse.sentence_of[i] - parse.sentence_of[earlier] > _SENTENCES_BACK:
                return None
            if parse.dep[earlier] == "compound":
                continue  # "Kharkiv city Mayor" isn't the city
            other, counted = self._said(earlier), self._number(earlier)
            if (
                (parse.tag[earlier] in _PLURALS) == is_many
                and said <= other
                and (number is None or counted is None or number == counted)
                and (len(other) > len(said) or (counted is not None and number is None))
                and not any(parse.lower[c] == "no" for c in parse.children[earlier])
            ):
                return earlier
        return None

    def _said(self, i: int) -> frozenset[str]:
        """What stands before the noun to tell it from others."""
        parse = self._parse
        return frozenset(
            parse.lower[k]
            for k in range(parse.left[i], i)
            if parse.pos[k] in _SAYING
            and parse.dep[k] in ("amod", "compound", "nmod", "poss")
            and parse.lower[k] not in self._indistinct
        )

    def _number(self, i: int) -> str | None:
        number = self._parse.child(i, "nummod")
        return self._parse.lower[number] if number is not None else None

    # ---- names

    def _name(self, i: int) -> int | None:
        """ "Dr Oqueli": the one person of the report with a longer name that holds it, the nearest mention before first."""
        parse = self._parse
        if parse.label[i] == "" and parse.dep[i] not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss"):
            return None
        own = self._words(i)
        if not own or len(own) > 2:
            return None
        longer = [(head, name) for head, name in self._all_names().get(parse.lower[i], ()) if own < name]
        whole = {name for _, name in longer}
        if not whole or any(not (one <= other or other <= one) for one in whole for other in whole):
            return None
        most = max(len(name) for name in whole)
        heads = [head for head, name in longer if len(name) == most]
        before = [head for head in heads if head < i]
        return before[-1] if before else heads[0]

    def _words(self, i: int) -> frozenset[str]:
        """The words of the name that ends with token i, without titles."""
        parse = self._parse
        words = {parse.lower[i]}
        for c in parse.children[i]:
            if (
                parse.dep[c] == "compound"
                and parse.label[c] == "PERSON"
                and len(parse.word[c].rstrip(".")) > 1
                and parse.lower[c].rstrip(".") not in self._memory.describer.titles
            ):
                words.add(parse.lower[c])
        return frozenset(words)

    def _all_names(self) -> dict[str, list[tuple[int, frozenset[str]]]]:
        """Word of a name -> (head, words) of the people named with at least two words."""
        if self._names is None:
            self._names = {}
            parse = self._parse
            for _, last, label in parse.entities:
                head = last - 1
                if label == "PERSON" and parse.pos[head] == "PROPN" and parse.dep[head] != "compound":
                    words = self._words(head)
                    for word in words if len(words) > 1 else ():
                        self._names.setdefault(word, []).append((head, words))
        return self._names
