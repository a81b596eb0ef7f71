"""The entry room: what people enter, on the command line or in a spreadsheet, becomes accounts; it reads no article."""

from detente.entry.account import Clerk
from detente.entry.agreement import proposed
from detente.entry.config import Config
from detente.entry.form import Field, fields
from detente.entry.problems import Problem
from detente.entry.rows import accounts
from detente.entry.template import template

__all__ = ["Clerk", "Config", "Field", "Problem", "accounts", "fields", "proposed", "template"]
