"""The agenda room: what falls due, calendars, and alerts with their delivery; all but the delivery is pure."""

from typing import TYPE_CHECKING

from detente.agenda.config import Config
from detente.doors import on_demand

if TYPE_CHECKING:
    from detente.agenda.alerts import alerts
    from detente.agenda.calendar import calendar
    from detente.agenda.delivery import Post, deliver
    from detente.agenda.dues import dues
    from detente.agenda.letters import Letter, letters
    from detente.agenda.rule_files import blank_rules, load_rules
    from detente.agenda.rules import Rule, Rules
else:
    on_demand(
        __name__,
        alerts="alerts",
        calendar="calendar",
        Post="delivery",
        deliver="delivery",
        dues="dues",
        Letter="letters",
        letters="letters",
        blank_rules="rule_files",
        load_rules="rule_files",
        Rule="rules",
        Rules="rules",
    )

__all__ = [
    "Config",
    "Letter",
    "Post",
    "Rule",
    "Rules",
    "alerts",
    "blank_rules",
    "calendar",
    "deliver",
    "dues",
    "letters",
    "load_rules",
]
