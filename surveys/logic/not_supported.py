"""Functions that XLSForm or ODK know and this platform does not compute (yet).

They are listed so that a form that uses one is told so, and not that it made a spelling mistake.
"""

_NAMES = """
    acos area asin atan atan2 base64-decode boolean boolean-from-string checklist choice-name cos
    decimal-time digest distance exp exp10 extract-signed geofence id intersects
    is-selected jr:choice-name jr:itext lang last local-name log log10 name namespace-uri pi
    property random randomize sin sqrt substring tan thousands-sep time uuid version
    weighted-checklist
"""
NOT_SUPPORTED_YET = frozenset(_NAMES.split())
