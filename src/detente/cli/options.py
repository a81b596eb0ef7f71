"""Options that many commands have, so that each is named and explained alike."""

from pathlib import Path
from typing import Annotated, Any

import typer

__all__ = ["SettingsFile", "case_file", "one_setting"]

SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="Settings to use instead of ./detente.toml.", show_default=False),
]


def case_file(words: str) -> Any:  # noqa: ANN401 - what typer calls an option
    """Return the option that names a case; ``words`` say what the command does with it."""
    return typer.Option("--case", metavar="FILE", help=words, show_default="case.detente")


def one_setting(words: str) -> Any:  # noqa: ANN401 - as above
    """Return the option that gives single settings; ``words`` name one that suits the command."""
    return typer.Option("--set", metavar="NAME=VALUE", help=words, show_default=False)
