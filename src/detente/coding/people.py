"""Coding room: who a phrase names, resolved to an actor of the codebook with country and sector."""

from dataclasses import replace

from detente.codebook import Kind
from detente.coding.document import Document
from detente.coding.guesses import GUESSES
from detente.coding.introduced import Introduced
from detente.coding.named import OWN, Memory, Named, name, unique
from detente.coding.offices import alike, holder_of, introduces, seat
from detente.coding.pairs import coordinated, government, pair_before, pair_named
from detente.coding.phrases import (
    bare,
    belonging,
    both,
    foreign,
    name_words,
    nationals,
    owners,
    post,
    sharing,
    undergoing,
)
from detente.coding.slots import subjects
from detente.coding.surnames import person_name
from detente.coding.tree import Tree
from detente.records import Actor, Genre

__all__ = ["People"]

DEPTH = 4
OPENING = 3  # sentences, headline and dateline with them
ORDER = {"former": 0, "latter": -1}
NAMING = frozenset({"PRON", "NUM", "ADJ", "DET", "X"})
PLURAL = frozenset({"both", "each", "they", "them", "their"})
HUMAN = frozenset({"he", "she", "him", "her", "his"})
THING = frozenset({"it", "its"})


class People:
    """Resolves the phrases of one article, the surest way first, remembering who was named."""

    def __init__(self, doc: Document) -> None:
        """Start with nobody seen."""
        self.doc = doc
        self.memory = Memory()
        self.introduced = Introduced(doc)
        self._memo: dict[tuple[int, int], tuple[Named, ...]] = {}

    def resolve(self, tree: Tree, head: int) -> tuple[Named, ...]:
        """Return the actors that a phrase and the phrases coordinated with it name, unresolved ones included."""
        found: list[Named] = []
        for word in tree.conjuncts(head):
            if tree.is_noun(word) or tree.upos(word) in NAMING:
                found.extend(self.one(tree, word))
        return unique(found)

    def one(self, tree: Tree, head: int, depth: int = 0) -> tuple[Named, ...]:
        """Return the actors that one phrase names; more than one for "the two countries"."""
        key = (tree.number, head)
        if depth == 0 and key in self._memo and tree.upos(head) != "PRON":
            return self._memo[key]
        found = unique(self._one(tree, head, depth))
        if depth == 0:
            self._memo[key] = found
            self.memory.seen.extend(named for named in found if named.known)
        return found

    def pair(self, tree: Tree, head: int, depth: int = 0) -> tuple[Named, ...]:
        """Return the two sides named together last."""
        actors = self._apposed_pair(tree, head, depth) or self._last_pair(tree, head)
        self.memory.pair = tuple(actors)
        sector, _ = post(self.doc, tree, head)
        sector = sector if sector in self.doc.cues["sectors", "political"] else None
        score, reason = self.doc.config.likely, "the two sides named last"
        return tuple(
            name(tree, head, replace(actor, sector=sector or actor.sector), score=score, reason=reason)
            for actor in actors
        )

    def _last_pair(self, tree: Tree, head: int) -> list[Actor]:
        """Return the two sides meant: those coordinated last, those meant last, or those named most."""
        doers = [word for word in subjects(self.doc, tree, tree.clause(head)) if word != head]
        joined = [word for doer in doers for word in tree.conjuncts(doer)]
        matches = [match for word in joined if (match := self.doc.firm(tree, word)) is not None]
        others = frozenset(match.actor.country for match in matches)
        met = undergoing(tree, head)
        here = pair_before(self.doc, tree, others)
        before = self.memory.pair
        own = len(others - {None}) > 1 and not others & self.doc.cues["sectors", "bodies"]
        if own and not (met and (here or before)):
            return [government(self.doc, match.actor) for match in matches]
        if before and (met or not coordinated(self.doc, tree)) and not others & {actor.country for actor in before}:
            return list(before)
        return here

    def _one(self, tree: Tree, head: int, depth: int) -> list[Named]:
        if depth > DEPTH or self.doc.helper(tree, head):
            return []
        pronoun = tree.upos(head) == "PRON" and self.doc.firm(tree, head) is None
        if pronoun or tree.form(head) in {"both", "each"}:
            return self._pronoun(tree, head, depth)
        if both(self.doc, tree, head) or self._met(tree, head):
            return list(self.pair(tree, head, depth))
        for step in (
            self._ordered,
            self._explained,
            self._serving,
            self._direct,
            self._person,
            self._introduced,
            self._owned,
            self._apposed,
            self._presented,
            self._chained,
        ):
            found = step(tree, head, depth)
            if found:
                return found
        return [self._guessed(tree, head)]

    def _met(self, tree: Tree, head: int) -> bool:
        """Whether "the ministers", "the sides" are those of the two states that the sentence before names."""
        plural = tree.is_noun(head) and tree.lemma(head) in self.doc.cues["nouns", "both_sides"] and tree.number > 0
        if not plural or tree.form(head) == tree.lemma(head) or tree.phrase(head) != [head - 1, head]:
            return False
        return tree.form(head - 1) == "the" and len(pair_named(self.doc, self.doc.trees[tree.number - 1])) > 1

    def _ordered(self, tree: Tree, head: int, _: int) -> list[Named]:
        """Take the first or the second of the two sides joined last: the former, the latter."""
        actors = pair_before(self.doc, tree) if tree.form(head) in ORDER and not tree.is_noun(head) else []
        if not actors:
            return []
        actor = actors[ORDER[tree.form(head)]]
        return [name(tree, head, actor, score=self.doc.config.likely, reason=f"{tree.form(head)} of two: {actor.name}")]

    def _guessed(self, tree: Tree, head: int) -> Named:
        """Take the first guess, else keep the phrase without a side."""
        for guess in GUESSES:
            found = guess(self.doc, self.memory, tree, head)
            if found is not None:
                return found
        actor = bare(self.doc, tree, head, None)
        return name(tree, head, actor, score=self.doc.config.guess, reason="no side named")

    # -- the sure steps

    def _explained(self, tree: Tree, head: int, depth: int) -> list[Named]:
        """Take what the article says an acronym stands for, whatever the tables say."""
        spot = self.introduced.acronym(tree, head)
        if spot is None or spot == (tree, head):
            return []
        found = [one for one in self.one(*spot, depth + 2) if one.known]
        return [self._again(tree, head, one, f"the article explains {tree.token(head).text}") for one in found]

    def _serving(self, tree: Tree, head: int, _: int) -> list[Named]:
        """Believe the text where it gives a person in no office of that day a post in a body of several states."""
        match = self.doc.firm(tree, head)
        if match is None or match.kind is not Kind.PERSON or (self.doc.day and match.actor.office):
            return []
        for owner in owners(self.doc, tree, head):
            body = self.doc.firm(tree, owner)
            if body is not None and body.kind is Kind.ORGANISATION and body.actor.country != match.actor.country:
                actor = replace(match.actor, country=body.actor.country, office=post(self.doc, tree, head)[1])
                reason = f"in text: {match.phrase} for {body.actor.name}"
                return [name(tree, head, actor, score=self.doc.config.likely, reason=reason)]
        return []

    def _introduced(self, tree: Tree, head: int, depth: int) -> list[Named]:
        """Take for a surname who was given it with a first name: Iran's envoy Ali Karimi ... KARIMI."""
        whole = person_name(tree, head)
        if tree.upos(head) != "PROPN" or whole is None or whole.end != whole.start + 1 or depth > 1:
            return []
        for other, at in self.introduced.fuller(tree, head):
            found = [one for one in self.one(other, at, depth + 2) if one.known]
            if found:
                words = self.doc.words(other, *other.core(at)).quote
                return [self._again(tree, head, one, f"introduced as: {words}") for one in found]
        return []

    def _direct(self, tree: Tree, head: int, _: int) -> list[Named]:
        """Take the actor that the head itself names; a noun beside it may tell the sector (Iran's ARMY chief)."""
        match = self.doc.firm(tree, head)
        if match is None:
            return []
        actor = match.actor
        if match.kind is Kind.DEMONYM and actor.sector is None and nationals(self.doc, tree, head):
            actor = replace(actor, sector="CVL")
        beside = [self.doc.match(tree, word) for word in tree.children(head, "compound", "flat")]
        sectors = [found.actor.sector for found in beside if found is not None and found.kind is Kind.AGENT]
        if sectors and actor.sector is None:
            actor = replace(actor, sector=sectors[0])
        return [name(tree, head, actor, score=match.score, reason=f"named: {match.phrase}")]

    def _person(self, tree: Tree, head: int, _: int) -> list[Named]:
        """Find a person of the table in the name that the head belongs to."""
        for word in name_words(tree, head):
            match = self.doc.match(tree, word)
            if match is not None and match.kind is Kind.PERSON and not foreign(self.doc, tree, head, word, match.actor):
                reason = f"person in office: {match.phrase}"
                return [name(tree, head, match.actor, score=match.score, reason=reason)]
        return []

    def _owned(self, tree: Tree, head: int, depth: int) -> list[Named]:
        """Find whose the phrase is: Iranian troops, Pakistan's foreign minister, the president of South Sudan."""
        words = owners(self.doc, tree, head)
        for owner in words:
            found = self._owner(tree, owner, depth)
            if not found:
                continue
            shared = sharing(tree, owner, words)
            found = [*found, *(named for word in shared for named in self._owner(tree, word, DEPTH - 1))]
            return [self._part(tree, head, named) for named in found]
        return []

    def _part(self, tree: Tree, head: int, owner: Named) -> Named:
        """Name a part of a side: its forces, its minister, whoever held the post on the article's day."""
        actor = belonging(self.doc, tree, head, owner.actor)
        holder = holder_of(self.doc, tree, head, actor) if actor is not owner.actor else None
        if holder is not None:
            state = self.doc.book.actors.country_name(actor.country or "") or owner.actor.name
            reason = f"{actor.office} of {state} on that day: {holder.name}"
            return name(tree, head, replace(holder, sector=actor.sector), score=owner.score, reason=reason)
        told = "in text" if introduces(tree, head) else "belongs to"
        return name(tree, head, actor, score=owner.score, reason=f"{told}: {owner.actor.name}")

    def _owner(self, tree: Tree, owner: int, depth: int) -> list[Named]:
        """Resolve a word that may say whose a phrase is."""
        match = self.doc.firm(tree, owner)
        struck = match is not None and match.kind is Kind.CAPITAL and self._struck(tree, owner)
        if match is not None and match.actor.country and not struck:
            return [name(tree, owner, match.actor, score=match.score, reason="")]
        place = None if self._struck(tree, owner) else self.doc.place(tree, owner)
        if place is not None and place.country and tree.relation(owner) in {"nmod", "compound"}:
            actor = Actor(id=place.country, name=place.name, country=place.country, sector=None)
            return [name(tree, owner, actor, score=place.score, reason="")]
        tied = tree.relation(owner) in {"nmod", "obl"} and depth < DEPTH
        found: list[Named] = []
        if tree.exact(owner) == "nmod:poss" or tied:
            least = self.doc.config.guess if tree.exact(owner) == "nmod:desc" else 0.0
            found = [named for named in self.one(tree, owner, depth + 1) if named.known and named.score > least]
        return found or ([] if self._struck(tree, owner) else seat(self.doc, tree, owner))

    def _struck(self, tree: Tree, owner: int) -> bool:
        """Whether a town in front of a blow, or behind it, is where it fell (an Erbil strike)."""
        return tree.lemma(tree.head(owner)) in self.doc.rules.classes["blow"]

    def _apposed(self, tree: Tree, head: int, depth: int) -> list[Named]:
        """Take the actor of an apposition: Taban Deng, the governor of Unity."""
        for kid in tree.children(head, "nmod:unmarked"):  # a town and its country: Venafro, Italy
            match = self.doc.firm(tree, kid)
            if match is not None and match.kind is Kind.COUNTRY and tree.upos(head) == "PROPN":
                return self._renamed(tree, head, self._direct(tree, kid, depth))
        for kid in tree.children(head, "appos"):
            found = self.one(tree, kid, depth + 1)
            if any(named.known for named in found):
                return self._renamed(tree, head, found)
        if tree.relation(head) != "appos":
            return []
        above = tree.head(head)
        told = self._direct(tree, above, depth) or self._person(tree, above, depth) or self._owned(tree, above, depth)
        if not introduces(tree, head):
            return self._renamed(tree, head, told)
        return [name(tree, head, one.actor, score=one.score, reason=f"in text: {one.actor.name}") for one in told]

    def _presented(self, tree: Tree, head: int, depth: int) -> list[Named]:
        """Take the post that stands between commas before a name: a deputy commander of the group, JOHN DOE, said."""
        before = tree.phrase(head)[0] - 2
        if before < 0 or tree.upos(head) != "PROPN" or tree.relation(head) != "nsubj" or tree.form(before + 1) != ",":
            return []
        posts = [at for at in range(before + 1) if tree.relation(at) == "appos" and tree.phrase(at)[-1] == before]
        known = [at for at in posts if self.doc.book.actors.agent(tree.lemma(at)) is not None]
        return self._renamed(tree, head, self.one(tree, known[0], depth + 1)) if known else []

    @staticmethod
    def _renamed(tree: Tree, head: int, found: list[Named] | tuple[Named, ...]) -> list[Named]:
        return [name(tree, head, named.actor, score=named.score, reason=named.reason) for named in found]

    def _chained(self, tree: Tree, head: int, depth: int) -> list[Named]:
        """Take the actor of another mention of the same thing."""
        for mention in self.doc.mentions(tree, head):
            if mention.kind == "pronoun":
                continue
            found = self.one(self.doc.trees[mention.sentence], mention.head, depth + 2)
            found = tuple(named for named in found if named.known and alike(self.doc, tree, head, named))
            same = [self._again(tree, head, named, f"same as: {named.actor.name}") for named in found]
            if same:
                return same
        return []

    # -- pronouns and pairs

    def _pronoun(self, tree: Tree, head: int, depth: int) -> list[Named]:
        form = tree.form(head)
        if form in self.doc.cues["speech", "first_person"]:
            spoken = self.memory.speakers.get(tree.number, ())
            issuer = None if spoken or self.memory.inside_quote(tree, head) else self._issuer(depth)
            if issuer is not None:
                score, reason = self.doc.config.likely, "the side whose statement this is"
                return [name(tree, head, issuer, score=score, reason=reason)]
            return [name(tree, head, named.actor, score=named.score, reason="the speaker") for named in spoken]
        if form in self.doc.cues["speech", "second_person"]:
            return []
        found = self._bound(tree, head, depth) or self._chained(tree, head, depth) or self._nearest(tree, head, depth)
        if form in PLURAL and len(found) == 1 and found[0].actor.office and self._persons_before(tree):
            return list(self.pair(tree, head, depth))  # one person is no "they" where two were named just before
        return self._disjoint(tree, head, found, depth)

    def _issuer(self, depth: int) -> Actor | None:
        """Return whose statement the article is: the one known for it, else the ministry that its first words name."""
        if self.doc.publisher is not None or self.doc.article.genre not in {None, Genre.STATEMENT}:
            return self.doc.publisher
        for tree in self.doc.trees[:OPENING]:
            for head in (at for at in range(len(tree)) if tree.relation(at) == "nsubj"):
                if tree.lemma(head) in self.doc.cues["nouns", "rulers"]:
                    return next((named.actor for named in self.one(tree, head, depth + 1) if named.known), None)
        return None

    def _disjoint(self, tree: Tree, head: int, found: list[Named], depth: int) -> list[Named]:
        """Take another side for an object pronoun that would name its own subject (accusing IT of arming rebels)."""
        verb = tree.head(head)
        if depth > 1 or tree.relation(head) not in {"obj", "iobj"} or tree.form(head) not in THING | HUMAN or verb < 0:
            return found
        doers = [word for word in subjects(self.doc, tree, verb) if word != head and tree.upos(word) != "PRON"]
        own = {named.actor.country for word in doers for named in self.one(tree, word, depth + 2) if named.known}
        if not own or not any(named.actor.country in own for named in found):
            return found
        for match in reversed([other for other in self.doc.matches(tree) if other.end <= head]):
            if match.kind is not Kind.AGENT and match.actor.country and match.actor.country not in own:
                return [name(tree, head, match.actor, score=self.doc.config.guess, reason="not the subject itself")]
        return []

    def _nearest(self, tree: Tree, head: int, depth: int) -> list[Named]:
        """Guess what a pronoun stands for that neither grammar nor coreference explains."""
        form = tree.form(head)
        if form in PLURAL and self._plural_before(tree, head):
            return list(self.pair(tree, head, depth))
        found: Named | None = None
        if form in HUMAN:
            found = self._last(tree, head, person=True) or self._last_official(tree, head)
        elif form in THING:
            found = self._last(tree, head, person=False) or self._last_doer(tree, head)
        return [] if found is None else [found]

    def _bound(self, tree: Tree, head: int, depth: int) -> list[Named]:
        """Take the subject for a pronoun it binds: Israel expanded ITS strikes, the army said IT would leave."""
        if depth > 1:
            return []
        for subject in self._binders(tree, head):
            if subject < head and head not in tree.subtree(subject) and tree.upos(subject) != "PRON":
                found = [one for one in self.one(tree, subject, depth + 2) if one.known]
                return [self._again(tree, head, one, OWN, score=one.score) for one in found]
        return []

    def _again(self, tree: Tree, head: int, named: Named, reason: str, *, score: float | None = None) -> Named:
        """Let a phrase name what another names; a pronoun is shown by the words it stands for, if they are near."""
        sure = self.doc.config.likely if score is None else score
        if tree.upos(head) == "PRON" and named.tree is tree:
            return replace(named, score=sure, reason=reason)
        return name(tree, head, named.actor, score=sure, reason=reason)

    @staticmethod
    def _binders(tree: Tree, head: int) -> list[int]:
        """Return the subjects that bind a pronoun: of its clause for "its", of the saying for "X said it would"."""
        if tree.exact(head) == "nmod:poss":
            clause = tree.clause(head)
            told = [kid for kid in tree.children(clause, "ccomp") if kid < head]
            told += [tree.head(clause)] if tree.relation(clause) in {"parataxis", "ccomp"} else []
            return [kid for verb in (clause, *told) for kid in tree.children(verb, "nsubj")]
        verb = tree.head(head)
        if (
            tree.relation(head) == "nsubj"
            and verb >= 0
            and tree.relation(verb) == "ccomp"
            and tree.form(head) != "they"
        ):
            return list(tree.children(tree.head(verb), "nsubj"))
        return []

    def _persons_before(self, tree: Tree) -> bool:
        """Whether the sentence before joined two sides, or this one does."""
        return any(coordinated(self.doc, self.doc.trees[at]) for at in (tree.number, tree.number - 1) if at >= 0)

    def _plural_before(self, tree: Tree, head: int) -> bool:
        """Whether both sides were the subject just before."""
        previous = self.doc.trees[max(0, tree.number - 1)]
        return tree.form(head) in {"both", "each"} or any(
            both(self.doc, previous, at) for at in range(len(previous)) if previous.relation(at) == "nsubj"
        )

    def _last(self, tree: Tree, head: int, *, person: bool) -> Named | None:
        """Take the nearest actor before a pronoun in its sentence or the one before."""
        for number in (tree.number, tree.number - 1):
            if number < 0:
                break
            other = self.doc.trees[number]
            limit = head if number == tree.number else len(other)
            for match in reversed([found for found in self.doc.matches(other) if found.end <= limit]):
                if (match.kind is Kind.PERSON) is person and match.actor.country and match.kind is not Kind.AGENT:
                    reason = f"nearest before: {match.phrase}"
                    return name(tree, head, match.actor, score=self.doc.config.guess, reason=reason)
        return None

    def _last_official(self, tree: Tree, head: int) -> Named | None:
        """Take the last phrase with an office that was resolved before a pronoun."""
        for named in reversed(self.memory.seen):
            near = tree.number - named.tree.number
            if named.actor.office and 0 <= near <= 1 and (near or named.head < head):
                reason = f"last official: {named.actor.name}"
                return name(tree, head, named.actor, score=self.doc.config.guess, reason=reason)
        return None

    def _last_doer(self, tree: Tree, head: int) -> Named | None:
        """Take the side that acted last for a pronoun that nothing nearer explains."""
        for named in reversed(self.memory.doers):
            if 0 < tree.number - named.tree.number <= self.doc.config.near:
                reason = f"acted last: {named.actor.name}"
                return name(tree, head, named.actor, score=self.doc.config.guess, reason=reason)
        return None

    def _apposed_pair(self, tree: Tree, head: int, depth: int) -> list[Actor]:
        """Return the sides that an apposition lists: the two ministers, X of A and Y of B."""
        found: list[Actor] = []
        for kid in tree.children(head, "appos"):
            for word in tree.conjuncts(kid):
                found.extend(named.actor for named in self.one(tree, word, depth + 1) if named.known)
        return found if len({actor.country for actor in found}) > 1 else []
