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
    false,
    literal_column,
)
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.schema import SchemaItem

from detente.records import DETENTE

__all__ = [
    "APPEND_ONLY",
    "METADATA",
    "NUMBER",
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
    "keyed",
    "links",
    "makings",
    "minted",
    "number",
    "readings",
    "relations",
    "schema",
    "sketches",
    "skipped",
    "stories",
    "story_members",
    "text",
    "touched",
    "turns",
    "uncompared",
    "undertakings",
    "unsettled",
]

METADATA = MetaData()
_TEXT = Text().with_variant(TEXT(collation="C"), "postgresql")
# SQLite numbers rows by itself only where the column is INTEGER.
NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def text(name: str, *, null: bool = False, key: bool = False, index: bool = False) -> "Column[str]":
    """Return a column of text."""
    return Column(name, _TEXT, primary_key=key, nullable=null, index=index)


def number() -> "Column[int]":
    """Return the column that numbers rows in the order in which they came in."""
    return Column("number", NUMBER, primary_key=True, autoincrement=True)


def _article(*, null: bool = False, key: bool = False) -> "Column[str]":
    return Column("article", _TEXT, ForeignKey("articles.id"), primary_key=key, nullable=null, index=not key)


def _flag(name: str) -> "Column[bool]":
    return Column(name, Boolean, nullable=False)


def _place() -> "Column[int]":
    """Return the column that keeps the order in which an article yielded its records."""
    return Column("place", Integer, nullable=False)


def keyed(name: str, *parts: SchemaItem) -> Table:
    """Return a table that is hardly more than its key, so that SQLite keeps it as the key's index alone."""
    return Table(name, METADATA, *parts, sqlite_with_rowid=False)


def _span() -> tuple["Column[str]", "Column[str]"]:
    """Return the first and last day of what a record tells, None where it is unknown."""
    return text("day_start", null=True), text("day_end", null=True)


schema = Table("schema", METADATA, Column("version", Integer, primary_key=True), text("step"))
# ``replaced`` is the last write that replaced readings; ``replacing`` is true only within such a write, ``erasing``
# only within one that erases; both on SQLite.
turns = Table(
    "turns",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("now", NUMBER, nullable=False),
    Column("replaced", NUMBER, nullable=False),
    _flag("replacing"),
    Column("erasing", Boolean, nullable=False, server_default=false()),
)

# What was read and entered.
makings = Table(
    "makings",
    METADATA,
    number(),
    text("version"),
    text("weights"),
    text("codebook"),
    text("settings"),
    UniqueConstraint("version", "weights", "codebook", "settings"),
)
articles = Table(
    "articles",
    METADATA,
    number(),
    Column("id", _TEXT, nullable=False, unique=True),
    Column("making", NUMBER, ForeignKey("makings.number"), nullable=False),
    text("published", null=True),
    text("title", null=True),
    text("source", null=True),
    text("owner", null=True),
    text("side", null=True),
    text("genre", null=True),
    text("language", null=True),
    text("url", null=True),
    text("path", null=True),
    text("retrieved", null=True),
    text("text"),
    text("also"),
    text("record"),
    text("rest"),
    Index("articles_by_time", "published", "id"),
)
entries = Table(
    "entries",
    METADATA,
    Column("id", _TEXT, ForeignKey("articles.id"), primary_key=True),
    text("kind"),
    text("author"),
    text("entered"),
    text("side", null=True),
    text("rests_on"),
    text("words"),
    text("record"),
)
codings = Table(
    "codings",
    METADATA,
    text("id", key=True),
    _article(),
    _place(),
    text("type"),
    text("status"),
    text("evidentiality"),
    *_span(),
    text("record"),
)
undertakings = Table(
    "undertakings",
    METADATA,
    text("id", key=True),
    _article(),
    _place(),
    text("type"),
    text("standing"),
    text("due_start", null=True),
    text("due_end", null=True),
    text("record"),
)
changes = Table(
    "changes",
    METADATA,
    text("id", key=True),
    _article(),
    _place(),
    text("line"),
    text("state"),
    text("certainty"),
    *_span(),
    text("record"),
)
links = Table(
    "links",
    METADATA,
    _article(key=True),
    Column("place", Integer, primary_key=True),
    text("kind"),
    text("later"),
    text("earlier"),
    text("record"),
)
sketches = Table(
    "sketches",
    METADATA,
    _article(key=True),
    Column("place", Integer, primary_key=True),
    Column("of", _TEXT, nullable=False, index=True),
    text("head", null=True),
    Column("vector", LargeBinary, nullable=False),
    Column("act", LargeBinary, nullable=False),
    text("record"),
)
entered_keepings = Table(
    "entered_keepings",
    METADATA,
    text("id", key=True),
    _article(),
    _place(),
    text("kind"),
    text("record"),
)
skipped = Table(
    "skipped",
    METADATA,
    number(),
    _article(null=True),
    _place(),
    text("where"),
    text("room"),
    text("reason"),
    text("record"),
    Column("digest", _TEXT, nullable=True, unique=True),
)
# Readings that were replaced: ``turn`` is the write that did it, ``judged`` the last judgement until then.
readings = Table(
    "readings",
    METADATA,
    number(),
    _article(),
    Column("making", NUMBER, ForeignKey("makings.number"), nullable=False),
    Column("turn", NUMBER, nullable=False, index=True),
    Column("judged", NUMBER, nullable=False),
    text("record"),
)
article_keys = keyed("article_keys", text("key", key=True), _article(key=True), Index("ak_article", "article"))
event_keys = keyed(
    "event_keys", text("key", key=True), text("coding", key=True), _article(), Index("ek_coding", "coding")
)
article_dyads = keyed("article_dyads", _article(key=True), text("dyad", key=True), Index("ad_dyad", "dyad"))

# What was judged, and what it was called.
judgements = Table(
    "judgements",
    METADATA,
    number(),
    text("about"),
    text("left"),
    text("right"),
    _flag("same"),
    Column("score", Float, nullable=False),
    text("by"),
    text("at", null=True),
    text("record"),
    Index("judgements_by_pair", "about", "left", "right"),
)
_PEOPLES = judgements.c.by != literal_column(f"'{DETENTE}'")
Index("judgements_of_people", judgements.c.about, judgements.c.right, sqlite_where=_PEOPLES, postgresql_where=_PEOPLES)
holding = keyed(
    "holding",
    text("about", key=True),
    text("left", key=True),
    text("right", key=True),
    Column("judgement", NUMBER, ForeignKey("judgements.number"), nullable=False),
    _flag("same"),
    Column("score", Float, nullable=False),
    _flag("person"),
    Index("holding_by_right", "about", "right"),
)
minted = Table(
    "minted",
    METADATA,
    text("id", key=True),
    text("letter"),
    Column("number", NUMBER, nullable=False),
    UniqueConstraint("letter", "number"),
)
aliases = Table("aliases", METADATA, number(), text("id", index=True), text("now", index=True), text("members"))
briefs = Table(
    "briefs", METADATA, number(), Column("dyad", _TEXT, nullable=False, index=True), text("at"), text("record")
)


def _thing(name: str, *columns: "Column[Any]") -> Table:
    """Return a table of things that have a minted id; ``canonical`` is the id that their content gives them."""
    return Table(name, METADATA, text("id", key=True), text("canonical"), *columns, text("record"))


def _members(name: str, of: str) -> Table:
    """Return the table that says what a thing is made of."""
    parent = Column("id", _TEXT, ForeignKey(f"{of}.id", ondelete="CASCADE"), primary_key=True)
    return keyed(name, parent, text("member", key=True), Index(f"{name}_by_member", "member"))


# What follows from all that: a cache, replaced part by part.
events = _thing(
    "events", text("type"), text("status"), *_span(), text("verification"), _flag("entered"), _flag("background")
)
event_members = _members("event_members", "events")
event_dyads = keyed(
    "event_dyads",
    Column("id", _TEXT, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    text("dyad", key=True),
    Index("event_dyads_by_dyad", "dyad"),
)
stories = _thing("stories")
story_members = _members("story_members", "stories")
commitments = _thing(
    "commitments",
    text("dyad", index=True),
    text("type"),
    text("standing"),
    Column("implementation", Integer, nullable=False),
    text("verification"),
    text("due_start", null=True),
    text("due_end", null=True),
)
commitment_members = _members("commitment_members", "commitments")
keepings = _thing(
    "keepings", text("dyad", index=True), text("commitment", index=True), text("kind"), *_span(), text("source")
)
keeping_members = _members("keeping_members", "keepings")
episodes = _thing("episodes", text("dyad", index=True), *_span())
episode_members = _members("episode_members", "episodes")
relations = Table("relations", METADATA, text("dyad", key=True), text("record"))
event_links = Table(
    "event_links",
    METADATA,
    text("dyad", key=True),
    Column("place", Integer, primary_key=True),
    text("kind"),
    text("later"),
    text("earlier"),
    text("record"),
)

# What is not yet accounted for; ``turn`` is the write that made it so.
uncompared = keyed("uncompared", _article(key=True))
unsettled = keyed("unsettled", text("about", key=True), text("id", key=True), Column("turn", NUMBER, nullable=False))
touched = keyed("touched", text("dyad", key=True), Column("turn", NUMBER, nullable=False))

APPEND_ONLY = ("makings", "entries", "entered_keepings", "judgements", "minted", "aliases", "briefs", "readings")
# Of what is append-only, these rows go with a reading that is replaced, never those of an entry.
REPLACED = ("entered_keepings",)
