"""A case is opened, made or refused with what, where and the remedy; what cannot be changed is guarded."""

import gzip
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.exc import DBAPIError

from detente.errors import StoreError
from detente.liaison import check, tombstone
from detente.store import Config, open_case, opening, steps
from detente.store.case import Case
from detente.store.faults import told
from detente.store.steps import Step
from detente.store.tables import APPEND_ONLY

HERE = Path(__file__).parent
FIRST_DIGEST = "f005798e1a07d788f3ffc391b69f35e88ec220a8466adc7d414f873213769131"
NEWEST = steps.STEPS[-1].version


def refused(where: Path | str, *, create: bool = True) -> str:
    with pytest.raises(StoreError) as caught:
        open_case(str(where), create=create)
    assert caught.value.remedy
    return str(caught.value)


def test_the_room_is_entered_without_loading_sqlalchemy() -> None:
    """It takes a quarter of a second, which commands without a case need not wait for."""
    program = "import sys, detente.store; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_where_there_is_no_case_none_is_made_unasked(tmp_path: Path) -> None:
    where = tmp_path / "no.detente"
    assert "there is no such case" in refused(where, create=False)
    assert not where.exists()
    where.touch()
    assert "holds no case" in refused(where, create=False)
    assert where.stat().st_size == 0


def test_an_empty_schema_on_a_server_is_no_case_unless_one_is_made(where: str) -> None:
    if where.endswith(".detente"):
        Path(where).touch()
    assert "holds no case" in refused(where, create=False)
    open_case(where, create=True).close()
    open_case(where, create=False).close()


def test_other_files_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    text, database, marked = tmp_path / "a.txt", tmp_path / "b.db", tmp_path / "c.gpkg"
    text.write_text("SQLite is a kind of database")
    for path, statement in ((database, "CREATE TABLE history (url)"), (marked, "PRAGMA application_id = 1196444487")):
        connection = sqlite3.connect(path)
        connection.execute(statement)
        connection.commit()
        connection.execute("VACUUM")
        connection.close()
    for path in (text, database, marked):
        before = path.read_bytes()
        assert f"{path}: is not a case file" in refused(path)
        assert path.read_bytes() == before
        assert sorted(tmp_path.glob(f"{path.name}*")) == [path]


def test_folders_and_missing_folders_are_told(tmp_path: Path) -> None:
    assert "Is a directory" in refused(tmp_path)
    assert "its folder does not exist" in refused(tmp_path / "no" / "case.detente")


def test_a_database_with_other_tables_is_refused(where: str, raw: Callable[[str], list[tuple[object, ...]]]) -> None:
    raw("CREATE TABLE events (id INTEGER)")
    message = refused(where)
    assert "is not a case file" in message or "holds tables of something else" in message
    assert raw("SELECT * FROM events") == []


def test_a_case_of_a_newer_detente_is_refused(where: str, raw: Callable[[str], list[tuple[object, ...]]]) -> None:
    open_case(where, create=True).close()
    raw("INSERT INTO schema (version, step) VALUES (999, 'later')")
    assert "update Detente" in refused(where, create=False)


def test_a_damaged_case_is_told_as_such(tmp_path: Path, make: SimpleNamespace) -> None:
    where = tmp_path / "case.detente"
    with open_case(str(where), create=True) as case:
        case.add(make.making, [make.account(f"a{number}", f"c{number}") for number in range(50)])
    content = bytearray(where.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    where.write_bytes(content)
    assert "is damaged" in refused(where, create=False)


def test_a_server_that_is_away_or_refuses_is_told_without_the_password(server: str) -> None:
    away = refused("postgresql://me:secret@127.0.0.1:1/case")
    assert "cannot be reached" in away
    assert "secret" not in away
    assert "refuses this user" in refused(server.replace("/postgres", "/nowhere"))
    assert "refuses this user" in refused(server.replace("detente@", "nobody@"))
    odd = refused("postgresql://me:secret@host:port/case")
    assert "is no address" in odd
    assert "secret" not in odd


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_READONLY, "cannot be read and written here"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be read and written here"),
        (sqlite3.SQLITE_BUSY, "locked too long"),
        (sqlite3.SQLITE_CORRUPT, "is damaged"),
        (sqlite3.SQLITE_NOTADB, "is not a case file"),
    ],
)
def test_a_fault_of_file_or_disk_is_told_with_its_remedy(code: int, words: str) -> None:
    names = {
        getattr(sqlite3, name): name for name in dir(sqlite3) if name.startswith("SQLITE_") and name.count("_") == 1
    }
    fault = sqlite3.OperationalError("x")
    fault.sqlite_errorcode, fault.sqlite_errorname = code, names[code]
    with pytest.raises(StoreError, match=words), told("case.detente"):
        raise DBAPIError("SELECT 1", None, fault)


def test_a_fault_of_detentes_own_passes_as_it_is() -> None:
    with pytest.raises(DBAPIError), told("case.detente"):
        raise DBAPIError("SELECT 1", None, sqlite3.ProgrammingError("x"))


def test_a_writer_gives_up_when_another_keeps_the_case(where: str, make: SimpleNamespace) -> None:
    with (
        open_case(where, create=True) as other,
        open_case(where, create=False, config=Config(patience=0.05)) as case,
    ):
        with other._turns.writing(), pytest.raises(StoreError, match="kept the case") as caught:  # noqa: SLF001
            case.add(make.making, [make.account("a")])
        assert "try again" in caught.value.remedy
        case.add(make.making, [make.account("a")])


def test_a_full_disk_is_told_and_what_was_acknowledged_stays(tmp_path: Path, make: SimpleNamespace) -> None:
    """The file may not grow past a limit, which SQLite tells like a full disk."""
    where = str(tmp_path / "case.detente")
    with open_case(where, create=True) as case:
        case.add(make.making, [make.account("a", "c1")])
        with case._turns.writing() as connection:  # noqa: SLF001 - the limit is one of the connection
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(StoreError, match="the disk is full"):
            case.add(make.making, [make.account(f"b{one}", f"b{one}-c") for one in range(500)])
        assert [one.article.id for one in case.accounts()] == ["a"]


def test_a_disk_too_full_to_tidy_up_takes_back_nothing_that_was_written(tmp_path: Path, make: SimpleNamespace) -> None:
    where = str(tmp_path / "case.detente")
    with open_case(where, create=True) as case:
        case.add(make.making, [make.account("a", "c1")])
    script = (
        "import resource, signal, sys\n"
        "from detente.store import open_case\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"  # above the log's size, below the file's
        "with open_case(sys.argv[1], create=False) as case:\n"
        "    case.delivering('key', 'file', '2024-01-16T00:00+00:00')\n"
        "print('written')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, where], capture_output=True, text=True, check=False)
    assert done.stdout == "written\n", done.stderr
    with open_case(where, create=False) as case:
        assert case.deliveries(["key"]) == {("key", "file"): "sending"}


def test_a_closed_case_is_one_file_that_can_be_copied(tmp_path: Path, make: SimpleNamespace) -> None:
    first, second = tmp_path / "a b?#%.detente", tmp_path / "copy.detente"
    with open_case(str(first), create=True) as case:
        case.add(make.making, [make.account("a", "c1")])
    assert list(tmp_path.iterdir()) == [first]
    second.write_bytes(first.read_bytes())
    with open_case(str(second), create=False) as case:
        assert case.accounts() == [make.account("a", "c1")]
    connection = sqlite3.connect(second)
    assert connection.execute("PRAGMA application_id").fetchone()[0].to_bytes(4, "big") == b"DTTE"
    connection.close()


def test_what_is_append_only_refuses_to_change_or_go(
    where: str, raw: Callable[[str], list[tuple[object, ...]]], make: SimpleNamespace
) -> None:
    with open_case(where, create=True) as case:
        case.add(make.making, [make.account("a", "a1"), make.account("b", "b1"), make.entry("e")])
        case.judge(make.judgement("a1", "b1"))
        case.settle_events([make.event("a1"), make.event("b1")])
        case.settle_events([make.event("a1", "b1")])
        case.remember_brief(make.brief())
        case.add(replace(make.making, version="1"), [make.account("a", "a2")])
    for table in APPEND_ONLY:
        before = raw(f"SELECT * FROM {table}")  # noqa: S608 - a table of ours
        assert before, table
        column = "version" if table == "makings" else "id" if table in {"minted", "aliases"} else "record"
        for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):  # noqa: S608
            with pytest.raises(DBAPIError, match="append-only"):
                raw(statement)
        assert raw(f"SELECT * FROM {table}") == before  # noqa: S608


def test_not_even_insert_or_replace_changes_an_entry(tmp_path: Path, make: SimpleNamespace) -> None:
    where = str(tmp_path / "case.detente")
    with open_case(where, create=True) as case:
        case.add(make.making, [make.entry("e")])
    connection = sqlite3.connect(where)
    with pytest.raises(sqlite3.IntegrityError, match="entries is append-only"):
        connection.execute(
            "INSERT OR REPLACE INTO entries SELECT id, kind, 'me', entered, side, rests_on, words, record FROM entries"
        )
    connection.close()


def _add_column(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE articles ADD COLUMN region TEXT")


def _fail(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
    raise KeyboardInterrupt


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give a way to pretend that this Detente knows further steps."""

    def know(*further: Callable[[Connection], None]) -> None:
        added = [Step(version=number, name=run.__name__, run=run) for number, run in enumerate(further, NEWEST + 1)]
        for module in (steps, opening):
            monkeypatch.setattr(module, "STEPS", (*steps.STEPS[:NEWEST], *added))

    return know


def test_an_older_case_is_brought_up_to_date_when_it_is_opened(
    where: str, raw: Callable[[str], list[tuple[object, ...]]], newer: Callable[..., None], make: SimpleNamespace
) -> None:
    with open_case(where, create=True) as case:
        case.add(make.making, [make.account("a", "c1")])
    newer(_add_column)
    with open_case(where, create=False) as case:
        assert case.accounts() == [make.account("a", "c1")]
    assert raw("SELECT version, step FROM schema ORDER BY version") == [
        (NEWEST, "made"),
        (NEWEST + 1, "_add_column"),
    ]
    assert raw("SELECT region FROM articles") == [(None,)]
    open_case(where, create=False).close()
    assert len(raw("SELECT * FROM schema")) == 2


def test_a_step_that_fails_leaves_the_older_case_whole(
    where: str, raw: Callable[[str], list[tuple[object, ...]]], newer: Callable[..., None], make: SimpleNamespace
) -> None:
    with open_case(where, create=True) as case:
        case.add(make.making, [make.account("a", "c1")])
    newer(_add_column, _fail)
    with pytest.raises(KeyboardInterrupt):
        open_case(where, create=False)
    assert raw("SELECT version FROM schema") == [(NEWEST,)]
    with pytest.raises(DBAPIError):
        raw("SELECT region FROM articles")
    newer()
    with open_case(where, create=False) as case:
        assert len(case.accounts()) == 1


def test_a_case_of_version_0_gets_its_tables(where: str, raw: Callable[[str], list[tuple[object, ...]]]) -> None:
    raw("CREATE TABLE schema (version INTEGER PRIMARY KEY, step TEXT NOT NULL)")
    raw("INSERT INTO schema VALUES (0, 'nothing yet')")
    if where.endswith(".detente"):
        raw(f"PRAGMA application_id = {opening.APPLICATION}")
    with open_case(where, create=True) as case:
        assert case.counts().articles == 0
    assert raw("SELECT max(version) FROM schema") == [(steps.STEPS[-1].version,)]


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_case_that_the_first_detente_made_is_brought_up_whole(
    where: str, raw: Callable[[str], list[tuple[object, ...]]], make: SimpleNamespace
) -> None:
    """The file was made by the code of that time: two articles, one read again, an entry, a judgement and a brief."""
    Path(where).write_bytes(gzip.decompress((HERE / "data" / "version_1.detente.gz").read_bytes()))
    assert raw("SELECT version FROM schema") == [(1,)]
    with open_case(where, create=False) as case:
        assert case.account_digest() == FIRST_DIGEST
        assert case.accounts(["a"]) == [make.account("a", "a2")]
        assert len(case.readings("a")) == 1
        assert case.last_brief(make.dyad) == make.brief("one line")
        assert case.log() == []
        works_as_new(case, make)
    assert raw("SELECT version, step FROM schema ORDER BY version") == [(1, "made"), (2, "working traffic")]


# What the step to version 2 does, undone.
TO_VERSION_1 = (
    *(f"DROP TABLE {one}" for one in ("deliveries", "series", "unwiped", "log_dyads", "log_values", "log")),
    "ALTER TABLE turns DROP COLUMN erasing",
    "UPDATE schema SET version = 1",
)
ON_A_SERVER = (
    "DROP TRIGGER briefs_append_only ON briefs",
    "DROP TRIGGER briefs_no_update ON briefs",
    *(f"DROP FUNCTION detente_refuse_unless_{one}() CASCADE" for one in ("erased", "follows", "brief")),
    """CREATE TRIGGER briefs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON briefs
        FOR EACH STATEMENT EXECUTE FUNCTION detente_refuse()""",
)


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_a_case_of_version_1_on_a_server_is_brought_up_whole(
    where: str, raw: Callable[[str], list[tuple[object, ...]]], make: SimpleNamespace
) -> None:
    with open_case(where, create=True) as case:
        case.add(make.making, [make.account("a", "a1")])
        case.remember_brief(make.brief("one line"))
        before = case.account_digest()
    for statement in (*TO_VERSION_1, *ON_A_SERVER):
        raw(statement)
    with open_case(where, create=False) as case:
        assert case.account_digest() == before
        works_as_new(case, make)
    assert raw("SELECT max(version) FROM schema") == [(2,)]


def works_as_new(case: Case, make: SimpleNamespace) -> None:
    case.append(make.next(make.notice()), thread=None, dyads=lambda _: [make.dyad])
    told = {"sender": "ISL", "author": "Jon", "at": "2024-02-01T08:00+01:00", "why": "asked", "authority": "law"}
    case.erase("N1", ["what"], make.next(tombstone(case.log()[0], ["what"], **told), "N1"))
    assert check(case.log()) is None
    assert case.verify() == ()


def test_every_table_is_in_the_papers(root: Path) -> None:
    told_of = (root / "docs" / "case.md").read_text(encoding="utf-8")
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        steps.bring_up(connection, "memory", steps.STEPS)
        seen = inspect(connection)
        tables = [one for one in seen.get_table_names() if not one.startswith("found")]
        missing = [one for one in tables if f"`{one}`" not in told_of]
        columns = {(one, column["name"]) for one in tables for column in seen.get_columns(one)}
    engine.dispose()
    assert missing == []
    lines = {one: next(line for line in told_of.splitlines() if line.startswith(f"| `{one}` ")) for one in tables}
    assert sorted(f"{one}.{column}" for one, column in columns if f"`{column}`" not in lines[one]) == []
