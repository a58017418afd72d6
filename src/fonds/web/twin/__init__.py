"""The static twin (floor 7): the whole site as files that any file server serves.

``making.py`` asks our own application, in this process, for every address there is (``addresses.py``) and writes each
answer into a file (``layout.py`` says which); ``relinking.py`` makes the links of pages lead from file to file, and
``rules*.py`` teach file servers to answer IRIs as the application does. A new kind of address needs a row of
``layout.KINDS`` and has to be named in ``addresses.py``.
"""
