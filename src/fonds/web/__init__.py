"""The web (floor 7): what browsers and machines are given. The only importer of flask and werkzeug.

How a request is answered::

    app.py             wires: settings, catalogue, query service, one blueprint a concern
    parameters.py      what a request asks: format, form, filters, page
    negotiation.py     Accept header → format; pure
    reading.py         the release this worker serves, and the answers it keeps ready
    documents.py …     one blueprint a concern: parse, call, respond
    descriptions.py    one graph → every format
    pages/             JSON-LD tree → what a template shows; plain Python, no flask
    rendering.py       templates → bytes
    responses.py       the only module that builds responses and their headers
    errors.py          exception → status, and how an error is told
    serving.py         granian, its workers, the query supervisor behind them

A blueprint is a module with ``make_blueprint(site: Site) -> Blueprint`` and a row in ``app.BLUEPRINTS``. A
view reads the request, calls one function and responds. Links are relative to the page they stand on, so a
site works at any address and below any path; data speak of the base IRI.
"""
