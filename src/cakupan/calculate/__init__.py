"""The law applied: to one case at a prompt, and to all work of a build, by the same SELECTs."""

from cakupan.calculate import heeded
from cakupan.calculate.case import FIRST_DAY, Answer, Project, Told, Worker, contribution, package, project
from cakupan.calculate.claim import KINDS, Event, benefit
from cakupan.calculate.doubles import double_table
from cakupan.calculate.duty import Standing, duties
from cakupan.calculate.funding import Paid, Parts, prices
from cakupan.calculate.office import Office, office
from cakupan.calculate.payable import Payable, payable
from cakupan.calculate.promises import HAPPENINGS, benefit_table, of_promises
from cakupan.calculate.relations import of_build
from cakupan.calculate.tables import due_table
from cakupan.calculate.wage import DAILY, PIECE, SEASONAL, MonthlyWage, monthly

__all__ = [
    "DAILY", "FIRST_DAY", "HAPPENINGS", "KINDS", "PIECE", "SEASONAL", "Answer", "Event", "MonthlyWage", "Office",
    "Paid", "Parts", "Payable", "Project", "Standing", "Told", "Worker", "benefit", "benefit_table", "contribution",
    "double_table", "due_table", "duties", "heeded", "monthly", "of_build", "of_promises", "office", "package",
    "payable", "prices", "project",
]  # fmt: skip
