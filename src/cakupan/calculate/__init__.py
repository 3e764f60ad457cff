"""The law applied: to one case at a prompt, and to all work of a build, by the same SELECTs."""

from cakupan.calculate.case import Answer, Project, Told, Worker, contribution, package, project

__all__ = ["Answer", "Project", "Told", "Worker", "contribution", "package", "project"]
