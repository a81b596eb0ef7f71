"""Coding room: a sentence as a tree one can walk; it knows grammar and no rule of coding."""

from collections.abc import Hashable, Iterator

from detente.records import Argument, Predicate, Sentence, Token, Vote

__all__ = ["Tree"]

BEHIND = frozenset({"of", "from", "for", "in"})
ASIDE = frozenset({"acl", "appos", "parataxis", "conj", "cc", "punct", "advcl", "dep", "case", "mark", "orphan"})
LOOSE = frozenset({"acl", "appos", "parataxis"})


def base(relation: str) -> str:
    """Return a dependency relation without its subtype."""
    return relation.partition(":")[0]


class Tree:
    """One sentence with its words, the children of each word and its predicates by word.

    A tree never changes, so ``memo`` keeps what was found of its words: questions are asked hundreds of times.
    """

    __slots__ = (
        "_arguments",
        "_exact",
        "_forms",
        "_heads",
        "_joined",
        "_lemmas",
        "_markers",
        "_relations",
        "_subtrees",
        "_tags",
        "_verbs",
        "_votes",
        "kids",
        "memo",
        "number",
        "sentence",
        "tokens",
    )

    def __init__(self, number: int, sentence: Sentence) -> None:
        """Index the children of every word, and its columns, which are read far more often than made."""
        self.number = number
        self.sentence = sentence
        self.tokens = tokens = sentence.tokens
        self.memo: dict[Hashable, list[int]] = {}
        self._lemmas = [token.lemma.lower() for token in tokens]
        self._forms = [token.text.lower() for token in tokens]
        self._tags = [token.upos for token in tokens]
        self._heads = [token.head for token in tokens]
        self._exact = [token.relation for token in tokens]
        self._relations = [base(relation) for relation in self._exact]
        self._verbs = [
            tag == "VERB" or (tag == "AUX" and relation not in {"aux", "cop"})
            for tag, relation in zip(self._tags, self._relations, strict=True)
        ]
        self._markers: dict[int, tuple[str, ...]] = {}
        self._subtrees: dict[int, tuple[int, ...]] = {}
        kids: list[list[int]] = [[] for _ in tokens]
        for at, head in enumerate(self._heads):
            if 0 <= head != at:
                kids[head].append(at)
        self.kids = tuple(tuple(row) for row in kids)
        self._arguments: dict[int, Predicate] = {found.token: found for found in sentence.predicates}
        self._votes: dict[int, Vote] = {found.token: found for found in sentence.votes}
        self._joined = self._join()

    def vote(self, at: int) -> Vote | None:
        """Return what the event heads think of a word, None where they did not read it as an act."""
        return self._votes.get(at)

    def voted(self) -> list[int]:
        """Return the words that the event heads were asked about or took for an act."""
        return sorted(self._votes)

    def _join(self) -> dict[int, str]:
        """Return the whole of each hyphenated word that the tokeniser split (cease-fire), by each of its parts."""
        joined: dict[int, str] = {}
        if "-" not in self._forms:
            return joined
        at = 0
        while at < len(self.tokens):
            end = at
            while end + 2 < len(self.tokens) and self._hyphen(end + 1):
                end += 2
            if end > at:
                whole = "".join(token.text for token in self.tokens[at:end]) + self.tokens[end].lemma
                joined.update(dict.fromkeys(range(at, end + 1), whole.lower()))
            at = end + 1
        return joined

    def _hyphen(self, at: int) -> bool:
        """Whether a word is a hyphen that touches both neighbours."""
        before, here, after = self.tokens[at - 1 : at + 2]
        return here.text == "-" and before.end == here.start and here.end == after.start

    def whole(self, at: int) -> str:
        """Return the lemma of a word, of all of it where the tokeniser split it at hyphens."""
        return self._joined.get(at) or self._lemmas[at]

    def joined(self, at: int) -> list[int]:
        """Return the other parts of a word that the tokeniser split at hyphens (Israel-Syrian), hyphens left out."""
        whole = self._joined.get(at)
        if whole is None:
            return []
        parts = [word for word, other in self._joined.items() if other is whole and word != at]
        return [word for word in parts if self.tokens[word].upos != "PUNCT"]

    def bearer(self, at: int) -> int:
        """Return the noun that a first part of a split word belongs to (ISRAEL-Syria talks), else the word itself."""
        if self.last_part(at):
            return at
        while not self.last_part(at):
            at += 1
        return self.head(at) if self.relation(at) in {"compound", "amod"} else at

    def last_part(self, at: int) -> bool:
        """Whether a word is no part of a split word, or the last part of it."""
        return at not in self._joined or self._joined.get(at + 1) is not self._joined[at]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.tokens)

    def token(self, at: int) -> Token:
        """Return a word."""
        return self.tokens[at]

    def lemma(self, at: int) -> str:
        """Return a word's lemma in lower case."""
        return self._lemmas[at]

    def form(self, at: int) -> str:
        """Return a word as written, in lower case."""
        return self._forms[at]

    def upos(self, at: int) -> str:
        """Return a word's part of speech."""
        return self._tags[at]

    def relation(self, at: int) -> str:
        """Return a word's relation without its subtype."""
        return self._relations[at]

    def exact(self, at: int) -> str:
        """Return a word's relation with its subtype."""
        return self._exact[at]

    def head(self, at: int) -> int:
        """Return the governing word, -1 for the root."""
        return self._heads[at]

    def children(self, at: int, *relations: str) -> list[int]:
        """Return the children of a word that stand in one of the relations (``obl`` also means ``obl:tmod``)."""
        bases, exact = self._relations, self._exact
        return [kid for kid in self.kids[at] if bases[kid] in relations or exact[kid] in relations]

    def child(self, at: int, *relations: str) -> int | None:
        """Return the first child in one of the relations."""
        bases, exact = self._relations, self._exact
        for kid in self.kids[at]:
            if bases[kid] in relations or exact[kid] in relations:
                return kid
        return None

    def is_verb(self, at: int) -> bool:
        """Whether a word is a verb (an auxiliary that stands as a main verb counts)."""
        return self._verbs[at]

    def is_noun(self, at: int) -> bool:
        """Whether a word is a noun or a name."""
        return self._tags[at] in {"NOUN", "PROPN"}

    def part(self, at: int) -> str:
        """Return a word's part of speech as the act lexicon names it: v, n, or a for all others."""
        if self.is_verb(at):
            return "v"
        return "n" if self.is_noun(at) else "a"

    def subtree(self, at: int) -> tuple[int, ...]:
        """Return a word and all it governs, in order."""
        found = self._subtrees.get(at)
        if found is None:
            words: list[int] = []
            stack = [at]
            while stack:
                word = stack.pop()
                words.append(word)
                stack.extend(self.kids[word])
            found = self._subtrees[at] = tuple(sorted(words))
        return found

    def phrase(self, at: int) -> list[int]:
        """Return the words of the noun phrase of a head, without relative clauses, appositions and conjuncts."""
        found = [at]
        bases = self._relations
        stack = [kid for kid in self.kids[at] if bases[kid] not in ASIDE]
        while stack:
            word = stack.pop()
            found.append(word)
            stack.extend(kid for kid in self.kids[word] if bases[kid] not in LOOSE)
        return sorted(found)

    def core(self, at: int) -> tuple[int, int]:
        """Return the span of a head with its modifiers in front of it and the rest of its name, half-open."""
        start = end = at
        for kid in self.children(at, "compound", "amod", "flat", "nummod", "nmod:poss", "det", "goeswith", "nmod"):
            if self.exact(kid) == "nmod" and kid > at:
                continue
            words = self.subtree(kid)
            if self.relation(kid) in {"flat", "goeswith", "compound"} or kid < at:
                start, end = min(start, words[0]), max(end, words[-1])
        return start, end + 1

    def named(self, at: int) -> tuple[int, int]:
        """Return the span of the phrase that names somebody: the core, with the phrases right behind it."""
        start, end = self.core(at)
        for kid in self.children(at, "nmod"):
            if kid > at and BEHIND & set(self.markers(kid)):
                words = self.subtree(kid)
                if words[0] <= end:
                    end = max(end, words[-1] + 1)
        return start, end

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of words ``[start, end)``."""
        return self.tokens[start].start, self.tokens[end - 1].end

    def conjuncts(self, at: int) -> list[int]:
        """Return a word and the words coordinated with it, of those that it heads."""
        found = [at]
        bases = self._relations
        for word in found:
            for kid in self.kids[word]:
                if bases[kid] == "conj" and kid not in found:
                    found.append(kid)
        return found

    def first(self, at: int) -> int:
        """Return the head of the coordination a word belongs to."""
        while self.relation(at) == "conj" and self.head(at) >= 0:
            at = self.head(at)
        return at

    def markers(self, at: int) -> tuple[str, ...]:
        """Return the prepositions and conjunctions in front of a word (lemmas), fixed ones joined."""
        found = self._markers.get(at)
        if found is None:
            found = self._markers[at] = tuple(
                " ".join([self.form(kid), *(self.form(word) for word in self.children(kid, "fixed"))])
                for kid in self.children(at, "case", "mark")
            )
        return found

    def passive(self, at: int) -> bool:
        """Whether a verb is passive: a passive auxiliary or subject, or a participle that modifies a noun."""
        if any(self.tokens[kid].relation in {"aux:pass", "nsubj:pass", "csubj:pass"} for kid in self.kids[at]):
            return True
        participle = self.tokens[at].xpos == "VBN" or "Voice=Pass" in self.tokens[at].features
        return participle and self.relation(at) in {"acl", "advcl", "amod"} and self.child(at, "aux", "nsubj") is None

    def path(self, at: int) -> Iterator[tuple[int, int]]:
        """Yield the steps (child, head) from a word up to the root."""
        seen = {at}
        heads = self._heads
        while heads[at] >= 0:
            yield at, heads[at]
            at = heads[at]
            if at in seen:
                return
            seen.add(at)

    def clause(self, at: int) -> int:
        """Return the head of the clause that a word stands in."""
        while self.head(at) >= 0:
            if self.is_verb(at) or self.relation(at) in {"ccomp", "advcl", "acl", "parataxis", "csubj"}:
                return at
            if self.child(at, "cop") is not None:
                return at
            at = self.head(at)
        return at

    def argument(self, at: int, *roles: str) -> Argument | None:
        """Return the surest PropBank argument of a predicate in one of the roles."""
        return max(self.arguments(at, *roles), key=lambda argument: argument.score, default=None)

    def arguments(self, at: int, *roles: str) -> list[Argument]:
        """Return the PropBank arguments of a predicate in some roles."""
        predicate = self._arguments.get(at)
        return [] if predicate is None else [one for one in predicate.arguments if one.role in roles]

    def predicate(self, at: int) -> bool:
        """Whether the parser takes a word for a predicate."""
        return at in self._arguments
