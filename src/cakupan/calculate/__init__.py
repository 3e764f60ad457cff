"""The law applied: to one case at a prompt, and to all work of a build, by the same SELECTs."""

from cakupan.calculate.case import Answer, Project, Told, Worker, contribution, package, project
from cakupan.calculate.claim import KINDS, Event, benefit

__all__ = ["KINDS", "Answer", "Event", "Project", "Told", "Worker", "benefit", "contribution", "package", "project"]
