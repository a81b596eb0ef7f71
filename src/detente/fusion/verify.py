"""Fusion room: who stands behind each version: the doer, the other side, or somebody who looked and is no party."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.codebook import VersionRules
from detente.fusion.clash import implies
from detente.fusion.fields import Reading
from detente.fusion.telling import Told
from detente.fusion.versions import Version
from detente.records import Verification

__all__ = ["Parties", "strongest", "verification"]

_WORD = re.compile(r"n['\u2019]t\b|[\w-]+?(?=n['\u2019]t\b)|[\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who takes part: ``doers`` act, ``others`` are acted upon; of a reciprocal act all are doers."""

    doers: frozenset[str]
    others: frozenset[str]
    reciprocal: bool

    @property
    def all(self) -> frozenset[str]:
        """Return both sides."""
        return self.doers | self.others


def verification(version: Version, found: Sequence[Version], parties: Parties, reading: Reading) -> Verification:
    """Return who stands behind the value of a version, among all who say it too or say what implies it."""
    agreeing = [other for other in found if implies(version.field, other.value, version.value, reading)]
    if any(_checked(one, parties, reading.rules) for other in agreeing for one in other.tellings):
        return Verification.THIRD_PARTY_VERIFIED
    speakers = frozenset(other.by for other in agreeing if other.by) & parties.all
    doers = speakers & parties.doers
    if doers and (speakers - parties.doers or (parties.reciprocal and len(doers) > 1)):
        return Verification.COUNTERPART_CONFIRMED
    return Verification.SELF_REPORTED if doers else Verification.UNVERIFIED


def _checked(telling: Told, parties: Parties, rules: VersionRules) -> bool:
    """Whether a named body that is no party says that it checked, or a monitor's own record was entered."""
    speaker = telling.speaker
    if speaker is None or telling.by is None or telling.by in parties.all:
        return False
    if speaker.country not in rules.bodies and (speaker.id is None or speaker.sector not in rules.sectors):
        return False
    if telling.entry is not None:
        return True
    words = _between(telling)
    at = next((place for place, word in enumerate(words) if word in rules.words), None)
    return at is not None and not rules.without & set(words[:at])


def _between(telling: Told) -> list[str]:
    """Return the words from the word of speech to the act, and a few on either side of them, in small letters."""
    coding = telling.coding
    cue = coding.attribution.cue if coding.attribution else coding.trigger
    sentence = coding.sentence
    start, end = min(cue.start, coding.trigger.start), max(cue.end, coding.trigger.start)
    lead = sentence.quote[: max(0, start - sentence.start)].split()[-LEAD:]
    inside = sentence.quote[max(0, start - sentence.start) : max(0, end - sentence.start)]
    return [word.lower() for word in _WORD.findall(f"{' '.join(lead)} {inside}")]


LEAD = 3  # words in front of the word of speech that can undo it ("could not yet confirm")


def strongest(found: Sequence[Verification]) -> Verification:
    """Return the strongest of several, unverified of none."""
    return max(found, key=list(Verification).index, default=Verification.UNVERIFIED)
