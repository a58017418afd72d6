"""Views (floor 5): rows of a query's result → a picture with its table.

Plain data in, bytes out: no store, no web. A new kind of view is a function and a row of its table.
"""
