"""The law applied: to one case at a prompt, and to all work of a build, by the same SELECTs."""

from cakupan.calculate.case import Answer, Project, Told, Worker, contribution, package, project
from cakupan.calculate.duty import Standing, duties
from cakupan.calculate.wage import DAILY, PIECE, SEASONAL, MonthlyWage, monthly

__all__ = [
    "DAILY",
    "PIECE",
    "SEASONAL",
    "Answer",
    "MonthlyWage",
    "Project",
    "Standing",
    "Told",
    "Worker",
    "contribution",
    "duties",
    "monthly",
    "package",
    "project",
]
