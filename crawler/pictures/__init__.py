"""Mirrors the pictures that files name: fetched with the crawl's guards, made anew from their pixels."""
