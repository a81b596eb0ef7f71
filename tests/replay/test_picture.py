"""The picture and the page: sound, self-contained, readable by ear, and marked as an illustration."""

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from playwright.sync_api import Browser, sync_playwright

from detente.records import Playing, Tone
from detente.replay import page, picture
from detente.replay.drawing import cut, wrapped
from tests.replay.made import lane, playing, replay, stay

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def found() -> Playing:
    one = replay(lane("a & b", stay(1, 3, "shut", Tone.GRAVE), stay(4, 9, "open")))
    other = replay(lane("a & b", stay(1, 5, "shut", Tone.GRAVE), stay(6, 9, "open")), alternative="later")
    return playing(one, other)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium here; install Debian's package to look at the picture")
    with sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def test_the_picture_is_named_and_told_for_those_who_hear_it(found: Playing) -> None:
    root = etree.fromstring(picture(found).encode())
    assert root.get("role") == "img"
    names = {one.get("id"): one.text for one in root if one.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert sorted(root.get("aria-labelledby", "").split()) == sorted(names)
    told = " ".join(names.values())
    assert "2024-01-04 to 2024-01-05: open, and shut" in told
    assert "Illustration" in told


def test_the_word_illustration_is_printed_in_the_picture_and_on_every_table_of_the_page(found: Playing) -> None:
    words = [one.text for one in etree.fromstring(picture(found).encode()).iter(f"{SVG}text")]
    assert "ILLUSTRATION" in words
    captions = [one.text_content() for one in lxml_html.fromstring(page(found)).iter("caption")]
    assert captions
    assert all(one.startswith("Illustration") for one in captions)


def test_the_two_replays_stand_one_above_the_other_and_their_difference_is_framed(found: Playing) -> None:
    root = etree.fromstring(picture(found).encode())
    frames = [one for one in root.iter(f"{SVG}rect") if one.get("class") == "differ"]
    assert len(frames) == 1
    bars = sorted({float(one.get("y", "0")) for one in root.iter(f"{SVG}rect") if one.get("class") == "stay"})
    assert len(bars) == 2


def test_picture_and_page_need_nothing_from_elsewhere(found: Playing) -> None:
    for text in (picture(found), page(found)):
        plain = text.replace("http://www.w3.org/2000/svg", "")
        assert "http" not in plain
        assert "<script" not in plain
        assert "url(" not in plain


def test_the_picture_is_the_same_each_time(found: Playing) -> None:
    assert picture(found) == picture(found)


@given(text=st.text(max_size=200), room=st.floats(10, 600))
def test_words_that_are_cut_or_wrapped_fit(text: str, room: float) -> None:
    assert len(cut(text, room, 11)) <= max(len(text), 1)
    assert "".join(wrapped(text, room, 11)).replace(" ", "") == "".join(text.split())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_draws_it_and_its_words_can_be_read_on_their_ground(
    browser: Browser, found: Playing, scheme: str
) -> None:
    sheet = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    wrong: list[str] = []
    sheet.on("console", lambda message: wrong.append(message.text))
    sheet.set_content(page(found))
    assert not wrong
    contrasts = sheet.evaluate(CONTRAST)
    assert contrasts
    assert min(contrasts) >= 4.5
    outside = sheet.evaluate(
        "() => { const all = document.querySelector('svg').getBoundingClientRect();"
        "return [...document.querySelectorAll('svg text')].filter(one => {"
        "const box = one.getBoundingClientRect(); return box.right > all.right || box.left < all.left; }).length }"
    )
    assert outside == 0
    sheet.set_viewport_size({"width": 390, "height": 800})
    assert not sheet.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    sheet.close()


# The contrast of the words in bars with the bars, and of all other words with the paper, by WCAG 2.
CONTRAST = """() => {
  const light = colour => { const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(one => {
      const part = one / 255; return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]; };
  const fill = node => getComputedStyle(node).fill;
  const paper = fill(document.querySelector('.paper'));
  const ratio = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05); };
  return [...document.querySelectorAll('svg text')].map(text => {
    const group = text.closest('.bar');
    const bar = group && document.querySelector('.' + group.classList[1] + ' rect');
    const dot = text.parentNode.querySelector(':scope > circle');
    return ratio(fill(text), fill(bar || dot || document.querySelector('.paper')));
  });
}"""
