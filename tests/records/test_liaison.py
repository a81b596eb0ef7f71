"""What records of working traffic know of themselves."""

from dataclasses import replace

import pytest

from detente.records import Act, Envelope, Notice, Seal, Tlp

SAID = Notice(
    act=Act.DISPUTE,
    form="message",
    of="N1",
    sender="IRN",
    to=("PAK",),
    author="Desk officer",
    at="2024-01-17T08:00+03:30",
    about=(),
    tlp=Tlp.AMBER,
    fields=(("why", "it was elsewhere"), ("evidence", "a map"), ("proposal", "look together")),
)


@pytest.mark.parametrize("text", ["TLP:AMBER+STRICT", "amber strict", "AMBER_STRICT", " tlp: Amber-Strict "])
def test_a_label_is_known_however_it_is_written(text: str) -> None:
    assert Tlp.named(text) is Tlp.AMBER_STRICT


@pytest.mark.parametrize("text", ["", "TLP:", "PINK", "AMBERSTRICT"])
def test_what_is_no_label_is_none(text: str) -> None:
    assert Tlp.named(text) is None


def test_a_correction_changes_takes_out_and_leaves_what_was_erased_unknown() -> None:
    told = replace(SAID, act=Act.CORRECT, of="N2", fields=(("why", "a slip"), ("proposal", "")))
    seals = tuple(Seal(name=name, digest="0", salt=None if name == "evidence" else "1") for name in ("why", "evidence"))
    entry = Envelope(number=3, id="N3", thread="N1", notice=told, seals=seals, previous="", hash="")
    assert SAID.corrected(entry, {"why"}).fields == (("why", "it was elsewhere"),)


def test_the_texts_of_a_notice_begin_with_who_wrote_it() -> None:
    assert list(SAID.texts) == ["author", "why", "evidence", "proposal"]
    assert "author" not in replace(SAID, author=None).texts
