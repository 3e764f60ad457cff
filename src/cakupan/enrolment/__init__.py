"""Enrolment cases: a list of persons on its way from a budget to the roster, every step of it an event.

names ─► reserve, named ─► checked ─► approved (village, kecamatan, kabupaten) ─► exported ─► accepted ─► paid ─► active
                  └► failed       └► refused                                         └► rejected      (withdrawn)

`history` computes all states from the events alone; the other files say what becomes an event.
"""

from __future__ import annotations

from cakupan.enrolment.approving import Approval, approve
from cakupan.enrolment.cases import Done, everything, read
from cakupan.enrolment.checking import check
from cakupan.enrolment.exporting import Made, export
from cakupan.enrolment.listing import Person, people, reason
from cakupan.enrolment.meter import Difference, Meter, Meters, differences, meters
from cakupan.enrolment.opening import Source, Wanted, add, close, open_case, refill, take_off
from cakupan.enrolment.paying import Receipt, paid, pay, protected, seen_active
from cakupan.enrolment.posting import Posted, post
from cakupan.enrolment.result import take_back
from cakupan.enrolment.shapes import LEVELS, Case, Entry, Terms, states

__all__ = [
    "LEVELS", "Approval", "Case", "Difference", "Done", "Entry", "Made", "Meter", "Meters", "Person", "Posted",
    "Receipt", "Source", "Terms", "Wanted", "add", "approve", "check", "close", "differences", "everything", "export",
    "meters", "open_case", "paid", "pay", "people", "post", "protected", "read", "reason", "refill", "seen_active",
    "states", "take_back", "take_off",
]  # fmt: skip
