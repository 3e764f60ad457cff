"""The law applied: to one case at a prompt, and to all work of a build, by the same SELECTs."""

from cakupan.calculate.case import FIRST_DAY, Answer, Project, Told, Worker, contribution, package, project
from cakupan.calculate.office import Office, office
from cakupan.calculate.relations import of_build
from cakupan.calculate.tables import due_table

__all__ = [
    "FIRST_DAY", "Answer", "Office", "Project", "Told", "Worker", "contribution", "due_table", "of_build", "office",
    "package", "project",
]  # fmt: skip
