"""What pages show (floor 7): JSON-LD tree and evidence → plain frozen dataclasses, which templates only lay out.

No flask here and no catalogue: everything is handed in, so each page is tested without a server. Templates
hold no logic beyond loops and conditions, and escape everything.
"""
