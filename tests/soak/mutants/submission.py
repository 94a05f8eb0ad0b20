"""Mistakes in placing orders: twice, for nothing, or under another's name."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/orders/submission.py",
    (
        "orders/test_generation",
        "orders/test_jobs",
        "ledger/test_ledger",
        "orders/test_requests",
        "orders/test_gate",
        "orders/test_services",
    ),
    (
        Mutant("a spent key orders again", "        raise KeySpent", "        return []"),
        Mutant("keys are not compared", "order.fingerprint != _fingerprint(form)", "False"),
        Mutant("a second click is not looked for", "        if earlier:\n", "        if False:\n"),
        Mutant(
            "a second click at once is an error",
            "    except IntegrityError:  # a second",
            "    except KeyError:  # a second",
        ),
        Mutant(
            "a form is not checked",
            "    gate.check_form(form, service, can_enhance=studio.rewriter is not None)\n",
            "",
        ),
        Mutant(
            "the first service makes all",
            "provider=service.name",
            "provider=studio.default_service.name",
        ),
        Mutant(
            "a lost reference is ordered",
            "        studio.images.read_reference(form.reference)\n",
            "        pass\n",
        ),
        Mutant(
            "nothing is held", "        tokens.hold(tx, orders)\n", "        tx.add_all(orders)\n"
        ),
        Mutant(
            "no limit of open orders",
            "    if count > limit:\n",
            "    if False:\n",
        ),
        Mutant("one open order less", "    if count > limit:\n", "    if count >= limit:\n"),
        Mutant(
            "ended orders count as open",
            "        in_status(OrderStatus.HELD), col(Generation.user_id) == user_id\n",
            "        col(Generation.user_id) == user_id\n",
        ),
        Mutant(
            "everybody's orders count",
            "        in_status(OrderStatus.HELD), col(Generation.user_id) == user_id\n",
            "        in_status(OrderStatus.HELD)\n",
        ),
        Mutant("the refusal counts the new ones", "open=count - new", "open=count"),
        Mutant("orders have no owner", "        owner=studio.instance,\n", ""),
        Mutant(
            "one picture of many",
            "for number in range(form.pictures)]\n        tokens",
            "for number in range(1)]\n        tokens",
        ),
        Mutant(
            "all pictures have one seed",
            "(form.seed + number) % (gate.MAX_SEED + 1)",
            "form.seed % (gate.MAX_SEED + 1)",
        ),
        Mutant(
            "seeds overflow", "(form.seed + number) % (gate.MAX_SEED + 1)", "form.seed + number"
        ),
        Mutant("pictures of one form share an instant", "studio.now() + number", "studio.now()"),
        Mutant("the price is one", "        cost=prompt.cost,\n", "        cost=1,\n"),
        Mutant(
            "members' text is anybody's",
            "        prompt_members_only=prompt.members_only,\n",
            "        prompt_members_only=False,\n",
        ),
        Mutant("the wish is lost", "        wish=form.wish,\n", ""),
        Mutant(
            "another size than asked", "size=form.size or model.sizes[0]", "size=model.sizes[0]"
        ),
        Mutant("rewriting is forgotten", "        enhance=form.enhance,\n", ""),
        Mutant(
            "another person's key",
            '    .where(col(Generation.user_id) == bindparam("person"))\n',
            "",
        ),
    ),
)
