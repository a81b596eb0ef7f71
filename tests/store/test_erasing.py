"""What the law wants gone is gone: from the log, from what quoted it, and from the bytes on the disk."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from detente.errors import StoreError
from detente.liaison import check, head, tombstone
from detente.records import Act, Books, Envelope
from detente.store import Config, erasing, open_case
from detente.store.case import Case

DYAD = ("ISL", "NOR")
WORDS = "Ragnhild of Kråkøy farm"
AT = "2024-02-01T08:00+01:00"
Raw = Callable[[str], list[tuple[object, ...]]]


def said(make: SimpleNamespace, case: Case, names: list[str], name: str = "N1") -> Callable[..., Envelope]:
    """Return what builds the entry that says that values of an entry were erased."""
    one = next(each for each in case.log() if each.id == name)
    told = {
        "sender": "ISL",
        "author": "Jon",
        "at": AT,
        "why": "asked",
        "authority": "Act 90/2018",
    }
    build: Callable[..., Envelope] = make.next(tombstone(one, names, **told), one.thread)
    return build


def fill(case: Case, make: SimpleNamespace) -> list[str]:
    """Write notices that name somebody, books and a brief that quote them; return the salts of the first."""
    made = case.append(
        make.next(make.notice(fields=(("who", WORDS), ("killed", "2"), ("what", "two boats")))),
        thread=None,
        dyads=lambda _: [DYAD],
    )
    for number in range(30):  # so that the words lie on pages of several kinds
        notice = make.notice(fields=(("what", f"{number} " * 300),))
        case.append(make.next(notice), thread=None, dyads=lambda _: [DYAD])
    write_books(case, make, WORDS)
    case.remember_brief(make.brief(f"At the bank: {WORDS}.", "2 boats were seized.", "N1: killed 2"))
    return [seal.salt for seal in made.seals if seal.name in {"who", "killed"}]


def write_books(case: Case, make: SimpleNamespace, words: str) -> None:
    kept = make.keeping("k", source="N1", commitment="u")
    kept = replace(kept, evidence=replace(kept.evidence, quote=f"N1 says: {words} " * 20))
    promise = replace(make.commitment("u"), words=replace(make.commitment("u").words, quote=f"{words} will come"))
    empty = dict.fromkeys(("accounts", "stories", "events", "links", "judgements", "episodes"), ())
    case.settle_books(
        Books(
            dyad=DYAD,
            as_of=None,
            coverage_until=None,
            **empty,
            commitments=(promise,),
            keepings=(kept,),
            relation=None,
        )
    )


def on_disk(where: str, raw: Raw) -> bytes:
    """Return all bytes that the store keeps, but for a server's own journal."""
    if where.endswith(".detente"):
        return b"".join(path.read_bytes() for path in sorted(Path(where).parent.iterdir()))
    raw("CHECKPOINT")
    ((folder,),) = raw("SHOW data_directory")
    return b"".join(path.read_bytes() for path in sorted(Path(str(folder), "base").rglob("*")) if path.is_file())


def test_erased_words_and_salts_are_in_no_byte_of_the_store(where: str, raw: Raw, make: SimpleNamespace) -> None:
    with open_case(where, create=True) as case:
        salts = fill(case, make)
        held = on_disk(where, raw)
        assert all(text.encode() in held for text in (WORDS, *salts))
        noted, before = head(case.log()), case.log()
        rebuilt: list[object] = []
        made = case.erase("N1", ["who", "killed"], said(make, case, ["who", "killed"]), rebuild=rebuilt.extend)
        assert rebuilt == [DYAD]
        left = on_disk(where, raw)  # while the case is still open
        assert not [text for text in (WORDS, *salts) if text.encode() in left]
        assert b"two boats" in left
        assert case.verify() == ()
    assert WORDS.encode() not in on_disk(where, raw)
    with open_case(where, create=False) as case:
        log = case.log()
        assert check(log, head=noted) is None
        assert [one.hash for one in log[:-1]] == [one.hash for one in before]
        assert log[0].erased == ("who", "killed")
        assert log[0].notice.fields == (("what", "two boats"),)
        assert log[-1] == made
        assert (made.notice.author, made.notice.text("why")) == ("Jon", "asked")
        assert case.touched_dyads() == [DYAD]


def test_what_quoted_the_words_is_blackened_until_it_is_made_again(case: Case, make: SimpleNamespace) -> None:
    fill(case, make)
    case.erase("N1", ["who", "killed"], said(make, case, ["who", "killed"]))
    past = case.last_brief(DYAD)
    assert past is not None
    # A number is erased only from the lines that name the notice: 2 boats were others.
    assert past.said == ("At the bank: [erased].", "2 boats were seized.", "N1: killed [erased]")
    assert [one.words.quote for one in case.commitments(DYAD)] == ["[erased] will come"]
    assert WORDS not in case.keepings(DYAD)[0].evidence.quote


def test_a_word_of_a_closed_list_goes_from_prose_and_records_stay_readable(case: Case, make: SimpleNamespace) -> None:
    notice = make.notice(fields=(("how", "complied"),))
    case.append(make.next(notice), thread=None, dyads=lambda _: [DYAD])
    write_books(case, make, "they complied")
    case.erase("N1", ["how"], said(make, case, ["how"]))
    (kept,) = case.keepings(DYAD)
    assert kept.kind == "complied"
    assert kept.evidence.quote.startswith("N1 says: they [erased]")


def test_the_author_can_be_erased_too_and_nothing_twice(case: Case, make: SimpleNamespace) -> None:
    fill(case, make)
    case.erase("N1", ["author"], said(make, case, ["author"]))
    assert case.log()[0].notice.author is None
    assert check(case.log()) is None
    before = case.log()
    for name, fields, words in (
        ("N1", ["author"], "N1 holds no text of author; name one of: who, killed, what"),
        ("N1", ["who", "colour"], "N1 holds no text of colour"),
        ("N99", ["who"], "there is no entry N99"),
    ):
        with pytest.raises(StoreError, match=words):
            case.erase(name, fields, said(make, case, fields))
    with pytest.raises(ValueError, match="does not say"):
        case.erase("N1", ["who"], make.next(make.notice(Act.REPLY, "N1"), "N1"))
    other = make.next(tombstone(before[1], ["what"], sender="ISL", author="J", at=AT, why="w", authority="a"), "N1")
    with pytest.raises(ValueError, match="does not say"):
        case.erase("N1", ["who"], other)
    assert case.log() == before


def test_an_erasure_that_was_cut_off_is_finished_when_the_case_is_opened_next(
    where: str, raw: Raw, make: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with open_case(where, create=True) as case:
        fill(case, make)
        with monkeypatch.context() as cut:
            cut.setattr(erasing, "wipe", fail)
            with pytest.raises(KeyboardInterrupt):
                case.erase("N1", ["who"], said(make, case, ["who"]))
        assert case.log()[0].erased == ("who",)
        assert case.verify() == ("what N32 erased was not yet wiped off the disk",)
    with open_case(where, create=False) as case:
        assert case.verify() == ()
        assert WORDS.encode() not in on_disk(where, raw)


def test_a_reader_who_keeps_the_old_pages_is_told_of(tmp_path: Path, make: SimpleNamespace) -> None:
    where = str(tmp_path / "case.detente")
    config = Config(patience=0.2)
    with open_case(where, create=True, config=config) as case, open_case(where, create=False) as other:
        fill(case, make)
        with other._turns.reading() as connection:  # noqa: SLF001 - to hold one open
            connection.exec_driver_sql("SELECT count(*) FROM log").all()
            with pytest.raises(StoreError, match="keeps traces on the disk"):
                case.erase("N1", ["who"], said(make, case, ["who"]))
        assert case.log()[0].erased == ("who",)
        case.wipe()
        assert WORDS.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert case.verify() == ()


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_words_of_books_that_were_replaced_long_ago_go_too(where: str, raw: Raw, make: SimpleNamespace) -> None:
    """What an older Detente left in the unused parts of pages goes when the file is written anew."""
    with open_case(where, create=True) as case:
        case.append(make.next(make.notice(fields=(("who", WORDS),))), thread=None, dyads=lambda _: [DYAD])
    connection = sqlite3.connect(where)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute('INSERT INTO relations VALUES (\'["ISL", "NOR"]\', ?)', (WORDS * 2000,))
    connection.commit()
    connection.execute("DELETE FROM relations")
    connection.commit()
    connection.close()
    assert Path(where).read_bytes().count(WORDS.encode()) > 100
    with open_case(where, create=False) as case:
        case.erase("N1", ["who"], said(make, case, ["who"]))
    assert WORDS.encode() not in on_disk(where, raw)


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_a_server_keeps_no_sample_of_what_was_erased(where: str, raw: Raw) -> None:
    """Its planner's samples of the columns with texts are switched off."""
    open_case(where, create=True).close()
    raw(f"INSERT INTO relations VALUES ('d', '{WORDS}')")  # noqa: S608 - our own words
    raw("ANALYZE relations")
    assert WORDS not in str(raw("SELECT * FROM pg_stats WHERE tablename = 'relations'"))


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_who_does_not_own_the_tables_on_a_server_is_told_that_traces_are_left(
    where: str, raw: Raw, make: SimpleNamespace
) -> None:
    with open_case(where, create=True) as case:
        fill(case, make)
    raw("DROP ROLE IF EXISTS clerk")
    raw("CREATE ROLE clerk LOGIN")
    (schema,) = raw("SELECT current_schema()")[0]
    raw(f"GRANT USAGE ON SCHEMA {schema} TO clerk")
    raw(f"GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO clerk")
    with open_case(where.replace("detente@", "clerk@"), create=False) as case:
        with pytest.raises(StoreError, match="only the owner"):
            case.erase("N1", ["who"], said(make, case, ["who"]))
        assert "not yet wiped" in case.verify()[0]
    with open_case(where, create=False) as case:
        assert case.verify() == ()
    assert WORDS.encode() not in on_disk(where, raw)
    raw("DROP OWNED BY clerk")
    raw("DROP ROLE clerk")
