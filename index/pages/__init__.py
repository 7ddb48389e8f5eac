"""The static pages: one folder of HTML that needs no server of its own."""
