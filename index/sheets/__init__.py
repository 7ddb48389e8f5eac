"""Spreadsheets: one model, written as XLSX and as ODS, in which a text is never a formula."""
