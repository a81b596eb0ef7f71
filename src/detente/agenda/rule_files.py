"""Agenda room: a file of rules, read once by a call; what cannot be followed is refused before anything is sent."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from detente.agenda.rules import FileTarget, MailTarget, Rule, Rules, Target, WebhookTarget
from detente.errors import SettingsError, meant

__all__ = ["blank_rules", "load_rules", "url_fault"]

_PORTS = range(1, 65536)
_TLS = ("starttls", "ssl", "none")
_FORMS = ("json", "text")
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
# Names under which people write down what must not stand in a file.
_SECRETS = frozenset({"password", "secret", "token", "key", "user", "login"})
_BEGINNING = 1024  # bytes by which a text is told from what is none
_SHOWN = {"party": "for", "sender": "from"}  # fields that a file calls by words of Python
_FIELDS = {given: name for name, given in _SHOWN.items()}
_OWN = "DETENTE_"  # variables of this name are settings, and one that is none is refused
_Record = TypeVar("_Record", bound="Rule | FileTarget | MailTarget | WebhookTarget")


def blank_rules() -> str:
    """Return a file of rules to begin with."""
    return Path(__file__).with_name("blank.toml").read_text(encoding="utf-8")


def load_rules(path: Path) -> Rules:
    """Read a file of rules.

    Raises:
        SettingsError: it cannot be read, is no TOML, or names what there is not; the error says where and the remedy.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"cannot be read ({getattr(error, 'strerror', None) or error})",
            where=str(path),
            remedy="name a TOML file in UTF-8; detente alert --blank writes one to begin with",
        ) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"is no TOML: {error}", where=str(path), remedy="mend that line") from error
    return _Reader(path).rules(tables)


class _Reader:
    """Reads the tables of one file; every refusal says where in it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def refuse(self, place: str, what: str, remedy: str) -> SettingsError:
        where = f"{self.path}, {place}" if place else str(self.path)
        return SettingsError(what, where=where, remedy=remedy)

    def rules(self, tables: Mapping[str, Any]) -> Rules:
        for name in tables:
            if name not in {"rule", "target"}:
                raise self.refuse("", f"{name} is no part of rules", "write [[rule]] and [target.NAME] tables")
        given, named = tables.get("rule"), tables.get("target")
        if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
            raise self.refuse("", "has no rule", "add a [[rule]] with name, kinds and to")
        if not isinstance(named, dict) or not named or not all(isinstance(one, dict) for one in named.values()):
            raise self.refuse("", "has no target", "add a [target.NAME] with file, smtp, url or url_env")
        targets = {name: self._target(name, table) for name, table in named.items()}
        rules = tuple(self._rule(at, table, targets) for at, table in enumerate(given, 1))
        return Rules(rules=rules, targets=targets)

    def _rule(self, at: int, table: dict[str, Any], targets: Mapping[str, Target]) -> Rule:
        place = f"rule {table['name']}" if isinstance(table.get("name"), str) else f"rule no. {at}"
        one = self._record(Rule, {_FIELDS.get(name, name): value for name, value in table.items()}, place)
        for name in ("kinds", "to"):
            if not getattr(one, name):
                raise self.refuse(place, f"{name} is empty", f"say which {'kinds' if name == 'kinds' else 'targets'}")
        for name in one.to:
            if name not in targets:
                raise self.refuse(place, f"{name} is no target", f"the targets are {', '.join(sorted(targets))}")
        for name in one.dyads:
            if "-" not in name:
                raise self.refuse(place, f"{name} is no dyad", "write two parties as in PAK-IRN")
        if one.least.rank > one.most.rank:
            raise self.refuse(place, f"no label lies between {one.least} and {one.most}", "let least be the wider one")
        for name in ("within", "ahead"):
            if (getattr(one, name) or 0) < 0:
                raise self.refuse(place, f"{name} is below 0", "give a number of days")
        return one

    def _target(self, name: str, table: dict[str, Any]) -> Target:
        place = f"target {name}"
        if not name.replace("-", "").replace("_", "").isalnum():
            raise self.refuse(place, "its name is no plain word", "use letters, digits, - and _")
        for given in table:
            if given in _SECRETS:
                raise self.refuse(
                    place, f"{given} stands in the file", f"put it into a variable and name that: {given}_env"
                )
        kinds = {"file": FileTarget, "smtp": MailTarget, "url": WebhookTarget, "url_env": WebhookTarget}
        chosen = {kinds[one] for one in kinds if one in table}
        if len(chosen) != 1:
            raise self.refuse(place, "is not one kind of target", "give one of file, smtp, url and url_env")
        record = chosen.pop()
        renamed = {_FIELDS.get(one, one): value for one, value in table.items()}
        target: Target = self._record(record, {**renamed, "name": name}, place)
        self._check(target, place)
        return target

    def _check(self, target: Target, place: str) -> None:
        for one in fields(target):
            variable = getattr(target, one.name)
            if one.name.endswith("_env") and variable is not None:
                self._variable(place, one.name, variable)
        if not isinstance(target, FileTarget) and target.ca is not None and not _holds_certificates(target.ca):
            raise self.refuse(place, f"{target.ca} holds no certificate", "name a file in PEM that you can read")
        match target:
            case FileTarget():
                self._among(place, "form", target.form, _FORMS)
                if _is_other(target.file, self.path):
                    remedy = "name a file of its own, such as alerts.jsonl"
                    raise self.refuse(place, f"{target.file} holds something else than alerts", remedy)
            case MailTarget():
                self._mail(target, place)
            case WebhookTarget():
                self._webhook(target, place)

    def _variable(self, place: str, name: str, variable: str) -> None:
        if not variable.replace("_", "").isalnum() or variable[0].isdigit():
            raise self.refuse(place, f"{name} is no name of a variable", "write such as BORDER_MAIL_PASSWORD")
        if variable.upper().startswith(_OWN):
            remedy = "variables of that name are settings; name it otherwise, such as BORDER_MAIL_PASSWORD"
            raise self.refuse(place, f"{name} begins with {_OWN}", remedy)

    def _mail(self, target: MailTarget, place: str) -> None:
        self._among(place, "tls", target.tls, _TLS)
        if target.port not in _PORTS:
            raise self.refuse(place, f"{target.port} is no port", "587 for starttls, 465 for ssl, 25 for none")
        if not _is_host(target.smtp):
            raise self.refuse(place, f"{target.smtp!r} is no host", "write such as mail.office.example")
        if not target.to:
            raise self.refuse(place, "to is empty", "name the addresses that get the mail")
        for address in (target.sender, *target.to):
            local, at, host = address.rpartition("@")
            odd = any(mark.isspace() or mark in "<>,;\"'()" or not mark.isascii() for mark in address)
            if odd or not (at and local and host):
                raise self.refuse(place, f"{address!r} is no mail address", "write such as desk@office.example")
        if (target.user_env is None) != (target.password_env is None):
            raise self.refuse(place, "a login needs both", "give user_env and password_env, or neither")
        if target.user_env and target.tls == "none" and target.smtp not in _HERE:
            raise self.refuse(place, "would log in over an open line", 'use tls = "starttls" or "ssl"')

    def _webhook(self, target: WebhookTarget, place: str) -> None:
        if (target.url is None) == (target.url_env is None):
            raise self.refuse(place, "has url and url_env", "give one of them")
        if target.url is None:
            return
        fault = url_fault(target.url)
        if fault is not None:
            raise self.refuse(place, *fault)

    def _among(self, place: str, name: str, value: str, allowed: tuple[str, ...]) -> None:
        if value not in allowed:
            raise self.refuse(place, f"{name} is {value!r}", f"use {', '.join(allowed)}")

    def _record(self, record: type[_Record], table: Mapping[str, Any], place: str) -> _Record:
        known = {one.name: one for one in fields(record)}
        names = sorted(_SHOWN.get(one, one) for one in known)
        for name in table:
            if name not in known:
                remedy = meant(name, names, f"use {', '.join(names)}")
                raise self.refuse(place, f"{name} is no part of it", remedy)
        for name, one in known.items():
            if name not in table and one.default is MISSING:
                raise self.refuse(place, f"{_SHOWN.get(name, name)} is missing", f"add {_SHOWN.get(name, name)} = ...")
        hints = get_type_hints(record)
        values: dict[str, Any] = {n: self._value(n, value, hints[n], place) for n, value in table.items()}
        return record(**values)

    def _value(self, name: str, value: object, hint: object, place: str) -> object:
        """Return a value as the type that its field has."""
        if isinstance(hint, UnionType):
            hint = next(one for one in get_args(hint) if one is not NoneType)
        try:
            if get_origin(hint) is tuple:
                return tuple(_one(one, get_args(hint)[0]) for one in _listed(value))
            found = _one(value, hint)
        except ValueError as error:
            raise self.refuse(place, f"{_SHOWN.get(name, name)} is {value!r}", str(error)) from error
        return self.path.parent / found.expanduser() if isinstance(found, Path) else found


def _listed(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError('give a list, as in ["one", "two"]')  # noqa: TRY004 - a wrong value of a person
    return value


def _one(value: object, kind: object) -> object:
    """Return one value as its type.

    Raises:
        ValueError: it is of another type or not in the list; the words are the remedy.
    """
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _member(kind, value)
    if kind is Path and isinstance(value, str) and value:
        return Path(value)
    if type(value) is kind and value != "":
        return value
    raise ValueError(_ASKED[str(getattr(kind, "__name__", kind))])


# What a value of each type looks like, for who gave another.
_ASKED = {
    "bool": "give true or false",
    "int": "give a whole number",
    "Path": "give the name of a file in quotes",
    "str": "give words in quotes",
}


def _member(kind: type[StrEnum], value: object) -> StrEnum:
    """Return a member of a closed list by its value."""
    found = next((one for one in kind if one.value == value), None)
    if found is None:
        raise ValueError(f"{meant(str(value), kind, '')} use {', '.join(kind)}".strip())
    return found


def _is_other(target: Path, rules: Path) -> bool:
    """Whether lines appended to a file would spoil it: it is the rules themselves, or no text, such as a case."""
    if not target.is_file():
        return False
    with target.open("rb") as file:
        return target.samefile(rules) or b"\0" in file.read(_BEGINNING)


def _holds_certificates(path: Path) -> bool:
    """Whether a file holds certificates of an authority."""
    import ssl  # noqa: PLC0415 - a quarter of a start-up, which rules without such a file need not wait for

    try:
        ssl.create_default_context(cafile=path)
    except OSError:  # ssl.SSLError is one
        return False
    return True


def _is_host(name: str) -> bool:
    """Whether something can be the name or address of a host."""
    try:
        return bool(name.encode("idna")) and not any(mark.isspace() or mark in "/@?#" for mark in name)
    except UnicodeError:
        return False


def url_fault(url: str) -> tuple[str, str] | None:
    """Return what is wrong with an address to post to, and the remedy; None for nothing."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return f"is no address ({error})", "write such as https://desk.example/alerts"
    if parts.scheme not in {"http", "https"}:
        return "is no address of http or https", "write such as https://desk.example/alerts"
    if any(not mark.isascii() for mark in url):
        return "holds letters beyond ASCII", "write it as a browser hands it on, such as xn--... and %C3%A9"
    if not _is_host(parts.hostname or "") or port == 0 or any(mark.isspace() or not mark.isprintable() for mark in url):
        return "is no address of a host", "write such as https://desk.example/alerts"
    if parts.username or parts.password:
        return "holds a name or password", "put the whole address into a variable and name that: url_env"
    return None
