"""The liaison room: working traffic on forms, its chained log, clocks, and measures with their logs; pure."""

from typing import TYPE_CHECKING

from detente.doors import on_demand
from detente.liaison.config import Config

if TYPE_CHECKING:
    from detente.liaison.allowed import allow
    from detente.liaison.bearing_parts import logged
    from detente.liaison.bearings import accounts
    from detente.liaison.chain import AUTHOR, ERASES, NOTHING, check, erased, head, seal, tombstone
    from detente.liaison.course import merged
    from detente.liaison.drafting import Head, draft, warnings
    from detente.liaison.measures import measures
    from detente.liaison.rules import borne, told
    from detente.liaison.threads import may_see, threads
    from detente.liaison.values import Known
    from detente.liaison.wording import words
else:
    on_demand(
        __name__,
        allow="allowed",
        logged="bearing_parts",
        accounts="bearings",
        AUTHOR="chain",
        ERASES="chain",
        NOTHING="chain",
        check="chain",
        erased="chain",
        head="chain",
        seal="chain",
        tombstone="chain",
        merged="course",
        Head="drafting",
        draft="drafting",
        warnings="drafting",
        measures="measures",
        borne="rules",
        told="rules",
        may_see="threads",
        threads="threads",
        Known="values",
        words="wording",
    )

__all__ = [
    "AUTHOR",
    "ERASES",
    "NOTHING",
    "Config",
    "Head",
    "Known",
    "accounts",
    "allow",
    "borne",
    "check",
    "draft",
    "erased",
    "head",
    "logged",
    "may_see",
    "measures",
    "merged",
    "seal",
    "threads",
    "told",
    "tombstone",
    "warnings",
    "words",
]
