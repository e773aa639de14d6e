"""
Searching what is confidential: an index in the memory of a process, and nowhere else.

It holds what acts say, but for names and other personal data: those are found by their keyed digests
(`docket.listing.names_searched`). What somebody may not know of is left out by the query, and what
was found is read again from its rows, as far as the reader may, before anything of it is shown.
"""
