"""An explanation on the terminal: the sentence, its names, its tree, the votes on each word, and what came out."""

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.cli import wording
from detente.records import ActView, Coding, Explanation, Token

__all__ = ["show"]


def show(found: Explanation) -> None:
    """Print an explanation on standard output."""
    console = Console(highlight=False, emoji=False, markup=False)
    tokens = found.sentence.tokens
    console.print(Text(f"{found.article}, sentence {found.number + 1}", style="bold underline"))
    console.print(Text(wording.one_line(found.text)))
    if found.named:
        rows = [
            (_words(tokens, one.start, one.end), one.name, one.country or "-", one.sector or "-", one.kind)
            for one in found.named
        ]
        _table(console, "Who is named", ("words", "actor", "country", "sector", "how"), rows)
    _table(console, "Tree", ("", "word", "lemma", "tag", "relation", "of", "roles it gives"), _tree(found))
    if found.acts:
        columns = ("word", "lexicon's rule", "rule / lexicon / heads", "panel", "status", "who plays what")
        _table(console, "Words that may name an act", columns, [_act(tokens, act) for act in found.acts])
    for number, coding in enumerate(found.codings, 1):
        _coding(console, number, coding)
    for one in found.undertakings:
        by = ", ".join(side.actor.name for side in one.by)
        console.print(Text(f"undertaking: {one.type}, {one.standing.value}, by {by}: {one.words.quote}"))
    for skipped in found.skipped:
        console.print(Text(f"not coded: {skipped.where}: {skipped.reason}", style="yellow"))
    if not found.codings:
        console.print(Text("Nothing was coded in this sentence."))


def _words(tokens: tuple[Token, ...], start: int, end: int) -> str:
    return " ".join(token.text for token in tokens[start:end])


def _tree(found: Explanation) -> Iterable[tuple[str, ...]]:
    tokens = found.sentence.tokens
    roles = {
        one.token: ", ".join(f"{a.role} {tokens[a.head].text}" for a in one.arguments)
        for one in found.sentence.predicates
    }
    for at, token in enumerate(tokens):
        head = tokens[token.head].text if token.head >= 0 else ""
        yield str(at), token.text, token.lemma, token.xpos, token.relation, head, roles.get(at, "")


def _act(tokens: tuple[Token, ...], act: ActView) -> tuple[str, ...]:
    voices = "\n".join(f"{one.voice}: {one.type} {one.score:.2f}" for one in act.voices)
    verdict = f"{act.verdict.type} {act.verdict.score:.2f}" if act.verdict else "not asked"
    status = f"tree: {act.shown}" + (f" ({'; '.join(act.why)})" if act.why else "")
    if act.status:
        status += f"\npanel: {act.status[0]} {act.status[1]:.2f}"
    roles = "\n".join(f"{one.role}: {tokens[one.token].text} {one.score:.2f}" for one in act.roles)
    return tokens[act.token].text, act.rule or "none", voices, verdict, status, roles


def _coding(console: Console, number: int, coding: Coding) -> None:
    """Print one coding, when and where it took place, and the reason of each field."""
    sides = " -> ".join(", ".join(one.actor.name for one in side) or "-" for side in (coding.sources, coding.targets))
    kind = "/".join([coding.type, *coding.modes])
    head = f"{number}. {kind}  {sides}  {coding.status.value}, {coding.evidentiality.value}: {coding.trigger.quote}"
    console.print(Text(wording.in_line(head), style="bold"))
    told = (wording.moment(coding.day) if coding.day else "", wording.place(coding, lambda code: code))
    if any(told):
        console.print(Text(", ".join(filter(None, told)), style="green"))
    rows = [(one.field, f"{one.score:.2f}", one.reason) for one in coding.reasons]
    _table(console, "", ("field", "score", "reason"), rows)


def _table(console: Console, title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(*columns, title=title or None, title_justify="left", box=box.SIMPLE, pad_edge=False)
    for row in rows:
        table.add_row(*(Text("\n".join(map(wording.in_line, cell.split("\n")))) for cell in row))
    console.print(table)
