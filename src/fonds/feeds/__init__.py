"""Feeds (floor 6): what harvesters fetch, each made of the one change log.

No web framework in here: a feed takes plain arguments and returns text or bytes with its type. A new feed is a module
(or a sub-package, where a protocol has several verbs) and a route in ``web``.
"""
