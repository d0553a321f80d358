// Our English of the words that units write themselves: projects, aims, indicators, reasons, tasks, terms. Words met so far;
// what is not here stays Chinese and is marked as such. It is a gloss for readers: the published text is the Chinese one.
import { CODES_2024 } from '../code-register.ts'
import { englishLine } from './names.ts'

/** Chinese → English, white space left out of the Chinese. */
const GLOSSES: Readonly<Record<string, string>> = {
  // What a goal table calls its levels.
  成本指标: 'Cost',
  产出指标: 'Output',
  效益指标: 'Benefit',
  满意度指标: 'Satisfaction',
  经济成本指标: 'Economic cost',
  社会成本指标: 'Social cost',
  生态环境成本指标: 'Environmental cost',
  数量指标: 'Quantity',
  质量指标: 'Quality',
  时效指标: 'Timeliness',
  经济效益指标: 'Economic benefit',
  社会效益指标: 'Social benefit',
  生态效益指标: 'Ecological benefit',
  可持续影响指标: 'Lasting effect',
  服务对象满意度指标: 'Satisfaction of those served',
  // Projects.
  安可替代: 'Replacing computers by domestic ones',
  台胞台企登陆数据港项目: 'Data port for Taiwan compatriots and firms',
  采购第三方服务费用: 'Services bought from third parties',
  中介超市平台升级: 'Upgrade of the intermediary market platform',
  '“党建+”邻里中心政务服务自助一体机购置经费': 'Self-service kiosks for neighbourhood centres',
  数字政务门牌推广经费: 'Promotion of digital door plates',
  不动产营商环境督導體系指标及系统升级改造费用:
    'Real estate: business environment supervision indicators and system upgrade',
  展馆运维费: 'Running the exhibition hall',
  '“亲清家园”三级等保项目': 'Level 3 protection of “Qinqing Home”',
  亲清家园三级等保项目: 'Level 3 protection of Qinqing Home',
  掌上办事大厅: 'Service hall on the phone',
  采购工程概算中介服务经费: 'Cost estimates of works bought from intermediaries',
  '78个村代办点运作和村级视频监控经费': 'Agent points and video in 78 villages',
  平台维护费: 'Maintenance of platforms',
  亲清家园智慧监督办事体验中心: 'Qinqing Home smart supervision and service experience centre',
  '云服务器租赁、升级费用': 'Cloud servers: rent and upgrade',
  档案专项经费: 'Archives',
  系统升级改造费用: 'System upgrade',
  信息化全生命周期监管平台项目款: 'Supervision platform for the whole life of IT projects',
  '不动产登记专项经费（系统维护及升级）': 'Real estate registration (system maintenance and upgrade)',
  采购多图联审等四项服务费用: 'Joint drawing review and three other services',
  购置安可替代计算机费用: 'Computers bought to replace foreign ones',
  不动产登记专项经费: 'Real estate registration',
  入学一键事开发模块费用: 'School enrolment module',
  '“亲清家园”落户有奖': '“Qinqing Home” settlement reward',
  // Indicators.
  成本控制率: 'Rate of cost control',
  项目完成时限: 'Time limit for completing the project',
  完成国产数量: 'Domestic machines put in place',
  完成利旧设备适配: 'Old equipment adapted for further use',
  保证各平台的正常办件量: 'Cases the platforms normally handle',
  系统正常运行率: 'Rate of normal running of the system',
  群众少跑腿5000次以上: 'More than 5,000 trips saved to the public',
  使用者满意度: 'Satisfaction of users',
  信用查询次数: 'Credit queries',
  提供服务类型数: 'Kinds of service offered',
  系统维护及时率: 'Rate of timely system maintenance',
  平台各功能验收: 'Acceptance of the platform’s functions',
  '以数据赋能台胞台企在大陆的投资、创业、生活':
    'Data empower investment, business and life of Taiwan compatriots and firms on the mainland',
  群众满意度: 'Satisfaction of the public',
  人脸核身次数: 'Identity checks by face',
  直播场次: 'Live broadcasts',
  平台正常运行率: 'Rate of normal running of the platform',
  '平台使用次数1万次以上，均无BUG': 'Platform used more than 10,000 times, all without bugs',
  受益群众100人次: '100 visits by people who benefit',
  平台使用者满意度: 'Satisfaction of platform users',
  费用按时支付率: 'Rate of costs paid on time',
  功能完成数量: 'Functions completed',
  招投标程序规范性: 'Regularity of tendering',
  验收合格率: 'Acceptance pass rate',
  提高使用者效率: 'Raise the efficiency of users',
  使用满意度情况: 'Satisfaction in use',
  完成时限: 'Time limit for completion',
  自助一体机数量: 'Self-service kiosks',
  办事项项: 'Service items (misspelt)',
  及时维护率: 'Rate of timely maintenance',
  办事攻略: 'Service guides',
  办理流程梳理: 'Procedures sorted out',
  各功能验收: 'Acceptance of all functions',
  故障维护及时率: 'Rate of faults mended in time',
  为民众提供便民服务情况: 'Convenient services offered to the public',
  修复时间: 'Time to repair',
  数据库和数据维护质量: 'Quality of database and data maintenance',
  '“交易+登记”时效': 'Time for “sale + registration”',
  维护及时率: 'Rate of timely maintenance',
  接待数: 'Visits received',
  展馆正常运行率: 'Rate of normal running of the hall',
  建设标准达标率: 'Rate of meeting the building standard',
  '让企业群众体验全新、高效的线上线下政务服务模式。':
    'Let firms and the public experience a new, efficient way of government service online and offline.',
  任务完成时限: 'Time limit for completing the task',
  构建四大防御体系: 'Build the four defence systems',
  等级保护对象数: 'Systems under graded protection',
  保护系统免受网络攻击: 'Protect the systems from network attacks',
  平台各功能验收情况: 'Acceptance of the platform’s functions',
  业务信息和系统服务方面单位信息系统均不对国家安全造成损害:
    'No information system of the unit harms national security by its data or services',
  服务对象满意度: 'Satisfaction of those served',
  平台建设及时性: 'Timeliness of building the platform',
  使用着数量: 'Number of users (misspelt)',
  提供功能数: 'Functions offered',
  平台产生数据量: 'Data the platform produces',
  建成平台全流程数据可追溯功能: 'Data traceable through the whole process on the platform',
  市政项目完成数量: 'Municipal projects completed',
  房建项目完成数量: 'Building projects completed',
  房建项目验收合格率: 'Acceptance pass rate of building projects',
  市政项目验收合格率: 'Acceptance pass rate of municipal projects',
  提高审图效率: 'Raise the efficiency of drawing review',
  企业满意度情况: 'Satisfaction of firms',
  资金成本控制数: 'Ceiling of money spent',
  支出时限: 'Time limit for spending',
  视频经费补助村级数: 'Villages subsidised for video',
  保障覆盖率: 'Rate of coverage',
  线路租赁费满12个月: 'Line rent for a full 12 months',
  资金使用合规率: 'Rate of money used by the rules',
  单位正常运转率: 'Rate of normal running of the unit',
  投诉量: 'Complaints',
  平台维护次数: 'Platform maintenance runs',
  维护平台数量: 'Platforms maintained',
  '保障平台7*24小时正常运行': 'Keep the platform running 7×24 hours',
  群众少跑腿10000次以上: 'More than 10,000 trips saved to the public',
  组建一支以台胞青年为主体的专业服务团队: 'Form a professional service team mainly of young Taiwan compatriots',
  完成工程进度: 'Progress of the works',
  工程验收合格: 'Works accepted',
  '为台胞台企推行“专区、专人、专线”的专属化服务方式':
    'Dedicated service for Taiwan compatriots and firms: own area, own person, own line',
  台胞台企满意度: 'Satisfaction of Taiwan compatriots and firms',
  '对平台进行维护，保证平台正常运转数量': 'Maintain platforms, number of platforms kept running',
  系统平均故障小时: 'Mean hours of a system fault',
  故障响应及时率: 'Rate of timely response to faults',
  确保平台运行的安全性: 'Ensure the safe running of the platform',
  支出实现率: 'Rate of spending carried out',
  档案整理时限: 'Time limit for sorting archives',
  不动产档案整理数量: 'Real estate files sorted',
  政府采购档案整理数量: 'Procurement files sorted',
  建设工程档案整理数量: 'Files of building works sorted',
  各类档案整理完整度: 'Completeness of files sorted',
  档案保管规范化程度: 'Degree of regular keeping of archives',
  服务对象满意度目标: 'Satisfaction of those served (target)',
  智能化审核业务量: 'Cases reviewed automatically',
  智能化审核效率: 'Efficiency of automatic review',
  系统常规运维质保: 'Warranty of routine system maintenance',
  不动产登记办理时效: 'Time to handle a registration',
  '保障平台7*24小时可正常申报': 'Keep the platform open for declarations 7×24 hours',
  完成申报情况: 'Declarations completed',
  受益人次: 'Visits that benefit',
  '项目完成数量（多图联审）': 'Projects completed (joint drawing review)',
  项目评审数量: 'Projects reviewed',
  项目验收合格: 'Projects accepted',
  项目评审服务单位情况: 'Units served by project review',
  完成国产替代比率: 'Share replaced by domestic machines',
  不动产继承公证件数: 'Real estate inheritances notarised',
  '不动产证书、证明数量': 'Real estate certificates and proofs',
  保质保量完成: 'Completed in quality and quantity',
  有效保证登记安全: 'Effectively ensure the safety of registration',
  家长报名人次: 'Enrolments by parents',
  学校入驻数量: 'Schools on the platform',
  '保障平台7*24小时可正常使用': 'Keep the platform usable 7×24 hours',
  '实现便利报名、提升平台综合服务能力': 'Make enrolment convenient, raise the platform’s ability to serve',
  落户次数: 'Settlements',
  落户政策申领数量: 'Applications under settlement policies',
  上架落户政策数量: 'Settlement policies listed',
  受益群众人次: 'Visits by people who benefit',
  // Indicators as we propose to write them.
  系统可用率: 'Availability of the system',
  群众少跑腿: 'Trips saved to the public',
  平台使用次数1万次以上: 'Platform used more than 10,000 times',
  均无BUG: 'All without bugs',
  受益群众: 'People who benefit',
  构建防御体系: 'Defence systems built',
  平台建设用时: 'Time to build the platform',
  线路租赁月数: 'Months of line rent',
  工程验收合格率: 'Acceptance pass rate of works',
  对平台进行维护: 'Maintain platforms',
  保证平台正常运转数量: 'Number of platforms kept running',
  '预算执行率（单列）': 'Budget execution (on its own)',
  智能化审核用时: 'Time of automatic review',
  项目验收合格率: 'Acceptance pass rate of projects',
  保质: 'In quality',
  保量: 'In quantity',
  实现便利报名: 'Make enrolment convenient',
  提升平台综合服务能力: 'Raise the platform’s ability to serve',
  // Aims.
  按区任务要求2024年度41台国产电脑: '41 domestic computers in 2024, as the district’s task asks',
  '全方位打造线上线下一体化的企业信息查询、信用查询、融资服务、办事服务、政策服务，以数据赋能台商投资，打造台胞台企登陆第一数据港。':
    'Build company look-up, credit queries, financing, government and policy services online and offline in one; let data empower Taiwan investment; build the first data port for Taiwan compatriots and firms coming ashore.',
  '为了确保各系统及业务的正常开展，向第三方采购服务。':
    'Buy services from third parties so that all systems and business run normally.',
  '提升“中介超市”在满足互联互通、共治共享的一体化服务，进一步升级摇号自动化、登记信息比对智能化、现场踏勘信息化等功能。':
    'Improve the intermediary market as one connected, shared service: automatic draws, intelligent comparison of registrations, site visits with records.',
  '进一步深化近邻党建，全面推进“党建+”邻里中心建设，助推基层治理实现高质量、高效率、高效益发展。':
    'Deepen party building in the neighbourhood, build “party building +” neighbourhood centres, and help grassroots governance develop with quality, efficiency and effect.',
  '系统涵盖业务面向办事群众的“找大厅”、“找自助”、“查事项”、“线上线下融合帮代办”功能；配套服务包括不少于300个高频事项“办事攻略”、办理流程梳理、帮代办人员培训、“数字政务门牌”海报设计等，为办事群众提供就近办、同城办、网上办、视频办、线上帮办线下代办等全方位的政务服务指引。':
    'A system by which people find a hall, find a kiosk, look up a matter and get help online and offline; with guides to at least 300 frequent matters, procedures sorted out, helpers trained and door plate posters designed, so that everybody is guided to service nearby, anywhere in the city, online, by video or by an agent.',
  '根据项目实施，做好全区不动产登记工作。':
    'Do the district’s real estate registration well as the project is carried out.',
  '建立预警、防护、检测、响应自适应闭环的安全防护体系，满足信息系统能达到等级保护三级的相关技术要求，具有相适应的安全保护能力。':
    'Build an adaptive closed loop of warning, protection, detection and response, so that the information systems meet the technical requirements of level 3 protection.',
  '拓展增加“掌上办事、智慧监督”两个功能模块，包括“政务服务掌上办事、掌上办事智慧监督”在全市乃至全省率先推行“掌上办事”政务服务新模式':
    'Add the modules “service on the phone” and “smart supervision”, and be first in the city and the province to offer government service on the phone',
  '推行政府统一购买服务方式，公开采购施工图审查技术服务，进一步深化“放管服”改革，促进审批提速增效，加快全区重点项目落地建成。':
    'Buy technical review of building drawings publicly as one service for the whole government, deepen the reform of approvals, make them faster, and speed up the district’s key projects.',
  '优化行政服务环境，方便群众和企业办事，进一步促进各乡镇便民服务中心和村便民服务代办点的规范运作':
    'Better service for the public and firms, and regular work of the service centres in towns and the agent points in villages',
  保证平台的正常运行: 'Keep the platforms running normally',
  '保障各平台外网的网络安全及保证云服务器的备份需求。':
    'Keep the platforms’ outer network safe and the cloud servers backed up.',
  '建设工程、政府采购、土地矿产等招投标及不动产档案按规定整理':
    'Sort the files of building works, procurement, land and mineral tenders and of real estate by the rules',
  支持全区不动产智能信息化建设: 'Support intelligent information systems for real estate in the district',
  '信息化项目建设是推动政务信息系统跨部门跨层级互联互通、信息共享和业务协同的重要抓手，研发“信息化项目建设全程管理监督平台”（包含PC端应用平台、移动端平台、应用支撑平台三部分），通过对政府信息化项目的规划、启动、实施、验收等阶段的全流程监管，实现信息互联互通、资源共享，避免重复建设，提高项目建设水平和资金使用效率，最大限度地保证政府投资项目质量和效益。':
    'IT projects are a lever for connecting government systems across departments and levels, sharing information and working together. Develop a platform that supervises them through planning, start, building and acceptance (PC, mobile and supporting platform), so that information is connected and resources shared, nothing is built twice, projects are built better, money is used well, and public investment keeps its quality and effect.',
  '推行政府统一购买服务方式，公开采购工程多图联审、工程多评合一、工程多测合一，工程概算审核四项中介服务，进一步深化“放管服”改革，促进审批提速增效，加快全区重点项目落地建成。':
    'Buy four intermediary services publicly for the whole government (joint drawing review, joint assessment, joint survey, review of cost estimates), deepen the reform of approvals, make them faster, and speed up the district’s key projects.',
  安可替代计算机: 'Computers that replace foreign ones',
  '根据《福建省教育厅等九部门关于印发福建省“小学入学一件事”集成套餐服务改革实施方案的通知》（闽教基〔2022〕5号）文件精神，2023年秋季市直小学试点实施“小学入学一件事”招生服务改革，各区要把推进“小学入学一件事”工作纳入重要议事日程，力争2024年建成“招生入学”服务平台，与市级进行融合，确保各级互联互通，减轻群众办事负担。今年3月，泉州市教育局也出台了《关于印发泉州市中心市区2023年秋季小学招生入学工作意见的通知》（泉教初〔2023〕3号），明确在市直小学试点实施“小学入学一件事”招生服务改革。基于“亲清家园”平台服务能力，建议我区在“亲清家园”平台上拓展开发“入学一键事”功能模块，实现小学入学报名“自主申请、智能调度、阳光规范、全程监督”。':
    'By the provincial plan for “primary school enrolment as one matter” (2022, No. 5) city schools try the new enrolment in autumn 2023, and every district is to have an enrolment platform in 2024, joined to the city’s, to spare families trouble. The city’s education bureau ordered the trial in March 2023 (No. 3). We propose to add a module “enrolment at one touch” to Qinqing Home: parents apply themselves, places are given by rule, in the open, and supervised throughout.',
  '由行政审批服务局负责优化提供政策兑现信息化系统支撑保障，在亲清家园智慧监督服务平台上新增落户有奖模块，加强落户政策宣传推广扩大知晓度。':
    'The approval bureau provides the system by which policies are made good: a settlement reward module on Qinqing Home’s platform, and makes the settlement policies known.',
  // The narrative.
  '负责行政审批制度改革工作；依法审批办理经授权的行政许可及其他行政审批服务事项；负责办事大厅政务服务行为的监督检查和标准化管理；负责公共资源交易监督管理和数字经济、信息化项目建设、大数据开发应用等工作':
    'reform of administrative approval; deciding the permits and other approvals it is authorised to handle by law; supervision and standards of service in the service hall; supervision of public resource trading, the digital economy, IT projects and the use of big data',
  '负责行政审批制度改革工作；依法审批办理经授权的行政许可及其他行政审批服务事项；负责办事大厅政务服务行为的监督检查和标准化管理':
    'reform of administrative approval; deciding the permits and other approvals it is authorised to handle by law; supervision and standards of service in the service hall',
  '我局将持续以企业群众办事最便利角度出发，持续深化“亲清家园”数字化改革，重点打造工业厂房“无感报建“、农村建房“掌上申报”、涉企诉求“益企帮帮”、台胞登陆“数据港“功能拓展、政务服务”数字门牌“、政务代办超市等数智化应用，最大限度释放数字化改革红利，全面优化打造亲清营商环境':
    'to go on with the digital reform “Qinqing Home” from where firms and the public find it easiest, above all effortless building approval for factories, rural house building on the phone, the demands of firms, the data port for Taiwan compatriots, digital door plates and the agency market, so that reform pays and business is done in a friendly and clean environment',
  上年资金结转: 'money carried over from last year',
  公用经费等项目支出中涉及的非急需非刚性支出:
    'what is neither urgent nor fixed in running costs and other project spending',
  行政审批服务局人员经费和公用经费支出: 'staff and running costs of the approval bureau',
  行政审批服务局养老保险缴费支出: 'pension contributions of the approval bureau',
  行政审批服务局医疗保险缴费支出: 'medical insurance contributions of the approval bureau',
  本级行政事业人员医疗补助支出: 'medical subsidies for the staff of this level',
  项目支出: 'projects',
  本年没有出国出境经费预算安排: 'no budget for travel abroad this year',
  本年没有公务接待费预算安排: 'no budget for receptions this year',
  本年没有公务用车购置及运行费预算安排: 'no budget for vehicles this year',
  本单位无其他需要说明的绩效目标情况: 'The unit has nothing else to say on its performance goals',
  '2023年12月31日': '31 December 2023',
  财政核拨: 'paid by the treasury',
  '泉州台商投资区管理委员会行政审批服务局（本级）':
    'Administrative Approval Service Bureau of the Quanzhou Taiwanese Investment Zone (own level)',
  // Main tasks.
  探索工业厂房无感报建: 'Try effortless building approval for factories',
  '通过升级工程项目“数据云柜”和“不见面”审批系统，企业可不按时段“机械化”提交申请材料，项目管家模拟审批后的材料进入数据云柜，系统智能识别相应阶段的审批，实现工程报建“无感审批”。让企业群众在“无感体验”中办成事。':
    'With a better data cabinet and approval without meeting, firms need not hand in papers stage by stage: what a project steward has pre-checked goes into the cabinet, the system sees which approval is due, and the approval happens without the firm noticing.',
  开辟涉企诉求直达通道: 'Open a direct channel for the demands of firms',
  '在建立涉企审批会诊日机制基础上，开通“益企帮帮”涉企诉求直达通道，实现企业诉求随时线上提交、系统即时流转、部门限时办理，确保诉求精准直达、政府高效处置就，为企业在政策咨询、手续办理、项目建设、要素保障等方面提供“即时办、掌上办、零距离”服务，打造“有求必应、无事不扰”营商环境。':
    'On top of the monthly clinic day, firms hand in their demands online at any time; they are passed on at once and dealt with in a set time, about policy, procedures, building and supplies: answered when asked, left in peace otherwise.',
  推动农村建房掌上申报: 'Bring rural house building to the phone',
  '在“不动产全链智治”数字化改革基础上，将农村建房纳入智治体系，在“亲清家园”新增“我要办宅基地”模块，群众无需到窗口，通过手机即可随时随地发起申请，村、镇线上审核并提交审批局审批，全程“智能网办”服务，构建一站式农房登记便民服务。':
    'Rural house building joins the reform of real estate: a module “a plot to build a house on” in Qinqing Home, by which people apply on the phone at any time and place; village and town review online and the bureau decides.',
  推动台胞数据港全国用: 'Bring the data port for Taiwan compatriots to the whole country',
  '立足建立全国统一的台胞服务标准、数据标准、认证标准，持续推动“台胞居住证、金融信用证、从业资格证、台胞银行卡”等泉州审发、全国互认，真正实现服务台胞的标准泉州出、通道泉州建、任务泉州办，努力把“台胞数据港”打造成“立足泉州、服务全省、辐射全国”的一体化专属服务平台，为全国各地线上服务台胞台企提供数字化“泉州模式”。':
    'On one standard of service, data and certification for Taiwan compatriots in the whole country, residence permits, credit letters, professional certificates and bank cards are issued in Quanzhou and recognised everywhere; the data port becomes one platform for the city, the province and the country.',
  推广政务服务数字门牌: 'Spread digital door plates',
  '通过开发建设“数字政务门牌”、升级改造“掌上办事大厅”，实现企业群众随时随地通过手机扫码即可了解所办业务的申报材料、审核标准、申报方式等全要素信息，为企业群众掌上办事提供精准引导，让群众“一次办好”，提升企业群众办事体验感。':
    'With digital door plates and a better service hall on the phone, anyone who scans a code learns which papers a matter needs, by what standard it is judged and how to apply, and gets it done in one go.',
  建设掌上政务代办超市: 'Build the agency market on the phone',
  '建设政务“代办超市”，通过科学设置准入条件、资质审核流程，由社会专业化政务服务团队自主申请进驻，承接审批服务事项的咨询答复、受理、帮办代办等前端服务工作，推动提升业务办理标准化，提升审批服务效能、节约行政成本。':
    'A market of agencies: professional teams apply to join under set conditions and take on advice, intake and help, which makes work more regular, approvals better and administration cheaper.',
  // Terms.
  财政拨款收入: 'Fiscal appropriations',
  '指财政当年拨付的资金，包括一般公共预算拨款收入、政府性基金预算拨款收入、国有资本经营预算拨款收入。':
    'Money the treasury pays in the year: of the general public budget, government funds and state capital.',
  事业收入: 'Service income',
  '指事业单位开展专业业务活动及辅助活动所取得的收入。':
    'What an institution earns by its professional work and what supports it.',
  事业单位经营收入: 'Business income',
  '指事业单位在专业业务活动及其辅助活动之外开展非独立核算经营活动取得的收入。':
    'What an institution earns by business outside its professional work that has no accounts of its own.',
  其他收入: 'Other income',
  '指除上述“财政拨款收入”、“事业收入”、“事业单位经营收入”等以外的收入。主要是事业单位固定资产出租收入、存款利息收入等。':
    'Income other than these, mainly rent of fixed assets and interest.',
  结转结余资金: 'Money carried over',
  '指以前年度尚未完成、结转到本年仍按原规定用途继续使用的资金，或项目已完成等产生的结余资金。':
    'Money of earlier years not yet spent and kept for its purpose, or left when a project was finished.',
  基本支出: 'Basic spending',
  '指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。':
    'What is spent on staff and running so that an office works and does its daily tasks.',
  '指在基本支出之外为完成特定行政任务或事业发展目标所发生的支出。': 'What is spent beside that on a given task or aim.',
  事业单位经营支出: 'Business spending',
  '指事业单位在专业业务活动及其辅助活动之外开展非独立核算经营活动发生的支出。':
    'What an institution spends on business outside its professional work that has no accounts of its own.',
  上缴上级支出: 'Paid to the superior unit',
  '指下级单位上缴上级的支出。': 'What a unit pays to the one above it.',
  对附属单位补助支出: 'Subsidies to subordinate units',
  '指对下级单位补助发生的支出。': 'What is spent to subsidise units below.',
  '“三公”经费': 'The “three public” costs',
  '纳入财政预决算管理的“三公”经费，是指使用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。其中，因公出国（境）费反映单位公务出国（境）的国际旅费、国外城市间交通费、住宿费、伙食费、培训费、公杂费等支出；公务用车购置及运行费，指单位公务用车购置支出（含车辆购置税、牌照费）及燃料费、维修费、过桥过路费、保险费、安全奖励费用等支出；公务接待费反映单位按规定开支的各类公务接待（含外宾接待）支出。':
    'Travel abroad, vehicles and receptions paid by the treasury. Travel abroad: international fares, fares between cities, lodging, meals, training and sundries. Vehicles: buying them (with tax and plates), fuel, repairs, tolls, insurance and safety rewards. Receptions: official receptions by the rules, foreign guests included.',
  机关运行经费: 'Office running costs',
  '为保障行政单位（包括参照公务员法管理的事业单位）运行用于购买货物和服务的各项资金，包括办公及印刷费、邮电费、差旅费、会议费、福利费、日常维修费、专用材料及一般设备购置费、办公用房水电费、办公用房取暖费、办公用房物业管理费、公务用车运行维护费以及其他费用。':
    'Money by which an administrative unit buys the goods and services it runs on: office supplies and printing, post, travel, meetings, welfare, daily repairs, special materials and ordinary equipment, water, electricity, heating and management of offices, vehicles and other costs.',
  // What we propose ourselves for tasks without targets.
  无感报建: 'Effortless building approval',
  益企帮帮: 'Demands of firms',
  农村建房: 'Rural house building',
  代办超市: 'Agency market',
  不见面办结的报建件占比: 'Share of building cases finished without meeting',
  '企业不到场就办成，才叫无感': 'effortless means that the firm need not come',
  从资料齐备到系统自动申报的用时: 'Time from complete papers to automatic declaration',
  资料齐了不该再等人提交: 'once the papers are complete nobody should wait for someone to press a button',
  报建企业主动评价满意度: 'Satisfaction of firms that rated',
  '只算主动评价，不算默认好评': 'only ratings given count, not those by default',
  企业诉求按期办结率: 'Rate of demands answered in time',
  限时办理是这项任务的承诺: 'to answer in time is what the task promises',
  参加会诊日的诉求件数: 'Demands heard on clinic days',
  '每月一次会诊日，每次至少五件': 'a clinic day every month, with five at least',
  企业对办理结果的满意度: 'Satisfaction of firms with the result',
  办结不等于办好: 'finished is not yet done well',
  掌上办结的宅基地件数: 'House plots decided on the phone',
  '群众真的用了，才算建成': 'it is built once people use it',
  宅基地审批平均用时: 'Mean time to decide a house plot',
  对外承诺八个工作日: 'eight working days are promised',
  群众少跑腿次数: 'Trips saved to the public',
  '每件少跑三次，由到场次数算出': 'three trips a case, counted from attendances',
  进驻并接单的代办机构: 'Agencies that joined and took orders',
  进驻不接单没有用: 'to join without taking orders helps nobody',
  代办件一次受理率: 'Rate of agency cases accepted at once',
  '代办专业，材料就该一次交齐': 'whoever does it for a living hands in everything at once',
  委托人满意度: 'Satisfaction of clients',
  '由委托人评，不由机构评': 'rated by clients, not by agencies',
}

/** What the codes are called, in both languages. */
const CODES = [...CODES_2024.classes, ...CODES_2024.items, ...CODES_2024.economic].flatMap(([code, name]) => {
  const english = englishLine('', code)
  return english === undefined ? [] : [[name, english] as const]
})

const KNOWN = new Map([...CODES, ...Object.entries(GLOSSES)])

/** Our English of the unit's words; a list is told word by word. Undefined when any of it is not known. */
export function glossOf(text: string): string | undefined {
  const bare = text.replace(/\s+/g, '')
  const known = KNOWN.get(bare) ?? ofLastYear(bare)
  if (known !== undefined || !bare.includes('、')) return known
  const words = bare.split('、').map((word) => KNOWN.get(word) ?? KNOWN.get(word.replace(/支出$/, '')))
  return words.every((word) => word !== undefined) ? words.join(', ').toLowerCase() : undefined
}

/** `23年平台维护费`: last year's money for a project. */
function ofLastYear(text: string): string | undefined {
  const [, year, rest = ''] = /^(\d{2})年(.+)$/.exec(text) ?? []
  const gloss = year && KNOWN.get(rest)
  return gloss ? `${gloss} (20${year})` : undefined
}

/** The words in English where we have them, else as they are. */
export function english(text: string): string {
  return glossOf(text) ?? text
}

const UNITS: Readonly<Record<string, string>> = {
  月: ' months',
  个月: ' months',
  天: ' days',
  小时: ' hours',
  '小时/次': ' hours each',
  万次: ' × 10,000 times',
  次: ' times',
  场: ' events',
  人次: ' visits',
  人: ' people',
  台: ' machines',
  件: ' cases',
  项: ' items',
  条: ' entries',
  卷: ' volumes',
  本: ' books',
  家: ' firms',
  所: ' schools',
  个: ' pieces',
  万元: ' (10,000 yuan)',
  '%': '%',
}

const DEGREES: Readonly<Record<string, string>> = {
  达成: 'achieved',
  部分达成: 'partly achieved',
  未达成: 'not achieved',
}

/** A target in English: its figure with the unit told, or its words; undefined when it is not known. */
export function englishTarget(asPublished: string): string | undefined {
  const [, sign = '', amount = '', unit = ''] = /^([≥≤=><]?)\s*([\d.,]+)\s*(\D*)$/.exec(asPublished) ?? []
  const [, degree = '', percent = ''] = /^(部分达成|未达成|达成) (\d+%)$/.exec(asPublished) ?? []
  if (degree !== '') return `${DEGREES[degree]} ${percent}`
  if (amount === '') {
    const [, equals = '', words = ''] = /^(=?)(.*)$/.exec(asPublished) ?? []
    const gloss = glossOf(words)
    return gloss && equals + gloss
  }
  const told = UNITS[unit.trim()]
  return told && `${sign}${amount}${amount === '1' ? told.replace(/s$/, '') : told}`
}

/** `增加 965.70` → `up 965.70`, and what stands still. */
export function englishMove(printed: string): string {
  return printed
    .replace(/^(增加|增长)/, 'up')
    .replace(/^(减少|下降)/, 'down')
    .replace('，与上年持平', ', as last year')
}
