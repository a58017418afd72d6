"""Reconciling (floor 4): candidates for names from outside services, by the W3C Reconciliation Service API.

`protocol.py` is the API as pure functions, `service.py` talks HTTP (and alone imports requests), `asking.py` fills a
worklist. Nothing here decides anything: what a service is certain of is still a proposal to a person.
"""
