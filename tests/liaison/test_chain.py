"""The chain: what is sealed verifies, any change is named where it was made, what is erased is gone without harm."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import NoticeError
from detente.liaison import AUTHOR, NOTHING, check, erased, head, seal, tombstone
from detente.liaison.chain import _digest, _hash
from detente.records import Act, Envelope, Tlp

Log: TypeAlias = Any  # of conftest.py, which no test imports
Given: TypeAlias = Any
ROWS = tomllib.loads((Path(__file__).parent / "attacks.toml").read_text(encoding="utf-8"))["row"]
NOR = {"sender": "NOR", "to": ("ISL",), "author": "Knut"}
Entries = list[Envelope]
SAID = ('"author","Sigrid"', '"what","två"')


def written(traffic: SimpleNamespace, salt: int = 0) -> Log:
    """Return a log of two threads and ten entries, in the eighth of which a value was erased."""
    log = traffic.log(salted=salt)
    log.act(Act.NEW, about=("E4", "C2"))
    log.act(Act.ACKNOWLEDGE, "N1", **NOR)
    log.act(Act.REPLY, "N1", **NOR)
    log.act(Act.REPLY, "N3")
    log.act(Act.NEW, tlp=Tlp.RED, at="2024-01-17T09:00+05:00")
    log.act(Act.DISPUTE, "N5", **NOR)
    log.act(Act.SETTLE, "N6", **NOR)
    log.act(Act.CORRECT, "N5", fields=(("place", "a farm"), ("why", "misread")))
    notice = tombstone(
        log.entries[7], ["place"], sender="ISL", author="Jon", at=later(log), why="asked", authority="law"
    )
    log.add(notice)
    log.entries[7] = erased(log.entries[7], ["place"])
    log.act(Act.RELABEL, "N5", tlp=Tlp.AMBER)
    return log


def later(log: Log) -> str:
    return str(log.entries[-1].notice.at)


def hashed(one: Envelope) -> Envelope:
    return replace(one, hash=_hash(one))


def changed(one: Envelope, **given: Given) -> Envelope:
    return replace(one, notice=replace(one.notice, **given))


def retold(one: Envelope, *, anew: bool = False) -> Envelope:
    """Return an entry with another word in its last text, with ``anew`` sealed again."""
    name, text = one.notice.fields[-1]
    salt = one.seals[-1].salt or ""
    seals = (*one.seals[:-1], replace(one.seals[-1], digest=_digest(salt, name, f"{text}!"))) if anew else one.seals
    return replace(changed(one, fields=(*one.notice.fields[:-1], (name, f"{text}!"))), seals=seals)


def swap_seals(one: Envelope) -> Envelope:
    *rest, third, last = one.seals
    return replace(one, seals=(*rest, replace(third, salt=last.salt), replace(last, salt=third.salt)))


def swap_texts(one: Envelope) -> Envelope:
    (a, left), (b, right) = one.notice.fields
    return changed(one, fields=((a, right), (b, left)))


def blank(one: Envelope) -> Envelope:
    return erased(one, [one.seals[-1].name])


def sealed_more(one: Envelope) -> Envelope:
    extra = replace(one.seals[-1], name="more", salt="s", digest=_digest("s", "more", "x"))
    return replace(changed(one, fields=(*one.notice.fields, ("more", "x"))), seals=(*one.seals, extra))


def fewer(one: Envelope) -> Envelope:
    return replace(changed(one, fields=one.notice.fields[:-1]), seals=one.seals[:-1])


ON_ONE: dict[str, Callable[[Envelope], Envelope]] = {
    "text": retold,
    "text_and_seal": lambda one: retold(one, anew=True),
    "text_seal_and_hash": lambda one: hashed(retold(one, anew=True)),
    "author": lambda one: changed(one, author="somebody"),
    "salt": lambda one: replace(one, seals=(*one.seals[:-1], replace(one.seals[-1], salt="0"))),
    "swap_salts": swap_seals,
    "swap_texts": swap_texts,
    "swap_fields": lambda one: changed(one, fields=one.notice.fields[::-1]),
    "add_value": lambda one: changed(one, fields=(*one.notice.fields, ("more", "x"))),
    "add_sealed_value": sealed_more,
    "drop_sealed_value": fewer,
    "drop_text": lambda one: changed(one, fields=one.notice.fields[:-1]),
    "blank": blank,
    "sender": lambda one: changed(one, sender="SWE"),
    "to": lambda one: changed(one, to=("SWE",)),
    "at": lambda one: changed(one, at="2023-01-01T00:00+00:00"),
    "tlp": lambda one: changed(one, tlp=Tlp.CLEAR),
    "about": lambda one: changed(one, about=()),
    "act": lambda one: changed(one, act=Act.ACKNOWLEDGE),
    "of": lambda one: changed(one, of="N1"),
    "thread_and_hash": lambda one: hashed(replace(changed(one, of="N1"), thread="N2")),
    "new_in_thread": lambda one: hashed(replace(one, thread="N1")),
    "number": lambda one: replace(one, number=one.number + 3),
    "id": lambda one: replace(one, id="N1"),
    "hash": lambda one: replace(one, hash=one.hash[::-1]),
}


def numbered(entries: Entries) -> Entries:
    return [replace(one, number=place, id=f"N{place}") for place, one in enumerate(entries, 1)]


def rewritten(entries: Entries, entry: int) -> Entries:
    """Return the log with a text changed, and everything from there on hashed anew."""
    told = list(entries)
    told[entry - 1] = retold(told[entry - 1], anew=True)
    for place in range(entry - 1, len(told)):
        told[place] = hashed(replace(told[place], previous=told[place - 1].hash if place else NOTHING))
    return told


ON_ALL: dict[str, Callable[[Entries, int, Entries], Entries]] = {
    "cut": lambda log, n, _: log[: n - 1],
    "drop": lambda log, n, _: log[: n - 1] + log[n:],
    "drop_and_number": lambda log, n, _: numbered(log[: n - 1] + log[n:]),
    "twice": lambda log, n, _: log[:n] + log[n - 1 :],
    "twice_and_number": lambda log, n, _: numbered(log[:n] + log[n - 1 :]),
    "swap_entries": lambda log, n, _: [*log[: n - 1], log[n], log[n - 1], *log[n + 1 :]],
    "swap_and_number": lambda log, n, _: numbered([*log[: n - 1], log[n], log[n - 1], *log[n + 1 :]]),
    "foreign": lambda log, n, other: [*log[: n - 1], other[n - 1], *log[n:]],
    "rewrite": lambda log, n, _: rewritten(log, n),
}


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_attack(row: dict[str, Any], traffic: SimpleNamespace) -> None:
    log: Entries = written(traffic).entries
    noted = head(log) if row.get("head") else None
    entry = row["entry"]
    if row["do"] in ON_ONE:
        altered = [*log[: entry - 1], ON_ONE[row["do"]](log[entry - 1]), *log[entry:]]
    else:
        altered = ON_ALL[row["do"]](log, entry, written(traffic, salt=1000).entries)
    assert altered != log
    fault = check(altered, head=noted)
    assert (fault and fault.number) == row.get("names")
    if fault:
        assert fault.id == f"N{fault.number}"
        assert row["says"] in fault.reason


def test_every_hand_of_the_table_is_used() -> None:
    assert {row["do"] for row in ROWS} == {*ON_ONE, *ON_ALL}


def test_a_sound_log_has_no_fault_and_goes_on_from_what_was_noted(traffic: SimpleNamespace) -> None:
    log = written(traffic).entries
    for place in range(len(log) + 1):
        assert check(log, head=head(log[:place])) is None
    assert check(log, head=log[4].hash.upper()) is None
    wrong = check(log, head=f"N4:{log[4].hash}")
    assert wrong is not None
    assert wrong.number == 4
    assert check([]) is None
    assert check([], head=head([])) is None


def test_a_log_handed_on_without_some_texts_still_verifies_where_that_is_said(traffic: SimpleNamespace) -> None:
    log = written(traffic).entries
    bare = [erased(one, [seal.name for seal in one.seals]) for one in log]
    assert check(bare, withheld=True, head=head(log)) is None
    assert check(bare) is not None
    altered = [*bare[:3], changed(bare[3], sender="SWE"), *bare[4:]]
    fault = check(altered, withheld=True)
    assert fault is not None
    assert fault.number == 4


def test_what_a_hash_covers_is_written_one_way_only(traffic: SimpleNamespace) -> None:
    """As docs/adr/0011-working-traffic.md says it, so that another program can check a log."""
    made = seal(traffic.notice(fields=(("what", "två"),)), number=1, previous=NOTHING, thread=None, salts=lambda: "ab")
    author, what = (sha256(f'["detente value 1","ab",{said}]'.encode()).hexdigest() for said in SAID)
    entry = (
        '{"about":[],"act":"new","at":"2024-01-17T08:00+05:00","form":"incident","id":"N1","kind":"detente entry 1",'
        f'"number":1,"of":null,"previous":"{NOTHING}","seals":[["author","{author}"],["what","{what}"]],'
        '"sender":"ISL","thread":"N1","tlp":"AMBER","to":["NOR"]}'
    )
    assert [(one.name, one.digest) for one in made.seals] == [(AUTHOR, author), ("what", what)]
    assert made.hash == sha256(entry.encode()).hexdigest()


def test_what_cannot_be_written_or_told_apart_is_refused(traffic: SimpleNamespace) -> None:
    def sealed(**given: Given) -> Envelope:
        return seal(traffic.notice(**given), number=1, previous=NOTHING, thread=None, salts=lambda: "0")

    for bad in ("a\x00b", "a\ud800b"):
        with pytest.raises(NoticeError, match="cannot be written"):
            sealed(fields=(("what", bad),))
        with pytest.raises(NoticeError, match="cannot be written"):
            sealed(to=(bad,))
        with pytest.raises(NoticeError, match="cannot be written"):
            sealed(author=bad)
    with pytest.raises(ValueError, match="different names"):
        sealed(fields=(("what", "a"), ("what", "b")))
    with pytest.raises(ValueError, match="different names"):
        sealed(fields=((AUTHOR, "a"),))
    with pytest.raises(ValueError, match="has no nothing"):
        erased(sealed(), ["nothing"])


def test_the_same_text_has_another_seal_each_time(traffic: SimpleNamespace) -> None:
    log = traffic.log()
    one, other = log.act(Act.NEW), log.act(Act.NEW)
    assert not {seal.digest for seal in one.seals} & {seal.digest for seal in other.seals}


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.tuples(words, words, words), min_size=1, max_size=5), drawn=st.data())
def test_any_texts_verify_and_any_of_them_can_be_erased(
    texts: list[tuple[str, str, str]], drawn: st.DataObject, traffic: SimpleNamespace
) -> None:
    log = traffic.log()
    for author, place, what in texts:
        log.append(traffic.notice(author=author, fields=(("place", place), ("what", what))), None)
    assert check(log.entries) is None
    hashes = [one.hash for one in log.entries]
    entry = drawn.draw(st.integers(0, len(texts) - 1))
    names = drawn.draw(st.sets(st.sampled_from([AUTHOR, "place", "what"]), min_size=1))
    gone = log.entries[entry]
    said = tombstone(gone, sorted(names), sender="ISL", author="Jon", at=traffic.begun, why="asked", authority="law")
    log.append(said, gone.thread)
    log.entries[entry] = erased(gone, names)
    assert check(log.entries) is None
    assert [one.hash for one in log.entries[:-1]] == hashes
    assert set(log.entries[entry].erased) == names
    assert {name for name, _ in log.entries[entry].notice.fields} == {"place", "what"} - names
