"""Exchange room: events as PLOVER JSON lines, one flat object a line with the fields of the PLOVER manual."""

import json
import typing

from detente.codebook import Codebook
from detente.records import DyadicEvent, Party, Telling

__all__ = ["from_line", "to_line"]

_QUADS = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}


def to_line(event: DyadicEvent, book: Codebook) -> str:
    """Return an event as one line of JSON; what is unknown is null."""
    fields = {
        "event_id": event.id,
        "event_date": event.day,
        "event_type": event.type,
        "event_mode": event.modes[0] if event.modes else None,
        "other_modes": event.modes[1:],
        "contexts": event.contexts,
        "quad_code": _QUADS[book.types[event.type].quad],
        "intensity": book.score(event.type, event.modes),
        **_side("actor", event.source),
        **_side("recipient", event.target),
        "placename": event.place,
        "affected_states": event.states,
        "sentence": event.words,
        "trigger": event.trigger,
        "story_id": event.story.id,
        "source": event.story.outlet,
        "url": event.story.url,
        "publication_date": event.story.published,
        "in_lead": event.story.lead,
        "cameo_code": event.cameo,
    }
    return json.dumps(fields, ensure_ascii=False) + "\n"


def _side(role: str, party: Party | None) -> dict[str, str | None]:
    return {
        f"{role}_name": party.name if party else None,
        f"{role}_country": party.country if party else None,
        f"{role}_sector": party.sector if party else None,
        f"{role}_code": party.code if party else None,
    }


def from_line(line: str, book: Codebook) -> DyadicEvent:
    """Return the event of one line.

    Raises:
        ValueError: the line is no JSON object of this kind, or names a type or mode that the codebook has not.
    """
    fields = json.loads(line)
    if not isinstance(fields, dict):
        raise ValueError("is no JSON object")  # noqa: TRY004 - wrong content, not wrong use
    kind, mode = _text(fields, "event_type"), _text(fields, "event_mode")
    if kind not in book.types:
        raise ValueError(f"event_type {kind!r} is no PLOVER type")
    modes = (*((mode,) if mode else ()), *_list(fields, "other_modes"))
    if wrong := [one for one in modes if book.mode(kind, one) is None]:
        raise ValueError(f"{kind} has no mode {wrong[0]!r}")
    return DyadicEvent(
        id=_text(fields, "event_id") or "",
        type=kind,
        modes=modes,
        contexts=_list(fields, "contexts"),
        source=_party(fields, "actor"),
        target=_party(fields, "recipient"),
        day=_text(fields, "event_date"),
        place=_text(fields, "placename"),
        states=_list(fields, "affected_states"),
        story=_story(fields),
        words=_text(fields, "sentence"),
        trigger=_text(fields, "trigger"),
        cameo=_text(fields, "cameo_code"),
    )


def _story(fields: dict[str, object]) -> Telling:
    return Telling(
        id=_text(fields, "story_id"),
        outlet=_text(fields, "source"),
        url=_text(fields, "url"),
        published=_text(fields, "publication_date"),
        lead=fields["in_lead"] if isinstance(fields.get("in_lead"), bool) else None,  # type: ignore[arg-type]
    )


def _party(fields: dict[str, object], role: str) -> Party | None:
    name, country, sector, code = (_text(fields, f"{role}_{part}") for part in ("name", "country", "sector", "code"))
    if (name, country, sector, code) == (None, None, None, None):
        return None
    return Party(name=name, country=country, sector=sector, code=code)


def _text(fields: dict[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} cannot be {value!r}")
    return value


def _list(fields: dict[str, object], name: str) -> tuple[str, ...]:
    value = fields.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{name} cannot be {value!r}")
    return tuple(typing.cast("list[str]", value))
