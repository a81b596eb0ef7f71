"""Redaction: no sensitive value survives anywhere in an export, and the same value is replaced alike everywhere."""

import csv
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codebook import Codebook, Form, FormField, PlaceKind, load, load_forms, load_redaction
from detente.errors import CodebookError
from detente.exchange import (
    TABLE_FORMATS,
    Origin,
    Redaction,
    Whole,
    about,
    columns_of,
    page,
    redaction,
    rows,
    table_names,
    within,
    write_table,
)
from detente.exchange.folded import fold
from detente.records import (
    Account,
    Act,
    Article,
    Entry,
    EntryKind,
    Envelope,
    Genre,
    Notice,
    Seal,
    Thread,
    ThreadState,
    Tlp,
)

RULES = load_redaction()
FORMS = load_forms()
PUBLIC = RULES.levels["public"]
PARTNERS = RULES.levels["partners"]
# Invented syllables, so that no name is an ordinary word, a state or a place.
SYLLABLES = st.sampled_from(["qu", "zhe", "wrim", "blo", "šar", "ktu", "vex", "orph", "yilg", "dhu", "Œx", "ñap"])
WORD = st.lists(SYLLABLES, min_size=2, max_size=4).map("".join)
BETWEEN = st.sampled_from([" ", "-", " al-", "'", "\u2019", "  ", "\u00a0", ". "])
NAME = st.builds(lambda words, mark: mark.join(words).title(), st.lists(WORD, min_size=1, max_size=3), BETWEEN)
POINT = st.tuples(st.floats(-89, 89), st.floats(-179, 179)).map(lambda p: f"{p[0]:.4f}, {p[1]:.4f}")


@cache
def the_book() -> Codebook:
    """Return the codebook; no fixture, as hypothesis would print it with every example."""
    return load()


def envelope(number: int, form: str, values: dict[str, str], *, author: str | None = "Duty Officer") -> Envelope:
    """Return an entry of a log of its own thread."""
    notice = Notice(
        act=Act.NEW,
        form=form,
        of=None,
        sender="PAK",
        to=("IRN",),
        author=author,
        at=f"2031-02-0{number}T10:00:00+05:00",
        about=(),
        tlp=Tlp.AMBER,
        fields=tuple(values.items()),
    )
    seals = tuple(Seal(name=name, digest="d" * 64, salt=f"salt of {value}") for name, value in values.items())
    known = {"thread": f"N{number}", "id": f"N{number}", "previous": "0" * 64, "hash": "1" * 64}
    return Envelope(number=number, notice=notice, seals=seals, **known)


def thread(of: Envelope, *, tlp: Tlp = Tlp.AMBER, state: ThreadState = ThreadState.OPEN) -> Thread:
    return Thread(
        id=of.thread,
        form=of.notice.form,
        notice=of.notice,
        state=state,
        tlp=tlp,
        sent=of.notice.at,
        entries=(of.id,),
        clocks=(),
        next=(),
    )


def entry(words: str, author: str = "A. Analyst") -> Account:
    """Return an entry by a person, whose id is a digest of its content."""
    made = Entry(
        id="e" * 64,
        kind=EntryKind.OBSERVATION,
        author=author,
        entered="2031-02-05T10:00:00+00:00",
        rests_on="a call",
        words=words,
        fields=(("words", words),),
    )
    article = Article(id=made.id, text=words, title=words, source=author, genre=Genre.ENTRY, path="/home/me/x.csv")
    return Account(article=article, codings=(), undertakings=(), skipped=(), entry=made)


def whole(log: Sequence[Envelope], accounts: Sequence[Account] = ()) -> Whole:
    return Whole(
        book=the_book(),
        accounts=accounts,
        events=(),
        stories=(),
        books=(),
        judgements=(),
        skipped=(),
        log=log,
        threads=[thread(one) for one in log],
        forms=FORMS,
    )


def made(log: Sequence[Envelope], accounts: Sequence[Account] = (), level: str = "public") -> Redaction:
    return redaction(RULES.levels[level], RULES, the_book(), forms=FORMS, log=log, accounts=accounts)


def cells(found: Whole, by: Redaction) -> Iterator[str]:
    """Yield every text of every cell of every table as it would be written."""
    for table in table_names():
        if table != "about":
            for row in rows(table, found, redacted=by):
                for value in row.values():
                    yield from (str(one) for one in (value if isinstance(value, list) else [value]))


def stands(name: str, text: str) -> bool:
    """Tell whether a name stands in a text as whole words, however it is written."""
    return re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold(text)) is not None


@settings(deadline=None, max_examples=60)  # the first example loads the codebook
@given(victim=NAME, informant=NAME, town=NAME, point=POINT, shape=st.sampled_from([str.upper, str.lower, str.title]))
def test_no_sensitive_value_survives_in_any_table_at_level_public(
    victim: str, informant: str, town: str, point: str, shape: type[str.upper]
) -> None:
    secrets = (victim, informant, town, point)
    told = f"as {shape(victim)} and ({shape(informant)}) saw at {shape(town)}, {point}; {victim}'s house"
    log = [
        envelope(1, "incident_notice", {"what": told, "point": point, "persons": victim}),
        envelope(2, "intelligence_notice", {"claim": told, "place": town, "persons": f"{informant}; {victim}"}),
        envelope(3, "message", {"subject": told, "text": told}),
    ]
    accounts = [entry(told)]
    by = made(log, accounts)
    assert [one for text in cells(whole(log, accounts), by) for one in secrets if stands(one, text)] == []


@settings(deadline=None, max_examples=60)  # the first example loads the codebook
@given(names=st.lists(NAME, min_size=1, max_size=4, unique_by=fold), times=st.integers(1, 3))
def test_the_same_value_gives_the_same_replacement_everywhere(names: list[str], times: int) -> None:
    log = [
        envelope(n, "incident_notice", {"what": " / ".join(names), "persons": "; ".join(names)})
        for n in range(1, times + 1)
    ]
    by = made(log)
    told = {dict(by.envelope(one).notice.fields)["persons"] for one in log}
    assert told == {"; ".join(f"[victim {n}]" for n in range(1, len(names) + 1))}
    assert {dict(by.envelope(one).notice.fields)["what"] for one in log} == {told.pop().replace("; ", " / ")}


@settings(deadline=None, max_examples=60)  # the first example loads the codebook
@given(names=st.lists(NAME, min_size=1, max_size=3))
def test_an_export_made_again_is_the_same(names: list[str]) -> None:
    log = [envelope(1, "incident_notice", {"what": "x", "persons": "; ".join(names)})]
    once, again = (list(cells(whole(log), made(log))) for _ in range(2))
    assert once == again


@settings(deadline=None, max_examples=60)  # the first example loads the codebook
@given(lat=st.floats(-89, 89), lon=st.floats(-179, 179))
def test_a_point_told_on_two_levels_is_known_no_better_than_on_the_looser(lat: float, lon: float) -> None:
    log = [envelope(1, "incident_notice", {"what": "x", "point": f"{lat:.4f}, {lon:.4f}"})]
    told = {}
    for level in ("partners", "public"):
        fields = dict(made(log, level=level).envelope(log[0]).notice.fields)
        told[level] = [float(one) for one in fields["point"].split(", ")]
    fine, coarse = PARTNERS.grid or 0, PUBLIC.grid or 0
    for near, far in zip(told["partners"], told["public"], strict=True):
        assert far - coarse / 2 <= near - fine / 2 + 1e-6
        assert near + fine / 2 <= far + coarse / 2 + 1e-6


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("at 27.1312, 63.2549 today", "at 27.5, 63.5 today"),
        ("at 27.1312N 63.2549E", "at 27.5N 63.5E"),
        ("27.131 / 63.255", "27.5 / 63.5"),
        ("27°07'52\"N, 63°15'17\"E", "27.5°N, 63.5°E"),
        ("latitude 27.1312", "latitude 27.5"),
        ("a rise of 27.1 percent", "a rise of 27.1 percent"),
        ("35.6892, 51.3890 is far away", "35.6892, 51.3890 is far away"),
    ],
)
def test_a_hidden_point_is_found_however_it_is_written(text: str, told: str) -> None:
    log = [envelope(1, "incident_notice", {"what": "x", "point": "27.1312, 63.2549"})]
    assert made(log).text(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("KARIM  DAD-Brohi", "[victim 1]"),
        ("Karim Dad\nBrohi's son", "[victim 1]'s son"),
        ("Kárim Dâd Brohi", "[victim 1]"),
        (unicodedata.normalize("NFD", "Kárim Dâd Brohi."), "[victim 1]."),
        ("Karima Dad Brohi", "Karima Dad Brohi"),
        ("at Kuhak near Saravan", "at [a place in Sistan and Baluchestan, Iran] near Saravan"),
        ("Iran and Pakistan", "Iran and Pakistan"),
    ],
)
def test_a_name_is_found_in_any_case_with_any_accents_and_only_whole(text: str, told: str) -> None:
    log = [
        envelope(1, "incident_notice", {"what": "x", "persons": "Karim Dad Brohi"}),
        envelope(2, "intelligence_notice", {"claim": "x", "place": "Kuhak"}),
    ]
    assert made(log).text(text) == told


def test_a_place_inside_a_longer_one_is_hidden_and_a_state_is_not() -> None:
    log = [
        envelope(1, "intelligence_notice", {"claim": "x", "place": "school of Panjgur"}),
        envelope(2, "intelligence_notice", {"claim": "x", "place": "Iran"}),
    ]
    by = made(log)
    assert by.text("the strike on Panjgur") == "the strike on [a place in Balochistan, Pakistan]"
    assert by.envelope(log[1]) == replace(log[1], seals=(), notice=replace(log[1].notice, author="[officer 1]"))


def test_an_event_at_a_hidden_place_has_the_middle_of_a_cell_as_its_point() -> None:
    by = made([envelope(1, "intelligence_notice", {"claim": "x", "place": "Panjgur"})])
    row = by.row({"place": "Panjgur", "lat": 26.9719, "lon": 64.0946, "id": "E4"})
    assert row == {"place": "[a place in Balochistan, Pakistan]", "lat": 26.5, "lon": 64.5, "id": "E4"}
    other = {"place": "Tehran", "lat": 35.6892, "lon": 51.389}
    assert by.row(other) == other


def test_part_of_a_name_is_hidden_in_traffic_and_stays_in_what_was_published() -> None:
    by = made([envelope(1, "incident_notice", {"what": "x", "persons": "Wrimzhe Ktuvex"})])
    assert by.text("Mr Ktuvex called", traffic=True) == "Mr [victim 1] called"
    assert by.text("Mr Ktuvex called") == "Mr Ktuvex called"


def test_a_part_that_two_persons_share_stands_for_neither() -> None:
    by = made([envelope(1, "incident_notice", {"what": "x", "persons": "Wrimzhe Ktuvex; Orphdhu Ktuvex"})])
    assert by.text("the Ktuvex family", traffic=True) == "the [name] family"


def test_partners_see_who_wrote_and_the_public_does_not() -> None:
    log = [envelope(1, "message", {"subject": "x", "text": "call Duty Officer"})]
    assert made(log, level="partners").envelope(log[0]).notice.author == "Duty Officer"
    told = made(log).envelope(log[0]).notice
    assert (told.author, dict(told.fields)["text"]) == ("[officer 1]", "call [officer 1]")


def test_a_word_for_nobody_is_no_name() -> None:
    by = made([envelope(1, "incident_notice", {"what": "x", "persons": "unknown"})])
    assert by.text("the gunmen are unknown", traffic=True) == "the gunmen are unknown"


def test_the_id_of_an_entry_that_names_somebody_is_hidden_since_it_is_a_digest_of_its_words() -> None:
    log = [envelope(1, "incident_notice", {"what": "x", "persons": "Wrimzhe Ktuvex"})]
    by = made(log, [entry("Wrimzhe Ktuvex was seen")], level="partners")
    assert by.text("e" * 64) == "[entry 1]"
    unharmed = made(log, [entry("nobody was seen")], level="partners")
    assert unharmed.text("e" * 64) == "e" * 64


def test_level_none_changes_nothing() -> None:
    log = [envelope(1, "incident_notice", {"what": "x", "persons": "Wrimzhe Ktuvex", "place": "Kuhak"})]
    by = made(log, level="none")
    assert (by.replaced, by.text("Wrimzhe Ktuvex at Kuhak")) == (0, "Wrimzhe Ktuvex at Kuhak")


def test_a_form_of_ones_own_says_what_is_sensitive() -> None:
    field = FormField(name="hut", kind="text", means="where they sleep", sensitive="shelter")
    number = FormField(name="beds", kind="number", means="how many", sensitive="shelter")
    own = replace(FORMS["message"], id="hut_list", fields=(field, number))
    forms: dict[str, Form] = {**FORMS, "hut_list": own}
    log = [
        envelope(1, "hut_list", {"hut": "the old dairy", "beds": "12"}),
        envelope(2, "message", {"subject": "12 men", "text": "seen at The Old Dairy"}),
    ]
    by = redaction(PUBLIC, RULES, the_book(), forms=forms, log=log)
    told = [dict(by.envelope(one).notice.fields) for one in log]
    assert told[0] == {"hut": "[shelter 1]", "beds": "[shelter 2]"}
    assert told[1] == {"subject": "12 men", "text": "seen at [shelter 1]"}


@pytest.mark.parametrize("form", TABLE_FORMATS)
def test_no_written_byte_tells_it(form: str, tmp_path: Path) -> None:
    secrets = ("Wrimzhe Ktuvex", "Kuhak", "27.1312", "63.2549", "salt of")
    told = "Wrimzhe Ktuvex at KUHAK (27.1312, 63.2549)"
    fields = {"claim": told, "persons": "Wrimzhe Ktuvex", "place": "Kuhak", "point": "27.1312, 63.2549"}
    log = [envelope(1, "intelligence_notice", fields)]
    found = whole(log, [entry(told)])
    by = made(log, found.accounts)
    for table in table_names():
        if table != "about":
            write_table(tmp_path / f"{table}.{form}", rows(table, found, redacted=by), columns_of(table), form)
    for path in sorted(tmp_path.iterdir()):
        raw = path.read_bytes().decode("utf-8", errors="replace")
        text = json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False) if form == "parquet" else raw
        assert [one for one in secrets if one.casefold() in (raw + text).casefold()] == []
    assert (tmp_path / f"notices.{form}").stat().st_size > 0


def test_what_is_more_restrictive_than_the_label_is_left_out_and_counted() -> None:
    log = [envelope(n, "message", {"subject": f"s{n}", "text": "t"}) for n in (1, 2, 3, 4)]
    states = [(Tlp.GREEN, ThreadState.OPEN), (Tlp.RED, ThreadState.OPEN)]
    states += [(Tlp.AMBER_STRICT, ThreadState.SETTLED), (Tlp.AMBER, ThreadState.HELD)]
    threads = [thread(one, tlp=tlp, state=state) for one, (tlp, state) in zip(log, states, strict=True)]
    found, left_out = within(replace(whole(log), threads=threads), Tlp.AMBER, None)
    assert [one.id for one in found.log] == ["N1"]
    told = {(one.what, one.why): one.number for one in left_out}
    assert told["threads of notices", "TLP:RED"] == 1
    assert told["threads of notices", "TLP:AMBER+STRICT"] == 1
    assert told["threads of notices", "held until a second person releases it"] == 1
    assert [one.held for one in left_out if one.what == "threads of notices"] == [False, False, True]
    assert told["entries of the log", "belong to threads that are left out"] == 2
    own, _ = within(replace(whole(log), threads=threads), Tlp.RED, "PAK")
    assert [one.id for one in own.log] == ["N1", "N2", "N3", "N4"]


def test_nothing_that_is_handed_on_tells_that_a_notice_is_held() -> None:
    log = [envelope(n, "message", {"subject": f"s{n}", "words": "t"}) for n in (1, 2)]
    threads = [thread(log[0]), thread(log[1], state=ThreadState.HELD)]
    for most in (Tlp.CLEAR, Tlp.RED):
        found, left_out = within(replace(whole(log), threads=threads), most, None)
        origin = Origin(
            case="c", at="now", makings=(), tlp=most, level=RULES.levels["none"], replaced=0, left_out=left_out
        )
        told = page(list(about(found, origin, {}, {})))
        assert "held" not in told
        assert "N2" not in told
        assert (2 - len(found.log)) == sum(one.number for one in left_out if one.what == "threads of notices")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(('"author"]\narea = "division1"', ']\narea = "division1"'), None, id="a level that hides as much"),
        pytest.param(("grid = 1.0", "grid = 0.4"), "multiple", id="a grid that is no multiple"),
        pytest.param(('area = "division1"', 'area = "city"'), "area", id="an area that is none"),
        pytest.param(
            ('hides = ["victim", "informant", "force", "patrol", "shelter", "author"]', 'hides = ["victim"]'),
            "tells what partners hides",
            id="a stricter level that tells more",
        ),
        pytest.param(('"informant", "force"', '"informer", "force"'), "no label", id="a kind without a label"),
        pytest.param(("[labels]", "[label]"), "labels", id="a table that is missing"),
    ],
)
def test_levels_that_would_undo_one_another_are_refused(
    change: tuple[str, str], says: str | None, root: Path, tmp_path: Path
) -> None:
    text = (root / "src/detente/codebook/data/redaction.toml").read_text(encoding="utf-8")
    assert change[0] in text
    own = tmp_path / "redaction.toml"
    own.write_text(text.replace(*change), encoding="utf-8")
    if says is None:
        assert load_redaction(own).levels["public"].area is PlaceKind.DIVISION1
        return
    with pytest.raises(CodebookError, match=says):
        load_redaction(own)


def test_a_cell_that_a_spreadsheet_would_run_stays_text_after_redaction(tmp_path: Path) -> None:
    by = made([envelope(1, "incident_notice", {"what": "x", "persons": "Wrimzhe Ktuvex"})])
    row = by.row({"where": "=Wrimzhe Ktuvex", "room": "reading", "reason": "x"})
    write_table(tmp_path / "t.csv", [row], columns_of("skipped"), "csv")
    lines = (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()
    assert next(csv.DictReader(lines))["where"] == "'=[victim 1]"
