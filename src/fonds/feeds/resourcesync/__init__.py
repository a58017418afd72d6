"""ResourceSync (floor 6): the JSON-LD of every document as a resource to be kept in step with (ANSI/NISO Z39.99-2017).

``description.py`` is the way in (source description, capability list), ``changes.py`` the change list, made of the one
change log when it is asked for; ``resources.py`` the resource list and the resource dump, made once per release with the
dumps, since they weigh every resource.
"""
