"""How records read on the terminal: short phrases for people, never a change of what a record says."""

import re
from collections import Counter
from collections.abc import Callable, Mapping

from detente.records import Account, Article, Coding, Evidentiality, Participant, Skipped, Status, Undertaking, When

__all__ = [
    "act",
    "article_line",
    "between",
    "counted",
    "due",
    "in_line",
    "missed",
    "moment",
    "one_line",
    "parties",
    "place",
    "promise",
    "reservations",
    "title",
    "uncoded",
]

UNNAMED = "not named"
# Types that are made by speaking: who speaks is who acts.
SPOKEN = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
BLANKS = re.compile(r"\s+")
STATUS_WORDS: Mapping[Status, str] = {
    Status.ONGOING: "still going on",
    Status.UNCONFIRMED: "not confirmed",
    Status.DENIED: "denied",
    Status.PLANNED: "planned, not done",
    Status.HYPOTHETICAL: "hypothetical",
    Status.RECOMMENDED: "urged, not done",
}


def in_line(text: str) -> str:
    """Return text without line breaks and without the characters that could steer a terminal."""
    return BLANKS.sub(" ", "".join(mark if mark.isprintable() else " " for mark in text))


def one_line(text: str) -> str:
    """Return text of an article on one line, trimmed."""
    return in_line(text).strip()


def counted(number: int, word: str, many: str | None = None) -> str:
    """Return a number with its word; ``many`` is the word for several where that is not made with an s."""
    return f"1 {word}" if number == 1 else f"{number} {many or word + 's'}"


def missed(skipped: Skipped) -> str:
    """Return what could not be used, and why."""
    return one_line(f"{skipped.where}: {skipped.reason}")


def uncoded(accounts: tuple[Account, ...]) -> str:
    """Return how many acts were named and not coded, by reason, the most frequent first; empty for none."""
    reasons = Counter(one.reason for account in accounts for one in account.skipped)
    told = "; ".join(f"{one_line(reason)} ({count})" for reason, count in reasons.most_common())
    counted = (
        "1 word that can name an act was"
        if reasons.total() == 1
        else f"{reasons.total()} words that can name an act were"
    )
    return f"{counted} not coded: {told}; --out lists each" if told else ""


def title(article: Article) -> str:
    """Return what an article is called: its title, or where it came from."""
    return one_line(article.title or article.path or article.url or article.id[:12])


def article_line(article: Article) -> str:
    """Return date, source and kind of an article."""
    date = moment(article.published) if article.published else "date unknown"
    source = one_line(article.source) if article.source else "source unknown"
    return ", ".join((date, source, *((article.genre.value,) if article.genre else ())))


def moment(when: When) -> str:
    """Return a moment or stretch of time."""
    start, end = (one.replace("T", " ") for one in (when.start, when.end))
    return start if start == end else f"{start} to {end}"


def due(when: When | None) -> str:
    """Return when something falls due, "none given" for none."""
    return when.end.replace("T", " ") if when else "none given"


def parties(participants: tuple[Participant, ...]) -> str:
    """Return who takes part: each with country and sector, "not named" where the text names nobody."""
    return ", ".join(dict.fromkeys(_party(one) for one in participants)) or UNNAMED


def between(coding: Coding, *, arrow: str, both: str) -> str:
    """Return who acted on whom; those who did something with each other stand on both sides of ``both``."""
    if coding.reciprocal and not coding.targets and len(coding.sources) > 1:
        return f" {both} ".join(dict.fromkeys(_party(one) for one in coding.sources))
    return f"{parties(coding.sources)} {both if coding.reciprocal else arrow} {parties(coding.targets)}"


def place(coding: Coding, country_name: Callable[[str], str | None]) -> str:
    """Return where it happened: place, first-level division and state, each once; empty where the text ties none."""
    found = coding.place
    if found is None:
        return ""
    states = found.country.split("/") if found.country else []
    parts = (found.name, found.admin1, " and ".join(country_name(code) or code for code in states))
    return "in " + ", ".join(dict.fromkeys(one_line(part) for part in parts if part))


def _party(participant: Participant) -> str:
    """Return an actor's name with country and sector, where the name does not say them already."""
    actor = participant.actor
    codes = " ".join(code for code in (actor.country, actor.sector) if code)
    name, office = one_line(actor.name), one_line(actor.office or "")
    if office and office.lower() not in name.lower():  # "the foreign minister, foreign minister" says nothing more
        name = f"{name}, {office}"
    return f"{name} ({codes})" if codes else name


def act(coding: Coding) -> str:
    """Return what was done in the field's words, with the words of the text and the PLOVER label beside it."""
    from detente.codebook import act_words  # noqa: PLC0415 - the codebook loads numpy, which --help must not wait for

    told = act_words().named(coding.type, coding.modes)
    return f'{told} ("{one_line(coding.trigger.quote)}") [{" ".join((coding.type, *coding.modes))}]'


def reservations(coding: Coding, country_name: Callable[[str], str | None]) -> str:
    """Return what keeps a coding from being a plain fact: its status, and on whose word it rests; empty for none."""
    told = [STATUS_WORDS[coding.status]] if coding.status in STATUS_WORDS else []
    if coding.affected_states:
        told.append("on the soil of " + ", ".join(country_name(code) or code for code in coding.affected_states))
    if coding.evidentiality is Evidentiality.REPORTED:
        told.append("from hearsay")
    elif coding.evidentiality is Evidentiality.ATTRIBUTED and not _speaks_for_itself(coding):
        told.append(f"according to {_speaker(coding)}")
    return "; ".join(told)


def _speaks_for_itself(coding: Coding) -> bool:
    """Tell whether the act is an act of speech whose own speaker stands in the first line already."""
    return (
        coding.type in SPOKEN
        and bool(coding.sources)
        and (coding.attribution is None or coding.attribution.speaker is None)
    )


def _speaker(coding: Coding) -> str:
    """Return who says so, as far as the text names anybody."""
    if coding.attribution is None or coding.attribution.speaker is None:
        return "a speaker who is not named"
    return parties((coding.attribution.speaker,))


def promise(undertaking: Undertaking) -> str:
    """Return what was undertaken: its kind and the exact words."""
    return f'{undertaking.type.replace("_", " ")}: "{one_line(undertaking.words.quote)}"'
