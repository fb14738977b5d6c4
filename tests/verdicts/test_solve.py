"""The exact decision against brute force."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.verdicts.solve import MOST_CELLS, Decision, Table, solve

Network = tuple[dict[str, list[int]], list[Table]]


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Up to seven variables of one to four readings, tables over one to three of them."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=7))
    names = [f"x{index}" for index in range(len(sizes))]
    costs = st.integers(0, 9000)
    unary = {name: draw(st.lists(costs, min_size=size, max_size=size)) for name, size in zip(names, sizes, strict=True)}
    tables = []
    for _ in range(draw(st.integers(0, 8))):
        scope = tuple(draw(st.lists(st.sampled_from(names), min_size=1, max_size=min(3, len(names)), unique=True)))
        shape = tuple(len(unary[name]) for name in scope)
        seed = draw(st.integers(0, 2**32 - 1))
        tables.append(Table(scope, np.random.default_rng(seed).choice([0, 0, 5000, 8000], size=shape).astype(np.int64)))
    return unary, tables


def total(network: Network, chosen: dict[str, int]) -> int:
    """The cost of one assignment."""
    unary, tables = network
    return sum(costs[chosen[name]] for name, costs in unary.items()) + sum(
        int(table.costs[tuple(chosen[name] for name in table.scope)]) for table in tables
    )


def by_hand(network: Network) -> dict[str, list[int]]:
    """The least total with each reading of each variable, over every assignment there is."""
    unary = network[0]
    least = {name: [10**12] * len(costs) for name, costs in unary.items()}
    for picks in product(*(range(len(costs)) for costs in unary.values())):
        chosen = dict(zip(unary, picks, strict=True))
        cost = total(network, chosen)
        for name, index in chosen.items():
            least[name][index] = min(least[name][index], cost)
    return least


def margins(least: list[int]) -> list[int]:
    """Costs above the least: a component knows nothing of the cost of the others."""
    return [cost - min(least) for cost in least]


def decided(decision: Decision) -> dict[str, int]:
    """The choice, where every variable has one."""
    return {name: index for name, index in decision.choice.items() if index is not None}


@settings(max_examples=120, deadline=None, derandomize=True)
@given(networks())
def test_the_choice_is_the_cheapest_and_every_margin_is_exact(network: Network) -> None:
    """Against every assignment there is: the cost of the choice, and the min-marginal of every reading."""
    decision = solve(*network)
    least = by_hand(network)
    assert min(next(iter(least.values()))) == total(network, decided(decision))
    for name, costs in least.items():
        found = decision.marginals[name]
        assert found is not None
        assert margins(costs) == margins([int(one) for one in found])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(networks())
def test_the_same_network_gets_the_same_answer(network: Network) -> None:
    """Ties too: the first of the cheapest, always."""
    one, two = solve(*network), solve(*network)
    assert one.choice == two.choice


@settings(max_examples=60, deadline=None, derandomize=True)
@given(networks())
def test_the_order_of_tables_changes_no_cost(network: Network) -> None:
    """Costs are integers: sums do not depend on the order they are made in."""
    one, two = solve(*network), solve(network[0], network[1][::-1])
    assert total(network, decided(one)) == total(network, decided(two))
    for name in network[0]:
        assert np.array_equal(one.marginals[name], two.marginals[name])  # type: ignore[arg-type]


def test_a_long_chain_is_decided_end_to_end() -> None:
    """Three hundred figures, each tied to the next: one dear end turns them all."""
    names = [f"x{index:03d}" for index in range(300)]
    unary = {name: [0, 10] for name in names}
    unary[names[0]] = [50_000, 0]
    same = np.array([[0, 9000], [9000, 0]], dtype=np.int64)
    decision = solve(unary, [Table(pair, same) for pair in pairwise(names)])
    assert set(decision.choice.values()) == {1}
    assert [int(one) for one in decision.marginals[names[-1]]] == [9000, 2990]  # type: ignore[union-attr]


def test_what_is_too_entangled_is_given_up_and_the_rest_is_decided() -> None:
    """Forty figures each tied to each have no tables small enough: None for them, never a guess."""
    names = [f"x{index:02d}" for index in range(40)]
    unary = {**{name: [0, 1, 2, 3] for name in names}, "alone": [5, 2]}
    pairs = [(left, right) for at, left in enumerate(names) for right in names[at + 1 :]]
    assert 4 ** len(names) > MOST_CELLS
    decision = solve(unary, [Table(pair, np.zeros((4, 4), dtype=np.int64)) for pair in pairs])
    assert {decision.choice[name] for name in names} == {None}
    assert {decision.marginals[name] is None for name in names} == {True}
    assert decision.choice["alone"] == 1


def test_a_hub_of_many_figures_is_decided() -> None:
    """A hundred figures with one reading each, all tied to one: every table is small."""
    names = [f"x{index:03d}" for index in range(100)]
    tables = [Table(("hub", name), np.zeros((1, 1), dtype=np.int64)) for name in names]
    assert set(solve({"hub": [0], **{name: [0] for name in names}}, tables).choice.values()) == {0}


def test_a_figure_alone_takes_its_cheapest_reading() -> None:
    """The first of equals."""
    decision = solve({"a": [7, 3, 3], "b": [0]}, [])
    assert decision.choice == {"a": 1, "b": 0}
    assert [int(one) for one in decision.marginals["a"]] == [7, 3, 3]  # type: ignore[union-attr]


def test_nothing_to_decide_is_no_mistake() -> None:
    """No figures, no answer."""
    assert solve({}, []).choice == {}
