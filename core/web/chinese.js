// Say the built-in widgets' texts in Chinese. chinese.py puts the dictionary in.
(() => {
  "use strict";
  const { texts, parts, labels, words, patterns } = __DICTIONARY__;
  const TEXTS = new Map(Object.entries(texts));
  const PARTS = new Map(Object.entries({ ...words, ...labels, ...texts, ...parts }));
  const LABELS = new Map(Object.entries({ ...texts, ...labels }));
  const WORDS = new Map(Object.entries({ ...texts, ...labels, ...words }));

  const ATTRIBUTES = [
    "aria-label", "aria-roledescription", "aria-valuetext", "alt", "placeholder", "title",
  ];
  const WITH_ATTRIBUTES = ATTRIBUTES.map((name) => `[${name}]`).join();
  const NEVER = "pre, code, textarea, script, style, [data-testid=stFileChipName]";
  const BY_THE_APP = "[data-testid=stMarkdownContainer], [data-testid=stText], table";
  // Streamlit's own menus, calendars and charts: here common words and Markdown are built in too.
  const BUILT_IN = [
    "stConnectionStatus", "stDataFrameColumnMenu", "stDataFrameColumnFormattingMenu",
    "stDataFrameStatisticsContent", "stDateInput", "stDateInputCalendar", "stDateInputQuickSelect",
    "stDateInputQuickSelectPopover", "stException", "stFileUploaderDropzone", "stMainMenuList",
    "stScreencastInstruction", "stStatusWidget", "stTooltipContent", "stVegaLiteChart",
  ].map((id) => `[data-testid=${id}]`).join() + ", #vg-tooltip-element";
  const LATIN = /[A-Za-z]/;

  const names = (match) => Object.keys(words).filter((word) => match.test(words[word])).join("|");
  const months = `(${names(/^\d+月$/)})`;
  const weekdays = `(${names(/^周/)})`;
  const rules = patterns.map(({ match, say }) => {
    const whole = match.replaceAll("{month}", months).replaceAll("{weekday}", weekdays);
    return [new RegExp(`^(?:${whole})$`, "s"), say];
  });

  // Calendars, numbers and dates ask the browser for its language.
  Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
  Object.defineProperty(navigator, "languages", { get: () => ["zh-CN", "zh"] });

  function byRule(said) {
    for (const [match, say] of rules) {
      const found = match.exec(said);
      if (found) return say.replace(/\$(\d)/g, (_, i) => inChinese(found[i] ?? "", WORDS));
    }
    return said;
  }

  function inChinese(said, known) {
    if (!LATIN.test(said)) return said;
    const trimmed = said.trim();
    const chinese = known.get(trimmed) ?? byRule(trimmed);
    return chinese === trimmed ? said : said.replace(trimmed, () => chinese);
  }

  function knownIn(element) {
    if (!element || element.closest(NEVER)) return undefined;
    if (element.closest(BUILT_IN)) return PARTS;
    return element.closest(BY_THE_APP) ? undefined : TEXTS;
  }

  function sayText(node) {
    if (!LATIN.test(node.data)) return;
    const known = knownIn(node.parentElement);
    const chinese = known ? inChinese(node.data, known) : node.data;
    if (chinese !== node.data) node.data = chinese;
  }

  function sayAttribute(element, name) {
    const said = element.getAttribute(name) ?? "";
    const chinese = inChinese(said, LABELS);
    if (chinese !== said) element.setAttribute(name, chinese);
  }

  function sayAttributes(element) {
    for (const name of ATTRIBUTES) sayAttribute(element, name);
  }

  function sayAll(node) {
    if (node.nodeType === Node.TEXT_NODE) sayText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    sayAttributes(node);
    for (const element of node.querySelectorAll(WITH_ATTRIBUTES)) sayAttributes(element);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) sayText(walker.currentNode);
  }

  // A changed text comes here again as Chinese, which nothing matches: it ends by itself.
  new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === "characterData") sayText(target);
      else if (type === "attributes") sayAttribute(target, attributeName);
      else addedNodes.forEach(sayAll);
    }
  }).observe(document.documentElement, {
    attributeFilter: ATTRIBUTES,
    characterData: true,
    childList: true,
    subtree: true,
  });
})();
