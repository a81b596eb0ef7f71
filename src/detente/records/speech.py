"""Record of reported speech and thought: whose words, under which cue, and what is reported."""

from dataclasses import dataclass

from detente.records.article import Span

__all__ = ["ReportedSpeech"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedSpeech:
    """One attribution in an article, each part as stretches of its text in order.

    ``source`` is empty where nobody is named. ``kind`` is that of the cue's line in the codebook (say, claim, deny,
    ask, think, show ...). ``direct`` is true where the content is quoted word for word. ``within`` is the place, in the
    article's attributions, of the one whose content holds this cue, None outside any; ``unheard`` is true where the cue
    stands in a quotation that the text puts in nobody's mouth.
    """

    kind: str
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    direct: bool
    within: int | None
    unheard: bool
