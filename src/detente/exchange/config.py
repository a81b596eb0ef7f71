"""Exchange room: which acts count as told as having happened, and up to which label notices are handed on."""

from dataclasses import dataclass, field

from detente.exchange.series_config import SeriesConfig
from detente.records import Evidentiality, Status, Tlp

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What counts as asserted as happened: both the status and the evidentiality of an act must stand here.

    ``statuses``: see ``detente codebook statuses``. ``evidentialities``: asserted (the writer's own words), attributed
    (a named speaker says it), reported (hearsay). ``tlp`` is the most restrictive label of notices that an export holds
    unless another is asked for; ``series`` are the limits of reading figures.
    """

    statuses: tuple[str, ...] = ("happened", "ongoing")
    evidentialities: tuple[str, ...] = ("asserted", "attributed")
    tlp: str = "AMBER"
    series: SeriesConfig = field(default_factory=SeriesConfig)

    def __post_init__(self) -> None:
        """Refuse a word that no act can have."""
        for given, known in ((self.statuses, Status), (self.evidentialities, Evidentiality), ((self.tlp,), Tlp)):
            allowed = [member.value for member in known]
            if wrong := [one for one in given if one not in allowed]:
                raise ValueError(f"{wrong[0]!r} is none of {', '.join(allowed)}")
