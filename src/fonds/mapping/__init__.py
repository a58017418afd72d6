"""Mapping (floor 4): a linked Record → statements with evidence → triples, JSON-LD tree, catalogue row. Pure.

No clock, no environment, no input or output: the same page gives the same bytes. One function a field, yielding
statements; terms are N-Triples text. `mapper.py` puts them together.
"""
