"""Entry room: the one line that says what was entered, made of its fields where the person gives no words."""

from collections.abc import Callable, Mapping

from detente.codebook import Codebook
from detente.entry.form import fields
from detente.records import EntryKind, Status

__all__ = ["line"]

Values = Mapping[str, str]
_NOBODY = "Somebody unnamed"


def line(kind: EntryKind, values: Values, book: Codebook) -> str:
    """Return the words of an entry: those given, else a line made of its fields; a condition always stands in them."""
    words = _one(values.get("words", ""))
    condition = _one(values.get("condition", ""))
    if not words:
        return _one(_MADE.get(kind, _listed)(kind, values, book))
    if condition and condition not in words and kind is not EntryKind.PROVISION:
        return f"{words} (condition: {condition})"
    return words


def _one(text: str) -> str:
    """Return text in one line."""
    return " ".join(text.split())


def _several(values: Values, field: str) -> str:
    """Return the values of a field as a phrase."""
    return " and ".join(part.strip() for part in values.get(field, "").split(";") if part.strip())


def _event(_: EntryKind, values: Values, book: Codebook) -> str:
    """Say who did what to whom, how, where and when."""
    kind = book.types.get(values.get("type", "").upper())
    told = (
        f"{_several(values, 'by') or _NOBODY} {kind.label if kind else values.get('type', '')} {_several(values, 'to')}"
    )
    mode = f" ({_several(values, 'mode')})" if "mode" in values else ""
    status = values.get("status", Status.HAPPENED)
    return f"{told}{mode}{_where_when(values)}{'' if status == Status.HAPPENED else f', {status}'}"


def _keeping(_: EntryKind, values: Values, book: Codebook) -> str:
    """Say which commitment, what was found, and who says so."""
    del book
    by = f", says {values['by']}" if "by" in values else ""
    finding = values.get("finding", "").replace("_", " ")
    return f"{values.get('commitment', '')}: {finding}{_where_when(values)}{by}"


def _relation(_: EntryKind, values: Values, book: Codebook) -> str:
    """Say which line between whom, and how it stands."""
    known = book.channels.lines.get(values.get("line", ""))
    told = known.label if known else values.get("line", "")
    state = book.channels.label(values.get("line", ""), values.get("state", ""))
    by = f", by {_several(values, 'by')}" if "by" in values else ""
    return f"{_several(values, 'parties')}: {told} {state}{by}{_where_when(values)}"


def _where_when(values: Values) -> str:
    place = f", at {values['place']}" if "place" in values else ""
    return place + (f", on {values['day']}" if "day" in values else "")


def _listed(kind: EntryKind, values: Values, book: Codebook) -> str:
    """List the fields as they were given."""
    del book
    own = [field.name for field in fields(kind) if not field.common and field.name in values]
    return f"{kind.value}: {'; '.join(f'{name} {values[name]}' for name in own)}"


_MADE: dict[EntryKind, Callable[[EntryKind, Values, Codebook], str]] = {
    EntryKind.EVENT: _event,
    EntryKind.KEEPING: _keeping,
    EntryKind.RELATION: _relation,
}
