"""Replay room: a course of events is read from a TOML file and checked; what is wrong is told with its place."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from detente.errors import CourseError
from detente.records import Act, Alternative, Course, CourseEntry, CourseNotice, EntryKind, Shift
from detente.replay.config import Config
from detente.replay.faults import Faults, near
from detente.replay.tables import Table
from detente.replay.varying import checked

__all__ = ["load", "ready"]

SHIPPED = Path(__file__).parent / "courses"
_PAIR = 2
_ENTRY = "give the entry a name that others can call it by"
_ASSUMED = "assumed in the alternative {name}"


def ready() -> tuple[str, ...]:
    """Return the names of the courses that come with Detente."""
    return tuple(sorted(one.stem for one in SHIPPED.glob("*.toml")))


def load(given: str, config: Config | None = None) -> Course:
    """Return the course of a file, or of a name from those that come with Detente.

    Raises:
        CourseError: there is none, or it cannot be played; its ``others`` are further faults.
    """
    config = config or Config()
    path = Path(given)
    if not path.is_file():
        path = SHIPPED / f"{given}.toml"
    if not path.is_file():
        remedy = near(given, ready(), config.near, "name a TOML file, or one of those that come with Detente")
        raise CourseError("there is no such file or ready course", where=given, remedy=remedy)
    faults = Faults()
    found = _Reader(path, _tree(path, config), faults, config).course()
    if not faults.found and found.case is None:
        checked(found, faults, config)
    faults.tell()
    return found


def _tree(path: Path, config: Config) -> Mapping[str, object]:
    """Return the tables of a file.

    Raises:
        CourseError: it cannot be read, is too large or no TOML.
    """
    try:
        content = path.read_bytes()
        if len(content) > config.max_bytes:
            limit = f"keep it under {config.max_bytes} bytes, or set replay.max_bytes"
            raise CourseError(f"is too large ({len(content)} bytes)", where=str(path), remedy=limit)
        return tomllib.loads(content.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"cannot be read ({error})", where=str(path), remedy="name a TOML file in UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CourseError(f"is no TOML: {error}", where=str(path), remedy="mend that line") from error


class _Reader:
    """Reads one file."""

    def __init__(self, path: Path, tree: Mapping[str, object], faults: Faults, config: Config) -> None:
        self.path, self.faults, self.config = path, faults, config
        self.top = self.table(tree, str(path))
        self.author = self.top.text("author") or config.author

    def table(self, given: Mapping[str, object], where: str) -> Table:
        """Return what reads a table."""
        return Table(given, where, self.faults, self.config.near)

    def course(self) -> Course:
        """Read the whole of it."""
        top = self.top
        case = top.text("case")
        sources = top.text("sources", need=None if case else "say once what the entries rest on, where they do not")
        found = Course(
            title=top.text("title", need="say in a few words what is played"),
            means=top.text("means"),
            sources=sources,
            dyad=self._dyad(),
            first=top.day("from"),
            last=top.day("to"),
            author=self.author,
            case=str((self.path.parent / case).resolve()) if case and "://" not in case else case or None,
            entries=tuple(self._entries(top, "entry", sources, "")),
            notices=tuple(self._notices(top, "notice", "")),
            alternatives=tuple(self._alternatives()),
            where=str(self.path),
        )
        top.end()
        self._alone([*found.entries, *found.notices], "")
        self._names(found)
        return found

    def _dyad(self) -> tuple[str, ...]:
        """Return the two parties of the course."""
        found = self.top.texts("dyad")
        if found and len(found) != _PAIR:
            self.top.wrong("dyad", f"names {len(found)} parties", 'name two, such as dyad = ["Pakistan", "Iran"]')
        return found

    def _names(self, found: Course) -> None:
        """Note what the course as a whole lacks."""
        if not (found.entries or found.notices or found.case):
            remedy = 'add an [[entry]], or name the case that is varied: case = "file.detente"'
            self.faults.add("has nothing to play", where=found.where, remedy=remedy)
        if found.first and found.last and found.first > found.last:
            self.top.wrong("from", f"{found.first} lies behind to, {found.last}", "put the earlier day first")
        names = [one.name for one in found.alternatives]
        for one in {name for name in names if names.count(name) > 1}:
            self.faults.add(f"two alternatives are called {one}", where=found.where, remedy="rename one of them")

    def _alone(self, given: Sequence[CourseEntry | CourseNotice], within: str) -> None:
        """Note names that two entries have."""
        seen: set[str] = set()
        for one in given:
            if one.name in seen:
                told = f"name {one.name!r} is that of another entry{within}"
                self.faults.add(told, where=one.where, remedy="give each a name of its own")
            seen.add(one.name)

    def _entries(self, table: Table, head: str, rests_on: str, within: str) -> Iterator[CourseEntry]:
        """Yield the entries of a list; what they rest on where they say nothing of it is ``rests_on``."""
        for number, given in table.tables(head.rpartition(".")[2], head):
            name = given.get("name")
            one = self.table(given, f"{self.path}, [[{head}]] {name or number}{within}")
            kind = one.text("kind", need=f"write one of: {', '.join(EntryKind)}")
            if kind and kind not in set(EntryKind):
                one.wrong(
                    "kind", f"{kind!r} is no kind of entry", near(kind, EntryKind, self.config.near, "use one of")
                )
            name = one.text("name", need=_ENTRY)
            follows = one.texts("follows")
            fields = dict(one.rest())
            fields.setdefault("rests_on", rests_on)
            fields.setdefault("author", self.author)
            yield CourseEntry(name=name, kind=kind, fields=tuple(fields.items()), follows=follows, where=one.where)

    def _notices(self, table: Table, head: str, within: str) -> Iterator[CourseNotice]:
        """Yield the notices of a list."""
        for number, given in table.tables(head.rpartition(".")[2], head):
            name = given.get("name")
            one = self.table(given, f"{self.path}, [[{head}]] {name or number}{within}")
            act = one.text("act") or Act.NEW
            if act not in set(Act) - {Act.ERASE}:
                one.wrong("act", f"{act!r} is none", near(act, Act, self.config.near, "use one of"))
            need = "name the form" if act == Act.NEW else None
            earlier = None if act == Act.NEW else "name the notice of this course that it is about"
            yield CourseNotice(
                name=one.text("name", need=_ENTRY),
                act=act,
                form=one.text("form", need=need) or None,
                of=one.text("of", need=earlier) or None,
                sender=one.text("sender", need="name the party or body that sends it"),
                to=one.texts("to"),
                author=one.text("author") or self.author,
                at=one.text("at", need="write when it was sent, as 2024-01-19T09:30:00+05:00"),
                about=one.texts("about"),
                tlp=one.text("tlp") or None,
                follows=one.texts("follows"),
                given=one.rest(),
                where=one.where,
            )

    def _alternatives(self) -> Iterator[Alternative]:
        """Yield the alternatives."""
        for number, given in self.top.tables("alternative", "alternative"):
            where = f"{self.path}, [[alternative]] {given.get('name') or number}"
            one = self.table(given, where)
            name = one.text("name", need="give it a name that --alternative can call it by")
            within = f" of {name or number}"
            assumed = _ASSUMED.format(name=name)
            found = Alternative(
                name=name,
                means=one.text("means", need="say in words what is varied, and why"),
                take_out=one.texts("take_out"),
                moves=tuple(self._shifts(one, within)),
                changes=tuple(self._changes(one, within)),
                adds=tuple(self._entries(one, "alternative.add", assumed, within)),
                notices=tuple(self._notices(one, "alternative.notice", within)),
                where=where,
            )
            one.end()
            self._alone([*found.adds, *found.notices], within)
            if not (found.take_out or found.moves or found.changes or found.adds or found.notices):
                self.faults.add("varies nothing", where=where, remedy="take_out, move, change or add something")
            yield found

    def _shifts(self, table: Table, within: str) -> Iterator[Shift]:
        """Yield the moves of an alternative, one for each entry that a table names."""
        for number, given in table.tables("move", "alternative.move"):
            one = self.table(given, f"{self.path}, [[alternative.move]] {given.get('entry') or number}{within}")
            entries = one.texts("entry")
            by, to = one.number("by"), one.day("to")
            also = one.texts("also")
            one.end()
            if not entries:
                one.wrong("entry", "is missing", "name the entry that is moved, or a list of them")
            if ("by" in given) == ("to" in given):
                remedy = "write by = 7 for a week later, or to = 2024-02-02"
                one.wrong("by", "and to: one of them is needed, not both", remedy)
            for entry in entries:
                yield Shift(entry=entry, by=by, to=to, also=also, where=one.where)

    def _changes(self, table: Table, within: str) -> Iterator[CourseEntry]:
        """Yield the entries that get other values; their kind stays."""
        for number, given in table.tables("change", "alternative.change"):
            one = self.table(given, f"{self.path}, [[alternative.change]] {given.get('entry') or number}{within}")
            name = one.text("entry", need="name the entry that is changed")
            follows = one.texts("follows")
            fields = one.rest()
            if not (fields or follows):
                one.wrong("entry", "has no other value here", "name at least one field with its new value")
            yield CourseEntry(name=name, kind="", fields=fields, follows=follows, where=one.where)
