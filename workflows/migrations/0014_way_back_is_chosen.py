from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0013_misfiled_sent"),
    ]

    operations = [
        migrations.AlterField(
            model_name="stage",
            name="refusal",
            field=models.CharField(
                choices=[
                    ("drafter", "退回报送单位修改"),
                    ("stage", "退回前面环节"),
                    ("chosen", "退回报送单位或前面环节，由表态人选择"),
                    ("go_on", "带不同意见继续"),
                    ("end", "结束，不予通过"),
                ],
                default="drafter",
                max_length=10,
            ),
        ),
    ]
