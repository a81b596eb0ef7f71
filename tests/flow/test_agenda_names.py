"""What falls due names parties as the rest of the account does, those of a user's own table too."""

from pathlib import Path

from detente.flow import open_desk
from detente.flow.agenda import agenda_words
from detente.settings import Settings

OWN = """kind,id,name,variants,country,sector,office,from,to
group,northern-shield-brigade,Northern Shield Brigade,,ZMB,REB,,,
"""


def test_a_group_of_the_users_own_table_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "actors.csv").write_text(OWN, encoding="utf-8")
    words = agenda_words(open_desk(Settings(actors=tmp_path / "actors.csv")))
    assert words.name("northern-shield-brigade") == "Northern Shield Brigade"
    assert words.name("PAK") == "Pakistan"
    assert words.name("Lake Elders") == "Lake Elders"
