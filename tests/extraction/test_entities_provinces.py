"""Entities in documents of other provinces and bodies: own sentences with every entity marked, and where they stand.

Marks as in `test_entities.py`: {o…} organisation, {p…} person, {l…} place, {d…} document, {a…} activity. What is not
marked must not be found.
"""

import pytest
from tests.marked import unmarked

from kexie_extract.extraction import entities
from kexie_extract.lexicon import default

SENTENCES = [
    ("{o滇池市妇女联合会}2022年工作总结", "a women's federation's report, Yunnan"),
    (
        "2022年，{o市妇联}在{o市委}的坚强领导和{o省妇联}的精心指导下"
        "，以习近平新时代中国特色社会主义思想为指导，团结动员全市妇女建功新时代。",
        "a women's federation's report, Yunnan",
    ),
    (
        "组织开展{a“巾帼心向党·奋进新征程”}群众性主题宣传教育活动120场次，邀请{o云南大学}教授{p周慕兰}作专题辅导。",
        "a women's federation's report, Yunnan",
    ),
    ("推选{p何晓琴}、{p杨丽华}两名同志为全国三八红旗手。", "a women's federation's report, Yunnan"),
    (
        "实施{a“乡村振兴巾帼行动”}，在{l昆明}、{l曲靖}、{l大理}举办家政培训班36期。",
        "a women's federation's report, Yunnan",
    ),
    (
        "联合{o市人社局}、{o市总工会}、{o团市委}举办{a“春风行"
        "动”}专场招聘会，{o云岭锦绣民族刺绣有限公司}等45家企业参加。",
        "a women's federation's report, Yunnan",
    ),
    ("走访慰问困难妇女干部{p段慧}、{p普美仙}等12人。", "a women's federation's report, Yunnan"),
    (
        "落实{d《中国儿童发展纲要（2021—2030年）》}，{l金马镇}、{l双龙乡}建成儿童之家18个。",
        "a women's federation's report, Yunnan",
    ),
    (
        "基层妇联组织建设不平衡，其中山区妇女之家建设滞后，城区与乡村差距较大，和平稳定的家庭环境还需进一步营造。",
        "a women's federation's report, Yunnan",
    ),
    ("{o榆林市残联}2023年工作要点", "a disabled persons' federation's plan, Shaanxi"),
    (
        "2023年全市残联工作的总体要求是：深入贯彻{d《残疾人保障法》}和{d《"
        "“十四五”残疾人保障和发展规划》}，落实{o市委}、{o市政府}部署要求。",
        "a disabled persons' federation's plan, Shaanxi",
    ),
    ("1.推进{a残疾人就业帮扶行动}。", "a disabled persons' federation's plan, Shaanxi"),
    (
        "会同{o市人力资源和社会保障局}、{o市财政局}开展就业援助月活动，新建残疾人就业帮扶基地6个。",
        "a disabled persons' federation's plan, Shaanxi",
    ),
    ("2.办好{a第三十三次全国助残日}系列活动。", "a disabled persons' federation's plan, Shaanxi"),
    ("在{l榆阳区}、{l横山区}、{l神木市}设分会场。", "a disabled persons' federation's plan, Shaanxi"),
    (
        "3.由{o市残联教就部}牵头，{o榆林学院}配合，建设“阳光家园”示范点。",
        "a disabled persons' federation's plan, Shaanxi",
    ),
    ("4.组队参加{a陕西省第十届残疾人运动会}，力争金牌数进入前三名。", "a disabled persons' federation's plan, Shaanxi"),
    (
        "5.邀请{o西安交通大学第一附属医院}专家组赴{l绥德县}、{l米脂县}开展“光明行”义诊，服务患者500人次。",
        "a disabled persons' federation's plan, Shaanxi",
    ),
    ("{o望州市人民政府}市长  {p陆怀远}", "a government's report"),
    (
        "现在，我代表{o市人民政府}，向大会报告工作，请予审议，并请{o市政协}委员和列席人员提出意见。",
        "a government's report",
    ),
    ("一年来，我们在{o省委}、{o省政府}和{o市委}的坚强领导下，全市地区生产总值增长5.8%。", "a government's report"),
    ("实施{a工业强基三年行动计划}，改造老旧小区43个。", "a government's report"),
    ("建成{l滨湖大道}、{l望江路}等城市道路26公里，{l青龙湖公园}开放。", "a government's report"),
    ("{o望州高新技术产业开发区管委会}体制改革基本完成。", "a government's report"),
    ("新建、改扩建中小学18所，{o望州市第一人民医院}新院区投入使用。", "a government's report"),
    ("{l长江}岸线整治23公里，{l洞庭湖}水质持续改善。", "a government's report"),
    ("坚决打好{a污染防治攻坚战}，深化与{l长沙}、{l武汉}、{l粤港澳大湾区}的合作。", "a government's report"),
    ("推动朝阳产业发展，确保群众平安过节。", "a government's report"),
    ("{o丽水市红十字会}2021年工作总结及2022年工作思路", "a Red Cross report, Zhejiang"),
    (
        "今年以来，在{o浙江省红十字会}的指导下，{o市红十字会}认真履行{d《中华人民共和国红十字会法》}赋予的职责。",
        "a Red Cross report, Zhejiang",
    ),
    ("党组书记、常务副会长{p蓝素芬}带队赴{l景宁畲族自治县}调研。", "a Red Cross report, Zhejiang"),
    (
        "开展{a“红十字博爱送万家”}活动，募集款物320万元，{o浙江绿谷农业科技有限公司}捐赠50万元。",
        "a Red Cross report, Zhejiang",
    ),
    (
        "在{o丽水中学}、{o莲都区实验小学}建设博爱校园2所；{o省红十"
        "字会}副会长{p诸葛明德}、{o市委}常委{p吴立强}出席启动仪式。",
        "a Red Cross report, Zhejiang",
    ),
    (
        "{l遂昌县}{p王启航}成为全市第30例造血干细胞捐献者，其事迹被{d《丽水日报》}、{d《浙江日报》}报道。",
        "a Red Cross report, Zhejiang",
    ),
    ("{o汉源省科学技术协会}关于开展{a2023年全国科普日}活动的通知", "a notice"),
    ("各市（州）科协，各省级学会、协会、研究会，各高校科协：", "a notice"),
    (
        "根据{d《中国科协关于举办2023年全国科普日活动的通知》}（科协发普字〔2023〕15号"
        "）要求，{o汉源省科学技术协会}（以下简称{o省科协}）决定会同{o省委宣传部}、{o省教"
        "育厅}、{o省科技厅}举办{a2023年全国科普日}活动。",
        "a notice",
    ),
    ("请各单位于9月30日前将总结报送{o省科协科普部}。", "a notice"),
    ("联系人：{p曾宪}，电话：0000-1234567。", "a notice"),
    ("附件：1.{d《2023年全国科普日活动申报表》}", "a notice"),
    (
        "本报讯（记者 {p龚晓晨} 通讯员 {p莫北}）9月18日，{o芷阳县科协}联"
        "合{o县农业农村局}、{o县融媒体中心}在{l白马街道东门社区}举行科普大集。",
        "a newspaper piece",
    ),
    ("{o县科协}主席{p司马文}说，今年以来已开展科普进乡村活动42场。", "a newspaper piece"),
    ("{l芷阳县清水镇石桥村}村民{p郭大山}高兴地说：“专家把技术送到了田间地头。", "a newspaper piece"),
    ("”{o湖南农业大学}教授{p欧阳建平}现场讲解油茶栽培技术。", "a newspaper piece"),
    ("2023年3月12日，副市长{p孟凡平}主持召开专题会议，研究{l石泉水库}除险加固有关问题。", "minutes"),
    ("{o市发展改革委}、{o市水利局}、{o市自然资源和规划局}、{o石泉县人民政府}负责同志参加。", "minutes"),
    (
        "会议强调，要严格执行{d《水库大坝安全管理条例》}{d《小型水库安"
        "全管理办法》}，由{o市水利局}牵头，{o石泉水库管理处}具体实施。",
        "minutes",
    ),
    ("会议指出，总体进展良好，但也存在不足。", "minutes"),
    ("出席：{p孟凡平}、{p赵启明}、{p况守义}", "minutes"),
    ("{o泉港市工商业联合会}2020年工作报告", "a chamber's report, Fujian"),
    ("{o泉港市工商业联合会}（简称{o市工商联}）现有会员2300个。", "a chamber's report, Fujian"),
    (
        "一年来，{o市工商联}与{o中国建设银行泉港分行}、{o泉港农商银行}签订战略合作协"
        "议，为{o福建海丰食品集团有限公司}、{o鑫达模具厂}等86家民营企业授信12亿元。",
        "a chamber's report, Fujian",
    ),
    (
        "深入开展{a“万企兴万村”行动}，组织{o泉港市浙江商会}、{o市女企业家协会}结对帮扶{l五峰村}、{l前黄村}等15个村。",
        "a chamber's report, Fujian",
    ),
    ("组织企业家赴{l深圳}、{l苏州}、{l青岛}考察。", "a chamber's report, Fujian"),
    ("兼职副主席{p林永昌}、{p柯达明}、{p翁美玲}等积极履职。", "a chamber's report, Fujian"),
    ("在{d《中华工商时报》}刊发稿件6篇。", "a chamber's report, Fujian"),
    ("会长{p庄志强}被授予全国抗疫先进个人称号。", "a chamber's report, Fujian"),
    ("{l塔什县}“十四五”科学素质行动规划纲要实施方案", "a scheme, Xinjiang"),
    (
        "为贯彻{o国务院}{d《全民科学素质行动规划纲要（2021—20"
        "35年）》}和{o自治区人民政府}有关要求，结合实际，制定本方案。",
        "a scheme, Xinjiang",
    ),
    ("（一）实施{a青少年科学素质提升行动}。", "a scheme, Xinjiang"),
    ("由{o县教育局}、{o团县委}、{o县科协}分别负责。", "a scheme, Xinjiang"),
    ("{o塔什县第二中学}、{o新疆师范大学}共建科学教育基地。", "a scheme, Xinjiang"),
    ("（二）实施{a基层科普能力提升工程}。", "a scheme, Xinjiang"),
    (
        "依托{l喀什}、{l和田}、{l乌鲁木齐}科普资源，建设科普馆3个；推进{l塔河湿地公园}科普设施建设。",
        "a scheme, Xinjiang",
    ),
    ("（三）办好{a自治区科技活动周}、{a“科普之冬”}活动。", "a scheme, Xinjiang"),
    ("将{a“天山科普”公众号}打造为宣传阵地。", "a scheme, Xinjiang"),
    ("各乡镇人民政府、县直各部门要加强协调，其中重点任务由{o县委组织部}督办。", "a scheme, Xinjiang"),
    ("{l北屏市}科普教育基地管理办法", "measures, Hebei"),
    (
        "第一条 为规范科普教育基地管理，根据{d《中华人民共和国科学"
        "技术普及法》}、{d《河北省科学技术普及条例》}，制定本办法。",
        "measures, Hebei",
    ),
    (
        "第二条 本办法所称科普教育基地，是指由{o北屏市科学技术协会}（以下简称“{o市科协}”）命名的场所。",
        "measures, Hebei",
    ),
    ("第三条 {o市科协}会同{o市科技局}、{o市教育局}、{o市文广旅局}组成评审委员会。", "measures, Hebei"),
    ("评审委员会办公室设在{o市科协科普部}。", "measures, Hebei"),
    ("{l雄安新区}、{l定州市}、{l辛集市}参照执行。", "measures, Hebei"),
    ("第五条 各省、自治区、直辖市人民政府可以根据实际制定办法。", "measures, Hebei"),
    ("在{o锦河市科学技术协会}第五次代表大会上的工作报告", "an association's report, Liaoning"),
    ("我受{o锦河市科协第四届委员会}委托，向大会报告工作。", "an association's report, Liaoning"),
    ("五年来，我们始终以{p习近平}总书记关于科技工作的重要论述为指引。", "an association's report, Liaoning"),
    ("举办{a“创新锦河”论坛}3届，{p李灿}、{p段雪}等院士先后作报告。", "an association's report, Liaoning"),
    (
        "{o市电视台}播出{d《科普之窗》}栏目52期，{a“科普锦河”微信公众号}关注人数达3.2万人。",
        "an association's report, Liaoning",
    ),
    ("四是在{l大连}、{l鞍山}、{l阜新蒙古族自治县}推广经验。", "an association's report, Liaoning"),
    ("平安建设和大同社会理念深入人心。", "an association's report, Liaoning"),
    ("{o市农学会}、{o市医学会}、{o市机械工程学会}获评五星级学会。", "an association's report, Liaoning"),
    ("{o中铁隆工程集团西南分公司}召开安全生产部署会", "a company's bulletin, Sichuan"),
    (
        "5月6日，{o中铁隆工程集团西南分公司}党委书记{p尹正国}传达{o四川省应急管理厅}会议精神。",
        "a company's bulletin, Sichuan",
    ),
    (
        "会议要求，{l成都}、{l绵阳}、{l攀枝花}各项目部要落实{d《安全生产法》}，扎实开展{a“安全生产月”}活动。",
        "a company's bulletin, Sichuan",
    ),
    ("总工程师{p毛大伟}通报了{l都江堰市}青城山隧道项目进展情况，要求以案为鉴。", "a company's bulletin, Sichuan"),
    ("{o沙河区教育局}关于举办{a第十五届中小学生艺术节}的通知", "a school notice"),
    ("经{o区教育局}研究，定于5月在{l人民公园}举办{a第十五届中小学生艺术节}。", "a school notice"),
    ("由{o沙河区实验中学}承办，{o区青少年活动中心}协办。", "a school notice"),
    (
        "成立组委会，主任：{p蒋欣然}；副主任：{p白鹭}、{p陆一鸣}；成员：{p王一}、{p赵小禾}、{p钱多多}。",
        "a school notice",
    ),
    ("{o玉海州地震局}工作总结", "a bureau's report, Qinghai"),
    (
        "一年来，{o州地震局}与{o青海省地震局}、{o中国地震局}保"
        "持密切联系，{l玉树藏族自治州}、{l果洛州}应急演练有序开展。",
        "a bureau's report, Qinghai",
    ),
    (
        "推进防震减灾科普{a“六进”}活动，在{l结古镇}、{l唐古拉镇}发放{d《防震减灾知识手册》}5000册。",
        "a bureau's report, Qinghai",
    ),
    ("副局长{p扎西多吉}、工程师{p才让卓玛}参加了{l格尔木市}抢险。", "a bureau's report, Qinghai"),
    ("{o国家统计局}数据显示，公众防灾意识明显增强。", "a bureau's report, Qinghai"),
    ("{o玉海州图书馆}、{o州气象局}共建科普馆。", "a bureau's report, Qinghai"),
    ("{o毕水市科学技术协会}2023年工作总结", "an association's report, Guizhou"),
    (
        "2023年，{o毕水市科协}以{p习近平}总书记考察{l贵州}重要讲话精神为指引，组织实施"
        "{a科技赋能乡村振兴行动}，在{l七星关区}、{l黔西市}、{l大方县}建立科技小院12个。",
        "an association's report, Guizhou",
    ),
    (
        "（二）联合{o贵州大学}、{o贵州省农业科学院}、{o毕水职业技术学院}举办"
        "{a“甲秀论坛”}2期，邀请{o中国工程院}院士{p宋保国}等5位专家作报告。",
        "an association's report, Guizhou",
    ),
    (
        "（三）选派{p罗开贵}、{p彭洪霞}、{p陆国栋}等15名科技特派员到{l海子街镇}、{l长春堡镇}开展技术指导。",
        "an association's report, Guizhou",
    ),
    ("（四）{a“科普贵州行”}活动走进{o威宁民族中学}，{o市融媒体中心}全程报道。", "an association's report, Guizhou"),
    ("（五）编印{d《农村实用技术手册》}，订阅{d《贵州科普》}杂志2000份。", "an association's report, Guizhou"),
    ("{o赣北市妇联}2024年工作安排", "a plan, Jiangxi"),
    (
        "一、深化{a“赣鄱巾帼行”}品牌活动，组织{o市女企业家商会}会员到{l上饶}、{l鹰潭}、{l景德镇}开展招商。",
        "a plan, Jiangxi",
    ),
    ("二、推进{a妇女儿童健康守护工程}，由{o市妇幼保健院}、{o市卫健委}负责，11月底前完成。", "a plan, Jiangxi"),
    ("三、组织参加{a第八届全国家庭教育论坛}，宣传{d《家庭教育促进法》}。", "a plan, Jiangxi"),
    ("四、加强与{o团市委}、{o市总工会}、{o市教育局}的协作，在{l庐山西海风景区}设立亲子营地。", "a plan, Jiangxi"),
    ("五、联系人：{p涂丽芬}；审核：{p熊建华}", "a plan, Jiangxi"),
    ("——2023年2月8日在{l柳江县}第十七届人民代表大会第三次会议上", "a government's report, Guangxi"),
    (
        "现在，我代表{o县人民政府}向大会报告工作，请予审议，并请{o县政协}各位委员提出意见。",
        "a government's report, Guangxi",
    ),
    (
        "一年来，在{o自治区党委}、{o自治区人民政府}和{o市委}、{o市政府}的正确领导下，我们克服困难。",
        "a government's report, Guangxi",
    ),
    (
        "{o广西柳钢集团有限公司}新增产能30万吨；{l柳江县洛满镇}建成蔬菜基地，{l福塘村}、{l古亭村}获评美丽乡村。",
        "a government's report, Guangxi",
    ),
    ("{o县第二人民医院}迁建项目完工，{o县实验高中}开工。", "a government's report, Guangxi"),
    (
        "今年，我们要启动{a新型城镇化攻坚行动}，打赢{a碧水保卫战}，主动融入{l粤港澳大湾区}、{l北部湾经济区}。",
        "a government's report, Guangxi",
    ),
    ("坚持共同富裕方向，提升群众安全感，壮大朝阳产业。", "a government's report, Guangxi"),
    (
        "{o黑龙江省残疾人联合会} {o黑龙江省教育厅}关于举办{a第六届特殊教育学生艺术汇演}的通知",
        "a joint notice, Heilongjiang",
    ),
    (
        "根据{o中国残联}、{o教育部}{d《关于开展特殊艺术教育的意见》}"
        "精神，{o省残联}、{o省教育厅}决定于9月在{l哈尔滨市}举办汇演。",
        "a joint notice, Heilongjiang",
    ),
    ("（一）报名材料请于8月20日前报{o省残联宣文部}。", "a joint notice, Heilongjiang"),
    ("联系人：{p于晓鸥}，电话0000-88888888。", "a joint notice, Heilongjiang"),
    ("（二）承办单位：{o哈尔滨师范大学}；协办单位：{o黑龙江省特殊艺术学会}。", "a joint notice, Heilongjiang"),
    ("本报{l漳州}讯（记者 {p吴锦程} 通讯员 {p林阿妹}）“专家一指导，产量翻了番。", "a newspaper piece, Fujian"),
    ("”日前，{l平和县坂仔镇五星村}村支书{p赖水生}向记者介绍。", "a newspaper piece, Fujian"),
    (
        "去年以来，{o漳州市科协}牵线{o福建农林大学}，在当地设立蜜柚科技小院，教授{p郑晓青}带领学生长期驻点。",
        "a newspaper piece, Fujian",
    ),
    ("{o平和县委}副书记{p黄志雄}表示，将继续支持。", "a newspaper piece, Fujian"),
    ("{o福建省科协}主席{p游建胜}出席揭牌仪式，{o漳州市科协}副主席{p许小玲}主持。", "a newspaper piece, Fujian"),
    (
        "4月20日，{o县委}副书记、县长{p葛长明}主持召开{o县政府}"
        "第12次常务会议，听取{o县水利局}关于{l大汶河}治理情况的汇报。",
        "minutes, Shandong",
    ),
    (
        "会议决定，由{o县财政局}安排资金300万元，{o县交通运输局}"
        "负责{l泰山路}改造，{o宁安县城市建设投资有限公司}组织实施。",
        "minutes, Shandong",
    ),
    ("出席：{p葛长明}、{p孙立业}、{p徐倩}", "minutes, Shandong"),
    ("列席：{o县审计局}{p刘宝山}、{o县司法局}{p高翔}", "minutes, Shandong"),
    ("{l湘中市}科普工作条例", "regulations, Hunan"),
    (
        "第一条 根据{d《中华人民共和国科学技术普及法》}和{d《湖南省科学技术普及条例》}，结合本市实际，制定本条例。",
        "regulations, Hunan",
    ),
    ("第二条 {o市人民政府}科技行政部门负责科普工作。", "regulations, Hunan"),
    ("{o市科学技术协会}是科普工作的主要社会力量。", "regulations, Hunan"),
    ("每年9月为{a市科普活动月}。", "regulations, Hunan"),
    ("{o湘中市人大常委会}负责解释。", "regulations, Hunan"),
]

TRAPS = [
    ("其中山区乡镇占三成", "a district's name across two words"),
    ("新建区域科普站3个", "a district's name with the first part of a word"),
    ("开拓{l上海}市场", "a city before 市场"),
    ("推动朝阳产业发展", "a district's name that is a common word"),
    ("以{l大同}、{l朝阳}为重点", "common words count in a list of divisions"),
    ("赴{l朝阳}调研", "a common word as the place of a verb"),
    ("赴{l长沙}、{l大连}、{l南通}考察", "cities whose names are also parts of words"),
    ("各市（地）残联、教育局要配合", "a bare office in a list of classes"),
    ("共有两百家单位报名", "a number"),
    ("报村镇银行备案", "a class of banks"),
    ("云溪地区要应按照规定办理", "a verb before another is no name"),
    ("县领导走访慰问{p林致远}、{p苏文博}等科技工作者", "a list before the class that it names"),
    ("{o县委}书记{p李明远}批示", "a name after an office, a verb after the name"),
    ("主任应按照要求落实", "a verb after an office"),
    ("情况，同志们", "a comma is in no name"),
    ("打好{a碧水保卫战}", "a short stem before 保卫战"),
    ("{o省科协科普部}负责", "a department with its body, the longest name"),
    ("提高出口退税率", "numbers and verbs only"),
    ("获评五星级学会", "a class by its grade"),
    ("提交评审委员会审定", "a committee without a name"),
    ("由{o云溪县水利局}负责{l云溪水库}加固", "a reservoir"),
]


@pytest.mark.parametrize(("marked", "reason"), [*SENTENCES, *TRAPS])
def test_sentence(marked: str, reason: str) -> None:
    text, wanted = unmarked(marked)
    found = [(c.type, text[c.start : c.end]) for c in entities.mentions(text, default())]
    assert found == wanted, reason
