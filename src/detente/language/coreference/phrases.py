"""Finding the phrases that refer and what each says of itself: kind, type, number, gender, state, titles, modifiers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.language.coreference.lexicon import Lexicon, NounEntry, PronounEntry, TitleEntry
from detente.language.coreference.states import States
from detente.language.coreference.tree import Tree, noun_phrase, plant
from detente.records.parse import Name, Sentence, Token

__all__ = ["Phrase", "find_phrases"]

_NO_NOUN = NounEntry(type="", group=None, gender=None)
_INSIDE = frozenset({"compound", "flat", "fixed", "goeswith", "reparandum"})
_MODIFIERS = frozenset({"amod", "compound", "nummod", "nmod"})
_NAMED = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "NAT": "NAT"}


@dataclass(slots=True, kw_only=True)
class Phrase:
    """A phrase that may refer, and its own evidence; ``parts`` are the phrases a coordination is made of."""

    index: int
    sentence: int
    start: int
    end: int
    head: int
    kind: str
    lemma: str
    role: str
    governor: int
    type: str | None = None
    number: str | None = None
    gender: str | None = None
    group: str | None = None
    words: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    title_entry: TitleEntry | None = None
    pronoun: PronounEntry | None = None
    state: str | None = None
    countries: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    determiner: str | None = None
    whole: bool = True
    name_start: int = 0
    name_end: int = 0
    parts: tuple[int, ...] = ()


@dataclass(slots=True)
class _Finder:
    """One sentence being read for phrases."""

    number: int
    sentence: Sentence
    tree: Tree
    lexicon: Lexicon
    states: States
    name_of: dict[int, Name]


def find_phrases(
    sentences: Sequence[Sentence], lexicon: Lexicon, states: States
) -> tuple[list[Phrase], list[Tree], list[dict[int, int]]]:
    """Return all phrases in text order, the trees, and per sentence the phrase index of each head word."""
    phrases: list[Phrase] = []
    trees = [plant(sentence.tokens) for sentence in sentences]
    by_head: list[dict[int, int]] = []
    for number, (sentence, tree) in enumerate(zip(sentences, trees, strict=True)):
        covered = {word: name for name in sentence.names for word in range(name.start, name.end)}
        finder = _Finder(number, sentence, tree, lexicon, states, covered)
        heads: dict[int, int] = {}
        for phrase in _in_sentence(finder):
            phrase.index = len(phrases)
            heads[phrase.head] = phrase.index
            phrases.append(phrase)
        _add_coordinations(phrases, heads, finder)
        by_head.append(heads)
    return phrases, trees, by_head


def _in_sentence(finder: _Finder) -> Iterator[Phrase]:
    calendar = finder.lexicon.words["calendar"]
    for word, token in enumerate(finder.tree.tokens):
        phrase = _as_pronoun(finder, word)
        if phrase is None and token.upos in ("NOUN", "PROPN") and token.lemma.lower() not in calendar:
            phrase = _as_noun(finder, word)
        if phrase is not None:
            yield phrase


def _as_pronoun(finder: _Finder, word: int) -> Phrase | None:
    token, text = finder.tree.tokens[word], finder.tree.tokens[word].text.lower()
    if text in ("other", "another") and word:
        text = f"{finder.tree.tokens[word - 1].text.lower()} {text}"
    elif token.upos not in ("PRON", "DET"):
        return None
    entry = finder.lexicon.pronouns.get(text)
    if entry is None or finder.tree.relations[word] == "expl":
        return None
    return _pronoun(finder, word, entry)


def _as_noun(finder: _Finder, word: int) -> Phrase | None:
    """Return the phrase a noun heads; inside another noun's phrase only names and described names have their own."""
    described = finder.tree.tokens[word].relation == "nmod:desc"
    if not described and finder.tree.relations[word] not in _INSIDE:
        return _noun(finder, word)
    if described and _has_determiner(finder.tree, word):
        return _nominal(finder, word)
    return _name(finder, word, inner=True) if _heads_inner_name(finder, word) else None


def _has_determiner(tree: Tree, word: int) -> bool:
    return any(tree.relations[child] == "det" for child in tree.children[word])


def _heads_inner_name(finder: _Finder, word: int) -> bool:
    """Tell whether a name that modifies a noun ends in ``word`` ("the Gaza ministry", "the U.S. Navy")."""
    name, token = _own_name(finder, word), finder.tree.tokens[word]
    if name is not None:
        return name_words(finder.tree.tokens[name.start : name.end])[-1:] not in finder.lexicon.titles
    return token.upos == "PROPN" and finder.states.named(token.text.lower().replace(".", "")) is not None


def _own_name(finder: _Finder, word: int) -> Name | None:
    """Return the name whose head ``word`` is; a word deeper inside ("the Bank of Sudan") does not stand for it."""
    name = finder.name_of.get(word)
    if name is None or name.start <= finder.tree.tokens[word].head < name.end:
        return None
    return name


def _blank(finder: _Finder, word: int, kind: str, span: tuple[int, int]) -> Phrase:
    role, governor = _place_in_clause(finder.tree, word)
    return Phrase(
        index=-1,
        sentence=finder.number,
        start=span[0],
        end=span[1],
        head=word,
        kind=kind,
        lemma=finder.tree.tokens[word].lemma.lower(),
        role=role,
        governor=governor,
    )


def _place_in_clause(tree: Tree, word: int) -> tuple[str, int]:
    """Return the relation and governor of a word; a conjunct has those of the first conjunct."""
    while tree.relations[word] == "conj" and tree.tokens[word].head >= 0:
        word = tree.tokens[word].head
    return tree.tokens[word].relation, tree.tokens[word].head


def _pronoun(finder: _Finder, word: int, entry: PronounEntry) -> Phrase:
    phrase = _blank(finder, word, "pronoun", (word, word + 1))
    phrase.pronoun, phrase.number, phrase.gender = entry, entry.number, entry.gender
    if entry.gender in ("m", "f") or (entry.person == 1 and entry.number == "sing"):
        phrase.type = "PER"
    return phrase


def _noun(finder: _Finder, word: int) -> Phrase:
    token = finder.tree.tokens[word]
    name = _own_name(finder, word)
    if name is not None and name.type in _NAMED:
        return _name(finder, word, inner=False)
    known = token.lemma.lower() in finder.lexicon.nouns or token.text.lower() in finder.lexicon.nouns
    if token.upos == "PROPN" and not known:
        return _name(finder, word, inner=False)
    return _nominal(finder, word)


def _nominal(finder: _Finder, word: int) -> Phrase:
    tree, token = finder.tree, finder.tree.tokens[word]
    phrase = _blank(finder, word, "nominal", noun_phrase(tree, word))
    entry = finder.lexicon.nouns.get(phrase.lemma, _NO_NOUN)
    phrase.type, phrase.gender, phrase.group = entry.type or None, entry.gender, entry.group
    phrase.number = "plur" if token.xpos in ("NNS", "NNPS") or "Number=Plur" in token.features else "sing"
    _read_modifiers(finder, phrase)
    return phrase


def _name(finder: _Finder, word: int, *, inner: bool) -> Phrase:
    start, end = _name_span(finder, word)
    span = (start, end) if inner else noun_phrase(finder.tree, word)
    span = (min(span[0], start), max(span[1], end))
    if inner and end < len(finder.tree.tokens) and finder.tree.tokens[end].xpos == "POS":
        span = (span[0], end + 1)
    phrase = _blank(finder, word, "name", span)
    name = _own_name(finder, word)
    phrase.type = _NAMED.get(name.type) if name is not None else None
    phrase.number = "plur" if finder.tree.tokens[word].xpos == "NNPS" else "sing"
    _read_modifiers(finder, phrase)
    phrase.name_start, phrase.name_end = start, end
    words = name_words(finder.tree.tokens[start:end])
    _read_title(finder, phrase, start, words)
    _read_state(finder, phrase)
    if phrase.type in ("ORG", "LOC") and phrase.state is None and phrase.lemma in finder.lexicon.nouns:
        phrase.described |= {phrase.lemma}
    return phrase


def _name_span(finder: _Finder, word: int) -> tuple[int, int]:
    """Return the words of the name headed by ``word``: the found span, widened over proper nouns that belong to it."""
    name, tokens = _own_name(finder, word), finder.tree.tokens
    start, end = (name.start, name.end) if name is not None else (word, word + 1)
    inside = finder.name_of.get(word) if name is None else None

    def belongs(at: int) -> bool:
        if not 0 <= at < len(tokens) or finder.name_of.get(at) is not inside:
            return False
        held = finder.tree.relations[at] in _INSIDE and start <= tokens[at].head < end
        return held and tokens[at].upos in ("PROPN", "PUNCT")

    while belongs(start - 1):
        start -= 1
    while belongs(end):
        end += 1
    return start, end


def name_words(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Join the tokens of a name that touch ("Amir", "-", "Abdollahian"), lower-case them, drop "the", dots and "'s"."""
    words: list[str] = []
    previous = -1
    for token in tokens:
        if token.xpos == "POS":
            continue
        text = token.text.lower().replace("\u2019", "'")
        if words and token.start == previous and text not in (",", "("):
            words[-1] += text
        else:
            words.append(text)
        previous = token.end
    bare = [word.replace(".", "") or word for word in words]
    return tuple(bare[1:] if len(bare) > 1 and bare[0] == "the" else bare)


def _read_title(finder: _Finder, phrase: Phrase, start: int, words: tuple[str, ...]) -> None:
    """Split a title from the name, whether it stands inside the found name or before it."""
    titles = finder.lexicon.titles
    phrase.words = words
    if phrase.type not in ("PER", None):
        return
    size = next((size for size in (4, 3, 2, 1) if len(words) > size and words[:size] in titles), 0)
    if size:
        phrase.title, phrase.words = words[:size], words[size:]
    else:
        before = tuple(token.text.lower() for token in finder.tree.tokens[max(0, start - 4) : start])
        phrase.title = next((before[at:] for at in range(len(before)) if before[at:] in titles), ())
    if phrase.title:
        phrase.title_entry = titles[phrase.title]
        phrase.type = "PER"
        phrase.gender = phrase.title_entry.gender
    if phrase.type == "PER" and phrase.gender is None:
        phrase.gender = finder.lexicon.given_names.get(phrase.words[0].partition("-")[0])


def _read_state(finder: _Finder, phrase: Phrase) -> None:
    if phrase.type == "PER":
        return
    part = bool(phrase.modifiers & finder.lexicon.words["part"] - set(phrase.words))
    phrase.whole = not part
    key = " ".join(phrase.words)
    state = finder.states.named(key)
    if state is None and phrase.determiner == (None if phrase.number == "sing" else "the"):
        seat = finder.states.seat(key)
        if seat is not None and acts_as_government(finder.tree, phrase, finder.lexicon):
            state = seat
    if state is not None and not part:
        phrase.state, phrase.type, phrase.number = state, "LOC", "sing"


def acts_as_government(tree: Tree, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Tell whether a capital stands where only a government can: it says, decides, is addressed, has relations."""
    if phrase.governor < 0:
        return False
    governor, verbs = tree.tokens[phrase.governor].lemma.lower(), lexicon.verbs
    relation = phrase.role
    if relation in ("nsubj", "obl:agent"):
        return governor in verbs["says"] or governor in verbs["decides"]
    if relation in ("obj", "iobj", "nsubj:pass"):
        return governor in verbs["addressed"]
    if relation == "nmod:poss":
        return governor in verbs["relates"]
    cases = {
        tree.tokens[child].lemma.lower() for child in tree.children[phrase.head] if tree.relations[child] == "case"
    }
    return relation == "nmod" and governor in verbs["relates"] and bool(cases & lexicon.words["joins"])


def _read_modifiers(finder: _Finder, phrase: Phrase) -> None:
    """Note the determiner, the modifiers, and the countries a phrase is tied to ("Iran's", "Iranian", "of Iran").

    Nouns that stand before a name as its description ("the armed group X") are kept apart, as ``described``.
    """
    tree, countries = finder.tree, set()
    modifiers: set[str] = set()
    described: set[str] = set()
    for child in tree.children[phrase.head]:
        token, relation = tree.tokens[child], tree.relations[child]
        if relation == "det":
            phrase.determiner = token.text.lower()
        elif relation in _MODIFIERS:
            state = _state_of_word(finder, child)
            if token.relation == "nmod:poss":
                phrase.determiner = phrase.determiner or "poss"
            if state:
                countries.add(state)
            if token.upos == "PRON" or (state and phrase.type in ("PER", "ORG")):
                continue
            (described if _describes(finder, phrase, child) else modifiers).add(token.lemma.lower())
            if token.relation == "nmod:desc":
                modifiers.update(tree.tokens[inner].lemma.lower() for inner in tree.children[child])
    phrase.modifiers, phrase.countries = frozenset(modifiers), frozenset(countries)
    phrase.described = frozenset(described)


def _describes(finder: _Finder, phrase: Phrase, child: int) -> bool:
    token = finder.tree.tokens[child]
    return phrase.kind == "name" and child < phrase.head and token.upos == "NOUN" and child not in finder.name_of


def _state_of_word(finder: _Finder, word: int) -> str | None:
    token = finder.tree.tokens[word]
    if token.upos not in ("PROPN", "ADJ", "NOUN"):
        return None
    if _own_name(finder, word) is not None:
        start, end = _name_span(finder, word)
        return finder.states.any(" ".join(name_words(finder.tree.tokens[start:end])))
    return finder.states.any(token.text.lower().replace(".", ""))


def _add_coordinations(phrases: list[Phrase], heads: Mapping[int, int], finder: _Finder) -> None:
    """Append a phrase for each "A and B" whose conjuncts all refer."""
    for head in list(heads):
        conjuncts = [child for child in finder.tree.children[head] if finder.tree.relations[child] == "conj"]
        if not conjuncts or any(child not in heads for child in conjuncts):
            continue
        first = phrases[heads[head]]
        last = phrases[heads[conjuncts[-1]]]
        if first.kind == "pronoun" or not _joined_by_and(finder.tree, conjuncts):
            continue
        phrase = _blank(finder, head, "set", (first.start, last.end))
        phrase.index, phrase.number = len(phrases), "plur"
        phrase.parts = tuple(heads[word] for word in (head, *conjuncts))
        phrase.type = first.type
        phrases.append(phrase)


def _joined_by_and(tree: Tree, conjuncts: Sequence[int]) -> bool:
    return any(
        tree.relations[child] == "cc" and tree.tokens[child].lemma.lower() == "and"
        for word in conjuncts
        for child in tree.children[word]
    )
