"""Fusion room: makes the record of an event from the codings that are one; what is joined is decided elsewhere."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from detente.codebook import Codebook, dyads
from detente.fusion.caution import caution
from detente.fusion.config import Config
from detente.fusion.counts import KINDS, counts, losses
from detente.fusion.days import days
from detente.fusion.fields import Reading, doers, hits, struck
from detente.fusion.telling import Told, party_of, told
from detente.fusion.verify import Parties, strongest, verification
from detente.fusion.versions import FIELDS, Version, clashing, holding, versions
from detente.records import Account, Actor, Claim, Event, Status, Verification

__all__ = ["build"]

Versions = dict[str, list[Version]]
FORCEFUL = frozenset({"ASSAULT", "COERCE"})


def build(
    clusters: Iterable[Collection[str]],
    accounts: Iterable[Account],
    owners: Mapping[str, str],
    book: Codebook,
    config: Config,
) -> list[Event]:
    """Make an event of each cluster of coding ids, in the order of their ids.

    ``owners`` are the independent sources by article id, as far as they are known. Codings that no account holds are
    left out, and so is a cluster without any.
    """
    held = {coding.id: told(coding, account, owners, book) for account in accounts for coding in account.codings}
    groups = ([held[one] for one in sorted(set(cluster)) if one in held] for cluster in clusters)
    return sorted((_event(group, book, config) for group in groups if group), key=lambda event: event.id)


def _event(tellings: Sequence[Told], book: Codebook, config: Config) -> Event:
    """Make the record of one event from all its tellings, which come in the order of their ids."""
    codings = [one.coding for one in tellings]
    reading = _reading(tellings, book, config)
    parties = _parties(tellings, reciprocal=reading.reciprocal)
    found = _found(tellings, reading)
    proof = {one: verification(one, of, parties, reading) for of in found.values() for one in of}
    held = {field: holding(of, proof, reading) for field, of in found.items()}
    sources = _sources(tellings, held["sources"], found["sources"], reciprocal=reading.reciprocal)
    targets = () if reading.reciprocal else _targets(tellings, held["targets"], found["targets"])
    affected = _affected(tellings)
    firm = [one for one in tellings if book.versions.status[one.coding.status] in {"told", "open"}]
    day, place = held["day"], held["place"]
    return Event(
        id=codings[0].id,
        type=reading.type,
        modes=tuple(sorted(held["modes"].value.names)) if held["modes"] else (),
        contexts=tuple(sorted({context for one in codings for context in one.contexts})),
        sources=sources,
        targets=targets,
        affected_states=affected,
        reciprocal=reading.reciprocal,
        status=Status(held["status"].value.words) if held["status"] else Status.UNCONFIRMED,
        day=day.value.when if day else None,
        place=place.value.place if place else None,
        codings=tuple(one.id for one in codings),
        articles=tuple(sorted({one.article.id for one in tellings})),
        claims=tuple(_claim(one, proof[one]) for of in found.values() for one in of),
        disputed=tuple(field for field, of in found.items() if clashing(of, reading)),
        casualties=tuple(count for kind in KINDS for count in counts(found[kind])),
        owners=tuple(sorted({one.owner for one in tellings})),
        sides=tuple(sorted({one.by for one in tellings if one.by})),
        verification=strongest([proof[one] for one in found["status"] if one.value.status in {"told", "open"}]),
        caution=caution(firm or tellings, parties, book),
        dyads=_dyads(sources, targets, affected),
        entered=any(one.entry is not None for one in tellings),
        background=all(_history(one, config) for one in tellings),
    )


def _reading(tellings: Sequence[Told], book: Codebook, config: Config) -> Reading:
    """Return how the codings of an event are read: by its type, which most independent sources give."""
    codings = [one.coding for one in tellings]
    type_ = _most(tellings, lambda one: one.coding.type)
    actors = {actor for one in codings for actor in (*doers(one), *hits(one))}
    named = {name: actor.name for actor in sorted(actors, key=lambda one: one.name) if (name := party_of(actor))}
    return Reading(
        rules=book.versions,
        type=type_,
        forceful=type_ in FORCEFUL,
        reciprocal=2 * sum(one.reciprocal for one in codings) >= len(codings),
        names={name: book.actors.country_name(name) or said for name, said in named.items()},
        near=config.near,
    )


def _found(tellings: Sequence[Told], reading: Reading) -> Versions:
    """Return every version of every field."""
    telling = _telling(tellings)
    found = {field: versions(field, tellings if field == "status" else telling, reading) for field in FIELDS}
    return found | {kind: losses(kind, tellings) for kind in KINDS}


def _telling(tellings: Sequence[Told]) -> Sequence[Told]:
    """Return the tellings that say who did it, and how: a denial confirms nothing, unless there is nothing else."""
    return [one for one in tellings if one.coding.status is not Status.DENIED] or tellings


def _most(tellings: Sequence[Told], say: Callable[[Told], str]) -> str:
    """Return what most independent sources say, then most tellings, then the first in the alphabet."""
    owners: dict[str, set[str]] = {}
    for one in tellings:
        owners.setdefault(say(one), set()).add(one.owner)
    often = Counter(say(one) for one in tellings)
    return min(owners, key=lambda value: (-len(owners[value]), -often[value], value))


def _parties(tellings: Sequence[Told], *, reciprocal: bool) -> Parties:
    """Return who takes part as any telling has it."""
    acting = frozenset(name for one in tellings for actor in doers(one.coding) if (name := party_of(actor)))
    hit = frozenset(name for one in tellings for name in struck(one.coding))
    return Parties(
        doers=acting | hit if reciprocal else acting,
        others=frozenset() if reciprocal else hit - acting,
        reciprocal=reciprocal,
    )


def _sources(
    tellings: Sequence[Told], held: Version | None, found: Sequence[Version], *, reciprocal: bool
) -> tuple[Actor, ...]:
    """Return who acts by the version that holds; people of no known party where few or none name a party."""
    at_hand = [(actor, one) for one in tellings for actor in _side(one, reciprocal=reciprocal)]
    unknown = [(actor, one) for actor, one in at_hand if party_of(actor) is None]
    if held is None:
        return () if found else _likeliest(unknown)
    if len({one.coding.id for _, one in unknown}) > sum(1 for one in tellings if _doing(one) >= held.value.names):
        return _likeliest(unknown)  # most reports speak of people of no known party (gunmen)
    chosen = (_likeliest([(a, one) for a, one in at_hand if party_of(a) == name]) for name in sorted(held.value.names))
    return tuple(actor for actors in chosen for actor in actors)


def _doing(one: Told) -> frozenset[str]:
    """Return the parties that a telling names as doers."""
    return frozenset(name for actor in doers(one.coding) if (name := party_of(actor)))


def _side(one: Told, *, reciprocal: bool) -> tuple[Actor, ...]:
    return (*doers(one.coding), *hits(one.coding)) if reciprocal else doers(one.coding)


def _targets(tellings: Sequence[Told], held: Version | None, found: Sequence[Version]) -> tuple[Actor, ...]:
    """Return who is acted upon by the version that holds, each named party or kind once."""
    if held is None:
        return () if found else _likeliest([(actor, one) for one in tellings for actor in hits(one.coding)])
    said = [(actor, one) for one in held.tellings for actor in hits(one.coding)]
    groups: dict[str, list[tuple[Actor, Told]]] = {}
    for actor, one in said:
        groups.setdefault(party_of(actor) or actor.sector or "", []).append((actor, one))
    chosen = (_likeliest(groups[name]) for name in sorted(groups) if name or len(groups) == 1)
    return tuple(actor for actors in chosen for actor in actors)


def _likeliest(actors: Sequence[tuple[Actor, Told]]) -> tuple[Actor, ...]:
    """Return the actor that most sources name, the better known of equals; none of none."""
    owners: dict[Actor, set[str]] = {}
    for actor, one in actors:
        owners.setdefault(actor, set()).add(one.owner)
    ranked = sorted(owners, key=lambda one: (-len(owners[one]), one.id is None, one.office is None, one.name))
    return tuple(ranked[:1])


def _affected(tellings: Sequence[Told]) -> tuple[str, ...]:
    """Return the states on whose soil it took place, by most sources that name one."""
    naming = [one for one in tellings if one.coding.affected_states]
    return tuple(_most(naming, lambda one: "+".join(one.coding.affected_states)).split("+")) if naming else ()


def _claim(version: Version, proof: Verification) -> Claim:
    return Claim(
        field=version.field,
        value=version.value.words,
        by=version.by,
        owners=tuple(sorted(version.owners)),
        codings=tuple(sorted({one.coding.id for one in version.tellings})),
        verification=proof,
        superseded=version.superseded,
    )


def _dyads(sources: Sequence[Actor], targets: Sequence[Actor], affected: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of parties that an act belongs to: its doers with whom it was done to and on whose soil."""
    hit = [name for actor in targets if (name := party_of(actor))]
    return dyads([name for actor in sources if (name := party_of(actor))], [*hit, *affected])


def _history(telling: Told, config: Config) -> bool:
    """Whether a report tells an act as history: it is older than news."""
    told_on, when = days(telling.article.published), days(telling.coding.day)
    return told_on is not None and when is not None and told_on[0] - when[1] > config.news_days
