"""What the commands print on a terminal, in the language of the office: one file for each thing printed."""

from cakupan.screen.progress import Progress
from cakupan.screen.said import complain, notice, say, sentence, told

__all__ = ["Progress", "complain", "notice", "say", "sentence", "told"]
