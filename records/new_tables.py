"""First migrations: all tables of an app at once, their models drawn once and not once for each table."""

from django.db import migrations


class NewTables(migrations.Migration):
    """A migration that makes tables and fills them: each of its operations sees the models as they are at its end.

    Django draws every related model anew for each operation, which with a hundred tables is most of the work of
    making a database. Nothing but CreateModel and RunPython belongs here.
    """

    def apply(self, project_state, schema_editor, collect_sql=False):
        """As Django's, but the models are drawn after all operations have told of theirs."""
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        project_state.__dict__.pop("apps", None)
        self.mutate_state(project_state, preserve=False)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
