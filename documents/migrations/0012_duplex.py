from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0011_progress_of_a_paper'),
    ]

    operations = [
        migrations.AlterField(
            model_name='printjob',
            name='shape',
            field=models.CharField(choices=[('merged', '合并为一个PDF，带书签'), ('duplex', '合并为一个PDF，双面打印时每份从新的一张开始'), ('zip', '压缩包，每份一个文件')], max_length=10),
        ),
        migrations.AlterField(
            model_name='printpart',
            name='state',
            field=models.CharField(choices=[('waiting', '等待'), ('making', '正在生成'), ('again', '再次生成'), ('done', '已完成'), ('failed', '未完成')], default='waiting', max_length=10),
        ),
    ]
