"""Publishing (floor 6): files in, a release out; nothing half done.

`kit.py` holds what mapping needs, `sources.py` finds pages, `page.py` works on one, `voices.py` makes one description
of each entity, `publish.py` is the run, `stores.py` the store directories, `preview.py` looks without storing.
"""
