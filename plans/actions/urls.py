"""Addresses of actions, plans and tasks."""

from django.urls import path

from .views import acceptance, actions, amending, autosave, editor, evidence, plans, points, review, submission, tasks, versions

urlpatterns = [
    # 起草、报送 (drafting)
    path("actions/", actions.actions, name="actions"),
    path("actions/new/", actions.action_new, name="action_new"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/import/", actions.action_import, name="action_import"),
    path("actions/<int:pk>/import/confirm/", actions.action_import_confirm, name="action_import_confirm"),
    path("actions/<int:pk>/templates/<int:n>/publish/", actions.action_publish, name="action_publish"),
    path("actions/<int:pk>/start/", actions.plan_start, name="plan_start"),
    path("plans/<int:pk>/edit/", editor.edit, name="plan_edit"),
    path("plans/<int:pk>/edit/gaps/", editor.gaps, name="plan_gaps"),
    path("plans/<int:pk>/edit/head/", autosave.head, name="plan_head_save"),
    path("plans/<int:pk>/edit/sections/<slug:key>/", autosave.section, name="plan_section_save"),
    path("plans/<int:pk>/edit/checked/", autosave.checked, name="plan_checked"),
    path("plans/<int:pk>/edit/tasks/", editor.task_add, name="plan_task_add"),
    path("plans/<int:pk>/edit/tasks/<int:task>/", autosave.task, name="plan_task_save"),
    path("plans/<int:pk>/edit/tasks/<int:task>/move/", editor.task_move, name="plan_task_move"),
    path("plans/<int:pk>/edit/tasks/<int:task>/remove/", editor.task_remove, name="plan_task_remove"),
    path("plans/<int:pk>/submit/", submission.submit, name="plan_submit"),
    path("plans/<int:pk>/withdraw/", submission.withdraw, name="plan_withdraw"),
    path("plans/<int:pk>/agree/", submission.agree, name="plan_agree"),
    path("plans/<int:pk>/send-back/", submission.send_back, name="plan_send_back"),
    path("plans/<int:pk>/paper/", submission.paper_decision, name="plan_paper_decision"),
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
