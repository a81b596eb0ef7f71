"""How entries of the log read on the terminal: what was entered, which clock runs, and what a rule warns of."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from detente.cli.tables import show_hanging, show_json
from detente.cli.wording import one_line
from detente.liaison import words
from detente.records import Act, Clock, Envelope, Notice, Problem, Thread, ThreadState
from detente.records.plain import written

if TYPE_CHECKING:
    from detente.flow.traffic import Entered, Registry

__all__ = [
    "clock",
    "clocks",
    "entered",
    "envelope_json",
    "form_name",
    "moment",
    "named",
    "plain",
    "said",
    "thread_json",
    "tried",
    "value",
    "way",
    "what",
]

RELEASE = Act.RELEASE.value
PARTIES = frozenset({"party", "body"})  # kinds of fields that hold ids
# What an entry is, before the id of the one that it is about.
ACTS = {
    Act.REPLY: "reply to",
    Act.ACKNOWLEDGE: "acknowledgement of",
    Act.DISPUTE: "dispute of",
    Act.SETTLE: "settlement of",
    Act.CORRECT: "correction of",
    Act.WITHDRAW: "withdrawal of",
    Act.RELEASE: "release of",
    Act.RELABEL: "new label of",
    Act.LOG: "row in the log of",
    Act.ERASE: "erasure in",
}


def plain(record: object) -> Any:  # noqa: ANN401 - whatever a record is in JSON
    """Return a record as JSON objects."""
    return json.loads(written(record))


def envelope_json(one: Envelope) -> dict[str, Any]:
    """Return an entry as JSON without its salts: whoever had them could guess at a value once it is erased."""
    found: dict[str, Any] = plain(one)
    for seal in found["seals"]:
        del seal["salt"]
    return {**found, "erased": list(one.erased)}


def thread_json(one: Thread) -> dict[str, Any]:
    """Return a thread as JSON without its entries, which bear salts and may be for other eyes."""
    found: dict[str, Any] = plain(one)
    found.pop("log", None)
    return found


def moment(text: str) -> str:
    """Return a moment as people write it."""
    return text.replace("T", " ")


def named(registry: "Registry", parties: Iterable[str]) -> str:
    """Return what parties and bodies are called."""
    return " and ".join(map(registry.directory.name, parties))


def value(registry: "Registry", notice: Notice, name: str, text: str) -> str:
    """Return a value in one line; parties and bodies by their names."""
    form = registry.forms.get(notice.form)
    kinds = {one.name: one.kind for act in Act for one in form.asks(act)} if form else {}
    if kinds.get(name) in PARTIES:
        return ", ".join(registry.directory.name(part.strip()) for part in text.split(";"))
    return one_line(text)


def way(notice: Notice) -> str:
    """Return who sends to whom."""
    return f"{notice.sender} > {', '.join(notice.to)}" if notice.to else notice.sender


def form_name(registry: "Registry", name: str) -> str:
    """Return what a form is called; one of a folder that is not named now by its id."""
    return registry.forms[name].name if name in registry.forms else name.replace("_", " ")


def what(registry: "Registry", notice: Notice) -> str:
    """Return what an entry is: its form, or what it does about which entry."""
    return form_name(registry, notice.form) if notice.act is Act.NEW else f"{ACTS[notice.act]} {notice.of}"


def said(registry: "Registry", notice: Notice) -> str:
    """Return a notice in one line."""
    if notice.form not in registry.forms:
        return one_line("; ".join(f"{name}: {text}" for name, text in notice.fields))
    return one_line(words(registry.forms[notice.form], notice, registry.directory.name))


def clock(registry: "Registry", one: Clock) -> str:
    """Return what is expected of whom and by when."""
    who = named(registry, one.of)
    if one.what == RELEASE and one.done is None:
        return f"waits for its release since {moment(one.by)} ({who})"
    if one.done is not None:
        return f"{one.what} by {moment(one.by)} ({who}): done with {one.done}{', late' if one.late else ''}"
    return f"{'OVERDUE: ' if one.late else ''}{one.what} by {moment(one.by)} ({who})"


def clocks(thread: Thread, *, all_: bool = False) -> list[Clock]:
    """Return what still runs in a thread, or with ``all_`` what ran too, by when; those of several parties as one."""
    told: dict[tuple[object, ...], Clock] = {}
    for one in sorted(thread.clocks, key=lambda one: one.by):
        if all_ or one.done is None:
            key = (one.what, one.by, one.done, one.late)
            told[key] = replace(one, of=(*told[key].of, *one.of)) if key in told else one
    return list(told.values())


def entered(done: "Entered", registry: "Registry", where: str, *, as_json: bool) -> None:
    """Say what was entered, its id and hash, what is due now, and what a rule warns of."""
    if as_json:
        warned = [plain(one) for one in done.warnings]
        show_json({"entry": envelope_json(done.envelope), "thread": thread_json(done.thread), "warnings": warned})
        return
    one = done.envelope
    first = f"{what(registry, one.notice)}, {way(one.notice)}, TLP:{done.thread.tlp.value}"
    show_hanging("", f"{one.id} entered in {where}: {first}")
    for line in (
        said(registry, one.notice),
        f"hash {one.id}:{one.hash}",
        *_after(registry, done.thread),
        *_warned(done.warnings),
    ):
        show_hanging("  ", line)


def tried(notice: Notice, warnings: Iterable[Problem], registry: "Registry", *, as_json: bool) -> None:
    """Show a notice that could be entered, and was not."""
    if as_json:
        show_json({"notice": plain(notice), "warnings": [plain(one) for one in warnings]})
        return
    width = max((len(name) for name, _ in notice.fields), default=0)
    show_hanging("", f"Could be entered: {what(registry, notice)}, {way(notice)}, TLP:{notice.tlp.value}")
    show_hanging("  ", said(registry, notice))
    for name, text in notice.fields:
        show_hanging(f"  {name:<{width}}  ", value(registry, notice, name, text))
    for line in (*([f"about {', '.join(notice.about)}"] if notice.about else []), *_warned(warnings)):
        show_hanging("  ", line)
    show_hanging("", "Nothing was entered (--dry-run).")


def _after(registry: "Registry", thread: Thread) -> Iterator[str]:
    """Yield what is to happen next in a thread."""
    if thread.state is ThreadState.HELD:
        yield (
            f"held: it goes out when a second person of {named(registry, [thread.notice.sender])} releases it "
            f"(detente notice release {thread.id} --author NAME)"
        )
        return
    running = [(one.late, clock(registry, one)) for one in clocks(thread)]
    if ahead := [told for late, told in running if not late]:
        yield f"expected: {'; '.join(ahead)}"
    yield from (told for late, told in running if late)


def _warned(warnings: Iterable[Problem]) -> Iterator[str]:
    return (f"warning: {one.field}: {one}" for one in warnings)
