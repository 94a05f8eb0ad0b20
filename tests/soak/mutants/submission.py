"""Mistakes in placing orders: twice, for nothing, for another price, or under another's name."""

from soak.mutants.table import Mutant, Table

SUITES = (
    "orders/test_generation",
    "orders/test_requests",
    "orders/test_gate",
    "orders/test_placing",
    "orders/test_services",
)

FORMS = Table(
    "core/orders/submission.py",
    SUITES,
    (Mutant("a form is not checked", "    gate.check_form(form)\n", ""),),
)

SPECS = Table(
    "core/orders/specs.py",
    SUITES,
    (
        Mutant("one picture of many", "in range(form.pictures)\n", "in range(1)\n"),
        Mutant(
            "the first service makes all",
            "[_offered(maker, services) for maker in form.makers]",
            "[_offered(Maker(), services) for maker in form.makers]",
        ),
        Mutant(
            "always the first service",
            "services.get(maker.service or next(iter(services)))",
            "services[next(iter(services))]",
        ),
        Mutant(
            "an unknown service is the first",
            '        raise InvalidRequest("service")',
            "        service = next(iter(services.values()))",
        ),
        Mutant(
            "always the first model", "maker.model or service.models[0].id", "service.models[0].id"
        ),
        Mutant(
            "an unknown model is the first",
            '        raise InvalidRequest("model")',
            "        model = service.models[0]",
        ),
        Mutant(
            "all pictures have one seed",
            "(seed + number) % (MAX_SEED + 1)",
            "seed % (MAX_SEED + 1)",
        ),
        Mutant("seeds overflow", "(seed + number) % (MAX_SEED + 1)", "seed + number"),
        Mutant(
            "a maker is forgotten", "for maker in form.makers]", "for maker in form.makers[:1]]"
        ),
        Mutant(
            "the same picture has a seed for each maker",
            "((seed, *maker) for seed in seeds for maker in makers)",
            "((new_seed(), *maker) for seed in seeds for maker in makers)",
        ),
        Mutant(
            "a maker's pictures stand together",
            "for seed in seeds for maker in makers)",
            "for maker in makers for seed in seeds)",
        ),
        Mutant(
            "a quality for who has none",
            'form.quality if form.quality in model.qualities else ""',
            "form.quality",
        ),
        Mutant("the quality is lost", "quality=form.quality if", 'quality="" if'),
        Mutant(
            "a strength without a reference",
            "form.strength if form.reference and model.has_strength else None",
            "form.strength if model.has_strength else None",
        ),
        Mutant(
            "a strength for who can't be told",
            "form.strength if form.reference and model.has_strength else None",
            "form.strength if form.reference else None",
        ),
        Mutant("makers are free", "self.pictures * len(self.makers)", "self.pictures"),
        Mutant("the wish is lost", "            wish=form.wish,\n", ""),
        Mutant("the version shown is lost", "            version_id=form.version_id,\n", ""),
        Mutant("the variables are lost", "            variables=form.variables,\n", ""),
        Mutant(
            "another size than asked", "size=form.size or model.sizes[0]", "size=model.sizes[0]"
        ),
        Mutant("rewriting is forgotten", "            enhance=form.enhance,\n", ""),
        Mutant("a key stands for anything", "fingerprint=fingerprint,", 'fingerprint="",'),
    ),
)

PLACING = Table(
    "core/orders/placing.py",
    (
        "orders/test_placing",
        "orders/test_limits",
        "orders/test_budgets",
        "orders/test_generation",
        "orders/test_workers",
        "experiments/test_run",
        "ledger/test_ledger",
        "orders/test_requests",
        "experiments/views/test_currencies",
    ),
    (
        Mutant(
            "all orders are in dollars",
            "    order.picture_currency = model.currency\n",
            "",
        ),
        Mutant(
            "a quality that nobody chose is not kept",
            "    if model.qualities and not order.quality:",
            "    if False:",
        ),
        Mutant(
            "a strength that nobody chose is not kept",
            "    if model.has_strength and order.reference and order.strength is None:",
            "    if False:",
        ),
        Mutant("a spent key orders again", "        raise KeySpent", "        return []"),
        Mutant(
            "keys are not compared",
            "if {key: order.fingerprint for key, order in known.items()} != asked:",
            "if not known.keys() <= asked.keys():",
        ),
        Mutant(
            "what was placed together comes apart",
            "for key, order in known.items()} != asked:",
            "for key, order in known.items()}.items() - asked.items():",
        ),
        Mutant(
            "orders come back as the database likes",
            "[known[key] for key in asked]",
            "[*known.values()]",
        ),
        Mutant(
            "a second click is not looked for",
            "        if earlier := _placed_before(tx, person_id, specs):\n",
            "        if earlier := []:\n",
        ),
        Mutant(
            "a second click at once is an error",
            "    except IntegrityError:  # a second",
            "    except KeyError:  # a second",
        ),
        Mutant(
            "a spec is not checked",
            "        gate.check_spec(spec, studio.services, can_rewrite=studio.rewriter is not None)\n",
            "        pass\n",
        ),
        Mutant(
            "what stands beside is not locked",
            "            beside.lock(tx)\n",
            "            pass\n",
        ),
        Mutant(
            "what stands beside is not written",
            "            beside.record(tx, orders)\n",
            "            pass\n",
        ),
        Mutant(
            "what stands beside is written before the hold",
            "        tokens.hold(tx, orders)\n",
            "        if beside:\n            beside.record(tx, orders)\n        tokens.hold(tx, orders)\n",
        ),
        Mutant("one key twice", "    if not specs or len({", "    if not specs or 0 > len({"),
        Mutant(
            "a lost reference is ordered",
            "        studio.images.read_reference(name)\n",
            "        pass\n",
        ),
        Mutant(
            "another's reference is ordered",
            "        references.admit(tx, person_id, name)\n",
            "        pass\n",
        ),
        Mutant(
            "nothing is held", "        tokens.hold(tx, orders)\n", "        tx.add_all(orders)\n"
        ),
        Mutant(
            "no limit is asked",
            "        personal.check(studio, tx, orders, now=orders[0].created_at)\n",
            "",
        ),
        Mutant(
            "no money is reserved",
            "        budgets.reserve(studio, tx, orders, now=orders[0].created_at)\n",
            "",
        ),
        Mutant(
            "limits are counted before the hold",
            "        tokens.hold(tx, orders)\n        personal.check(studio, tx, orders, now=orders[0].created_at)\n",
            "        personal.check(studio, tx, orders, now=orders[0].created_at)\n        tokens.hold(tx, orders)\n",
        ),
        Mutant(
            "no money is kept",
            "        budgets.assign(studio, order, model, now=together.now)\n",
            "",
        ),
        Mutant("orders have no owner", "        owner=together.owner,\n", ""),
        Mutant("orders are placed by nobody", "        placed_by=together.placed_by,\n", ""),
        Mutant("a batch is clicks", "        batch=together.batch,\n", ""),
        Mutant(
            "pictures of one form share an instant",
            "together.now + number,",
            "together.now,",
        ),
        Mutant("the price is one", "        cost=version.cost,\n", "        cost=1,\n"),
        Mutant("no version is named", "        version_id=version.id,\n", ""),
        Mutant(
            "the text is sent with its braces",
            "text = variables.fill(version.text, values)",
            "text = version.text",
        ),
        Mutant(
            "a version's own values win",
            "json.loads(version.parameters) | dict(spec.variables)",
            "dict(spec.variables) | json.loads(version.parameters)",
        ),
        Mutant("what is sent is lost", '        sent_text=f"{text}\\n{spec.wish}".strip(),\n', ""),
        Mutant("the values are lost", "        variables=json.dumps(values),\n", ""),
        Mutant(
            "members' text is anybody's",
            "        prompt_members_only=prompt.members_only,\n",
            "        prompt_members_only=False,\n",
        ),
        Mutant(
            "another person's key",
            '    col(Generation.user_id) == bindparam("person"),\n',
            "",
        ),
    ),
)

READS = Table(
    "core/orders/views/reads.py",
    ("orders/test_placing", "orders/test_generation", "orders/views/test_ahead"),
    (
        Mutant(
            "ended orders count as open",
            "(in_status(OrderStatus.HELD), mine, ~col(Generation.batch))",
            "(mine, ~col(Generation.batch))",
        ),
        Mutant(
            "everybody's orders count",
            "(in_status(OrderStatus.HELD), mine, ~col(Generation.batch))",
            "(in_status(OrderStatus.HELD), ~col(Generation.batch))",
        ),
        Mutant("a batch stops clicks", ", mine, ~col(Generation.batch))", ", mine)"),
        Mutant(
            "open orders are sought among the ended",
            "    return held.order_by(col(Generation.created_at), col(Generation.id))\n",
            "    return held\n",
        ),
    ),
)

RESULTS = Table(
    "core/orders/views/results.py",
    ("orders/views/test_results", "orders/views/test_ahead"),
    (
        Mutant(
            "half a placing is shown as whole",
            "return placings[:-1] if len(ended) > orders else placings",
            "return placings",
        ),
        Mutant("a placing too few", '"most": orders + 1}', '"most": orders}'),
        Mutant("pictures stand as they ended", "sorted(each, key=_number)", "each"),
        Mutant("old orders are one placing", "order.placed_by or order.id", "order.placed_by"),
        Mutant(
            "old orders stand together",
            '_held_click, col(_Other.placed_by) != "")',
            "_held_click)",
        ),
        Mutant(
            "siblings that ended first are left out",
            "func.min(_Other.created_at) - TOGETHER_MS)",
            "func.min(_Other.created_at))",
        ),
        Mutant(
            "cancelled orders crowd the results",
            "or_(col(Generation.error_code) != CANCELLED, col(Generation.placed_by) == _newest)",
            "col(Generation.ended_at).is_not(None)",
        ),
        Mutant(
            "what was just cancelled is nowhere",
            "or_(col(Generation.error_code) != CANCELLED, col(Generation.placed_by) == _newest)",
            "col(Generation.error_code) != CANCELLED",
        ),
        Mutant(
            "a batch's pictures are results",
            "        col(Generation.ended_at).is_not(None),\n        ~col(Generation.batch),\n",
            "        col(Generation.ended_at).is_not(None),\n",
        ),
    ),
)
