"""Functions that XLSForm or ODK know and this platform does not compute (yet).

They are listed so that a form that uses one is told so, and not that it made a spelling mistake.
"""

_NAMES = """
    abs acos area asin atan atan2 base64-decode boolean boolean-from-string ceiling checklist
    choice-name concat contains cos count-non-empty current date-time decimal-date-time
    decimal-time digest distance ends-with exp exp10 extract-signed floor format-date
    format-date-time geofence id indexed-repeat instance intersects is-selected jr:choice-name
    jr:itext join lang last local-name log log10 name namespace-uri normalize-space now once pi
    position pow property pulldata random randomize regex selected-at sin sqrt starts-with string
    substr substring substring-after substring-before tan thousands-sep time translate uuid version
    weighted-checklist
"""
NOT_SUPPORTED_YET = frozenset(_NAMES.split())
