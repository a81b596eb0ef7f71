"""The account on the terminal: what it says, that it fits, and that it steers no terminal."""

import dataclasses
import re

import pytest

from detente.cli import account as shown
from detente.cli import wording
from detente.codebook import act_words, load
from detente.records import Account, Evidence, Evidentiality, Place, Skipped, Status


def printed(account: Account, capsys: pytest.CaptureFixture[str], *skipped: Skipped) -> str:
    shown.show((account,), skipped, {"ISL": "Iceland"}.get)
    return capsys.readouterr().out


def test_an_act_reads_as_one_entry(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(printed(account, capsys).split())
    for words in (
        "Boats seized 2031-03-05, Gull Courier",
        "1. 2031-03-04 Norland's navy (NOR MIL) → not named",
        'seized ("seized") [COERCE seize]',
        "not confirmed; on the soil of Iceland; according to port officials (NOR MIL)",
        "“Port officials in Norland said on Monday that Norland's navy had seized two fishing boats near",
    ):
        assert words in text


def test_an_undertaking_says_who_what_how_firmly_and_until_when(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(account, capsys).partition("Undertakings")[2]
    for words in ("Norland", "prisoner release", "pledged", "2031-03-30"):
        assert words in text


def test_an_undated_article_says_so(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    undated = dataclasses.replace(account, article=dataclasses.replace(account.article, published=None))
    assert "date unknown, Gull Courier" in printed(undated, capsys)


def test_an_article_without_acts_says_so(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no act was found in it" in printed(dataclasses.replace(account, codings=()), capsys)


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 80, 132])
def test_no_line_is_wider_than_the_terminal(
    account: Account, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    long = Skipped(where="https://example.org/" + "a" * 150, room="reading", reason="too long; " * 20)
    lines = printed(account, capsys, long).splitlines()
    assert max(map(len, lines)) <= max(columns, 25)


def test_a_pipe_gets_no_colour_codes(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in printed(account, capsys)


def test_a_terminal_gets_the_words_of_the_act_in_colour_and_no_color_is_kept(
    account: Account, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert re.search(r"\x1b\[1;31mseized\x1b\[0m", printed(account, capsys))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", printed(account, capsys))


def test_an_article_cannot_steer_the_terminal(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    evil = dataclasses.replace(account.article, title="\x1b[2Jgone \x9b31m\u202e[bold]x[/bold]\r\n\a")
    text = printed(dataclasses.replace(account, article=evil), capsys)
    assert not {"\x1b", "\x9b", "\u202e", "\r", "\a"} & set(text)
    assert "[bold]x[/bold]" in text


def test_a_terminal_without_unicode_gets_plain_marks(
    account: Account, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rich.console.Console.encoding", "ascii")
    assert printed(account, capsys).isascii()


@pytest.mark.parametrize(
    ("status", "evidentiality", "told"),
    [
        (Status.HAPPENED, Evidentiality.ASSERTED, ""),
        (Status.DENIED, Evidentiality.ASSERTED, "denied"),
        (Status.PLANNED, Evidentiality.REPORTED, "planned, not done; from hearsay"),
        (Status.HAPPENED, Evidentiality.ATTRIBUTED, "according to a speaker who is not named"),
    ],
)
def test_only_what_limits_a_claim_is_told(
    account: Account, status: Status, evidentiality: Evidentiality, told: str
) -> None:
    coding = dataclasses.replace(
        account.codings[0], status=status, evidentiality=evidentiality, attribution=None, affected_states=()
    )
    assert wording.reservations(coding, {}.get) == told


def test_a_trigger_outside_its_sentence_spoils_nothing(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    coding = account.codings[0]
    before = Evidence(kind=coding.trigger.kind, article="a1", start=0, end=4, quote="Port")
    late = dataclasses.replace(coding.sentence, start=5, quote=coding.sentence.quote[5:])
    odd = dataclasses.replace(coding, trigger=before, sentence=late)
    assert "“officials in Norland" in printed(dataclasses.replace(account, codings=(odd,)), capsys)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (("Panjgur", "Balochistan", "PAK"), "in Panjgur, Balochistan, Pakistan"),
        (("Cairo", "Cairo", "EGY"), "in Cairo, EGY"),
        (("Durand Line", None, "PAK/AFG"), "in Durand Line, Pakistan and AFG"),
        (("Gull\x1b\nBank", None, None), "in Gull Bank"),
    ],
)
def test_an_act_says_where_it_took_place(
    account: Account, place: tuple[str, str | None, str | None], told: str
) -> None:
    name, admin1, country = place
    coding = account.codings[0]
    placed = Place(name=name, admin1=admin1, country=country, evidence=coding.trigger)
    assert wording.place(dataclasses.replace(coding, place=placed), {"PAK": "Pakistan"}.get) == told
    assert wording.place(coding, {"PAK": "Pakistan"}.get) == ""


def test_an_office_that_the_name_tells_already_is_not_told_again(account: Account) -> None:
    side = account.codings[0].sources[0]
    for name, office, told in (
        ("The foreign minister", "foreign minister", "The foreign minister (NOR MIL)"),
        ("Ada Example", "foreign minister", "Ada Example, foreign minister (NOR MIL)"),
    ):
        actor = dataclasses.replace(side.actor, name=name, office=office)
        assert wording.parties((dataclasses.replace(side, actor=actor),)) == told


def test_every_type_and_mode_of_the_codebook_has_words() -> None:
    types = load().types.values()
    wanted = {(one.id, "") for one in types} | {(one.id, mode.id) for one in types for mode in one.modes}
    assert set(act_words().words) == set(act_words().sentences) == wanted
