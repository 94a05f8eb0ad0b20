"""A copy of a picture that says what it is, for eyes and for programs; and the order it names.

For eyes: AI生成 in a corner. For programs: XMP with the property `TC260:AIGC`, as GB 45438-2025
asks; beside it the order's number. A demo picture says 演示 and its number, because no AI made it.
See docs/decisions/0032.
"""

from __future__ import annotations

import json
import re
from html import escape
from itertools import islice

from core.pictures.decoder import Mark
from core.pictures.decoder.pool import DecoderPool
from core.pictures.uploads import COPIES, marked_copy

MIME, SUFFIX = "image/jpeg", ".jpg"
PRODUCER = "AI 图片工坊"
NOT_AI = frozenset({"demo"})  # services without an AI behind them: theirs is no AI's picture
GENERATED = "1"  # the standard's word for: is generated; "2" would be may be, "3" is suspected

_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_START, _JFIF, _APP1 = b"\xff\xd8", b"\xff\xe0", b"\xff\xe1"
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">{properties}</rdf:Description>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)

MOST_NUMBERS = 20  # that are read of a stranger's file; one of ours has two, both the same
# As we write them, and as programs that keep XMP write them again: as an attribute, or escaped.
_NUMBERS = (
    re.compile(rb"picture-order:([0-9a-f]{8,64})(?![0-9a-f])"),
    re.compile(rb'ProduceID["&quot;#\\:\s34]{1,20}?([0-9a-f]{8,64})(?![0-9a-f])'),
)


def labelled_copy(
    original: bytes, order_id: str, *, is_ai: bool, decoders: DecoderPool = COPIES
) -> bytes:
    """Return a stored original as a labelled JPEG of the same size.

    Raise `InvalidImage` or `DecoderFailed` as `core.pictures.uploads.check_answer` does.
    """
    copy = marked_copy(original, Mark.AI if is_ai else Mark.DEMO, decoders)
    return _with_xmp(copy, _packet(order_id, is_ai=is_ai))


def order_numbers(data: bytes) -> list[str]:
    """Return the order numbers that a file says, at most MOST_NUMBERS; anybody may write any.

    The bytes are searched and nothing is parsed: no XML that could grow, no chunk that could lie.
    """
    found = (each for pattern in _NUMBERS for each in islice(pattern.finditer(data), MOST_NUMBERS))
    return list(dict.fromkeys(each[1].decode() for each in found))[:MOST_NUMBERS]


def _packet(order_id: str, *, is_ai: bool) -> bytes:
    properties = f"<dc:identifier>picture-order:{order_id}</dc:identifier>"
    if is_ai:
        label = {
            "Label": GENERATED,
            "ContentProducer": PRODUCER,
            "ProduceID": order_id,
            "ReservedCode1": "",
            "ContentPropagator": "",  # who passes the copy on writes that in
            "PropagateID": "",
            "ReservedCode2": "",
        }
        words = escape(json.dumps(label, ensure_ascii=False, separators=(",", ":")))
        properties += f"<TC260:AIGC>{words}</TC260:AIGC>"
    return _PACKET.format(properties=properties).encode()


def _with_xmp(jpeg: bytes, packet: bytes) -> bytes:
    """Put a packet into a JPEG of our own: behind its start and the header that comes first."""
    at = len(_START)
    if jpeg[at : at + 2] == _JFIF:
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    body = _XMP + packet
    segment = _APP1 + (len(body) + 2).to_bytes(2, "big") + body
    return jpeg[:at] + segment + jpeg[at:]
