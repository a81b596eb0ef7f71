"""Entry room: proposes the provisions of an agreement by its numbering and what the engine found, for a person."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from detente.codebook import Codebook, party
from detente.entry.days import Days
from detente.entry.numbering import Piece, date_words, pieces
from detente.records import Account, Parse, Participant, Sentence, Standing, Undertaking

__all__ = ["proposed"]

Row = Mapping[str, str]
_PAIR = 2


def proposed(account: Account, parse: Parse, book: Codebook) -> tuple[dict[str, str], ...]:
    """Return a row for each provision of a statement: number, words and their place, and what was found in them.

    Provisions follow the text's own numbering; where it has none, each sentence with an undertaking is one. A provision
    in which nothing was found has no type: whoever settles the file gives it one, or deletes the row.
    """
    text = account.article.text
    found = pieces(text) or tuple(_sentences(account, parse))
    signed = _signatories(account)
    rows: list[dict[str, str]] = []
    leads = {piece.number: piece for piece in found}
    for piece in found:
        inside = _inside(account, piece)
        kinds = _by_type(inside) or _by_words(piece, parse, book)
        if not kinds and any(other.above == piece.number for other in found):
            continue  # a lead-in: those below it say what is undertaken
        lead = leads.get(piece.above or "")
        by = _named(inside) or (_named(_inside(account, lead)) if lead else ()) or signed
        days = _days(text[piece.start : piece.end], Days(book.times.months))
        rows.extend({**days, **row} for row in _rows(account, piece, kinds, by))
    return tuple(rows)


def _days(words: str, days: Days) -> dict[str, str]:
    """Return the dates by which and from which a provision's words say that it holds."""
    found = {name: days.behind(words, before) for name, before in date_words().items()}
    return {name: day for name, day in found.items() if day is not None}


def _sentences(account: Account, parse: Parse) -> Iterator[Piece]:
    """Yield the sentences in which something is undertaken, counted from 1."""
    starts = [one.words.start for one in account.undertakings]
    held = [one for one in parse.sentences if any(one.start <= start < one.end for start in starts)]
    for number, one in enumerate(held, 1):
        yield Piece(number=str(number), start=one.start, end=one.end)


def _inside(account: Account, piece: Piece) -> list[Undertaking]:
    return [one for one in account.undertakings if piece.start <= one.words.start < piece.end]


def _signatories(account: Account) -> tuple[str, ...]:
    """Return the parties that undertake most in the whole text, else those that act most in it: the two sides."""
    for sides in (
        [one for undertaking in account.undertakings for one in undertaking.by],
        [one for coding in account.codings for one in (*coding.sources, *coding.targets)],
    ):
        told = Counter(name for one in sides if (name := party(one.actor)))
        if len(told) >= _PAIR:
            return tuple(sorted(name for name, _ in told.most_common(_PAIR)))
    return ()


def _named(inside: Iterable[Undertaking]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in inside for side in one.by if (name := party(side.actor))))


def _by_type(inside: Sequence[Undertaking]) -> dict[str, Undertaking | None]:
    """Return the first undertaking of each type."""
    found: dict[str, Undertaking | None] = {}
    for one in inside:
        found.setdefault(one.type, one)
    if len(found) > 1:
        found.pop("other", None)
    return found


def _by_words(piece: Piece, parse: Parse, book: Codebook) -> dict[str, Undertaking | None]:
    """Return the first commitment type one of whose word groups stands in the provision."""
    inside = [one for one in parse.sentences if one.start < piece.end and piece.start < one.end]
    lemmas = {name for one in inside for name in _lemmas(one, piece)}
    for kind, groups in book.rules.undertakings:
        if any(all(part in lemmas for part in group) for group in groups):
            return {kind: None}
    return {}


def _lemmas(sentence: Sentence, piece: Piece) -> Iterator[str]:
    for token in sentence.tokens:
        if piece.start <= token.start < piece.end:
            yield token.lemma.lower()
            yield token.text.lower()


def _rows(
    account: Account, piece: Piece, kinds: Mapping[str, Undertaking | None], by: tuple[str, ...]
) -> Iterator[dict[str, str]]:
    """Yield the row of a provision, one for each type of what is undertaken in it."""
    for place, (kind, one) in enumerate(kinds.items() or [("", None)], 1):
        number = piece.number if len(kinds) < _PAIR else f"{piece.number}-{place}"
        yield _row(account, replace(piece, number=number), kind, one, by)


def _row(account: Account, piece: Piece, kind: str, one: Undertaking | None, by: tuple[str, ...]) -> dict[str, str]:
    """Return the values of one provision by field."""
    article = account.article
    published = article.published.start[:10] if article.published else ""
    row = {
        "type": kind,
        "by": "; ".join(_sides(one.by) or by) if one else "; ".join(by),
        "to": "; ".join(_sides(one.to)) if one else "",
        "standing": Standing.AGREED.value,
        "announced": published,
        "due": _day(one),
        "condition": one.condition.quote if one and one.condition else "",
        "agreement": article.id,
        "provision": piece.number,
        "start": str(piece.start),
        "end": str(piece.end),
        "words": " ".join(article.text[piece.start : piece.end].split()),
        "rests_on": article.title or article.path or article.id,
    }
    return {name: text for name, text in row.items() if text}


def _sides(sides: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in sides if (name := party(one.actor))))


def _day(one: Undertaking | None) -> str:
    """Return the due date as it is written in a cell."""
    if one is None or one.due is None:
        return ""
    return one.due.start if one.due.start == one.due.end else f"{one.due.start}/{one.due.end}"
