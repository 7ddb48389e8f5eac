"""The catalogue in the formats of others: one writer a format, from entries to chunks of bytes."""

from index.export.formats import FORMATS, Format, export
from index.export.options import ExportOptions
from index.personal_data import PersonalData

__all__ = ["FORMATS", "ExportOptions", "Format", "PersonalData", "export"]
