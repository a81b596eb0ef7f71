"""What a reader found becomes an Article: repaired, its surroundings marked, its fields filled or their gaps told."""

import hashlib
from collections.abc import Iterator, Mapping

from detente.reading.config import Config
from detente.reading.dates import MonthDay, Unclear, day_in_url, day_written, with_year
from detente.reading.genre import genre_of, genre_stated, host_of, is_agency, own_voice
from detente.reading.headers import Surroundings, surroundings
from detente.reading.raw import Raw, skip
from detente.reading.repair import repaired
from detente.reading.tongue import language_name, language_of
from detente.records import Article, Gap, Genre, Skipped, When

__all__ = ["article_id", "assembled"]

_ID_CHARS = 32
_NO_DATE = "no date in the text or its metadata"


def article_id(key: bytes) -> str:
    """Return the digest that names an article: 32 hexadecimal digits of SHA-256."""
    return hashlib.sha256(key).hexdigest()[:_ID_CHARS]


def assembled(raw: Raw, config: Config) -> Article | Skipped:
    """Return the article of what a reader found, or the line that says why it is of no use here."""
    text, offsets = repaired(raw.text)
    if not any(sign.isalpha() for sign in text):
        return skip(raw.where, "there are no words in it", "give the text of an article")
    language, basis = language_of(text, config)
    if language is not None and language not in config.languages:
        return _foreign(raw, language)
    found = surroundings(text, config, own_title=raw.own_title)
    url = raw.url or found.url
    title = raw.title or (text[found.title.start : found.title.end] if found.title else None)
    source = raw.source or found.source or found.masthead or found.agency or found.state
    source = source or (host_of(url) if url else None)
    published, why_not = _published(raw, found, url, config)
    genre = _genre(raw, found, title, source, url) or genre_of((("voice", own_voice(text)),))
    known = {"title": title, "source": source, "published": published, "genre": genre, "language": language}
    reasons = {"published": why_not, "language": basis}
    return Article(
        id=article_id(raw.key),
        text=text,
        title=title,
        source=source,
        url=url,
        genre=genre,
        language=language,
        published=published,
        retrieved=raw.retrieved or config.retrieved,
        owner=raw.owner,
        side=raw.side,
        path=raw.where,
        furniture=tuple(found.furniture),
        given_offsets=offsets,
        gaps=tuple(_gaps(known, reasons, raw)),
    )


def _foreign(raw: Raw, language: str) -> Skipped:
    if raw.legacy:
        what = "not UTF-8, and not English when read as windows-1252"
        return skip(raw.where, what, "save it as UTF-8; if it is not English, translate it first")
    return skip(raw.where, f"the text is {language_name(language)}", "translate it into English first")


def _published(raw: Raw, found: Surroundings, url: str | None, config: Config) -> tuple[When | None, str]:
    """Return the day of publication, best evidence first, or None and the reason.

    Metadata, a header, a dateline with its year, the address, a dateline without its year beside an address that says
    the year, an "updated" line.
    """
    stated = day_written(raw.published, config, entry=True) if raw.published else None
    in_url = day_in_url(url, config) if url else None
    datelines = [day for day in found.dateline if isinstance(day, When)]
    partial = [day for day in found.dateline if isinstance(day, MonthDay)]
    dated = [with_year(day, int(in_url.start[:4])) for day in partial] if in_url else []
    days = len("2024-01-16")
    exact = in_url if in_url and len(in_url.start) >= days else None
    candidates = [raw.when, stated, *found.published, *datelines, exact, *dated, in_url, *found.updated]
    for candidate in candidates:
        if isinstance(candidate, When):
            return candidate, ""
    problems = [stated.reason] if isinstance(stated, Unclear) else []
    problems += [gap.reason for gap in raw.gaps if gap.field == "published"]
    problems += found.unclear
    problems += [f"the dateline says {day.words} without a year, and nothing else says it" for day in partial]
    return None, problems[0] if problems else _NO_DATE


def _genre(raw: Raw, found: Surroundings, title: str | None, source: str | None, url: str | None) -> Genre | None:
    """Return the genre: the stated one, else by the rules from what is known."""
    stated = genre_stated(raw.genre) if raw.genre else None
    if stated is not None and stated is not Genre.NEWS:
        return stated
    clues = [("line", kind) for kind in found.kinds]
    clues += [("title", title)] if title else []
    clues += [("url", url)] if url else []
    clues += [("dateline", "agency")] if found.agency else []
    clues += [("dateline", "place")] if "dateline" in found.kinds else []
    clues += [("source", "agency")] if source and is_agency(source) else []
    return genre_of(tuple(clues)) or stated


def _gaps(known: Mapping[str, object], reasons: Mapping[str, str], raw: Raw) -> Iterator[Gap]:
    """Yield a gap for each field that stayed unknown, and the notes of the reader."""
    usual = {
        "title": "no line is set apart as a title and the metadata has none",
        "source": "neither the text nor its metadata names an outlet",
        "genre": "nothing in the text, its address or its metadata tells the genre",
    }
    for name, value in known.items():
        if value is None:
            yield Gap(field=name, reason=reasons.get(name) or usual[name])
    yield from (gap for gap in raw.gaps if gap.field != "published")
    for name, value in (("url", raw.url), ("owner", raw.owner), ("side", raw.side)):
        if value is None and not (name == "url" and known.get("url")):
            yield Gap(field=name, reason="not stated")
