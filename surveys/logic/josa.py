"""Korean particles and endings that follow the sound of the word before them.

은/는, 이/가, 을/를, 과/와 and 으로/로 depend on whether the word, *as it is read aloud*, ends in a
consonant, and 으로/로 on whether that consonant is ㄹ. Hangul spells it; digits are read in
Sino-Korean; Latin letters are read as names (GPU) or approximately as words (cloud); common unit
signs are listed. What stands in closing parentheses or quotation marks is handled as the standard
orthography has it: quotation marks are passed over, a parenthesised remark is not read.
"""

import re

_FIRST, _LAST = 0xAC00, 0xD7A3
_FINALS = 28  # final consonants of a Hangul syllable, "none" being 0
_RIEUL = 8
_MIEUM = 16
_SOME = 1  # a final consonant that is not ㄹ; which one makes no difference to a particle

# Read aloud: 영 일 이 삼 사 오 육 칠 팔 구
_DIGITS = {"0": _SOME, "1": _RIEUL, "3": _SOME, "6": _SOME, "7": _RIEUL, "8": _RIEUL}
# Letter names: 엘 엠 엔 알; every other ends in a vowel.
_LETTERS = {"L": _RIEUL, "R": _RIEUL, "M": _SOME, "N": _SOME}
# Read as a word that the letters do not show: 킬로그램, 퍼센트, 제곱미터 …
_UNITS = {"kg": _SOME, "g": _SOME, "mg": _SOME, "m": 0, "km": 0, "cm": 0, "mm": 0, "L": 0, "ml": 0}

_REMARK = re.compile(r"(?<=[^\s(])\s*\([^()]*\)$")
_SILENT = " \t'\"’”』」》〉)]}.,!?…"
_WORD = re.compile(r"[A-Za-z]+$")
_WHOLE_NUMBER = re.compile(r"(?:^|[^0-9.,])([0-9][0-9,]*)$")

PARTICLES = ("은/는", "이/가", "을/를", "과/와", "으로/로", "이어야/여야")


def with_particle(word: str, particle: str) -> str:
    """The word with the particle that fits, named by its pair: with_particle("서울", "은/는")."""
    after_consonant, after_vowel = particle.split("/")
    final = final_sound(word)
    if particle == "으로/로" and final == _RIEUL:
        return word + after_vowel
    return word + (after_consonant if final else after_vowel)


def final_sound(word: str) -> int:
    """0 if the word ends in a vowel as read aloud, 8 if in ㄹ, another number if in another."""
    read = word.rstrip(_SILENT) if not word.endswith(")") else _REMARK.sub("", word)
    read = read.rstrip(_SILENT)
    if not read:
        return 0
    last = read[-1]
    if _FIRST <= ord(last) <= _LAST:
        return (ord(last) - _FIRST) % _FINALS
    if last.isascii() and last.isdigit():
        return _final_of_number(read)
    found = _WORD.search(read)
    return _final_of_latin(found[0]) if found else 0


def _final_of_number(text: str) -> int:
    """Sino-Korean: 10 십, 100 백, 1000 천, 만 and 억 end in consonants, 조 (12 zeros) does not."""
    whole = _WHOLE_NUMBER.search(text)
    if text[-1] != "0" or not whole:  # decimals are read digit by digit
        return _DIGITS.get(text[-1], 0)
    digits = whole[1].replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    return 0 if 12 <= zeros < len(digits) and zeros < 16 else _SOME


def _final_of_latin(word: str) -> int:
    if word in _UNITS:
        return _UNITS[word]
    if word[-1].isupper():
        return _LETTERS.get(word[-1], 0)
    sound = re.sub(r"(?<=[aeiouy])([lmn])e$", r"\1", word.lower())  # mobile, game, machine
    if sound.endswith(("l", "le")):
        return _RIEUL
    if sound.endswith(("m", "n", "ng")):
        return _SOME
    # One short vowel before p, t, k is 받침: startup, robot, book; a longer end takes 으: support.
    is_short = re.search(r"(?:^|[^aeiou])[aeiou](?:[ptb]|ck)$|ook$", sound)
    return _SOME if is_short else 0


def verb_stem(noun_form: str) -> str:
    """The stem of a verb in its noun form: 포함됨 → 포함되, 미만임 → 미만이, 않음 → 않."""
    if noun_form.endswith("음"):
        return noun_form[:-1]
    last = ord(noun_form[-1]) if noun_form else 0
    if _FIRST <= last <= _LAST and (last - _FIRST) % _FINALS == _MIEUM:
        return noun_form[:-1] + chr(last - _MIEUM)
    return noun_form + "이"


def connected(noun_form: str, ending: str) -> str:
    """The noun form with a connective instead: 고 (and), 거나 (or), 면 (if)."""
    stem = verb_stem(noun_form)
    return stem + ("으면" if ending == "면" and final_sound(stem) not in (0, _RIEUL) else ending)
