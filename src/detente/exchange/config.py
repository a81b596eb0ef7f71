"""Exchange room: which acts formats without a status field may hold."""

from dataclasses import dataclass

from detente.records import Evidentiality, Status

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What counts as asserted as happened: both the status and the evidentiality of an act must stand here.

    ``statuses``: see ``detente codebook statuses``. ``evidentialities``: asserted (the writer's own words), attributed
    (a named speaker says it), reported (hearsay).
    """

    statuses: tuple[str, ...] = ("happened", "ongoing")
    evidentialities: tuple[str, ...] = ("asserted", "attributed")

    def __post_init__(self) -> None:
        """Refuse a word that no act can have."""
        for given, known in ((self.statuses, Status), (self.evidentialities, Evidentiality)):
            allowed = [member.value for member in known]
            if wrong := [one for one in given if one not in allowed]:
                raise ValueError(f"{wrong[0]!r} is none of {', '.join(allowed)}")
