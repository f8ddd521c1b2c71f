/* The texts of the search box in Chinese, in traditional characters: see marrow.js. */
export default {
  label: "搜尋文章", submit: "搜尋", close: "關閉", results: "結果", found: "結果：{n}", all: "全部結果（{n}）", missing: "缺少：",
  corrected: "以下是 {q} 的結果。", instead: "改為搜尋 {q}", meant: "您是不是要找 {q}？", none: "找不到與 {q} 有關的內容。",
  help: "請檢查詞語的寫法，或使用更少、更常用的詞。", unfilter: "不用篩選再搜尋", busy: "正在搜尋……", failed: "搜尋沒有回應。",
  crowded: "搜尋過於頻繁，請稍候。", retry: "重試", recent: "最近的搜尋", forget: "清除最近的搜尋", suggestions: "建議",
  any: "全部", topic: "主題", tag: "標籤", lang: "語言",
  topics: "主題", remove: "按 Delete 鍵刪除一筆", offline: "沒有網路連線。",
  partial: "含這些詞語的文章太多，無法全部檢視：請用更少或更特別的詞。",
};
