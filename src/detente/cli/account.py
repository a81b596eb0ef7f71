"""The account on the terminal: acts by article with their sentences, undertakings, and what was skipped.

It fits the terminal's width, 80 columns where there is no terminal; colour appears on terminals only.
"""

import sys
from collections.abc import Callable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.cli import wording
from detente.records import Account, Coding, Evidence, Skipped, Undertaking

__all__ = ["show", "show_skipped"]

Cells = tuple[str, str, str, str]
CountryName = Callable[[str], str | None]
# Under this many columns a table would cut words to pieces; a list is printed.
NARROW = 60
NARROWEST = 20
# Everything of an entry stands right of its number.
BELOW_NUMBER = 5
INDENT = 2


def show(accounts: tuple[Account, ...], skipped: tuple[Skipped, ...], country_name: CountryName) -> None:
    """Print the whole account, in canonical order, on standard output; ``country_name`` says what a code stands for."""
    console = Console(highlight=False, emoji=False, markup=False)
    for account in accounts:
        _show_article(console, account, country_name)
    if any(account.undertakings for account in accounts):
        _show_undertakings(console, accounts)
    if skipped:
        _show_skipped(console, skipped)
    if left := wording.uncoded(accounts):
        _print_beside(console, Text(left))
        console.print()
    console.print(_sum(accounts, skipped))


def show_skipped(skipped: tuple[Skipped, ...]) -> None:
    """Print what was skipped on standard error, one line each."""
    for one in skipped:
        sys.stderr.write(f"detente: {wording.missed(one)}\n")


def _show_article(console: Console, account: Account, country_name: CountryName) -> None:
    """Print an article's head and each of its acts as one entry."""
    _print_beside(console, Text(wording.title(account.article), style="bold underline"))
    _print_beside(console, Text(wording.article_line(account.article)))
    if not account.codings:
        _print_beside(console, Text("no act was found in it"), margin=BELOW_NUMBER)
    for number, coding in enumerate(account.codings, 1):
        console.print()
        _show_coding(console, f"{number}. ".rjust(BELOW_NUMBER), coding, country_name)
    console.print()


def _show_coding(console: Console, number: str, coding: Coding, country_name: CountryName) -> None:
    """Print one act: when and who to whom, what, where, what limits the claim, and the sentence."""
    _print_beside(console, _headline(console, coding), margin=BELOW_NUMBER, first=number)
    _print_beside(console, Text(wording.act(coding), style="cyan"), margin=BELOW_NUMBER)
    if where := wording.place(coding, country_name):
        _print_beside(console, Text(where, style="green"), margin=BELOW_NUMBER)
    if limits := wording.reservations(coding, country_name):
        _print_beside(console, Text(limits, style="yellow"), margin=BELOW_NUMBER)
    _print_beside(console, _sentence(console, coding.sentence, coding.trigger), margin=BELOW_NUMBER)


def _print_beside(console: Console, text: Text, *, margin: int = 0, first: str = "") -> None:
    """Print text wrapped to the right of a margin, ``first`` standing in the margin of its first line.

    Padding would do it too, but fills every line with blanks to the full width, also in a pipe.
    """
    width = max(console.width - margin, NARROWEST)
    for number, line in enumerate(text.wrap(console, width, overflow="fold")):
        line.rstrip()
        before = first if number == 0 else ""
        console.print(Text(before.ljust(margin)).append_text(line), soft_wrap=True)


def _headline(console: Console, coding: Coding) -> Text:
    """Return the first line of an entry: when, and who to whom."""
    plain = console.options.ascii_only
    told = Text(f"{wording.moment(coding.day)}  " if coding.day else "", style="green")
    parties = wording.between(coding, arrow="->" if plain else "→", both="<->" if plain else "↔")
    return Text.assemble(told, (parties, "bold"))


def _sentence(console: Console, sentence: Evidence, trigger: Evidence) -> Text:
    """Return the quoted sentence with the words that name the act set off, where colour can show them."""
    opening, closing = ('"', '"') if console.options.ascii_only else ("“", "”")
    start, end = max(trigger.start - sentence.start, 0), max(trigger.end - sentence.start, 0)
    before, named, after = sentence.quote[:start], sentence.quote[start:end], sentence.quote[end:]
    shown = Text(opening)
    for part, style in ((before, ""), (named, "bold red"), (after, "")):
        shown.append(wording.in_line(part), style=style)
    return shown.append(closing)


def _show_undertakings(console: Console, accounts: tuple[Account, ...]) -> None:
    """Print the undertakings of all articles, as a table where there is room for one."""
    console.print(Text("Undertakings", style="bold underline"))
    held = [account for account in accounts if account.undertakings]
    if console.width >= NARROW:
        console.print(_table(console, held))
        return
    for account in held:
        _print_beside(console, Text(wording.title(account.article), style="italic"))
        for one in account.undertakings:
            _print_beside(console, Text("; ".join(_cells(one))), margin=INDENT)
        console.print()


def _table(console: Console, accounts: list[Account]) -> Table:
    """Return undertakings as a table: who, what, how firmly, until when; each article's under its title."""
    table = Table(box=box.ASCII if console.options.ascii_only else box.SIMPLE, expand=True, pad_edge=False)
    for name, share in (("who", 1), ("undertook what", 2)):
        table.add_column(name, ratio=share, overflow="fold")
    for name in ("standing", "due"):
        table.add_column(name, no_wrap=True)
    for account in accounts:
        table.add_section()
        table.add_row(None, Text(wording.title(account.article), style="italic"))
        for one in account.undertakings:
            table.add_row(*map(Text, _cells(one)))
    return table


def _cells(undertaking: Undertaking) -> Cells:
    """Return what the table says of an undertaking."""
    standing = undertaking.standing.value.replace("_", " ")
    by_to = wording.parties(undertaking.by)
    if undertaking.to:
        by_to += f", to {wording.parties(undertaking.to)}"
    return by_to, wording.promise(undertaking), standing, wording.due(undertaking.due)


def _show_skipped(console: Console, skipped: tuple[Skipped, ...]) -> None:
    """Print what could not be used, and why."""
    console.print(Text("Skipped", style="bold underline"))
    for one in skipped:
        _print_beside(console, Text(wording.missed(one)), margin=INDENT)
    console.print()


def _sum(accounts: tuple[Account, ...], skipped: tuple[Skipped, ...]) -> Text:
    """Return the last line: how much was read, found and skipped."""
    acts = sum(len(account.codings) for account in accounts)
    promises = sum(len(account.undertakings) for account in accounts)
    counts = (len(accounts), "article"), (acts, "act"), (promises, "undertaking")
    told = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts)
    return Text(f"{told}, {len(skipped)} skipped")
