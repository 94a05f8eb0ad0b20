"""Mistakes around any service: deadlines, retries, places and cancels that don't hold."""

from soak.mutants.table import Mutant, Table

CALLS = Table(
    "core/providers/calling.py",
    (
        "providers/test_calling",
        "providers/test_retries",
        "providers/test_promises_calling",
        "orders/test_workers",
    ),
    (
        Mutant("rewriting has a minute", "REWRITE_TIMEOUT_S = 30.0", "REWRITE_TIMEOUT_S = 60.0"),
        Mutant("a check has a minute", "CHECK_TIMEOUT_S = 15.0", "CHECK_TIMEOUT_S = 60.0"),
        Mutant(
            "rewriting outlasts the picture",
            "min(rewrite_timeout_s, timeout_s)",
            "rewrite_timeout_s",
        ),
        Mutant(
            "a check outlasts the picture",
            "min(CHECK_TIMEOUT_S, self._timeout_s)",
            "CHECK_TIMEOUT_S",
        ),
        Mutant(
            "a check is retried",
            "service.check, seconds, retried=False)",
            "service.check, seconds)",
        ),
        Mutant("cancelled before it begins", "        if already:\n            listener()\n", ""),
        Mutant("a cancel tells nobody", "        if listener:\n            listener()\n", ""),
        Mutant(
            "a thread that waits no more leaves its call",
            "            conclude(asked.outcome, Cancelled())  # who",
            "            pass  # who",
        ),
        Mutant(
            "exceptions are answers",
            "        if isinstance(answer, BaseException):\n            raise answer\n        return answer\n\n    def _wait",
            "        return answer\n\n    def _wait",
        ),
        Mutant(
            "one loop for all services",
            "calls = self._calls_of(call.service)",
            'calls = self._calls_of("all")',
        ),
        Mutant(
            "a loop for each call",
            "            if service not in self._services:\n",
            "            if True:\n",
        ),
        Mutant(
            "a picture's wait for its place counts",
            "seconds, waits=True, tell=tell)",
            "seconds, tell=tell)",
        ),
        Mutant(
            "a rewriting waits for its place",
            'Call("rewrite", rewriter.name, model, once, seconds)',
            'Call("rewrite", rewriter.name, model, once, seconds, waits=True)',
        ),
        Mutant(
            "who waits behind a blocked loop is not told",
            "                calls.leave(asked)  # a loop",
            "                pass  # a loop",
        ),
        Mutant(
            "a dead loop is not seen",
            "for calls in self._known() if not calls.is_alive()]",
            "for calls in self._known() if False]",
        ),
    ),
)

SERVICE_CALLS = Table(
    "core/providers/calls.py",
    (
        "providers/test_calling",
        "providers/test_retries",
        "providers/test_promises_calling",
        "orders/test_workers",
    ),
    (
        Mutant(
            "no deadline from the asking",
            "asyncio.timeout(None if call.waits else call.timeout_s)",
            "asyncio.timeout(None)",
        ),
        Mutant(
            "no deadline from the place",
            "deadline.reschedule(_clock() + call.timeout_s)",
            "deadline.reschedule(_clock() + 10_000)",
        ),
        Mutant(
            "each try has a deadline",
            "                    if deadline.when() is None:\n                        dead",
            "                    if call.waits:\n                        dead",
        ),
        Mutant("one try more", "if number > error.retries:", "if number > error.retries + 1:"),
        Mutant("one try less", "if number > error.retries:", "if number >= error.retries:"),
        Mutant(
            "a service may ask for any rest",
            "error.retry_after if error.retry_after <= MAX_RETRY_AFTER_S else None",
            "error.retry_after",
        ),
        Mutant(
            "the service's wish for rest is not heard",
            "    if error.retry_after is not None:",
            "    if False:",
        ),
        Mutant(
            "a pause beyond the deadline",
            "pause is None or pause >= _left_s(deadline)",
            "pause is None",
        ),
        Mutant("no pause", "            await self._sleep(pause)\n", ""),
        Mutant("a pause that is over goes on", "            call.tell(None)\n", ""),
        Mutant(
            "a pause is told as the next retry",
            'Pause(error.reason or "", number, pause)',
            'Pause(error.reason or "", number + 1, pause)',
        ),
        Mutant(
            "a try that is given up goes on", "            task.cancel()\n", "            pass\n"
        ),
        Mutant("one place for all", "asyncio.Semaphore(self._at_a_time)", "asyncio.Semaphore(1)"),
        Mutant(
            "no limit of places", "asyncio.Semaphore(self._at_a_time)", "asyncio.Semaphore(10_000)"
        ),
    ),
)

LOOP = Table(
    "core/providers/loop.py",
    ("providers/test_calling", "providers/test_promises_calling"),
    (
        Mutant(
            "a dead loop serves on",
            "if serving is not None and serving.is_alive:",
            "if serving is not None:",
        ),
        Mutant(
            "an unborn loop is dead",
            "return serving is None or serving.is_alive",
            "return serving is not None and serving.is_alive",
        ),
        Mutant(
            "a SystemExit ends the loop",
            '        except BaseException:  # a task\'s; the others go on\n            log.exception("provider.loop_failed", service=self._service)\n',
            "        except BaseException:\n            raise\n",
        ),
        Mutant(
            "who waits on a dead loop is not told",
            "            conclude(outcome, GenerationFailed(ProviderFault.INTERRUPTED))\n",
            "            pass\n",
        ),
        Mutant(
            "an alarm names no service",
            'log.error("provider.loop_stuck", service=self._service)',
            'log.error("provider.loop_stuck")',
        ),
        Mutant(
            "a cancel stops nothing",
            "        outcome.add_done_callback(lambda _: self._cancel(task))\n",
            "",
        ),
    ),
)

NOTES = Table(
    "core/providers/last_calls.py",
    ("providers/test_last_calls",),
    (
        Mutant("who gives up is a failure", "isinstance(outcome, Cancelled) or not", "not"),
        Mutant(
            "what is refused is the service's fault",
            "    return fault in _ANSWERS",
            "    return False",
        ),
        Mutant(
            "a wrong request is the service's fault",
            "return fault is not ProviderFault.REQUEST_REJECTED",
            "return True",
        ),
        Mutant(
            "a success forgets the failure",
            "replace(before, ok_at=self._now(), is_failing=False)",
            "LastCalls(self._now())",
        ),
        Mutant("a failure forgets the success", "LastCalls(before.ok_at, ", "LastCalls(None, "),
        Mutant(
            "a service that recovers stays failing",
            "ok_at=self._now(), is_failing=False)",
            "ok_at=self._now())",
        ),
        Mutant("the older success counts", "ok = max(one", "ok = min(one"),
        Mutant(
            "a record's own order is not kept",
            "if failed is ok else is_later",
            "if False else is_later",
        ),
        Mutant("the older failure counts", "failed = max(one", "failed = min(one"),
    ),
)
