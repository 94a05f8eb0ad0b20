"""Mistakes in what people take with them: another's picture, a changed file, too much memory."""

from soak.mutants.table import Mutant, Table

SELECTION = Table(
    "core/downloads/selection.py",
    ("downloads/test_selection",),
    (
        Mutant("one picture too many", "{{0,{MOST - 1}}}", "{{0,{MOST}}}"),
        Mutant("ids may be paths", "[0-9a-f]{{8,64}}(", ".{{8,64}}("),
        Mutant("half a match is enough", "_ORDERS.fullmatch(orders)", "_ORDERS.match(orders)"),
        Mutant("a picture twice", "dict.fromkeys(chosen.order_ids)", "chosen.order_ids"),
        Mutant(
            "nothing is checked",
            "if not signing.is_valid(images.secret, *words, **given, now_ms=now_ms)",
            "if False",
        ),
        Mutant(
            "the person is not signed", "*words.values(), until", "*[*words.values()][1:], until"
        ),
    ),
)

ARCHIVE = Table(
    "core/downloads/archive.py",
    ("downloads/test_zip_archive",),
    (
        Mutant("open orders are packed", "if _is_settled(life)}", "if life}"),
        Mutant("an empty zip is sent", "    if not lives:\n        raise OrderNotFound\n", ""),
        Mutant("a gone file ends the zip", "    except FileNotFoundError:", "    except KeyError:"),
        Mutant(
            "a broken disk ends the zip",
            "    except StorageFailed:",
            "    except KeyError:",
        ),
        Mutant(
            "any bytes are whole", "return State.WHOLE if is_same else", "return State.WHOLE or"
        ),
        Mutant("a file at once", "in chain([first], pieces)", "in [first + b''.join(pieces)]"),
        Mutant("a first piece is left out", "chain([first], pieces)", "pieces"),
        Mutant("pieces stay", "        self._parts.clear()\n", ""),
        Mutant(
            "all is sent at the end",
            "            entry.write(piece)\n            yield sink.take()\n",
            "            entry.write(piece)\n",
        ),
        Mutant("files are named that are not there", 'name if is_in else ""', "name"),
        Mutant(
            "titles lead out", '_UNFIT.sub("_", life.order.prompt_title)', "life.order.prompt_title"
        ),
        Mutant("no zone ends the zip", "(KeyError, ValueError, OSError)", "(KeyError,)"),
    ),
)

LABEL = Table(
    "core/pictures/label.py",
    ("pictures/test_label",),
    (
        Mutant("every copy claims an AI", "    if is_ai:\n", "    if True:\n"),
        Mutant("every corner says AI", "Mark.AI if is_ai else Mark.DEMO", "Mark.AI"),
        Mutant("no program finds the order", '"ProduceID": order_id', '"ProduceID": ""'),
        Mutant("the packet is before the start", "at = len(_START)", "at = 0"),
        Mutant(
            "half a number is one", 'order:([0-9a-f]{8,64})(?![0-9a-f])"', 'order:([0-9a-f]{8,64})"'
        ),
        Mutant("a number's first digits go", "{1,20}?(", "{1,20}("),
        Mutant(
            "all of a file's numbers",
            "pattern.finditer(data), MOST_NUMBERS)",
            "pattern.finditer(data), None)",
            survives="The list is cut all the same; only a file full of numbers takes longer.",
        ),
    ),
)

MARK = Table(
    "core/pictures/decoder/mark.py",
    ("pictures/test_label",),
    (
        Mutant("letters too small", "LETTER = 0.055", "LETTER = 0.045"),
        Mutant("the highest letter counts", "SMALLEST = 190 / 248", "SMALLEST = 1"),
        Mutant("of the longest side", "math.ceil(min(picture.size)", "math.ceil(max(picture.size)"),
        Mutant("no plate", "    picture.paste(plate, at, plate)\n", ""),
    ),
)

PROVENANCE = Table(
    "core/downloads/provenance.py",
    ("downloads/test_provenance",),
    (
        Mutant(
            "anybody's picture",
            '        col(Generation.user_id) == bindparam("person"),\n',
            '        bindparam("person") == bindparam("person"),\n',
        ),
        Mutant(
            "the number first",
            "_by_bytes(database, person, data) or _by_number(database, person, data)",
            "_by_number(database, person, data) or _by_bytes(database, person, data)",
        ),
        Mutant("the oldest", "created_at).desc()", "created_at).asc()"),
        Mutant("it counts itself", "len(same) - 1", "len(same)"),
        Mutant(
            "an order without a picture",
            "if life and life.order.status == OrderStatus.SETTLED",
            "if life",
        ),
        Mutant(
            "the first number or none",
            "        if life and",
            "        if not life:\n            return None\n        if life and",
        ),
        Mutant("only the start", "(data[:END_BYTES], data[-END_BYTES:])", "(data[:END_BYTES],)"),
        Mutant("all of it", "if len(data) <= 2 * END_BYTES", "if True"),
    ),
)
