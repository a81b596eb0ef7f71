"""Checks corpus files and counts what they hold."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.marks import Fault, Sentence, table

__all__ = ["counts", "repeats", "skeleton", "twins"]

_FUNCTION = """
a an the and or but nor of in on at to by for from with without against over under after before during since until
that which who whose whom as if unless while when where because although though than not no never neither has have
had is are was were be been being will would may might could should can must do does did it its they their he his
she her this these those there
"""
_CLOSED = frozenset(_FUNCTION.split())
_SHOWN = "ESTRAPW"
LONG = 35  # words of a long sentence


def skeleton(sentence: Sentence) -> str:
    """Return the pattern of a sentence: its marks' letters and its function words, all else left out."""
    outer = sorted((m for m in sentence.marks if m.role in _SHOWN), key=lambda m: (m.start, -m.end))
    parts: list[str] = []
    at = 0
    for mark in outer:
        if mark.start < at:
            continue
        parts += _function_words(sentence.text[at : mark.start])
        parts.append(mark.role)
        at = mark.end
    return " ".join([*parts, *_function_words(sentence.text[at:])])


def _function_words(text: str) -> list[str]:
    out = ["_" if word.lower() not in _CLOSED else word.lower() for word in re.findall(r"[\w']+", text)]
    return [word for i, word in enumerate(out) if word != "_" or i == 0 or out[i - 1] != "_"]


def repeats(sentences: Sequence[Sentence], share: float) -> list[tuple[str, int]]:
    """Return the patterns, and the three-word openings, of more than ``share`` of the sentences."""
    patterns = Counter(skeleton(s) for s in sentences)
    openings = Counter(" ".join(s.text.lower().split()[:3]) + " ..." for s in sentences)
    limit = max(3, share * len(sentences))
    return [(name, n) for counter in (patterns, openings) for name, n in counter.most_common(20) if n > limit]


def twins(sentences: Sequence[Sentence], alike: float) -> list[Fault]:
    """Return every sentence whose word pairs are those of an earlier one to the share ``alike`` or more."""
    pairs: list[frozenset[tuple[str, str]]] = []
    holders: dict[tuple[str, str], list[int]] = {}
    found = []
    for i, s in enumerate(sentences):
        words = re.findall(r"\w+", s.text.lower())
        mine = frozenset(pairwise(words))
        shared = Counter(j for pair in mine for j in holders.get(pair, ()))
        for j, n in shared.most_common(1):
            if n / max(1, len(mine | pairs[j])) >= alike:
                found.append(Fault(s.file, s.line, f"nearly {sentences[j].file}:{sentences[j].line}"))
        for pair in mine:
            holders.setdefault(pair, []).append(i)
        pairs.append(mine)
    return found


def counts(sentences: Iterable[Sentence]) -> dict[str, Counter[str]]:
    """Return how often each type, mode, status, evidentiality, undertaking and kind of sentence occurs."""
    out: dict[str, Counter[str]] = {
        name: Counter() for name in ("sentences", "types", "modes", "statuses", "evidentiality", "undertakings")
    }
    for s in sentences:
        kinds = out["sentences"]
        kinds["all"] += 1
        kinds["acts"] += len(s.acts)
        kinds["no act"] += not s.acts
        kinds["no act, looks like one"] += not s.acts and any(m.role == "N" for m in s.marks)
        kinds["an act not happened"] += any(a.status not in {"happened", "ongoing"} for a in s.acts)
        kinds["attribution or hearsay"] += any(a.evidentiality != "asserted" for a in s.acts)
        kinds["reciprocal"] += any(m.role == "R" for m in s.marks)
        kinds["quotation"] += '"' in s.text or "“" in s.text
        kinds["passive with by"] += bool(re.search(r"\b(?:was|were|been|being|be) \w+(?:ed|en|wn|t) by\b", s.text))
        kinds["headline"] += not s.text.endswith((".", '"', "”", "?", "!"))
        kinds[f"{LONG} words or more"] += len(s.text.split()) >= LONG
        kinds["two acts or more"] += len(s.acts) > 1
        for act in s.acts:
            out["types"][act.type] += 1
            out["modes"].update(f"{act.type}/{mode}" for mode in act.modes)
            out["statuses"][act.status] += 1
            out["evidentiality"][act.evidentiality] += 1
            out["undertakings"].update([act.undertaking] if act.undertaking else [])
    out["modes"].update({f"{kind}/{mode}": 0 for kind, mode in table().modes})
    out["undertakings"].update(dict.fromkeys(table().commitments, 0))
    return out
