"""The catalogue: what was seen of every software, kept for ever in one SQLite file."""

from index.catalogue.apply import Applied
from index.catalogue.catalogue import Catalogue
from index.catalogue.curation import Decision
from index.catalogue.states import Grace
from index.catalogue.versions import Version

__all__ = ["Applied", "Catalogue", "Decision", "Grace", "Version"]
