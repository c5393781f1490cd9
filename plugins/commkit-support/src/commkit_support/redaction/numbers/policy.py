"""Numbers of cards, bank accounts and phones among all other numbers of a text; every search takes linear time.

Cards are known by the first digits of their issuers, the length and the check digit (ISO/IEC 7812, Luhn), accounts by
the length of their country and the check digits (IBAN, ISO 13616), phones by the international form (ITU-T E.123):
`+43 1 234 5678`, also with the `00` that many countries dial for the `+`: `0043 1 234 5678`, in groups that are not
all of one length, as those of a dump of memory are. A number beside them, as `03/27`, is none of their digits.
"""

import re
from collections.abc import Iterator, Sequence

_GROUP = re.compile(r"\d+")
_BETWEEN = re.compile(r" {0,2}[-./_]? {0,2}")
_ISSUERS = (
    (r"4", (13, 16, 19)),
    (r"5[1-5]|2(?:2[3-9]|[3-6]|7[01])|222[1-9]|2720", (16,)),
    (r"3[47]", (15,)),
    (r"6011|65|64[4-9]", (16, 19)),
    (r"30[0-5]|3[689]", (14, 16)),
    (r"35(?:2[89]|[3-8])", (16,)),
    (r"50|5[6-9]|6", (16, 18, 19)),
    (r"220[0-4]", (16,)),
)
_ISSUER = tuple((re.compile(start), lengths) for start, lengths in _ISSUERS)
_LEFT = re.compile(r"[^\W_]{1,40}\Z")
_RIGHT = re.compile(r"[^\W_]{0,40}")
_HEX = re.compile(r"[0-9a-fx]*", re.IGNORECASE)

_LENGTHS = {
    name: int(length)
    for name, length in re.findall(
        r"([A-Z]{2})(\d\d)",
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27"
        "GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22"
        "MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28"
        "TL23TN24TR26UA29VA22VG24XK20YE30",
    )
}
"""How long the numbers of accounts of a country are: the IBAN registry."""
_ACCOUNT = re.compile(r"(?<![^\W_])([A-Za-z]{2}) ?([0-9]{2})(?= ?[-./]? ?[0-9A-Za-z])")
_REST = {
    length: re.compile(rf"(?: ?[-./]? ?[0-9A-Za-z]){{{length - 4}}}(?![^\W_])")
    for length in set(_LENGTHS.values())
}

_PHONE = re.compile(r"(?<![\w+])(?:\(\+\d{1,3}\)|\+\d)(?:[ ()./-]{0,3}\d){6,14}(?!\d)(?!:\d)")
_DIALLED = re.compile(
    r"(?<![\w+.:/-])00[1-9]\d{0,2}(?:[ /-]|[ ]?\(0\)[ ]?)\d{1,5}(?:[ /-]{1,3}\d{2,8}){1,5}(?![\w:])"
)
_DATE = re.compile(r"\+\d{4}-\d\d-\d\d")
_PART = re.compile(r"\d+")
_ADDRESS_IN_NETWORK = re.compile(r"\+\d{1,3}(?:\.\d{1,3}){3}")
_OFFSET = re.compile(r"\+\d\d ?\d\d \d{4}")


def find_numbers(folded: str) -> Iterator[tuple[int, int]]:
    """Where numbers of cards and of bank accounts begin and end, in a folded text."""
    yield from _find_accounts(folded)
    yield from _find_cards(folded)


def find_phones(folded: str) -> Iterator[tuple[int, int]]:
    """Where phone numbers in the international form begin and end, in a folded text."""
    for match in _PHONE.finditer(folded):
        if _is_phone(match[0]):
            yield match.span()
    for match in _DIALLED.finditer(folded):
        parts = _PART.findall(match[0])
        if 10 <= sum(map(len, parts)) <= 17 and len(set(map(len, parts))) > 1:
            yield match.span()


def _find_accounts(folded: str) -> Iterator[tuple[int, int]]:
    end = 0
    for match in _ACCOUNT.finditer(folded):
        length = _LENGTHS.get(match[1].upper())
        if length is None or match.start() < end:
            continue
        rest = _REST[length].match(folded, match.end())
        if rest is None:
            continue
        number = "".join(filter(str.isalnum, rest[0]))
        digits = "".join(str(int(character, 36)) for character in f"{number}{match[1]}{match[2]}")
        if int(digits) % 97 == 1:
            end = rest.end()
            yield match.start(), end


def _find_cards(folded: str) -> Iterator[tuple[int, int]]:
    groups = [match.span() for match in _GROUP.finditer(folded)]
    place = 0
    while place < len(groups):
        last = _card_at(folded, groups, place)
        if last is None:
            place += 1
        else:
            yield groups[place][0], groups[last][1]
            place = last + 1


def _card_at(folded: str, groups: Sequence[tuple[int, int]], place: int) -> int | None:
    """The last group of digits of a card whose first one is given."""
    start, end = groups[place]
    if end - start < 4 or _is_in_word(folded, start, end):
        return None
    digits, sign = folded[start:end], None
    best = place if _is_card(digits) and not _is_fraction(folded, start) else None
    for last in range(place + 1, min(place + 5, len(groups))):
        between = folded[end : groups[last][0]]
        if not _BETWEEN.fullmatch(between) or (sign is not None and between.strip() != sign):
            break
        if last > place + 1 and end - groups[last - 1][0] < 4:  # only the last group is a short one
            break
        sign = between.strip()
        digits += folded[slice(*groups[last])]
        end = groups[last][1]
        if len(digits) > 19:
            break
        if _is_card(digits) and not _is_in_word(folded, start, end):
            best = last
    return best


def _is_fraction(folded: str, start: int) -> bool:
    return folded[start - 1 : start] == "." and folded[start - 2 : start - 1].isdigit()


def _is_in_word(folded: str, start: int, end: int) -> bool:
    """Whether digits are part of a hash or an address in memory."""
    left, right = _LEFT.search(folded, max(0, start - 40), start), _RIGHT.match(folded, end)
    beside = f"{left[0] if left else ''}{right[0] if right else ''}"
    return bool(beside) and _HEX.fullmatch(beside) is not None


def _is_card(number: str) -> bool:
    if not 13 <= len(number) <= 19 or len(set(number)) == 1:
        return False
    if not any(len(number) in lengths and start.match(number) for start, lengths in _ISSUER):
        return False
    digits = [int(character) for character in number]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_phone(found: str) -> bool:
    if _DATE.match(found) or _OFFSET.fullmatch(found):
        return False
    if _ADDRESS_IN_NETWORK.fullmatch(found) and all(int(part) < 256 for part in _PART.findall(found)):
        return False
    parts = _PART.findall(found)
    count = sum(map(len, parts))
    if len(parts) == 1:  # an offset, or what a patch adds
        return 11 <= count <= 15 if parts[0][0] != "1" else count == 11
    if parts[0][0] == "0" or parts[1].startswith("000") or count < 8:
        return False
    return count >= 1.5 * len(parts)
