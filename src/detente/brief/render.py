"""Brief room: a brief in the format that is asked for."""

import json

from detente.brief.acts import act, caution, label
from detente.brief.config import Config
from detente.brief.head import Facts, facts
from detente.brief.markdown import markdown
from detente.brief.names import Names
from detente.brief.page import page
from detente.brief.told import Told
from detente.codebook import Codebook
from detente.records import Books, Brief, Event
from detente.records.plain import written

__all__ = ["FORMATS", "names_of", "render", "told_event"]

FORMATS = ("md", "html", "docx", "json")


def render(brief: Brief, form: str, book: Codebook) -> bytes:
    """Return a brief as the bytes of a file.

    Raises:
        ValueError: the format is none of ``FORMATS``.
    """
    party = Names(book).party
    if form == "md":
        return markdown(brief, party).encode()
    if form == "html":
        return page(brief, party).encode()
    if form == "docx":
        from detente.brief.word import word  # noqa: PLC0415 - its library takes a third of a second to load

        return word(brief, party)
    if form == "json":
        return (json.dumps(json.loads(written(brief)), ensure_ascii=False, indent=1) + "\n").encode()
    raise ValueError(f"{form!r} is none of {', '.join(FORMATS)}")


def names_of(brief: Brief, book: Codebook) -> Facts:
    """Return the words of a brief's head, for a view that lays them out itself."""
    return facts(brief.head, Names(book).party)


def told_event(event: Event, book: Codebook) -> str:
    """Return an event as a line tells it: caution first, day, and what was done in the field's words."""
    alone = Books(
        dyad=event.dyads[0] if event.dyads else (),
        as_of=None,
        coverage_until=None,
        accounts=(),
        stories=(),
        events=(event,),
        links=(),
        judgements=(),
        commitments=(),
        keepings=(),
        relation=None,
        episodes=(),
    )
    told = Told(alone, book, (), None, Config())
    warning = caution(event, told)
    return f"{f'{warning}: ' if warning else ''}{told.day(event)}, {act(event, told)} [{label(event, told)}]"
