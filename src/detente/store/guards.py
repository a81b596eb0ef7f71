"""Store room: what each store must be told besides its tables: append-only guards and the search index.

Nothing here runs twice: it belongs to the step that makes a case.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from detente.records import NOTHING
from detente.store.log_tables import APPENDED
from detente.store.tables import APPEND_ONLY, METADATA, REPLACED

__all__ = ["guard", "guard_traffic", "index_words", "missing"]

# Words are cut and stemmed alike on both stores; no word is too common to be found.
_SQLITE_WORDS = """
CREATE VIRTUAL TABLE found USING fts5(
    title, text, also, content='articles', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')
;CREATE TRIGGER articles_found_insert AFTER INSERT ON articles BEGIN
    INSERT INTO found(rowid, title, text, also) VALUES (new.number, new.title, new.text, new.also); END
;CREATE TRIGGER articles_found_delete AFTER DELETE ON articles BEGIN
    INSERT INTO found(found, rowid, title, text, also) VALUES ('delete', old.number, old.title, old.text, old.also); END
;CREATE TRIGGER articles_found_update AFTER UPDATE OF number, title, text, also ON articles BEGIN
    INSERT INTO found(found, rowid, title, text, also) VALUES ('delete', old.number, old.title, old.text, old.also);
    INSERT INTO found(rowid, title, text, also) VALUES (new.number, new.title, new.text, new.also); END
"""
# PostgreSQL refuses to index more than a megabyte of distinct words, so the far end of a very long text is left out.
_POSTGRES_WORDS = """
CREATE TEXT SEARCH DICTIONARY detente_stem (TEMPLATE = pg_catalog.snowball, language = english)
;CREATE TEXT SEARCH CONFIGURATION detente_words (COPY = pg_catalog.simple)
;ALTER TEXT SEARCH CONFIGURATION detente_words
    ALTER MAPPING FOR asciiword, word, hword, hword_part, hword_asciipart, asciihword WITH detente_stem
;ALTER TABLE articles ADD COLUMN found tsvector GENERATED ALWAYS AS (to_tsvector('detente_words',
    left(coalesce(title, '') || ' ' || also || ' ' || text, 200000))) STORED
;CREATE INDEX articles_found ON articles USING gin (found)
"""

# A value is erased for good, by an entry of the log that says so.
_ERASED = """(new.entry = old.entry AND new.name = old.name AND new.place = old.place AND old.erased IS NULL
    AND new.text IS NULL AND new.salt IS NULL
    AND EXISTS (SELECT 1 FROM log WHERE number = new.erased AND act = 'erase' AND "of" = 'N' || old.entry))"""
_LAST = "(SELECT hash FROM log ORDER BY number DESC LIMIT 1)"
_FOLLOWS = f"""(new.number = (SELECT coalesce(max(number), 0) + 1 FROM log)
    AND new.previous = coalesce({_LAST}, '{NOTHING}'))"""  # noqa: S608 - our own
_BOOKS = tuple((one, "record") for one in ("commitments", "keepings", "episodes", "relations", "event_links"))
_SAME_BRIEF = "(new.number = old.number AND new.dyad = old.dyad AND new.at = old.at)"
_ENTERED = "EXISTS (SELECT 1 FROM entries WHERE id = old.article)"


def index_words(connection: Connection) -> None:
    """Make the index in which articles and entries are searched by words."""
    text = _SQLITE_WORDS if connection.dialect.name == "sqlite" else _POSTGRES_WORDS
    for statement in text.split("\n;"):
        connection.exec_driver_sql(statement)


def guard(connection: Connection) -> None:
    """Make the tables append-only whose rows may never change or go."""
    make = _sqlite_guards if connection.dialect.name == "sqlite" else _postgres_guards
    for statement in make():
        connection.exec_driver_sql(statement)


def guard_traffic(connection: Connection) -> None:
    """Make the tables of working traffic append-only; an erasure alone may take a value, and its words from a brief."""
    make = _sqlite_traffic if connection.dialect.name == "sqlite" else _postgres_traffic
    for statement in make():
        connection.exec_driver_sql(statement)


def missing(connection: Connection) -> list[str]:
    """Return the guards of a case that are gone, or that do something else than they should, by name."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'").scalars()
        there = {_name(text) for text in found if text in _triggers(_sqlite_guards(), _sqlite_traffic()).values()}
        return sorted(_triggers(_sqlite_guards(), _sqlite_traffic()).keys() - there)
    question = """SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND relnamespace = current_schema()::regnamespace"""
    there = set(connection.exec_driver_sql(question).scalars())
    return sorted(_triggers(_postgres_guards(), _postgres_traffic()).keys() - there)


def _triggers(*statements: Iterator[str]) -> dict[str, str]:
    """Return the triggers that stand when all was done, by name; one made anew under its name takes the place."""
    made = (one for each in statements for one in each if one.startswith("CREATE TRIGGER"))
    return {_name(one): one for one in made}


def _name(statement: str) -> str:
    return statement.split()[2]


def _sqlite_guards() -> Iterator[str]:
    """Yield triggers that refuse; the one before an insert is for ``INSERT OR REPLACE``, which deletes unseen."""
    for table in APPEND_ONLY:
        refuse = _refusal(table)
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}"
        unless = f"WHEN NOT (SELECT replacing FROM turns) OR {_ENTERED}" if table in REPLACED else ""  # noqa: S608 - our own
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless} {refuse}"
        yield _no_replace(table)


def _sqlite_traffic() -> Iterator[str]:
    for table in APPENDED:
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {_refusal(table)}"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {_refusal(table)}"
        yield _no_replace(table)
    values = _refusal("log_values")
    yield f"CREATE TRIGGER log_values_no_update BEFORE UPDATE ON log_values WHEN NOT {_ERASED} {values}"
    yield f"CREATE TRIGGER log_values_no_delete BEFORE DELETE ON log_values {values}"
    yield _no_replace("log_values")
    yield f"CREATE TRIGGER log_follows BEFORE INSERT ON log WHEN NOT {_FOLLOWS} {_refusal('log')}"
    unless = f"WHEN NOT ((SELECT erasing FROM turns) AND {_SAME_BRIEF})"  # noqa: S608 - our own
    yield "DROP TRIGGER briefs_no_update"
    yield f"CREATE TRIGGER briefs_no_update BEFORE UPDATE ON briefs {unless} {_refusal('briefs')}"


def _refusal(table: str) -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"


def _no_replace(table: str) -> str:
    keys = " AND ".join(f"{one.name} = new.{one.name}" for one in METADATA.tables[table].primary_key.columns)
    held = f"EXISTS (SELECT 1 FROM {table} WHERE {keys})"  # noqa: S608 - names of our own tables
    return f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {held} {_refusal(table)}"


def _postgres_guards() -> Iterator[str]:
    yield """CREATE FUNCTION detente_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"""
    yield _postgres_refusal("replaced", f"current_setting('detente.replacing', true) = 'on' AND NOT {_ENTERED}", "old")
    for table in APPEND_ONLY:
        goes = "" if table in REPLACED else "DELETE OR"
        yield _postgres_never(table, f"BEFORE UPDATE OR {goes} TRUNCATE")
    for table in REPLACED:
        yield _postgres_unless(table, "replaced", "no_delete BEFORE DELETE")


def _postgres_traffic() -> Iterator[str]:
    brief = f"current_setting('detente.erasing', true) = 'on' AND {_SAME_BRIEF}"
    for name, holds in (("erased", _ERASED), ("follows", _FOLLOWS), ("brief", brief)):
        yield _postgres_refusal(name, holds, "new")
    for table in APPENDED:
        yield _postgres_never(table, "BEFORE UPDATE OR DELETE OR TRUNCATE")
    yield "DROP TRIGGER briefs_append_only ON briefs"
    for table, name in (("log_values", "erased"), ("briefs", "brief")):
        yield _postgres_never(table, "BEFORE DELETE OR TRUNCATE")
        yield _postgres_unless(table, name, "no_update BEFORE UPDATE")
    yield _postgres_unless("log", "follows", "follows BEFORE INSERT")
    # What the server samples for its planner would outlast an erasure.
    for table, column in (("log_values", "text"), ("log_values", "salt"), ("briefs", "record"), *_BOOKS):
        yield f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0"


def _postgres_refusal(name: str, holds: str, row: str) -> str:
    """Return the function that lets a row pass where a condition holds."""
    return f"""CREATE FUNCTION detente_refuse_unless_{name}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF ({holds}) IS NOT TRUE THEN
                RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only';
            END IF;
            RETURN {row};
        END $$"""


def _postgres_never(table: str, when: str) -> str:
    return f"CREATE TRIGGER {table}_append_only {when} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION detente_refuse()"


def _postgres_unless(table: str, name: str, when: str) -> str:
    return f"CREATE TRIGGER {table}_{when} ON {table} FOR EACH ROW EXECUTE FUNCTION detente_refuse_unless_{name}()"
