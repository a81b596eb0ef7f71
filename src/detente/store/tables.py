"""Store room: the tables of a case file, one for each kind of record, documented in docs/case.md.

A table keeps the whole record as JSON in ``record`` and beside it the columns that questions are asked by. Text is
compared byte by byte on both stores, so that order never depends on a server's language.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.schema import SchemaItem

from detente.records import DETENTE

__all__ = [
    "APPEND_ONLY",
    "METADATA",
    "REPLACED",
    "aliases",
    "article_dyads",
    "article_keys",
    "articles",
    "briefs",
    "changes",
    "codings",
    "commitment_members",
    "commitments",
    "entered_keepings",
    "entries",
    "episode_members",
    "episodes",
    "event_dyads",
    "event_keys",
    "event_links",
    "event_members",
    "events",
    "holding",
    "judgements",
    "keeping_members",
    "keepings",
    "links",
    "makings",
    "minted",
    "readings",
    "relations",
    "schema",
    "sketches",
    "skipped",
    "stories",
    "story_members",
    "touched",
    "turns",
    "uncompared",
    "undertakings",
    "unsettled",
]

METADATA = MetaData()
_TEXT = Text().with_variant(TEXT(collation="C"), "postgresql")
# SQLite numbers rows by itself only where the column is INTEGER.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str, *, null: bool = False, key: bool = False, index: bool = False) -> "Column[str]":
    return Column(name, _TEXT, primary_key=key, nullable=null, index=index)


def _number() -> "Column[int]":
    return Column("number", _NUMBER, primary_key=True, autoincrement=True)


def _article(*, null: bool = False, key: bool = False) -> "Column[str]":
    return Column("article", _TEXT, ForeignKey("articles.id"), primary_key=key, nullable=null, index=not key)


def _flag(name: str) -> "Column[bool]":
    return Column(name, Boolean, nullable=False)


def _place() -> "Column[int]":
    """Return the column that keeps the order in which an article yielded its records."""
    return Column("place", Integer, nullable=False)


def _keyed(name: str, *parts: SchemaItem) -> Table:
    """Return a table that is hardly more than its key, so that SQLite keeps it as the key's index alone."""
    return Table(name, METADATA, *parts, sqlite_with_rowid=False)


def _span() -> tuple["Column[str]", "Column[str]"]:
    """Return the first and last day of what a record tells, None where it is unknown."""
    return _text("day_start", null=True), _text("day_end", null=True)


schema = Table("schema", METADATA, Column("version", Integer, primary_key=True), _text("step"))
# ``replaced`` is the last write that replaced readings; ``replacing`` is true only within such a write, on SQLite.
turns = Table(
    "turns",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("now", _NUMBER, nullable=False),
    Column("replaced", _NUMBER, nullable=False),
    _flag("replacing"),
)

# What was read and entered.
makings = Table(
    "makings",
    METADATA,
    _number(),
    _text("version"),
    _text("weights"),
    _text("codebook"),
    _text("settings"),
    UniqueConstraint("version", "weights", "codebook", "settings"),
)
articles = Table(
    "articles",
    METADATA,
    _number(),
    Column("id", _TEXT, nullable=False, unique=True),
    Column("making", _NUMBER, ForeignKey("makings.number"), nullable=False),
    _text("published", null=True),
    _text("title", null=True),
    _text("source", null=True),
    _text("owner", null=True),
    _text("side", null=True),
    _text("genre", null=True),
    _text("language", null=True),
    _text("url", null=True),
    _text("path", null=True),
    _text("retrieved", null=True),
    _text("text"),
    _text("also"),
    _text("record"),
    _text("rest"),
    Index("articles_by_time", "published", "id"),
)
entries = Table(
    "entries",
    METADATA,
    Column("id", _TEXT, ForeignKey("articles.id"), primary_key=True),
    _text("kind"),
    _text("author"),
    _text("entered"),
    _text("side", null=True),
    _text("rests_on"),
    _text("words"),
    _text("record"),
)
codings = Table(
    "codings",
    METADATA,
    _text("id", key=True),
    _article(),
    _place(),
    _text("type"),
    _text("status"),
    _text("evidentiality"),
    *_span(),
    _text("record"),
)
undertakings = Table(
    "undertakings",
    METADATA,
    _text("id", key=True),
    _article(),
    _place(),
    _text("type"),
    _text("standing"),
    _text("due_start", null=True),
    _text("due_end", null=True),
    _text("record"),
)
changes = Table(
    "changes",
    METADATA,
    _text("id", key=True),
    _article(),
    _place(),
    _text("line"),
    _text("state"),
    _text("certainty"),
    *_span(),
    _text("record"),
)
links = Table(
    "links",
    METADATA,
    _article(key=True),
    Column("place", Integer, primary_key=True),
    _text("kind"),
    _text("later"),
    _text("earlier"),
    _text("record"),
)
sketches = Table(
    "sketches",
    METADATA,
    _article(key=True),
    Column("place", Integer, primary_key=True),
    Column("of", _TEXT, nullable=False, index=True),
    _text("head", null=True),
    Column("vector", LargeBinary, nullable=False),
    Column("act", LargeBinary, nullable=False),
    _text("record"),
)
entered_keepings = Table(
    "entered_keepings",
    METADATA,
    _text("id", key=True),
    _article(),
    _place(),
    _text("kind"),
    _text("record"),
)
skipped = Table(
    "skipped",
    METADATA,
    _number(),
    _article(null=True),
    _place(),
    _text("where"),
    _text("room"),
    _text("reason"),
    _text("record"),
    Column("digest", _TEXT, nullable=True, unique=True),
)
# Readings that were replaced: ``turn`` is the write that did it, ``judged`` the last judgement until then.
readings = Table(
    "readings",
    METADATA,
    _number(),
    _article(),
    Column("making", _NUMBER, ForeignKey("makings.number"), nullable=False),
    Column("turn", _NUMBER, nullable=False, index=True),
    Column("judged", _NUMBER, nullable=False),
    _text("record"),
)
article_keys = _keyed("article_keys", _text("key", key=True), _article(key=True), Index("ak_article", "article"))
event_keys = _keyed(
    "event_keys", _text("key", key=True), _text("coding", key=True), _article(), Index("ek_coding", "coding")
)
article_dyads = _keyed("article_dyads", _article(key=True), _text("dyad", key=True), Index("ad_dyad", "dyad"))

# What was judged, and what it was called.
judgements = Table(
    "judgements",
    METADATA,
    _number(),
    _text("about"),
    _text("left"),
    _text("right"),
    _flag("same"),
    Column("score", Float, nullable=False),
    _text("by"),
    _text("at", null=True),
    _text("record"),
    Index("judgements_by_pair", "about", "left", "right"),
)
_PEOPLES = judgements.c.by != literal_column(f"'{DETENTE}'")
Index("judgements_of_people", judgements.c.about, judgements.c.right, sqlite_where=_PEOPLES, postgresql_where=_PEOPLES)
holding = _keyed(
    "holding",
    _text("about", key=True),
    _text("left", key=True),
    _text("right", key=True),
    Column("judgement", _NUMBER, ForeignKey("judgements.number"), nullable=False),
    _flag("same"),
    Column("score", Float, nullable=False),
    _flag("person"),
    Index("holding_by_right", "about", "right"),
)
minted = Table(
    "minted",
    METADATA,
    _text("id", key=True),
    _text("letter"),
    Column("number", _NUMBER, nullable=False),
    UniqueConstraint("letter", "number"),
)
aliases = Table("aliases", METADATA, _number(), _text("id", index=True), _text("now", index=True), _text("members"))
briefs = Table(
    "briefs", METADATA, _number(), Column("dyad", _TEXT, nullable=False, index=True), _text("at"), _text("record")
)


def _thing(name: str, *columns: "Column[Any]") -> Table:
    """Return a table of things that have a minted id; ``canonical`` is the id that their content gives them."""
    return Table(name, METADATA, _text("id", key=True), _text("canonical"), *columns, _text("record"))


def _members(name: str, of: str) -> Table:
    """Return the table that says what a thing is made of."""
    parent = Column("id", _TEXT, ForeignKey(f"{of}.id", ondelete="CASCADE"), primary_key=True)
    return _keyed(name, parent, _text("member", key=True), Index(f"{name}_by_member", "member"))


# What follows from all that: a cache, replaced part by part.
events = _thing(
    "events", _text("type"), _text("status"), *_span(), _text("verification"), _flag("entered"), _flag("background")
)
event_members = _members("event_members", "events")
event_dyads = _keyed(
    "event_dyads",
    Column("id", _TEXT, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    _text("dyad", key=True),
    Index("event_dyads_by_dyad", "dyad"),
)
stories = _thing("stories")
story_members = _members("story_members", "stories")
commitments = _thing(
    "commitments",
    _text("dyad", index=True),
    _text("type"),
    _text("standing"),
    Column("implementation", Integer, nullable=False),
    _text("verification"),
    _text("due_start", null=True),
    _text("due_end", null=True),
)
commitment_members = _members("commitment_members", "commitments")
keepings = _thing(
    "keepings", _text("dyad", index=True), _text("commitment", index=True), _text("kind"), *_span(), _text("source")
)
keeping_members = _members("keeping_members", "keepings")
episodes = _thing("episodes", _text("dyad", index=True), *_span())
episode_members = _members("episode_members", "episodes")
relations = Table("relations", METADATA, _text("dyad", key=True), _text("record"))
event_links = Table(
    "event_links",
    METADATA,
    _text("dyad", key=True),
    Column("place", Integer, primary_key=True),
    _text("kind"),
    _text("later"),
    _text("earlier"),
    _text("record"),
)

# What is not yet accounted for; ``turn`` is the write that made it so.
uncompared = _keyed("uncompared", _article(key=True))
unsettled = _keyed(
    "unsettled", _text("about", key=True), _text("id", key=True), Column("turn", _NUMBER, nullable=False)
)
touched = _keyed("touched", _text("dyad", key=True), Column("turn", _NUMBER, nullable=False))

APPEND_ONLY = ("makings", "entries", "entered_keepings", "judgements", "minted", "aliases", "briefs", "readings")
# Of what is append-only, these rows go with a reading that is replaced, never those of an entry.
REPLACED = ("entered_keepings",)
