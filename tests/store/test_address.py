"""The address of a case is shown without the password of its server."""

import pytest

from detente.store import shown


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        ("case.detente", "case.detente"),
        ("odd:name@here.detente", "odd:name@here.detente"),
        ("postgresql://desk@host:5432/case", "postgresql://desk@host:5432/case"),
        ("postgresql://host:5432/case", "postgresql://host:5432/case"),
        ("postgresql://desk:secret@host/case", "postgresql://desk:***@host/case"),
        ("postgresql://desk:se@c/ret@host/case", "postgresql://desk:***@host/case"),
        ("postgresql://host/case?user=desk&password=secret", "postgresql://host/case?user=desk&password=***"),
    ],
)
def test_no_password_is_shown(where: str, seen: str) -> None:
    assert shown(where) == seen
