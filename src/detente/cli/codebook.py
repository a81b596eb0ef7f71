"""``detente codebook``: the rules of coding as tables."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.codebook import EventType, Term
    from detente.codebook.ontology import Ontology

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

# Named here as well as in the codebook so that --help needs no loading.
LISTS = ("contexts", "sectors", "commitments", "statuses", "standings")

What = Annotated[
    str,
    typer.Argument(
        metavar="[WHAT]",
        help="types, modes, contexts, sectors, commitments, statuses, standings, or one event type such as ASSAULT.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


@app.command()
def codebook(what: What = "types", *, as_json: AsJson = False) -> None:
    """Show the codebook: event types, their modes, and the closed lists.

    \b
    Examples:
      detente codebook
      detente codebook modes
      detente codebook SANCTION
      detente codebook commitments --json
    """
    # Here and not above: --help must not wait for the tables.
    from detente.codebook.actor_tables import FOLDER  # noqa: PLC0415
    from detente.codebook.ontology import load_ontology  # noqa: PLC0415

    book = load_ontology(FOLDER)  # the lists alone: actors and places take half a second
    if what.upper() in book.types:
        _one_type(book.types[what.upper()], as_json=as_json)
    elif what == "types":
        _types(book, as_json=as_json)
    elif what == "modes":
        _modes([mode_of for mode_of in book.types.values() if mode_of.modes], as_json=as_json)
    elif what in LISTS:
        _terms(what, getattr(book, what), as_json=as_json)
    else:
        message = (
            f"the codebook has no {what!r}; use types, modes, {', '.join(LISTS)} or one of {', '.join(book.types)}"
        )
        raise typer.BadParameter(message, param_hint="WHAT")


def _number(score: float | None) -> str:
    return "unscored" if score is None else f"{score:+g}"


def _types(book: "Ontology", *, as_json: bool) -> None:
    from detente.cli.tables import show_json, show_table  # noqa: PLC0415

    if as_json:
        show_json([asdict(event_type) for event_type in book.types.values()])
        return
    rows = (
        (one.id, one.label, one.quad.replace("_", " "), _number(one.score), one.definition)
        for one in book.types.values()
    )
    show_table("Event types", ("type", "in words", "quad", "score", "meaning"), rows)


def _one_type(one: "EventType", *, as_json: bool) -> None:
    from detente.cli.tables import show_json, show_lines  # noqa: PLC0415

    if as_json:
        show_json(asdict(one))
        return
    show_lines(
        f"{one.id} ({one.label}): {one.quad.replace('_', ' ')}, score {_number(one.score)}",
        one.definition,
    )
    if one.modes:
        _modes([one], as_json=False)


def _modes(types: "list[EventType]", *, as_json: bool) -> None:
    from detente.cli.tables import show_json, show_table  # noqa: PLC0415

    modes = [mode for one in types for mode in one.modes]
    if as_json:
        show_json([asdict(mode) for mode in modes])
        return
    rows = ((mode.type, mode.id, _number(mode.score), mode.definition) for mode in modes)
    show_table("Modes", ("type", "mode", "score", "meaning"), rows)


def _terms(name: str, terms: "Mapping[str, Term]", *, as_json: bool) -> None:
    from detente.cli.tables import show_json, show_table  # noqa: PLC0415

    if as_json:
        show_json([asdict(term) for term in terms.values()])
        return
    show_table(name.capitalize(), ("id", "meaning"), ((term.id, term.definition) for term in terms.values()))
