"""Publishing (floor 6): files in, a release out; nothing half done.

`publish.py` is the run: `reading.py` (with `sources.py`, `page.py`, `kit.py`), `agreement.py` (with `voices.py`),
`resolving.py`, `releasing.py` (with `stores.py`); between them things wait in `spool.py`. `preview.py` looks without
storing. What else is done to a state (`state.py`): `purging.py`, `rebuilding.py`, `backups.py`, `restoring.py`,
`verifying.py`; `withholding.py` says which pages must not be published.
"""
