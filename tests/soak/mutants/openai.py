"""Mistakes in OpenAI's protocol: keys and pictures that go astray, requests and refusals misread."""

from soak.mutants.table import Mutant, Table

FETCHING = Table(
    "core/providers/openai/fetching.py",
    ("providers/test_openai_fetching", "providers/test_openai_stores"),
    (
        Mutant(
            "one public number is enough", "for number in numbers:", "for number in numbers[:1]:"
        ),
        Mutant(
            "a name is looked up twice",
            "str(url.copy_with(host=number))",
            "str(url)",
        ),
        Mutant("a service afar may mean us", "if self._is_near and _meant", "if _meant"),
        Mutant(
            "http goes to the world too",
            "        return is_safe and is_public",
            "        return is_public",
        ),
        Mutant(
            "TLS is held to the number", 'extensions={"sni_hostname": url.host},', "extensions={},"
        ),
        Mutant("a store is not told its name", '"Host": url.netloc.decode("ascii"), ', ""),
        Mutant(
            "an order is tried again",
            "GenerationFailed(error.fault, setting",
            "GenerationFailed(error.fault, retries=error.retries, setting",
        ),
        Mutant("a store has one try", "TRIES = 2", "TRIES = 1"),
        Mutant("a picture may be larger", "MAX_PICTURE = 40_000_000", "MAX_PICTURE = 41_000_000"),
        Mutant("names and passwords go along", " or url.userinfo:", ":"),
        Mutant("any port", "if not 0 < _port(url) < 65_536:", "if False:"),
        Mutant(
            "a number within a number",
            "found.ipv4_mapped or found.sixtofour or found",
            "found.ipv4_mapped or found",
        ),
        Mutant("a number behind a translation", "if found in _NAT64:", "if False:"),
        Mutant("to everybody at once", " and not meant.is_multicast", ""),
    ),
)
REQUESTS = Table(
    "core/providers/openai/requests.py",
    ("providers/test_openai_requests",),
    (
        Mutant("no reference in the form", '"files": [file]', '"files": []'),
        Mutant("no reference in the JSON", 'dialect.reference == "json"', "False"),
        Mutant("extra fields are forgotten", "return fields | dialect.extra", "return fields"),
        Mutant("quality is the service's", "    if model.qualities:", "    if request.quality:"),
        Mutant("the chosen quality is not sent", "request.quality or model", "model"),
        Mutant(
            "a seed without an effect", "dialect.seed_field and model.seed", "dialect.seed_field"
        ),
        Mutant("a size by its name", "model.pixels.get(request.size, {})", "{}"),
        Mutant(
            "Python's words in a form",
            "str(value).lower() if isinstance(value, bool) else str",
            "str",
        ),
    ),
)
FAULTS = Table(
    "core/providers/openai/faults.py",
    ("providers/test_openai_faults",),
    (
        Mutant("a tier without pictures is waited for", "meant = NO_TIER", "pass"),
        Mutant("a service cannot say no", 'headers.get("x-should-retry") == "false"', "False"),
        Mutant("any code is kept", ' if each in known), "")', '), "")'),
        Mutant("codes with a second half", '(code, code.partition(".")[0])', "(code,)"),
        Mutant(
            "the status counts first",
            "return CODES.get(code) or refusals.row_of(status)",
            "return refusals.row_of(status)",
        ),
        Mutant("milliseconds are seconds", "milliseconds / 1000", "milliseconds"),
        Mutant(
            "which side is blocked",
            'service_reason=row.reasons.get(code) or REASONS.get(code, ""),',
            "",
        ),
        Mutant("errors at the top", 'found.get("error") or found', 'found.get("error") or {}'),
        Mutant(
            "a wrong key has no name", "            return refusals.KEY_INVALID", "            pass"
        ),
    ),
)
ANSWERS = Table(
    "core/providers/openai/answers.py",
    (
        "providers/test_openai_faults",
        "providers/test_openai_answers",
        "providers/test_openai_rewriting",
    ),
    (
        Mutant("200 is always good", '        if found.get("error"):\n', "        if False:\n"),
        Mutant(
            "a picture's own failure", '        if first.get("error"):\n', "        if False:\n"
        ),
        Mutant("null is an answer", "if not isinstance(found, dict):", "if False:"),
        Mutant("the seed is ours", 'seed=_seed(found.get("seed")),', ""),
        Mutant("any seed", "if value is not None and seed is None:", "if False:"),
        Mutant("blocked words are words", 'if first.get("finish_reason") in BLOCKED:', "if False:"),
        Mutant(
            "words of any length", "body.words(content), MAX_WRITTEN", "body.words(content), 10**6"
        ),
    ),
)
CONNECTION = Table(
    "core/providers/connection.py",
    ("providers/test_connection",),
    (
        Mutant(
            "a client for each call",
            "if self._client is not None and self._client[0] is loop:",
            "if False:",
        ),
        Mutant(
            "another loop's client",
            "self._client is None or self._client[0] is not loop",
            "self._client is None",
        ),
        Mutant("asked without a key", "        if self.missing:\n", "        if False:\n"),
        Mutant("the key of nobody", " if self._key else {}", ""),
        Mutant(
            "read on the loop",
            "await asyncio.get_running_loop().run_in_executor(READERS, read, answer)",
            "read(answer)",
        ),
        Mutant(
            "a foreign error is chained",
            "            failure = self._not_opened(error)\n        raise failure",
            "            raise self._not_opened(error)\n        raise failure",
        ),
    ),
)
