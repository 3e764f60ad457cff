"""The law as dated, cited values; the SELECTs that use them lie beside.

`<programme>.toml` holds values, `<programme>.due.sql` the contribution, `<programme>.benefit.sql` the benefit.
"""

from cakupan.law.book import Law, Parameter, ignored, overlay, read
from cakupan.law.criteria import EXAMPLE, Criteria, criteria, ruled
from cakupan.law.days import Calendar, calendar
from cakupan.law.entries import BENEFIT, CONTRIBUTION, DUTY, OPEN, Entry
from cakupan.law.funds import EVERYBODY, FundRule, fund_rules, fund_term, fund_terms, ruled_as
from cakupan.law.proof import Remark, change_machine, gaps, label, machine, ran_out
from cakupan.law.risks import Group, group_machine, groups
from cakupan.law.states import States, column, month_no, states

__all__ = [
    "BENEFIT",
    "CONTRIBUTION",
    "DUTY",
    "EVERYBODY",
    "EXAMPLE",
    "OPEN",
    "Calendar",
    "Criteria",
    "Entry",
    "FundRule",
    "Group",
    "Law",
    "Parameter",
    "Remark",
    "States",
    "calendar",
    "change_machine",
    "column",
    "criteria",
    "fund_rules",
    "fund_term",
    "fund_terms",
    "gaps",
    "group_machine",
    "groups",
    "ignored",
    "label",
    "machine",
    "month_no",
    "overlay",
    "ran_out",
    "read",
    "ruled",
    "ruled_as",
    "states",
]
