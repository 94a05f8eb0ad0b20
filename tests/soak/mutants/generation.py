"""Mistakes in the flow of one order: a hold kept, a picture uncharged, a charge without one."""

from soak.mutants.table import Mutant, Table

TABLE = Table(
    "core/generation.py",
    ("test_generation", "test_recovery", "test_ledger"),
    (
        Mutant(
            "only Exceptions release",
            "    except BaseException as error:",
            "    except Exception as error:",
        ),
        Mutant("failures keep the hold", "        _give_back(studio, order_id, error)\n", ""),
        Mutant(
            "settle before the file",
            "        _save(studio, order, picture, facts)\n        settle(studio, order, picture)",
            "        settle(studio, order, picture)\n        _save(studio, order, picture, facts)",
        ),
        Mutant("a lost settle is taken for one", "    if not settled:", "    if False:"),
        Mutant(
            "a released order keeps its file",
            "if order is not None and order.status == OrderStatus.RELEASED:",
            "if released is None:",
        ),
        Mutant(
            "release drops a settled file",
            "if order is not None and order.status == OrderStatus.RELEASED:",
            "if True:",
        ),
        Mutant("anybody's order can be cancelled", "or order.user_id != user_id", ""),
        Mutant("two workers for one order", "col(Generation.started_at).is_(None)", "True"),
        Mutant(
            "the person is not read again",
            "        gate.admit(session, order.user_id, order.prompt_id)\n",
            "",
        ),
    ),
)
