import pytest

from plans.actions.hints import hints, task_hints

GOOD = {
    "line": "t-1", "code": "3.2", "title": "融合项目", "carrier": "“一窗通办”书记项目", "business_matter": "企业开办",
    "party_role": "支部书记领办，党员先锋岗轮值", "standard": "环节由4个减为1个", "expected_evidence": "办件统计",
}  # fmt: skip


def codes(**changed) -> list[str]:
    return [hint.code for hint in task_hints({**GOOD, **changed})]


def test_a_concrete_task_gets_no_hint():
    assert codes() == []
    assert hints([GOOD]) == {}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"business_matter": ""}, ["idle"]),
        ({"business_matter": "无"}, ["idle"]),
        ({"party_role": ""}, ["business_only"]),
        ({"party_role": "配合"}, ["business_only"]),
        ({"standard": "高度重视，不断提升服务水平"}, ["slogan"]),
        ({"standard": ""}, ["slogan"]),
        ({"carrier": ""}, ["slogan"]),
        ({"standard": "形成责任清单并印发"}, []),
        ({"business_matter": "", "party_role": "", "carrier": ""}, ["idle", "business_only", "slogan"]),
        ({"title": ""}, []),
    ],
)
def test_hints_name_what_is_missing(changed, expected):
    assert codes(**changed) == expected


def test_every_hint_has_an_example():
    found = task_hints({"line": "t", "title": "某事"})
    assert found
    assert all(hint.example.startswith("例如") and hint.sentence and hint.label for hint in found)


def test_same_standard_and_evidence_is_noticed_on_both():
    twin = {**GOOD, "line": "t-2", "code": "3.3", "standard": "环节由4个减为1个。"}
    found = hints([GOOD, twin, {**GOOD, "line": "t-4", "expected_evidence": "照片2张"}])
    assert {line: [hint.code for hint in told] for line, told in found.items()} == {
        "t-1": ["padding"],
        "t-2": ["padding"],
    }
    assert "3.3" in found["t-1"][0].sentence


def test_empty_standards_are_no_repetition():
    empty = {**GOOD, "standard": "", "expected_evidence": ""}
    found = hints([empty, {**empty, "line": "t-2"}])
    assert [hint.code for hint in found["t-1"]] == ["slogan"]
