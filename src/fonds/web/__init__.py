"""The web (floor 7): what browsers and machines are given. The only importer of flask and werkzeug.

How a request is answered::

    app.py            wires: settings, catalogue, query service, one blueprint a concern
    negotiation.py    Accept header → format; pure
    parameters.py     the rest of what a request asks: page numbers, forms, filters
    reading.py        the release this worker serves, and the answers it keeps ready
    pages/            JSON-LD tree → what a template shows; plain Python, no flask
    responses.py      the only module that builds responses and their headers
    errors.py         exception → status, and how an error is told

A blueprint is a module with ``make_blueprint(site: Site) -> Blueprint`` and a row in ``app.BLUEPRINTS``. A
view reads the request, calls one function and responds. Links are relative to the page they stand on, so a
site works at any address and below any path; data speak of the base IRI.
"""
