"""What the items of a bench say: three clauses each, drawn from a few hundred, so that words are common, rare and very rare."""

PLACES = ("政务服务窗口", "机关食堂", "信访接待室", "档案库房", "党员活动室", "社区服务站", "项目审批科室", "财务资产科室",
          "养老服务中心", "招标采购环节", "值班值守岗位", "网络信息机房", "执法检查队伍", "困难群众救助", "基层支部")  # fmt: skip
MATTERS = ("一次性告知不到位", "台账记录不完整", "责任分工不清晰", "整改措施缺少针对性", "超期办理件较多", "学习计划落实打折扣",
           "制度修订不及时", "公开公示不规范", "谈心谈话流于形式", "经费使用审批不严", "督查反馈未闭环", "群众评价渠道不畅",
           "安全隐患排查有死角", "人员培训覆盖面不足", "数据报送前后不一致", "会议记录要素缺失", "业务流程环节偏多")  # fmt: skip
ENDS = ("群众多次往返反映", "影响办事效率", "与工作要求存在差距", "需要限期整改到位", "上级检查已两次指出", "尚未形成长效机制",
        "容易出现推诿扯皮", "基层同志意见集中", "抽查合格率低于目标", "责任追究力度不够")  # fmt: skip
STREETS = 60


def clauses() -> tuple[list[str], list[str], list[str]]:
    """900, 255 and 600 clauses: an item says one of each."""
    first = [f"{chr(0x5317 + n)}川街道{place}" for n in range(STREETS) for place in PLACES]
    second = [f"{matter}，{said}" for matter in MATTERS for said in PLACES]
    third = [f"{end}，涉及第{n}号文件" for end in ENDS for n in range(101, 161)]
    return first, second, third
