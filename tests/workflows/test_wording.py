"""Every code on the trail has its words and its 知悉范围: found by reading the source."""

import ast
from pathlib import Path

import pytest

from records.enums import Circle
from workflows import wording

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("plans", "workflows", "documents", "records")
RECORDING = {"record", "_record", "Line", "tell", "_tell", "_log"}


def sources():
    for place in PLACES:
        for path in sorted((ROOT / place).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def names_in(tree) -> dict[str, set[str]]:
    """The texts that have a name in a file: CODE = "plan.done", or CODES = {stage: "plan.done", …} of which one is taken."""
    found = {}
    for node in (each for each in ast.walk(tree) if isinstance(each, ast.Assign)):
        values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
        texts = {each.value for each in values if isinstance(each, ast.Constant)}
        for target in (each for each in node.targets if isinstance(each, ast.Name)):
            found[target.id] = {text for text in texts if isinstance(text, str)}
    return found


def literals(node, names) -> set[str]:
    """The texts an expression can be: a constant, the name of one, one out of a table, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.Name):
        return names.get(node.id, set())
    either = {
        ast.IfExp: lambda: [node.body, node.orelse],
        ast.BoolOp: lambda: node.values,
        ast.Subscript: lambda: [node.value],
    }.get(type(node), list)
    return set().union(*(literals(each, names) for each in either()))


def codes_recorded() -> dict[str, str]:
    """code → where, of every call that writes the trail; a code may also come in as the argument `code=`."""
    found = {}
    for path, tree in sources():
        names = names_in(tree)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            given = [word.value for word in call.keywords if word.arg == "code"]
            if name in RECORDING:
                given += call.args[:3]
            for code in set().union(*(literals(each, names) for each in given)):
                if "." in code and " " not in code:
                    found[code] = f"{path.relative_to(ROOT)}:{call.lineno}"
    return found


def test_the_scan_finds_what_is_recorded():
    found = codes_recorded()
    assert {
        "plan.started",
        "plan.paper_sent_back",
        "plan.declined",
        "vote.cast",
        "meeting.planned",
        "action.urged",
        "plan.imported",
    } <= set(found)


def test_every_recorded_code_has_its_wording():
    missing = {code: where for code, where in codes_recorded().items() if code not in wording.codes()}
    assert not missing


def test_every_wording_is_of_a_code_that_is_recorded():
    assert not set(wording.codes()) - set(codes_recorded())


@pytest.mark.parametrize("code", sorted(wording.codes()))
def test_every_wording_has_a_label_and_a_circle(code):
    assert str(wording.of(code).label).strip()
    assert wording.of(code).circle in Circle.values


def test_what_is_said_in_the_meeting_stays_there():
    """知悉范围 fixed by the kind of entry: widening one of these is a decision, not a slip."""
    circles = {code: str(each.circle) for code, each in wording.codes().items()}
    assert {code for code, circle in circles.items() if circle == Circle.MEETING} >= {
        "vote.moved",
        "agenda.recused",
        "vote.cast",
        "vote.not_voted",
        "vote.counted",
    }
    assert {code for code, circle in circles.items() if circle == Circle.INTERNAL} >= {
        "plan.remarked",
        "plan.proposed",
        "agenda.tabled",
        "agenda.untabled",
        "plan.checked",
    }
    assert {code for code, circle in circles.items() if circle == Circle.UNIT} >= {
        "plan.submitted",
        "plan.sent_back",
        "plan.paper_sent_back",
        "plan.point_answered",
    }


def test_an_unknown_code_is_a_mistake():
    with pytest.raises(KeyError):
        wording.of("plan.never_heard_of")
