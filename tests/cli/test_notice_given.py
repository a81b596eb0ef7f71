"""A notice in a file: whatever stands in it is read or refused, in one line and without steering the terminal."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.cli.notice_given import blank, pairs, paper
from detente.codebook import load_forms
from detente.errors import NoticeError

from .test_notice import PAK, Out, Run
from .test_notice import run as run  # noqa: PLC0414 - the fixture

PARTS = st.lists(
    st.sampled_from(
        [
            'form = "message"',
            "to = ",
            '["IRN"]',
            "[fields]",
            "a = 1",
            "x = [[1]]",
            "d = 2024-01-16",
            "=",
            "\0",
            '"',
            "é",
        ]
    ),
    max_size=12,
).map("\n".join)


@given(st.one_of(st.text(max_size=80), PARTS))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_notice_or_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "n.toml"
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    refused = None
    try:
        found = paper(file, stdin=False)
    except NoticeError as error:
        found, refused = paper(None, stdin=False), error
    assert refused is None or (refused.where == str(file) and refused.remedy)
    assert all(isinstance(value, str) and value for value in (*found.head.values(), *found.fields.values()))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"x = " + b"[" * 100_000, "is no TOML"),
        (b"x = " + b"9" * 10_000, "is no TOML"),
        (b"\xff\xfe\x00", "is not in UTF-8"),
        (b"# " + b"x" * 1_100_000, "is longer than 1,000,000 bytes"),
        (b"fields = 3\n", "fields is no table"),
        (b'to = [["IRN"]]\n', "to is neither text nor a list of texts"),
        (b"[fields]\nday = { a = 1 }\n", "day is neither text nor a list of texts"),
    ],
)
def test_what_no_notice_is_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "n.toml"
    file.write_bytes(content)
    with pytest.raises(NoticeError, match=told):
        paper(file, stdin=False)


def test_dates_and_numbers_may_stand_without_quotes(tmp_path: Path) -> None:
    file = tmp_path / "n.toml"
    file.write_text(
        "at = 2024-01-17T09:30:00+05:00\n[fields]\nday = 2024-01-16\nkilled = 2\nunits = ['a', 'b']\n", "utf-8"
    )
    found = paper(file, stdin=False)
    assert found.head["at"] == "2024-01-17T09:30:00+05:00"
    assert found.fields == {"day": "2024-01-16", "killed": "2", "units": "a; b"}


def test_a_blank_form_gives_nothing_but_its_id_label_and_defaults(tmp_path: Path) -> None:
    for form in load_forms().values():
        file = tmp_path / f"{form.id}.toml"
        file.write_text(blank(form), encoding="utf-8")
        found = paper(file, stdin=False)
        assert found.head == {"form": form.id, "tlp": form.tlp.value}
        assert found.lists == {"to": (), "about": ()}
        assert found.fields == {one.name: one.default for one in form.fields if one.default}


def test_a_value_given_twice_is_two_values() -> None:
    assert pairs(["units=a", "units=b", "words=x=y"], "--field") == {"units": "a; b", "words": "x=y"}


def test_a_field_name_does_not_steer_the_terminal(run: Run, capsys: Out) -> None:
    Path("n.toml").write_text(
        'form = "message"\nto = ["IRN"]\n[fields]\n"\\u001b[31mred\\nline" = "x"\n', encoding="utf-8"
    )
    assert run("notice", "new", "--file", "n.toml", *PAK) == 2
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert "red line: is no field of this form" in told
