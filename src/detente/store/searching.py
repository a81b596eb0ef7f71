"""Store room: finds articles and entries by their words, alike on both stores.

All words must be there, in any form that the stemmer takes for the same; words in double quotes stand together.
"""

import re

from sqlalchemy import Connection, text

from detente.records import Genre, Hit

__all__ = ["search"]

_TERMS = re.compile(r'"([^"]*)"|(\S+)')
_SQLITE = """
SELECT a.id, a.title, a.genre, snippet(found, -1, '[', ']', '…', 16) AS snippet
FROM found JOIN articles a ON a.number = found.rowid WHERE found MATCH :asked ORDER BY bm25(found), a.id LIMIT :most
"""
_POSTGRES = """
SELECT a.id, a.title, a.genre, ts_headline('detente_words', concat_ws(' ', a.title, a.text, a.also), query,
    'StartSel=[, StopSel=], MaxWords=16, MinWords=8, MaxFragments=1') AS snippet
FROM articles a, LATERAL (SELECT {query} AS query) q WHERE a.found @@ q.query
ORDER BY ts_rank(a.found, q.query) DESC, a.id LIMIT :most
"""


def search(connection: Connection, words: str, most: int) -> list[Hit]:
    """Return the articles and entries that hold all the words, the best first."""
    terms = [quoted or word for quoted, word in _TERMS.findall(words.replace("\x00", " "))]
    terms = [term for term in terms if re.search(r"\w", term)]
    if not terms:
        return []
    if connection.dialect.name == "sqlite":
        asked = " AND ".join('"' + term.replace('"', " ") + '"' for term in terms)
        rows = connection.execute(text(_SQLITE), {"asked": asked, "most": most})
    else:
        query = " && ".join(f"phraseto_tsquery('detente_words', :term{number})" for number in range(len(terms)))
        given = {f"term{number}": term for number, term in enumerate(terms)}
        rows = connection.execute(text(_POSTGRES.format(query=query)), {**given, "most": most})
    return [Hit(article=row.id, title=row.title, snippet=row.snippet, entered=row.genre == Genre.ENTRY) for row in rows]
