"""Store room: the address of a case as people may see it."""

import re

__all__ = ["shown"]

_USER = re.compile(r"(://[^:@/?]*):.*@")  # up to the last @: a password may hold one
_GIVEN = re.compile(r"([?&]password=)[^&]*", re.IGNORECASE)


def shown(where: str) -> str:
    """Return the place of a case without the password of its server, a file's path as it is."""
    if "://" not in where:
        return where
    return _GIVEN.sub(r"\1***", _USER.sub(r"\1:***@", where))
