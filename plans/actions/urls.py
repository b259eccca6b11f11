"""Addresses of actions, plans and tasks."""

from django.urls import path

from .views import acceptance, amending, evidence, plans, points, review, tasks, versions

urlpatterns = [
    # 起草、报送 (drafting)
    # 方案页、初审、审定 (plan page and review)
    path("plans/", plans.plans, name="plans"),
    path("mine/", plans.my_plans, name="my_plans"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/versions/<int:n>/", versions.version, name="plan_version"),
    path("plans/<int:pk>/changes/", versions.plan_changes, name="plan_changes"),
    path("plans/<int:pk>/receive/", review.receive, name="plan_receive"),
    path("plans/<int:pk>/decline/", review.decline, name="plan_decline"),
    path("plans/<int:pk>/remark/", review.remark, name="plan_remark"),
    path("plans/<int:pk>/return/", review.return_for_revision, name="plan_return"),
    path("plans/<int:pk>/propose/", review.propose, name="plan_propose"),
    path("plans/<int:pk>/points/", points.add, name="plan_point_add"),
    path("plans/<int:pk>/points/at/", points.place, name="plan_point_place"),
    path("plans/<int:pk>/points/<int:point>/", points.change, name="plan_point_change"),
    path("plans/<int:pk>/points/<int:point>/remove/", points.remove, name="plan_point_remove"),
    path("plans/<int:pk>/points/<int:point>/answer/", points.answer, name="plan_point_answer"),
    path("plans/<int:pk>/points/<int:point>/settle/", points.settle, name="plan_point_settle"),
    path("plans/<int:pk>/amend/", amending.amend, name="plan_amend"),
    path("plans/<int:pk>/confirm/", amending.confirm, name="plan_confirm"),
    path("plans/<int:pk>/amendments-return/", amending.return_amendments, name="plan_amendments_return"),
    # 实施、验收 (execution and acceptance)
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/report/", tasks.task_report, name="task_report"),
    path("tasks/<int:pk>/finish/", tasks.task_finish, name="task_finish"),
    path("tasks/<int:pk>/evidence/", tasks.task_evidence_add, name="task_evidence_add"),
    path(
        "tasks/<int:pk>/evidence/<int:evidence>/remove/", tasks.task_evidence_remove, name="task_evidence_remove"
    ),
    path("tasks/<int:pk>/troubles/<int:report>/", tasks.trouble_answer, name="trouble_answer"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/file/", evidence.evidence_file, name="evidence_file"),
    path("plans/<int:pk>/request-acceptance/", acceptance.plan_request_acceptance, name="plan_request_acceptance"),
    path("plans/<int:pk>/compose/", acceptance.plan_compose, name="plan_compose"),
    path("plans/<int:pk>/check/", acceptance.plan_check, name="plan_check"),
    path("plans/<int:pk>/finding/", acceptance.plan_finding, name="plan_finding"),
    path("plans/<int:pk>/conclude/", acceptance.plan_conclude, name="plan_conclude"),
    path("plans/<int:pk>/signed/", acceptance.plan_signed, name="plan_signed"),
]
