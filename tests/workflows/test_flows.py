"""What every flow must be: locked, readable as a table, without a dead end, and known to the engine."""

import importlib
import pkgutil

import pytest
from viewflow.workflow import Flow
from viewflow.workflow.models import Process, Task

import plans
import workflows
from plans.actions.enums import ENDED, Status
from plans.actions.flow import PlanFlow
from workflows import subjects
from workflows.enums import Outcome
from workflows.locks import ProcessLock
from workflows.steps import Finish, Step, steps_of


def all_flows():
    """Every flow of the product, found by importing all its modules."""
    for package in (plans, workflows):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    found, waiting = set(), [Flow]
    while waiting:
        for flow in waiting.pop().__subclasses__():
            waiting.append(flow)
            if flow.__module__.startswith(("plans.", "workflows.", "project.")):
                found.add(flow)
    return found


def test_there_are_flows_to_look_at():
    assert PlanFlow in all_flows()


@pytest.mark.parametrize("flow", sorted(all_flows(), key=lambda flow: flow.__name__))
def test_every_flow_uses_the_process_lock(flow):
    assert isinstance(flow.lock_impl, ProcessLock)
    assert (flow.lock_impl.nowait, flow.lock_impl.attempts) == (False, 1)


@pytest.mark.parametrize("flow", sorted(all_flows(), key=lambda flow: flow.__name__))
def test_no_flow_subclasses_another_or_the_process(flow):
    assert flow.__bases__ == (Flow,)
    assert (flow.process_class, flow.task_class) == (Process, Task)


@pytest.mark.parametrize("flow", sorted(all_flows(), key=lambda flow: flow.__name__))
def test_every_step_is_reachable_and_has_a_way_out(flow):
    nodes = list(flow.instance.nodes())
    led_to = {edge.dst for node in nodes for edge in node._outgoing()}
    for node in nodes:
        if isinstance(node, Step):
            assert node.outcomes, f"{node.name} cannot be left"
            assert set(node.outcomes) <= set(Outcome.values)
        if isinstance(node, (Step, Finish)):
            assert node in led_to, f"nothing leads to {node.name}"


@pytest.mark.parametrize("flow", sorted(all_flows(), key=lambda flow: flow.__name__))
def test_every_flow_belongs_to_a_registered_subject(flow):
    assert flow in {kind.flow for kind in subjects.kinds().values()}


def test_every_status_of_a_plan_has_exactly_one_node():
    nodes = [node for node in PlanFlow.instance.nodes() if isinstance(node, (Step, Finish))]
    assert sorted(node.status for node in nodes) == sorted(Status.values)
    assert set(steps_of(PlanFlow)) == set(Status.values) - ENDED


def test_steps_of_refuses_two_steps_with_one_status():
    class Twice(Flow):
        first = Step("same")
        second = Step("same")

    Twice.first.outcomes = Twice.second.outcomes = {}
    with pytest.raises(ValueError, match="same status"):
        steps_of(Twice)


def edges():
    return {
        (node.status, str(outcome), target.status)
        for node in PlanFlow.instance.nodes()
        if isinstance(node, Step)
        for outcome, target in node.outcomes.items()
    }


BEFORE_ACCEPTANCE = "drafting unit_review reviewing revising amending confirming executing".split()


def test_the_flow_of_a_plan_is_this_table():
    assert edges() == {
        ("drafting", "submitted", "unit_review"),
        ("unit_review", "agreed", "reviewing"),
        ("unit_review", "returned", "revising"),
        ("unit_review", "withdrawn", "drafting"),
        ("reviewing", "approved", "executing"),
        ("reviewing", "in_principle", "amending"),
        ("reviewing", "returned", "revising"),
        ("reviewing", "rejected", "rejected"),
        ("reviewing", "withdrawn", "drafting"),
        ("revising", "submitted", "unit_review"),
        ("amending", "submitted", "confirming"),
        ("confirming", "confirmed", "executing"),
        ("confirming", "returned", "amending"),
        ("executing", "submitted", "accepting"),
        ("executing", "stopped", "stopped"),
        ("accepting", "accepted", "signing"),
        ("accepting", "to_improve", "executing"),
        ("accepting", "not_accepted", "executing"),
        ("signing", "signed", "closed"),
    } | {(status, "voided", "voided") for status in BEFORE_ACCEPTANCE}
