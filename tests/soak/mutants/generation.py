"""Mistakes in the flow of one order: charged without a picture, or held for ever."""

from soak.mutants.table import Mutant, Table

SUITES = (
    "orders/test_generation",
    "orders/test_recovery",
    "orders/test_decoder_orders",
    "ledger/test_ledger",
    "orders/test_workers",
    "orders/test_requests",
    "orders/test_services",
)

TABLE = Table(
    "core/orders/generation.py",
    SUITES,
    (
        Mutant(
            "only Exceptions release",
            "    except BaseException as error:",
            "    except Exception as error:",
        ),
        Mutant("failures keep the hold", "        _give_back(this, error)\n", ""),
        Mutant(
            "a failure is silent",
            "        _give_back(this, error)\n        raise\n",
            "        _give_back(this, error)\n",
        ),
        Mutant(
            "settle before the file",
            "        _save(this, picture, record)\n        endings.settle(studio, order, picture, now=this.clock.now())",
            "        endings.settle(studio, order, picture, now=this.clock.now())\n        _save(this, picture, record)",
        ),
        Mutant(
            "no file",
            "    run.studio.images.store_original(run.order_id, picture)\n",
            "",
        ),
        Mutant(
            "a lost claim goes on",
            "        if claimed is None:\n            return None\n",
            "",
        ),
        Mutant(
            "two workers for one order",
            "_OF_HELD.where(ORDERS.c.started_at.is_(None))",
            "_OF_HELD",
        ),
        Mutant(
            "nobody owns what is claimed",
            '"claimed_by": run.studio.instance',
            '"claimed_by": None',
        ),
        Mutant(
            "an ended order is claimed",
            "_UNCLAIMED = _OF_HELD.where(",
            '_UNCLAIMED = update(ORDERS).where(ORDERS.c.id == bindparam("this_order")).returning(ORDERS.c.user_id, ORDERS.c.prompt_id).where(',
        ),
        Mutant(
            "the person is not read again",
            "    gate.check_prompt(found.User, found.Prompt)\n",
            "",
        ),
        Mutant(
            "a refusal undoes the claim",
            ".one()\n    _tell_step(",
            ".one()\n        gate.check_prompt(found.User, found.Prompt)\n    _tell_step(",
        ),
        Mutant(
            "the call is not noted",
            "    _note_or_stop(run, begins=Step.GENERATE)\n",
            "",
        ),
        Mutant(
            "another service makes the picture",
            "    service = requests.service_of_row(run.studio, order)\n",
            "    service = run.studio.default_service\n",
        ),
        Mutant("a wish is never rewritten", "    if order.enhance:", "    if False:"),
        Mutant("every wish is rewritten", "    if order.enhance:", "    if True:"),
        Mutant(
            "a rewriting is not kept",
            "        _note_or_stop(run, rewriting)\n",
            "",
        ),
        Mutant(
            "an unreadable answer's cost is lost",
            "        _note_or_stop(run, record)  # what",
            "        pass  # what",
        ),
        Mutant(
            "a refusal that is billed costs nothing",
            "        if error.usage is not None:\n",
            "        if False:\n",
        ),
        Mutant(
            "a cost that can't be kept hides the refusal",
            "            with suppress(StorageFailed):  # the release must",
            "            with suppress(KeyError):  # the release must",
        ),
        Mutant(
            "a picture is not looked at",
            "raise GenerationFailed(ProviderFault.UNREADABLE_ANSWER) from error",
            "raise",
        ),
        Mutant(
            "what came back is lost", "(run, record, begins=Step.SAVE)", "(run, begins=Step.SAVE)"
        ),
        Mutant(
            "a record is not written",
            "known = {} if record is None else asdict(record)",
            "known: dict[str, Any] = {}",
        ),
        Mutant(
            "an ended order is written",
            ", ORDERS.c.status == OrderStatus.HELD)",
            ")",
        ),
        Mutant(
            "a lost hold is not noticed",
            "    if not _note(run, record, begins=begins):\n        raise Cancelled\n",
            "    _note(run, record, begins=begins)\n",
        ),
        Mutant(
            "a lease that work does not raise",
            ".values(lease=ORDERS.c.lease + 1)",
            ".values(lease=ORDERS.c.lease)",
            survives="The pool's renewal raises it every 5 s; a step only helps.",
        ),
        Mutant(
            "steps by the wall's clock",
            'known | {"now": run.clock.now()}',
            'known | {"now": run.studio.now()}',
        ),
        Mutant(
            "a claim by the wall's clock",
            'run.studio.instance, "now": run.clock.now()',
            'run.studio.instance, "now": run.studio.now()',
        ),
        Mutant(
            "steps before their beginning",
            '_NOW = not_before_the_last(bindparam("now"))',
            '_NOW = bindparam("now")',
        ),
        Mutant(
            "a clock of one's own",
            "clock or Stopwatch(studio.now(), studio.monotonic)",
            "Stopwatch(studio.now(), studio.monotonic)",
        ),
        Mutant(
            "a failed release hides the failure",
            '    except Exception:\n        log.exception("order.release_failed"',
            '    except KeyError:\n        log.exception("order.release_failed"',
        ),
        Mutant(
            "an interruption is internal",
            "ProviderFault.INTERNAL if known else ProviderFault.INTERRUPTED",
            "ProviderFault.INTERNAL",
        ),
        Mutant(
            "a mistake of ours is an interruption",
            "ProviderFault.INTERNAL if known else ProviderFault.INTERRUPTED",
            "ProviderFault.INTERRUPTED",
        ),
        Mutant(
            "our own reason is lost",
            "    if isinstance(error, StudioError):\n        return error\n",
            "",
        ),
    ),
)

ENDINGS = Table(
    "core/orders/endings.py",
    ("pictures/test_promises_files", "experiments/test_run", *SUITES),
    (
        Mutant("a lost settle is taken for one", "    if not settled:", "    if False:"),
        Mutant(
            "a released order keeps its file",
            "            studio.images.remove(order.id)\n",
            "            pass\n",
        ),
        Mutant(
            "release drops a settled file",
            "col(Generation.id).in_(order_ids), in_status(OrderStatus.RELEASED)",
            "col(Generation.id).in_(order_ids)",
        ),
        Mutant(
            "a file that stays stops the release",
            "        with suppress(StorageFailed):  # a file",
            "        with suppress(KeyError):  # a file",
        ),
        Mutant(
            "release by recovery compares nothing", "now=at, lease=lease)", "now=at, lease=None)"
        ),
        Mutant("anybody's order can be cancelled", "or order.user_id != person_id", ""),
        Mutant(
            "a cancel is always told as done",
            "return bool(release(studio, [order_id], Cancelled(), now=now))",
            "return bool(release(studio, [order_id], Cancelled(), now=now)) or True",
        ),
        Mutant(
            "a picture of another size",
            "size_bytes=len(picture.data)",
            "size_bytes=len(picture.thumbnail)",
        ),
        Mutant(
            "another picture's hash",
            "hashlib.sha256(picture.data)",
            "hashlib.sha256(picture.thumbnail)",
        ),
        Mutant(
            "what has begun is taken back",
            "        .where(col(Generation.started_at).is_(None))\n",
            "",
        ),
        Mutant(
            "what has ended is taken back",
            "col(Generation.id).in_(order_ids), in_status(OrderStatus.HELD))",
            "col(Generation.id).in_(order_ids))",
            survives="the guard of `tokens.release` lets nothing that has ended go back",
        ),
    ),
)
