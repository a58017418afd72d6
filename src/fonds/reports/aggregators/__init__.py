"""As aggregators see it (floor 6): would they take this document, this collection?

One module an aggregator, each a table of rules with the source they come from; ``table.py`` lists them. ``judging.py``
sums them over many documents, ``words.py`` tells the sum.
"""
