"""The plain model of what a page says (floor 2): no IRIs, no RDF, no input or output.

One noun a module: evidence, dates, names, references, curation, and the :class:`~fonds.record.record.Record`.
"""
