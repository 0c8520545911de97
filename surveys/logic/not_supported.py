"""Functions that XLSForm or ODK know and this platform does not compute (yet).

They are listed so that a form that uses one is told so, and not that it made a spelling mistake.
"""

_NAMES = """
    abs acos area asin atan atan2 base64-decode boolean boolean-from-string ceiling checklist
    choice-name cos current date-time decimal-time digest distance exp exp10 extract-signed
    floor format-date-time geofence id intersects is-selected join jr:choice-name jr:itext lang
    last local-name log log10 name namespace-uri pi pow property random randomize sin sqrt
    string substring substring-after substring-before tan thousands-sep time translate uuid
    version weighted-checklist
"""
NOT_SUPPORTED_YET = frozenset(_NAMES.split())
