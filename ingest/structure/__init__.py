"""Blocks to text with sections, tables, pages and passages."""
