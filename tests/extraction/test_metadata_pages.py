"""Metadata and kind of whole pages: own documents of the kinds that offices write."""

import pytest

from kexie_extract import extract

PAGES = [
    (
        (
            "云州市科学技术协会2021年工作总结\n"
            "\n"
            "2021年，市科协坚持服务大局。\n"
            "一、主要工作\n"
            "（一）强化引领。开展培训3场。\n"
        ),
        "work_report",
        {
            "title": "云州市科学技术协会2021年工作总结",
            "issuer": "云州市科学技术协会",
            "region": {"province": None, "city": "云州市", "county": None},
        },
        "a full name before the year",
    ),
    (
        (
            "青屿市科普教育基地管理办法\n"
            "青科协发〔2022〕8号\n"
            "第一条 为规范管理，制定本办法。\n"
            "第二条 本办法适用于全市。\n"
        ),
        "notice",
        {"title": "青屿市科普教育基地管理办法", "document_number": "青科协发〔2022〕8号"},
        "measures name no issuer but a number",
    ),
    (
        (
            "关于印发《2023年浙江省科协工作要点》的通知\n"
            "浙科协发〔2023〕3号\n"
            "各市、县（市、区）科协，省级学会：\n"
            "现将《2023年浙江省科协工作要点》印发给你们，请结合实际贯彻执行。\n"
            "浙江省科学技术协会\n"
            "2023年2月6日\n"
        ),
        "notice",
        {
            "title": "关于印发《2023年浙江省科协工作要点》的通知",
            "issuer": "浙江省科学技术协会",
            "region": {"province": "浙江省", "city": None, "county": None},
            "document_number": "浙科协发〔2023〕3号",
            "date": "2023-02-06",
            "recipients": ["各市、县（市、区）科协", "省级学会"],
        },
        "signature, number, recipients",
    ),
    (
        (
            "成都市科学技术协会文件\n"
            "成科协〔2020〕15号\n"
            "成都市科学技术协会\n"
            "关于开展全国科技工作者日活动的通知\n"
            "各区（市）县科协、市级学会、企业科协：\n"
            "为做好有关工作，现通知如下。\n"
            "一、活动时间\n"
            "5月1日至30日。\n"
            "附件：1.活动安排表\n"
            "2.活动统计表\n"
            "成都市科学技术协会\n"
            "2020年4月21日\n"
            "抄送：四川省科协，市委宣传部。\n"
        ),
        "notice",
        {
            "title": "成都市科学技术协会 关于开展全国科技工作者日活动的通知",
            "issuer": "成都市科学技术协会",
            "region": {"province": None, "city": "成都市", "county": None},
            "document_number": "成科协〔2020〕15号",
            "date": "2020-04-21",
            "recipients": ["各区（市）县科协", "市级学会", "企业科协"],
            "attachments": ["活动安排表", "活动统计表"],
            "copied_to": ["四川省科协", "市委宣传部"],
        },
        "mark, title over two lines, list of attachments, copies",
    ),
    (
        (
            "在武汉市科协八届三次全委会议上的工作报告\n"
            "（2021年2月25日）\n"
            "武汉市科协主席  李文华\n"
            "各位委员、同志们：\n"
            "现在，我代表市科协常委会报告工作。\n"
            "一、2020年工作回顾\n"
            "（一）服务大局。举办活动5场。\n"
        ),
        "work_report",
        {
            "title": "在武汉市科协八届三次全委会议上的工作报告",
            "date": "2021-02-25",
            "speaker": "李文华",
            "issuer": "武汉市科协",
            "region": {"province": None, "city": "武汉市", "county": None},
        },
        "a meeting's report with a speaker",
    ),
    (
        (
            "勇担使命 服务创新\n"
            "——在黔南州科协第六次代表大会上的报告\n"
            "（2022年9月15日）\n"
            "张明亮\n"
            "各位代表：\n"
            "我代表黔南州科协第五届委员会向大会作报告。\n"
            "一、过去五年工作\n"
            "建设基地8个。\n"
        ),
        "work_report",
        {
            "title": "勇担使命 服务创新",
            "subtitle": "在黔南州科协第六次代表大会上的报告",
            "meeting": "黔南州科协第六次代表大会",
            "date": "2022-09-15",
            "speaker": "张明亮",
        },
        "a subtitle that names the meeting",
    ),
    (
        (
            "政府工作报告\n"
            "——2024年1月16日在云溪县第十八届人民代表大会第三次会议上\n"
            "县长 王立新\n"
            "各位代表：\n"
            "现在，我代表县人民政府，向大会报告工作。\n"
            "一、2023年工作回顾\n"
            "新增企业12家。\n"
            "二、2024年工作安排\n"
            "新建道路6公里。\n"
        ),
        "work_report",
        {
            "title": "政府工作报告",
            "subtitle": "2024年1月16日在云溪县第十八届人民代表大会第三次会议上",
            "meeting": "云溪县第十八届人民代表大会第三次会议",
            "date": "2024-01-16",
            "speaker": "王立新",
            "issuer": "县人民政府",
        },
        "a government's report",
    ),
    (
        (
            "中共甘州区委办公室 甘州区人民政府办公室关于印发《甘州区全民科学素质行动实施方案》的通知\n"
            "各乡镇党委、人民政府，区委各部门：\n"
            "现将方案印发，请遵照执行。\n"
            "中共甘州区委办公室  甘州区人民政府办公室\n"
            "2022年3月1日\n"
        ),
        "notice",
        {
            "issuer": "中共甘州区委办公室 甘州区人民政府办公室",
            "date": "2022-03-01",
            "recipients": ["各乡镇党委、人民政府", "区委各部门"],
            "region": {"province": None, "city": None, "county": "甘州区"},
        },
        "joint issuers of a district",
    ),
    (
        (
            "教育部 财政部 人力资源社会保障部关于加强科学教育的意见\n"
            "教监管〔2023〕2号\n"
            "各省、自治区、直辖市教育厅（教委）、财政厅（局），新疆生产建设兵团教育局：\n"
            "现提出如下意见。\n"
            "一、总体要求\n"
            "坚持育人为本。\n"
            "教育部 财政部 人力资源社会保障部\n"
            "二〇二三年五月十七日\n"
        ),
        "notice",
        {
            "issuer": "教育部 财政部 人力资源社会保障部",
            "date": "2023-05-17",
            "document_number": "教监管〔2023〕2号",
            "region": {"province": None, "city": None, "county": None},
        },
        "ministries, Chinese numerals",
    ),
    (
        (
            "重庆市科学技术协会2019年工作要点\n"
            "2019年，全市科协系统要深入贯彻精神。\n"
            "一、强化政治引领\n"
            "（一）加强学习。举办培训班6期。\n"
        ),
        "work_plan",
        {"issuer": "重庆市科学技术协会", "region": {"province": "重庆市", "city": None, "county": None}},
        "a municipality is a province",
    ),
    (
        (
            "临海县科协2022年上半年工作总结和下半年工作计划\n"
            "一、上半年工作\n"
            "举办讲座10场。\n"
            "二、下半年计划\n"
            "建设基地2个。\n"
        ),
        "work_report",
        {"issuer": "临海县科协"},
        "a short name of a county",
    ),
    (
        ("泰来县2023年科普工作方案（征求意见稿）\n一、总体要求\n坚持服务。\n二、重点任务\n建设科普馆1座。\n"),
        "work_plan",
        {"draft": "征求意见稿", "region": {"province": None, "city": None, "county": "泰来县"}},
        "a draft in brackets",
    ),
    (
        ("鹿泉区科协2024年工作计划（讨论稿）\n一、重点工作\n举办科普节。\n"),
        "work_plan",
        {"draft": "讨论稿", "issuer": "鹿泉区科协", "region": {"province": None, "city": None, "county": "鹿泉区"}},
        "a draft for discussion",
    ),
    (
        (
            "关于召开2020年度学会工作会议的通知\n"
            "各学会：\n"
            "定于12月3日召开会议。\n"
            "附件：参会回执\n"
            "省科协学会部\n"
            "2020年11月20日\n"
        ),
        "notice",
        {"issuer": "省科协学会部", "date": "2020-11-20", "recipients": ["各学会"], "attachments": ["参会回执"]},
        "one attachment, a department as issuer",
    ),
    (
        (
            "云溪县人民政府办公室关于印发云溪县防汛应急预案的通知\n"
            "云政办发[2021]12号\n"
            "各乡（镇）人民政府、县政府各部门、各直属机构：\n"
            "请认真执行。\n"
            "云溪县人民政府办公室\n"
            "2021年5月8日\n"
            "（此件公开发布）\n"
            "抄送：县委办公室，县人大办，县政协办。\n"
            "云溪县人民政府办公室2021年5月8日印发\n"
        ),
        "notice",
        {
            "document_number": "云政办发[2021]12号",
            "issuer": "云溪县人民政府办公室",
            "copied_to": ["县委办公室", "县人大办", "县政协办"],
            "date": "2021-05-08",
            "recipients": ["各乡（镇）人民政府", "县政府各部门", "各直属机构"],
        },
        "square brackets, imprint and annotation",
    ),
    (
        (
            "云溪县人民政府令\n"
            "第12号\n"
            "《云溪县科普条例实施办法》已经县政府常务会议通过，现予公布。\n"
            "县长 李强\n"
            "2021年1月5日\n"
        ),
        "notice",
        {},
        "an order with its number",
    ),
    (
        (
            "关于做好2021年农技协工作的通知\n"
            "川科协函（2021）15号\n"
            "各市（州）科协:\n"
            "请做好工作。\n"
            "四川省科学技术协会\n"
            "2021.3.5\n"
        ),
        "notice",
        {
            "document_number": "川科协函（2021）15号",
            "date": "2021-03-05",
            "recipients": ["各市（州）科协"],
            "issuer": "四川省科学技术协会",
            "region": {"province": "四川省", "city": None, "county": None},
        },
        "round brackets, a date with points",
    ),
    (
        ("乌鲁木齐市科协2018年工作总结\n2018年12月\n一年来，市科协做了以下工作。\n一、抓学习\n学习3次。\n"),
        "work_report",
        {"date": "2018-12", "region": {"province": None, "city": "乌鲁木齐市", "county": None}},
        "a month below the title",
    ),
    (
        ("2019年工作总结\n\n县妇联\n\n2019年，县妇联围绕中心开展工作。\n一、学习\n组织学习3次。\n"),
        "work_report",
        {"issuer": "县妇联", "title": "2019年工作总结"},
        "the issuer's line below the title",
    ),
    (
        (
            "大力弘扬科学家精神\n"
            "为建设美丽新城贡献力量\n"
            "——在市科协第八次代表大会上的讲话\n"
            "各位代表：\n"
            "今天我讲三点意见。\n"
            "一、提高站位\n"
            "认真学习。\n"
        ),
        "other",
        {
            "title": "大力弘扬科学家精神 为建设美丽新城贡献力量",
            "subtitle": "在市科协第八次代表大会上的讲话",
            "meeting": "市科协第八次代表大会",
        },
        "a title over two lines, a speech",
    ),
    (
        (
            "青山市科协关于报送2020年度工作总结的函\n"
            "省科协：\n"
            "现将我会2020年度工作总结报上，请审阅。\n"
            "青山市科学技术协会\n"
            "二〇二〇年十二月十五日\n"
        ),
        "notice",
        {"recipients": ["省科协"], "issuer": "青山市科学技术协会", "date": "2020-12-15"},
        "a letter",
    ),
    (
        ("附件3\n2022年重点工作任务分解表\n云溪县科协\n按要求填写。\n"),
        "task_table",
        {"title": "2022年重点工作任务分解表"},
        "an attachment of its own",
    ),
    (
        (
            "云溪县残疾人联合会\n"
            "云溪县财政局\n"
            "关于下达2021年残疾人补贴资金的通知\n"
            "云残联发〔2021〕9号  \n"
            "各乡镇人民政府、街道办事处：\n"
            "现下达资金120万元。\n"
            "云溪县残疾人联合会  云溪县财政局\n"
            "2021年6月3日\n"
        ),
        "notice",
        {
            "document_number": "云残联发〔2021〕9号",
            "date": "2021-06-03",
            "issuer": "云溪县残疾人联合会 云溪县财政局",
            "recipients": ["各乡镇人民政府", "街道办事处"],
        },
        "joint issuers above the title",
    ),
    (
        ("吉林省红十字会2020年工作要点\n2020年吉林省红十字会要做好以下工作。\n一、应急救护\n培训5万人。\n"),
        "work_plan",
        {"issuer": "吉林省红十字会", "region": {"province": "吉林省", "city": None, "county": None}},
        "a province in the issuer's name",
    ),
    (
        (
            "密级：内部\n"
            "紧急程度：特急\n"
            "云溪县科协文件\n"
            "云科协〔2021〕3号    签发人：陈明\n"
            "云溪县科协关于申请经费的请示\n"
            "县人民政府：\n"
            "现申请经费30万元。\n"
            "妥否，请批示。\n"
            "云溪县科协\n"
            "2021年3月1日\n"
        ),
        "notice",
        {
            "title": "云溪县科协关于申请经费的请示",
            "document_number": "云科协〔2021〕3号",
            "recipients": ["县人民政府"],
            "issuer": "云溪县科协",
            "date": "2021-03-01",
        },
        "labelled classification, a request",
    ),
    (
        ("2020年宁波市科协系统重点工作安排\n（审议稿）\n一、深化改革\n开展调研3次。\n"),
        "work_plan",
        {"draft": "审议稿", "title": "2020年宁波市科协系统重点工作安排"},
        "a draft on its own line",
    ),
    (
        (
            "关于印发方案的通知\n"
            "县直各单位：\n"
            "请执行。\n"
            "附件：1.云溪县科普示范县创建方案；2.云溪县创建任务分工表；3.考核办法\n"
            "云溪县科协办公室\n"
            "2019年元月8日\n"
        ),
        "notice",
        {
            "attachments": ["云溪县科普示范县创建方案", "云溪县创建任务分工表", "考核办法"],
            "date": "2019-01-08",
            "issuer": "云溪县科协办公室",
        },
        "attachments divided by ；",
    ),
    (
        (
            "关于成立领导小组的通知\n"
            "各部门:\n"
            "经研究，决定成立领导小组。\n"
            "附件：\n"
            "1．领导小组名单\n"
            "2．工作职责\n"
            "青川市科协\n"
            "2020年1月  日\n"
        ),
        "notice",
        {"attachments": ["领导小组名单", "工作职责"], "date": "2020-01", "issuer": "青川市科协"},
        "attachments on lines, a day left open",
    ),
    (
        (
            "会议纪要\n"
            "〔2023〕5号\n"
            "云溪县人民政府办公室  2023年4月10日\n"
            "4月8日，县长主持召开会议。\n"
            "一、会议听取汇报\n"
            "同意方案。\n"
        ),
        "notice",
        {},
        "minutes",
    ),
    (
        ("海州区人大常委会2021年工作要点\n——2021年1月20日区十四届人大常委会第30次会议通过\n一、总体要求\n依法监督。\n"),
        "work_plan",
        {"title": "海州区人大常委会2021年工作要点"},
        "a subtitle that says when it was adopted",
    ),
    (
        (
            "江北区科技局2017年度工作情况汇报\n"
            "今年以来，区科技局完成以下工作。\n"
            "一、创新平台\n"
            "新增平台3个。\n"
            "二、2018年工作打算\n"
            "新增企业5家。\n"
        ),
        "work_report",
        {"title": "江北区科技局2017年度工作情况汇报"},
        "a report with plans",
    ),
    (
        (
            "国务院办公厅关于加强全民健身的意见\n"
            "国办发〔2020〕36号\n"
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n"
            "现提出意见。\n"
            "国务院办公厅\n"
            "2020年9月30日\n"
        ),
        "notice",
        {
            "issuer": "国务院办公厅",
            "document_number": "国办发〔2020〕36号",
            "region": {"province": None, "city": None, "county": None},
        },
        "the State Council",
    ),
]


@pytest.mark.parametrize(("text", "kind", "expected", "reason"), PAGES, ids=[page[3] for page in PAGES])
def test_page(text: str, kind: str, expected: dict[str, object], reason: str) -> None:
    document = extract(text.encode())
    found = document.metadata.model_dump(mode="json")
    assert {key: found[key] for key in expected} == expected, reason
    assert document.kind == kind, reason
