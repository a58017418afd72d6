"""Rules for the words archives use (floor 3): text and its place in, plain values with evidence out.

Every rule is general: it knows the grammar of titles, letters and citations, never one page. A function takes
the whole page and a span, so that what it finds can be traced to code points.
"""
