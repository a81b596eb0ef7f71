"""The log of working traffic in both stores: what is appended stays in one chain and comes back as it was."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import DBAPIError

from detente.errors import NoticeError, StoreError
from detente.liaison import check, tombstone
from detente.records import Act, Envelope
from detente.store import open_case
from detente.store.case import Case

Raw = Callable[[str], list[tuple[object, ...]]]
DYAD = ("ISL", "NOR")
OTHER = ("DNK", "ISL")


def about(*dyads: tuple[str, str]) -> Callable[[Envelope], list[tuple[str, str]]]:
    return lambda _: list(dyads)


@pytest.fixture
def filled(case: Case, make: SimpleNamespace) -> list[Envelope]:
    """Give the entries of a log: a thread about one dyad with a reply about another as well, and a second thread."""
    first = case.append(make.next(make.notice()), thread=None, dyads=about(DYAD))
    reply = make.notice(
        Act.REPLY, "N1", sender="NOR", to=("ISL",), at="2024-01-17T14:30+05:30", fields=(("words", "no"),)
    )
    second = case.append(make.next(reply, "N1"), thread="N1", dyads=about(OTHER))
    third = case.append(make.next(make.notice(at="2024-01-19T08:00+01:00")), thread=None, dyads=about(OTHER))
    return [first, second, third]


def test_entries_come_back_as_they_were_sealed(case: Case, filled: list[Envelope]) -> None:
    assert case.log() == filled
    assert check(case.log()) is None
    assert [one.id for one in filled] == ["N1", "N2", "N3"]
    assert case.log(thread="N1") == filled[:2]
    assert case.log(thread="N9") == []
    assert case.verify() == ()


def test_a_dyad_has_whole_threads(case: Case, filled: list[Envelope]) -> None:
    assert case.log(dyad=DYAD) == filled[:2]
    assert case.log(dyad=OTHER) == filled
    assert case.log(dyad=("NOR", "SWE")) == []


def test_the_log_as_of_a_moment_holds_what_was_sent_by_then(case: Case, filled: list[Envelope]) -> None:
    assert case.log(until="2024-01-16") == []
    assert case.log(until="2024-01-17") == filled[:2]
    assert case.log(until="2024-01-17T08:30+00:00") == filled[:1]
    assert case.log(until="2024-01-17T10:00+01:00") == filled[:2]
    assert case.log(until="2024-01-17T07:00:00Z") == filled[:1]
    assert case.log(dyad=OTHER, until="2024-01-17T09:00+01:00") == []  # the reply made it a thread about that dyad
    assert case.log(dyad=OTHER, until="2024-01-17") == filled[:2]


def test_what_an_entry_is_about_waits_for_its_books_with_the_rest_of_its_thread(
    case: Case, filled: list[Envelope], make: SimpleNamespace
) -> None:
    assert case.touched_dyads() == [OTHER, DYAD]
    for dyad in (DYAD, OTHER):
        case.settled(dyad)
    case.append(make.next(make.notice(Act.ACKNOWLEDGE, "N1", sender="NOR"), "N1"), thread="N1", dyads=about())
    assert case.touched_dyads() == [OTHER, DYAD]
    assert {one.dyad: one.threads for one in case.dyads()} == {DYAD: 1, OTHER: 2}
    assert [one.thread for one in filled] == ["N1", "N1", "N3"]


def test_any_text_is_kept_letter_by_letter(case: Case, make: SimpleNamespace) -> None:
    text = "  «دو قایق» \U0001f6a4 \"' \\ \t\n\r\x01 é e\u0301 \ufffd\uffff"
    made = case.append(make.next(make.notice(author=text, fields=(("what", text),))), thread=None, dyads=about(DYAD))
    assert case.log() == [made]
    assert check(case.log()) is None


def test_an_entry_that_may_not_be_appended_leaves_the_log_as_it_was(
    case: Case, filled: list[Envelope], make: SimpleNamespace
) -> None:
    def refuse() -> None:
        raise NoticeError("no", where="N1", remedy="none")

    build = make.next(make.notice(Act.REPLY, "N1"), "N1", refuse)
    with pytest.raises(NoticeError):
        case.append(build, thread="N1", dyads=about(DYAD))
    for forged, words in (
        ({"number": 9, "id": "N9"}, "which is N4"),
        ({"id": "N1"}, "which is N4"),
        ({"previous": "0" * 64}, "which is N4"),
    ):
        made = make.next(make.notice(Act.REPLY, "N1"), "N1")
        with pytest.raises(ValueError, match=words):
            case.append(lambda *given: replace(made(*given), **forged), thread="N1", dyads=about(DYAD))  # noqa: B023
    with pytest.raises(ValueError, match="has no zone"):
        case.append(make.next(make.notice(at="2024-01-17")), thread=None, dyads=about(DYAD))
    assert case.log() == filled


def test_the_log_is_no_part_of_the_digest_of_the_account(case: Case, make: SimpleNamespace) -> None:
    before = case.account_digest()
    case.append(make.next(make.notice()), thread=None, dyads=about(DYAD))
    case.add_series([make.series(1.0)])
    assert case.account_digest() == before


@pytest.mark.usefixtures("filled")
def test_not_even_sql_changes_the_log_or_goes_past_its_chain(case: Case, raw: Raw, make: SimpleNamespace) -> None:
    case.add_series([make.series(1.0)])
    case.delivering("k", "mail", "2024-01-17T08:00+01:00")
    before = case.log()
    some = {"log": "record", "log_dyads": "dyad", "series": "record", "deliveries": "state", "log_values": "text"}
    for table, column in some.items():
        for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):  # noqa: S608
            with pytest.raises(DBAPIError, match="append-only"):
                raw(statement)
    rows = "'x', 'N1', 'reply', 'incident', 'N1', 'NOR', 'a', 'a', 'RED'"
    columns = 'number, id, thread, act, form, "of", sender, at, moment, tlp, previous, hash, record'
    last = before[-1].hash
    for number, previous in ((9, last), (4, before[0].hash)):
        with pytest.raises(DBAPIError, match="append-only"):
            raw(f"INSERT INTO log ({columns}) VALUES ({number}, {rows}, '{previous}', 'h', '{{}}')")  # noqa: S608
    assert case.log() == before


@pytest.mark.usefixtures("filled")
def test_values_go_only_with_the_entry_that_says_so(case: Case, raw: Raw, make: SimpleNamespace) -> None:
    gone = "UPDATE log_values SET text = NULL, salt = NULL"
    for statement in (
        gone,
        f"{gone}, erased = 2",
        f"{gone}, erased = 9",
        "UPDATE log_values SET text = 'x', salt = NULL, erased = 4",
    ):
        with pytest.raises(DBAPIError):
            raw(f"{statement} WHERE entry = 1")
    said = tombstone(
        case.log()[0], ["place"], sender="ISL", author="Jon", at="2024-01-20T08:00Z", why="w", authority="a"
    )
    case.append(make.next(said, "N1"), thread="N1", dyads=about(DYAD))
    with pytest.raises(DBAPIError):
        raw(f"{gone}, erased = 4 WHERE entry = 3")  # it is about another entry
    with pytest.raises(DBAPIError):
        raw("UPDATE log_values SET text = 'x', salt = NULL, erased = 4 WHERE entry = 1")
    raw(f"{gone}, erased = 4 WHERE entry = 1 AND name = 'place'")
    with pytest.raises(DBAPIError):
        raw("UPDATE log_values SET text = 'x' WHERE entry = 1 AND name = 'place'")
    assert check(case.log()) is None


COLUMNS = {
    "log": ("id", "thread", "act", "form", "of", "sender", "at", "moment", "tlp", "previous", "hash", "record"),
    "log_values": ("name", "text", "salt"),
}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(("table", "column"), [(table, one) for table, columns in COLUMNS.items() for one in columns])
def test_whoever_edits_the_file_itself_is_found_out(where: str, raw: Raw, table: str, column: str) -> None:
    unguard(where, raw, table)
    key = "number" if table == "log" else "entry"
    value = "replace(record, '\"NOR\"', '\"SWE\"')" if column == "record" else "'N9'"
    also = " AND name = 'words'" if table == "log_values" else ""
    raw(f'UPDATE {table} SET "{column}" = {value} WHERE {key} = 2{also}')  # noqa: S608
    with open_case(where, create=False) as case:
        fault = check(case.log())
        wrong = case.verify()
        assert (fault is not None and fault.number == 2) or any(one.startswith("N2") for one in wrong)
        assert any(one.startswith(f"the guard {table}_") for one in wrong)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("record", ["{", "[]", "{}", "null"])
def test_a_record_that_is_none_any_more_is_told_as_that_entry(where: str, raw: Raw, record: str) -> None:
    unguard(where, raw, "log")
    raw(f"UPDATE log SET record = '{record}' WHERE number = 2")  # noqa: S608
    with open_case(where, create=False) as case:
        with pytest.raises(StoreError, match="N2: its record was changed and cannot be read"):
            case.log()
        assert any(one.startswith("N2: its record") for one in case.verify())


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("table", ["log_values", "log_dyads"])
def test_rows_that_are_cut_out_of_the_file_are_found_out(where: str, raw: Raw, table: str) -> None:
    unguard(where, raw, table)
    raw(f"DELETE FROM {table} WHERE entry = 2")  # noqa: S608
    with open_case(where, create=False) as case:
        fault = check(case.log())
        assert any(table in one or one.startswith("N2") for one in case.verify())
        assert (fault is not None) == (table == "log_values")


def unguard(where: str, raw: Raw, table: str) -> None:
    """Take the guards of a table away, as whoever owns the file or the server can."""
    if where.endswith(".detente"):
        for (name,) in raw(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"):  # noqa: S608
            raw(f"DROP TRIGGER {name}")
    else:
        raw(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
