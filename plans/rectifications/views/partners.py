"""牵头与配合 pages: a 配合单位 signs or objects, the leading unit answers, urges, asks the office to coordinate."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from workflows.views import steps
from workflows.views.steps import Place, Step, form_page, step_page

from ..enums import ConcernKind
from ..forms.measures import PeopleForm
from ..operations import handing_out
from ..operations import partners as operations
from ..rules import measures as rules
from .loading import item_of, measure_of

RECEIVE = Step(
    label=gettext_lazy("签收配合措施"),
    says=gettext_lazy("签收后由本单位负责该项措施，填报进展并确认完成。请明确本单位的责任领导和责任人。"),
    told=gettext_lazy("牵头单位联络员"),
    done=gettext_lazy("已签收，责任人已收到待办。"),
    check=rules.check_can_receive,
    run=operations.receive_measure,
)
PEOPLE = Step(
    label=gettext_lazy("明确责任人"),
    says=gettext_lazy("变更后由新的责任人填报进展。"),
    told=gettext_lazy("新的责任人"),
    done=gettext_lazy("已明确责任人。"),
    check=rules.check_can_appoint,
    run=operations.appoint,
    kind="secondary",
)
OBJECT = Step(
    label=gettext_lazy("提出异议"),
    says=gettext_lazy("该措施不应由本单位承担，或内容、时限需要调整的，写明理由，由牵头单位答复。"),
    told=gettext_lazy("牵头单位联络员"),
    done=gettext_lazy("异议已送牵头单位。"),
    check=rules.check_can_object,
    run=operations.object_to,
    takes="reason",
    words_label=gettext_lazy("异议理由"),
    required=True,
    circle="responsible",
    kind="secondary",
)
URGE = Step(
    label=gettext_lazy("催办"),
    says=gettext_lazy("提醒配合单位抓紧办理，每项措施每天一次，记入办理轨迹。"),
    told=gettext_lazy("配合单位联络员、责任人"),
    done=gettext_lazy("已催办。"),
    check=rules.check_can_urge,
    run=operations.urge,
    kind="secondary",
)
COORDINATE = Step(
    label=gettext_lazy("提请协调"),
    says=gettext_lazy("与配合单位协商不成、需要工委办公室协调的，写明情况和建议，由工委办公室在本页答复。"),
    told=gettext_lazy("工委办公室经办人"),
    done=gettext_lazy("已提请工委办公室协调。"),
    check=rules.check_can_ask_coordination,
    run=operations.ask_coordination,
    takes="reason",
    words_label=gettext_lazy("情况和建议"),
    required=True,
    circle="responsible",
    kind="secondary",
)

ANSWER_OBJECTION = Step(
    label=gettext_lazy("答复异议"),
    says=gettext_lazy("答复后该措施重新送配合单位签收；需要调整的，请先修改措施再答复。"),
    told=gettext_lazy("配合单位联络员"),
    done=gettext_lazy("答复已送配合单位。"),
    check=rules.check_can_answer,
    run=operations.answer_objection,
    takes="words",
    words_label=gettext_lazy("答复意见"),
    required=True,
    circle="responsible",
)
ANSWER_COORDINATION = Step(
    label=gettext_lazy("答复提请协调"),
    says=gettext_lazy("写明协调结果：谁办、办什么、何时办。牵头单位据此调整措施。"),
    told=gettext_lazy("牵头单位、配合单位联络员"),
    done=gettext_lazy("答复已送有关单位。"),
    check=rules.check_can_answer,
    run=operations.answer_coordination,
    takes="words",
    words_label=gettext_lazy("答复意见"),
    required=True,
    circle="responsible",
)


def place_of(measure) -> Place:
    """The page of one measure."""
    return Place(handing_out.title_of(measure.item, measure), handing_out.url_of(measure))


def _people(request, measure) -> PeopleForm:
    initial = {"leader": measure.leader_id, "section": measure.section_id, "person": measure.person_id}
    return PeopleForm(measure.unit_id, request.POST or None, initial=initial)


@require_http_methods(["GET", "POST"])
def receive(request, pk, measure):
    """签收配合措施."""
    row = measure_of(request, pk, measure)
    return form_page(
        request, row, RECEIVE, _people(request, row), values=PeopleForm.people, place=place_of(row)
    )


@require_http_methods(["GET", "POST"])
def people(request, pk, measure):
    """明确责任人 of a measure."""
    row = measure_of(request, pk, measure)
    return form_page(
        request, row, PEOPLE, _people(request, row), values=PeopleForm.people, place=place_of(row)
    )


@require_http_methods(["GET", "POST"])
def object_to(request, pk, measure):
    """提出异议."""
    row = measure_of(request, pk, measure)
    return step_page(request, row, OBJECT, place=place_of(row))


@require_http_methods(["GET", "POST"])
def urge(request, pk, measure):
    """催办 a 配合单位."""
    row = measure_of(request, pk, measure)
    return step_page(request, row, URGE, place=place_of(row))


@require_http_methods(["GET", "POST"])
def coordinate(request, pk):
    """提请协调."""
    return step_page(request, item_of(request, pk), COORDINATE)


@require_http_methods(["GET", "POST"])
def answer(request, pk, concern):
    """答复 an objection or a request for coordination."""
    item = item_of(request, pk)
    row = get_object_or_404(item.concerns.select_related("measure__unit"), pk=concern)
    row.item = item
    if row.kind == ConcernKind.COORDINATION or row.measure is None:  # a measure that was removed has no page
        return step_page(request, row, ANSWER_COORDINATION, place=steps.place_of(item))
    row.measure.item = item
    return step_page(request, row, ANSWER_OBJECTION, place=place_of(row.measure))
