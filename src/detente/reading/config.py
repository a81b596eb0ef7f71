"""The thresholds of the reading room."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How the reading room reads.

    ``max_bytes`` and ``max_table_bytes`` bound one document and one table (JSON, CSV, Parquet, feed), also after
    unpacking; ``max_page_bytes`` bounds an HTML page, ``max_pages`` a PDF.
    ``head_lines``, ``head_chars``, ``tail_lines`` and ``tail_chars`` say how far headers and desk marks are sought,
    ``title_chars`` how long a title may be. ``control_share`` is the share of control characters that makes bytes
    binary. A text is English when ``english_share`` of its first ``sample_words`` words are function words of English;
    below that the identifier decides if it is at least ``language_certainty`` sure, or the share is below
    ``foreign_share``, and the text has ``min_words``.
    ``languages`` are the codes that go on to the language engine. ``columns`` names columns of tables:
    pairs of an article's field and a column. ``day_first`` settles 03/04/2024 (None: such a date stays unknown),
    ``century_pivot`` two-digit years. ``retrieved`` is written on every article as given.
    """

    max_bytes: int = 20_000_000
    max_page_bytes: int = 5_000_000
    max_table_bytes: int = 512_000_000
    max_pages: int = 2000
    sniff_bytes: int = 65_536
    head_lines: int = 14
    head_chars: int = 400
    tail_lines: int = 6
    tail_chars: int = 400
    title_chars: int = 200
    label_chars: int = 160
    control_share: float = 0.02
    letter_share: float = 0.4
    english_share: float = 0.22
    foreign_share: float = 0.08
    sample_words: int = 400
    min_words: int = 20
    language_certainty: float = 0.95
    languages: tuple[str, ...] = ("en",)
    columns: tuple[tuple[str, str], ...] = ()
    day_first: bool | None = None
    century_pivot: int = 69
    retrieved: str | None = None
