"""Rules: what a file of them says is what is followed, and what cannot be followed is refused with its place."""

import re
import tomllib
from pathlib import Path

import pytest

from detente.agenda import Config, blank_rules, load_rules
from detente.agenda.rule_files import url_fault
from detente.agenda.rules import FileTarget, MailTarget, WebhookTarget
from detente.codebook import load_agenda_words
from detente.errors import SettingsError
from detente.records import AlertKind, DueKind, Tlp

RULE = 'name = "desk"\nkinds = ["level"]\nto = ["it"]'
MAIL = 'smtp = "mail.example"\nfrom = "a@b.example"\nto = ["c@d.example"]'


def load(folder: Path, target: str, rule: str = RULE, *, name: str = "it") -> object:
    file = folder / "rules.toml"
    file.write_text(f"[[rule]]\n{rule}\n[target.{name}]\n{target}\n", encoding="utf-8")
    return load_rules(file)


def test_the_rules_of_the_documentation_can_be_followed(root: Path, tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", (root / "docs" / "agenda.md").read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "rules.toml"
    file.write_text(shown, encoding="utf-8")
    found = load_rules(file)
    (rule,) = found.rules
    assert set(rule.kinds) == set(AlertKind)
    assert (rule.party, rule.most, rule.least) == ("PAK", Tlp.AMBER, Tlp.CLEAR)
    assert found.targets["log"] == FileTarget(name="log", file=tmp_path / "alerts.jsonl")
    assert isinstance(found.targets["mail"], MailTarget)
    assert (found.targets["mail"].tls, found.targets["mail"].port) == ("starttls", 587)
    assert isinstance(found.targets["hook"], WebhookTarget)
    assert not found.targets["hook"].allow_private


def test_the_documentation_names_every_kind_and_every_threshold_that_it_gives(root: Path) -> None:
    text = (root / "docs" / "agenda.md").read_text(encoding="utf-8")
    config = Config()
    assert [kind for kind in AlertKind if f"| `{kind}` |" not in text] == []
    waits = [config.wait * config.growth**number for number in range(config.tries - 1)]
    assert f"({config.tries}) with waits of {waits[0]:.0f}, {waits[1]:.0f} and {waits[2]:.0f} seconds" in text
    assert f"`agenda.longest` ({config.longest:.0f})" in text
    assert f"{config.remind_day} hours before the day\nbegins, {config.remind_moment} hours" in text


def test_blank_rules_are_a_toml_that_says_what_every_part_is_for() -> None:
    assert set(tomllib.loads(blank_rules())) == {"rule", "target"}
    assert blank_rules().count("#") > 10


def test_every_kind_has_its_words() -> None:
    words = load_agenda_words().words
    assert set(words["kind"]) == set(words["past"]) == set(DueKind)
    assert set(words["alert_kind"]) == set(AlertKind)
    assert set(words["class"]) == set(Tlp)


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("file = 3", "file is 3; give the name of a file in quotes"),
        ('file = ""', "file is ''"),
        ('file = "a"\nform = "xml"', "form is 'xml'; use json, text"),
        ('file = "a"\ncolour = "red"', "colour is no part of it"),
        (MAIL + '\nport = "25"', "port is '25'; give a whole number"),
        (MAIL + "\nport = true", "port is True; give a whole number"),
        (MAIL + "\nport = 0", "0 is no port"),
        (MAIL + '\ntls = "maybe"', "tls is 'maybe'; use starttls, ssl, none"),
        (MAIL + '\nuser_env = "MAIL_USER"', "a login needs both"),
        (MAIL + '\nuser_env = "MAIL USER"\npassword_env = "P"', "user_env is no name of a variable"),
        (MAIL.replace('["c@d.example"]', "[]"), "to is empty"),
        (MAIL.replace('["c@d.example"]', '"c@d.example"'), "give a list"),
        (MAIL.replace('["c@d.example"]', "[3]"), "give words in quotes"),
        (MAIL.replace('from = "a@b.example"\n', ""), "from is missing"),
        (MAIL.replace("a@b.example", "desk"), "'desk' is no mail address"),
        (MAIL + '\nsecret = "x"', "secret stands in the file"),
        ('url = "https://a.example"\nallow_private = "yes"', "give true or false"),
        ('url = "https://a.example"\nurl_env = "B"', "has url and url_env"),
        ('url = "https://a.example:99999"', "is no address"),
        ('url = "https:///alerts"', "is no address of a host"),
        ('url = "https://a.example/ b"', "is no address of a host"),
        ('url = "https://\u00e9tat.example"', "holds letters beyond ASCII"),
        (MAIL.replace("c@d", "\u00e7@d"), "is no mail address"),
        ('url = "https://a..example"', "is no address of a host"),
        (f'url = "https://{"a" * 64}.example"', "is no address of a host"),
        (MAIL.replace("mail.example", "mail..example"), "is no host"),
        (MAIL + '\nca = "gone.pem"', "gone.pem holds no certificate"),
        ('url = "https://a.example"\nca = "rules.toml"', "rules.toml holds no certificate"),
        ("allow_private = true", "is not one kind of target"),
    ],
)
def test_a_target_that_cannot_be_used_is_refused(tmp_path: Path, target: str, says: str) -> None:
    with pytest.raises(SettingsError, match="target it") as refused:
        load(tmp_path, target)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ('kinds = ["level"]\nto = ["it"]', "rule no. 1: name is missing"),
        (RULE.replace('["level"]', "[]"), "kinds is empty"),
        (RULE.replace('["it"]', "[]"), "to is empty"),
        (RULE.replace('"level"', "3"), "kinds is [3]"),
        (RULE + "\nwithin = -1", "within is below 0"),
        (RULE + '\nahead = "1"', "give a whole number"),
        (RULE + '\nmost = "PINK"', "use CLEAR, GREEN"),
        (RULE + '\nfor = ["PAK"]', "for is ['PAK']"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(tmp_path: Path, rule: str, says: str) -> None:
    with pytest.raises(SettingsError, match="rule") as refused:
        load(tmp_path, 'file = "a"', rule)
    assert says in str(refused.value)


def test_a_file_that_is_no_text_and_a_folder_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_bytes(b"\xff\xfe\x00")
    for one in (file, tmp_path):
        with pytest.raises(SettingsError, match="cannot be read"):
            load_rules(one)


def test_what_is_no_part_of_rules_and_no_name_of_a_target_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text("[rules]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="rules is no part of rules"):
        load_rules(file)
    with pytest.raises(SettingsError, match="its name is no plain word"):
        load(tmp_path, 'file = "a"', name='"a b"')


def test_an_address_of_the_open_net_has_no_fault() -> None:
    assert url_fault("https://desk.example:8443/alerts?x=1") is None


@pytest.mark.parametrize(
    "wrong",
    [{"tries": 0}, {"wait": -1.0}, {"growth": 0.5}, {"timeout": 0.0}, {"days": -1}, {"name": ""}, {"name": "a b"}],
)
def test_settings_under_which_nothing_would_be_told_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must"):
        Config(**wrong)  # type: ignore[arg-type]
