/* The texts of the search box in Chinese, in simplified characters: see marrow.js. */
export default {
  label: "搜索文章", submit: "搜索", close: "关闭", results: "结果", found: "结果：{n}", all: "全部结果（{n}）", missing: "缺少：",
  corrected: "以下是 {q} 的结果。", instead: "改为搜索 {q}", meant: "您是不是要找 {q}？", none: "没有找到与 {q} 有关的内容。",
  help: "请检查词语的写法，或使用更少、更常用的词。", unfilter: "不用筛选再搜索", busy: "正在搜索……", failed: "搜索没有响应。",
  crowded: "搜索过于频繁，请稍候。", retry: "重试", recent: "最近的搜索", forget: "清除最近的搜索", suggestions: "建议",
  any: "全部", topic: "主题", tag: "标签", lang: "语言",
  topics: "主题", remove: "按 Delete 键删除一条", offline: "没有网络连接。",
  partial: "含这些词语的文章太多，无法全部查看：请用更少或更特别的词。",
};
