"""Store room: what each store must be told besides its tables: append-only guards and the search index.

Nothing here runs twice: it belongs to the step that makes a case.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from detente.store.tables import APPEND_ONLY, METADATA, REPLACED

__all__ = ["guard", "index_words"]

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


def _sqlite_guards() -> Iterator[str]:
    """Yield triggers that refuse; the one before an insert is for ``INSERT OR REPLACE``, which deletes unseen."""
    for table in APPEND_ONLY:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        key = METADATA.tables[table].primary_key.columns[0].name
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}"
        unless = f"WHEN NOT (SELECT replacing FROM turns) OR {_ENTERED}" if table in REPLACED else ""  # noqa: S608 - our own
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless} {refuse}"
        held = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = new.{key})"  # noqa: S608 - names of our own tables
        yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {held} {refuse}"


def _postgres_guards() -> Iterator[str]:
    yield """CREATE FUNCTION detente_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"""
    yield f"""CREATE FUNCTION detente_refuse_unless_replaced() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF current_setting('detente.replacing', true) IS DISTINCT FROM 'on' OR {_ENTERED} THEN
                RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only';
            END IF;
            RETURN old;
        END $$"""
    for table in APPEND_ONLY:
        goes = "" if table in REPLACED else "DELETE OR"
        yield f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR {goes} TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION detente_refuse()"""
    for table in REPLACED:
        yield f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION detente_refuse_unless_replaced()"""
