"""Records of a run: what each article yielded, and what made the account."""

from dataclasses import dataclass

from detente.records.article import Article, Skipped
from detente.records.coding import Coding, Undertaking

__all__ = ["Account", "Making"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one article yielded: its codings and undertakings in text order, and what of it could not be used."""

    article: Article
    codings: tuple[Coding, ...]
    undertakings: tuple[Undertaking, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What made an account: same input and same making give the same account, byte for byte.

    ``version`` is Detente's; ``weights`` and ``codebook`` are digests, ``settings`` the digest of every setting.
    """

    version: str
    weights: str
    codebook: str
    settings: str
