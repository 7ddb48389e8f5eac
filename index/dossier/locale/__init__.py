"""The messages of the dossier in other languages: gettext catalogs, one a language."""
