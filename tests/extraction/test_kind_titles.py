"""Kinds by title: own titles of the documents that offices write.

The reason is the kind's own rule: what the last words of a title name (党政机关公文处理工作条例 art. 8 for notices).
"""

import pytest

from kexie_extract.extraction.kind import of_title
from kexie_extract.lexicon import default

TITLES = [
    ("云溪县妇联2021年工作总结", "work_report"),
    ("县残联2022年上半年工作情况汇报", "work_report"),
    ("在县工商联第十次会员代表大会上的工作报告", "work_report"),
    ("2023年度法治政府建设情况报告", "work_report"),
    ("政府工作报告", "work_report"),
    ("关于2022年国民经济和社会发展计划执行情况与2023年计划草案的报告", "work_report"),
    ("科普项目绩效自评报告", "work_report"),
    ("2023年工作思路", "work_plan"),
    ("云溪县红十字会2020年工作要点", "work_plan"),
    ("全民科学素质行动规划纲要实施方案（2021—2035年）", "work_plan"),
    ("青川市“十四五”科普发展规划", "work_plan"),
    ("2021年云溪县科普活动安排", "work_plan"),
    ("“三下乡”活动实施方案", "work_plan"),
    ("2022年学术交流计划", "work_plan"),
    ("乡村振兴三年行动计划（2021—2023年）", "work_plan"),
    ("科技工作者日活动方案", "work_plan"),
    ("2024年度培训计划", "work_plan"),
    ("2020年重点工作任务分解表", "task_table"),
    ("民生实事项目责任清单", "task_table"),
    ("问题整改台账", "task_table"),
    ("云溪县深化改革任务清单", "task_table"),
    ("2021年目标责任分解表", "task_table"),
    ("重点工作任务分工一览表", "task_table"),
    ("2024年重点任务推进计划表", "task_table"),
    ("云溪县科协2025年工作计划安排表", "work_plan"),
    ("学会下半年工作计划表", "work_plan"),
    ("关于召开全委会的通知", "notice"),
    ("关于加强基层科协组织建设的意见", "notice"),
    ("科普教育基地管理办法", "notice"),
    ("云溪县科学技术普及条例", "notice"),
    ("关于表彰先进集体的决定", "notice"),
    ("关于同意成立云溪县护理学会的批复", "notice"),
    ("关于商请支持科技馆建设的函", "notice"),
    ("关于申请专项经费的请示", "notice"),
    ("县长办公会议纪要", "notice"),
    ("2022年度考核结果公示", "notice"),
    ("全国科普日活动公告", "notice"),
    ("关于印发《2021年工作要点》的通知", "notice"),
    ("关于2021年工作情况的通报", "notice"),
    ("学会管理实施细则（试行）", "notice"),
    ("致全县科技工作者的倡议书", "notice"),
    ("征集论文的启事", "notice"),
    ("青年科技奖申报书", "other"),
    ("科普场馆建设规范", "other"),
    ("全县先进工作者名单", "other"),
    ("在科技工作者座谈会上的讲话", "other"),
    ("活动报名表", "other"),
    ("云溪科协网站简介", "other"),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_title(title: str, kind: str) -> None:
    assert (of_title(title, default()) or "other") == kind
