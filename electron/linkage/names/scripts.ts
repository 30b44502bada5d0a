/**
 * Names of other scripts in Latin letters: enough to recognise a person who is written in two ways, not a transliteration standard.
 * Cyrillic and Greek follow passport practice (ICAO Doc 9303, part 3, section 6); Arabic has its consonants only, as it is written; Chinese
 * has the Hanyu Pinyin of the characters common in names.
 */
const pairs = (text: string): [string, string][] =>
  text
    .trim()
    .split(/\s+/)
    .map(pair => [pair.slice(0, 1), pair.slice(1)])

const letters = new Map<string, string>([
  ...pairs(
    'аa бb вv гg дd еe ёe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юiu яia іi їi єie ґg ўu јj љlj њnj ћc ђdj џdz',
  ),
  ...pairs('αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo'),
  ...pairs(
    'اa أa إi آa ءa ىa ةa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz عa غgh فf قk كk لl مm نn هh وw يy ئy ؤw پp چch ژzh گg کk یy ـ',
  ),
  ...pairs('ßss łl øo æae œoe ðd þth đd ıi ħh ŋn ĸk ŧt ſs'),
])

const pinyin = new Map<string, string>(
  `
  a阿 ai艾爱蔼 an安 ao敖奥 ba巴 bai白柏 ban班 bao包宝保鲍 bei贝北蓓 bi毕碧璧 bian边卞 biao彪 bin斌彬宾滨 bing冰兵炳 bo博波伯勃 bu卜步 cai蔡才彩 can灿 cao曹 cen岑
  chai柴 chang常昌长畅 chao超朝潮 che车 chen陈晨辰沉琛 cheng程成城诚承澄 chi池驰 chong崇冲 chu楚储初 chuan川传 chuang创 chun春纯淳 ci慈 cong聪丛 cui崔翠
  da达大 dai戴代 dan丹单 dao道 de德 deng邓登 di迪狄 ding丁定鼎 dong董东冬栋 dou窦 du杜都 duan段端 en恩 er尔 fa发法 fan范樊凡帆繁 fang方芳房 fei飞菲费 fen芬 feng冯风峰锋凤丰枫
  fu傅福富付夫甫 gan甘 gang刚钢 gao高 ge葛戈 gen根 geng耿 gong龚宫功 gu顾古谷 guan关官冠 guang光广 gui桂贵 guo郭国果 hai海 han韩汉涵翰寒 hang航杭 hao郝浩昊豪皓 he何贺和河鹤荷
  hei黑 heng恒衡 hong洪红宏虹鸿弘 hou侯厚 hu胡虎湖 hua华花化 huai怀 huan欢环焕桓 huang黄煌 hui慧辉惠会晖蕙 huo霍 ji季吉纪姬继佳济计冀 jia贾嘉家佳 jian建剑健坚简俭 jiang江姜蒋
  jiao焦娇 jie杰洁捷节 jin金晋进锦瑾津 jing静景晶敬京婧靖 jiu九 ju菊居 juan娟 jue珏 jun军君俊钧均骏 kai凯开 kang康 ke柯可克 kong孔 kun坤昆 lai赖来 lan兰蓝岚 lang朗 lao劳 le乐 lei雷磊蕾
  leng冷 li李黎丽莉力立利理礼里 lian连莲廉 liang梁亮良 liao廖 lin林琳霖临 ling凌玲灵令 liu刘柳流 long龙隆 lou娄 lu卢陆鲁路露璐 luan栾 lun伦 luo罗骆洛 lv吕绿 ma马 mai麦 man曼满 mao毛茂
  mei梅美媚 men门 meng孟蒙梦萌 mi米 miao苗妙 min敏民闵 ming明鸣铭 mo莫墨 mu穆木牧慕 na娜那 nan南楠男 ni倪妮 nian年 nie聂 ning宁凝 niu牛 nuo诺 ou欧 pan潘盼 pang庞 pei裴佩培 peng彭鹏 pi皮 ping平萍 pu蒲
  qi齐琪奇祁琦启 qian钱倩谦千 qiang强 qiao乔桥 qin秦琴勤 qing青清庆晴卿 qiong琼 qiu邱秋丘 qu曲瞿 quan全权泉 que阙 ran冉然 rao饶 ren任仁 rong荣容蓉 ru茹如 ruan阮 rui瑞睿锐蕊 run润 ruo若 sa萨 sen森
  sha沙莎 shan山珊善 shang尚商 shao邵少 she佘 shen沈申深慎 sheng盛胜生圣 shi石史施诗世士时 shou寿 shu舒书淑树 shuai帅 shuang双爽 shui水 shun顺 shuo硕 si思司斯 song宋松颂 su苏素 sui隋 sun孙 suo索
  tai泰太 tan谭谈 tang唐汤堂 tao陶涛桃 teng滕腾 ti缇 tian田天甜 tie铁 ting婷庭廷 tong童佟同彤 tu涂 tuo拓 wan万婉 wang王汪旺望 wei魏韦伟卫薇巍维炜威 wen文温雯 weng翁 wo沃 wu吴武伍邬无 xi习喜希席曦西
  xia夏霞侠 xian先贤仙 xiang向项香祥翔湘 xiao肖萧晓小笑霄 xie谢解 xin新欣辛心鑫馨昕 xing邢星兴杏 xiong熊雄 xiu秀修 xu徐许旭胥 xuan轩宣萱 xue薛雪学 xun荀勋 ya雅亚娅 yan颜严燕艳岩闫妍彦 yang杨阳洋扬羊
  yao姚瑶尧 ye叶业野 yi易怡义艺依一毅逸仪 yin尹银殷音 ying英颖应莹盈 yong勇永雍 you尤友游 yu于余俞玉宇雨虞喻瑜郁裕 yuan袁元原媛远渊 yue岳月越悦 yun云韵芸 zai再 zan昝 zang臧 ze泽 zeng曾增 zha查 zhai翟
  zhan詹展 zhang张章彰 zhao赵昭兆 zhe哲 zhen甄真珍振镇震 zheng郑正政征 zhi志智芝之治 zhong钟仲忠中 zhou周舟洲 zhu朱祝竹珠 zhuang庄 zhuo卓 zi子紫自 zong宗 zou邹 zu祖 zuo左
  `
    .trim()
    .split(/\s+/)
    .flatMap(entry => {
      const sound = /^[a-z]+/.exec(entry)?.[0] ?? ''
      return [...entry.slice(sound.length)].map((character): [string, string] => [character, sound])
    }),
)

/** In Latin letters without accents, lower case; what is in no table stays as it is. `Müller` muller, `王伟` wangwei, `خالد` khald. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (/^[\0-\x7f]*$/.test(lower)) return lower
  // Accents only after the tables: some letters of theirs come apart in NFKD (й, ї, أ).
  let out = ''
  for (const character of lower.normalize('NFC')) {
    const known = letters.get(character) ?? pinyin.get(character)
    if (known !== undefined) out += known
    else for (const part of character.normalize('NFKD').replace(/\p{M}+/gu, '')) out += letters.get(part) ?? part
  }
  return out.toLowerCase()
}

export function isArabic(text: string): boolean {
  return /\p{Script=Arabic}/u.test(text)
}

export function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}

/**
 * What is left of a name when spelling habits are taken away: umlauts written with e, doubled letters, h after a consonant, y and i, w and v, ...
 * `mueller` and `muller`, `mathias` and `matthias` are one.
 */
export function skeleton(folded: string): string {
  return folded
    .replace(/ae|oe|ue/g, pair => pair.slice(0, 1))
    .replace(/ph/g, 'f')
    .replace(/ck|q/g, 'k')
    .replace(/c(?=[aou]|[^aeiouyhz]|$)/g, 'k')
    .replace(/([tdrgk])h/g, '$1')
    .replace(/[yj]/g, 'i')
    .replace(/w/g, 'v')
    .replace(/(.)\1+/g, '$1')
}

/** The consonants alone: Arabic is written with little else, so this is how its two scripts compare. */
export function consonants(folded: string): string {
  return folded
    .replace(/[qc]/g, 'k')
    .replace(/[aeiouyw'-]/g, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=.)h$/, '')
}

/** A coarse key by sound, for finding candidates: the first letter and the next three consonants of the skeleton. */
export function sound(folded: string): string {
  const bones = skeleton(folded)
  return (
    bones.slice(0, 1) +
    bones
      .slice(1)
      .replace(/[aeiouh]/g, '')
      .replace(/[zx]/g, 's')
      .replace(/b/g, 'p')
      .replace(/d/g, 't')
      .replace(/g/g, 'k')
      .replace(/n/g, 'm')
  ).slice(0, 4)
}
