"""The web application: a dashboard over finished builds, and the desk where an office works.

request ─► sight (who asks, what may be seen) ─► views/ ─► the rooms below ─► templates/
"""

from cakupan.web.app import create
from cakupan.web.serving import prepare, serve
from cakupan.web.site import publish

__all__ = ["create", "prepare", "publish", "serve"]
