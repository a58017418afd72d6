"""OAI-PMH 2.0 (floor 6): the protocol, with no web framework in it; one module a verb.

``protocol.answer`` takes the arguments of a request as they came and returns the response as bytes. What a verb takes
stands in its row of ``protocol.VERBS``. The specification: http://www.openarchives.org/OAI/openarchivesprotocol.html
"""
