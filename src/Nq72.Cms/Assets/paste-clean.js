// What a word processor puts on the clipboard, as plain HTML: what only stands in its styles becomes elements, what is not text goes.
const isBold = style => /font-weight:\s*(bold|[6-9]00)/i.test(style);
const isItalic = style => /font-style:\s*italic/i.test(style);
const styleOf = element => element.getAttribute("style") ?? "";

const rename = (element, name) => {
  const made = element.ownerDocument.createElement(name);
  made.append(...element.childNodes);
  for (const attribute of ["style", "class", "start"]) if (element.hasAttribute(attribute)) made.setAttribute(attribute, element.getAttribute(attribute));
  element.replaceWith(made);
  return made;
};
const unwrap = element => element.replaceWith(...element.childNodes);

// Word writes lists as paragraphs with a drawn mark; how deep they are stands in their style
const wordList = paragraph => {
  const level = styleOf(paragraph).match(/mso-list:\s*l\d+\s+level(\d)/i);
  if (!level) return null;
  const mark = [...paragraph.querySelectorAll("[style]")].find(element => /mso-list:\s*ignore/i.test(styleOf(element)));
  const sign = (mark?.textContent ?? "").replace(/\s/g, "");
  mark?.remove();
  return { depth: Number(level[1]), isOrdered: /^\(?[\p{L}\p{N}]{1,5}[.)]/u.test(sign) && sign !== "o" };
};

const buildLists = body => {
  let open = [];
  let last = null;
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const list = wordList(paragraph);
    // a numbered heading is a heading
    if (!list || paragraph.localName !== "p") continue;
    if (last?.nextElementSibling !== paragraph) open = [];
    open = open.slice(0, list.depth);
    while (open.length < list.depth) {
      const made = body.ownerDocument.createElement(list.isOrdered ? "ol" : "ul");
      const above = open.at(-1);
      if (!above) paragraph.before(made);
      else (above.lastElementChild ?? above.appendChild(body.ownerDocument.createElement("li"))).append(made);
      open.push(made);
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).append(item);
    paragraph.remove();
    last = open[0];
  }
};

const address = link => {
  const found = (link.getAttribute("href") ?? "").trim();
  // Google Docs leads through its own page
  const google = found.match(/^https:\/\/www\.google\.com\/url\?(.*)$/);
  const to = google ? new URLSearchParams(google[1]).get("q") ?? "" : found;
  return /^(https?:|mailto:|tel:)/i.test(to) ? to : null;
};

export const clean = html => {
  const { body } = new DOMParser().parseFromString(html.replace(/<\/?(o|w|m|v|st1):[^>]*>/gi, ""), "text/html");
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  for (const comment of Array.from({ length: 100_000 }, () => comments.nextNode()).filter(Boolean)) comment.remove();
  body.querySelectorAll("style, script, meta, link, title, template, noscript, xml, object, iframe, svg, form, input, button, select, textarea, [hidden]").forEach(element => element.remove());
  // deleted text of tracked changes, what is written to be hidden, and comments in the margin
  body.querySelectorAll("del, s.msoDel, [style*='mso-hide'], [style*='display:none'], [style*='mso-element:comment'], a[href^='#_msocom'], a[href^='#_ftn'] sup:empty").forEach(element => element.remove());
  body.querySelectorAll("p[class*=MsoTitle]").forEach(title => rename(title, "h1"));
  buildLists(body);

  // headings: the page's title is the first level, so a text's own begin with the second
  const shift = body.querySelector("h1") ? 1 : 0;
  for (const found of [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")]) {
    if (found.textContent.trim() === "" && !found.querySelector("img")) { found.remove(); continue; }
    found.querySelectorAll("b, strong").forEach(unwrap);
    rename(found, `h${Math.min(4, Math.max(2, Number(found.localName[1]) + shift))}`).removeAttribute("style");
  }

  for (const element of [...body.querySelectorAll("b, strong")]) {
    // Google Docs wraps everything into a <b> that is none
    if (/font-weight:\s*(normal|400)/i.test(styleOf(element))) unwrap(element);
  }
  for (const element of [...body.querySelectorAll("span, font, p, div, td, li")]) {
    const style = styleOf(element);
    if (element.textContent.trim() === "" || element.closest("h2, h3, h4")) continue;
    for (const [is, name] of [[isBold, "strong"], [isItalic, "em"]]) {
      if (!is(style) || element.querySelector("p, div, ul, ol, table")) continue;
      const made = body.ownerDocument.createElement(name);
      made.append(...element.childNodes);
      element.append(made);
    }
  }
  // the same again inside of itself says nothing more
  body.querySelectorAll("b b, b strong, strong b, strong strong, i i, i em, em i, em em").forEach(unwrap);
  for (const link of [...body.querySelectorAll("a")]) {
    const to = address(link);
    if (to && link.textContent.trim()) link.setAttribute("href", to);
    else unwrap(link);
  }
  // a table of one cell is a frame around text
  for (const table of [...body.querySelectorAll("table")]) if (table.querySelectorAll("td, th").length < 2) table.replaceWith(...[...table.querySelectorAll("td, th")].flatMap(cell => [...cell.childNodes]));
  for (const text of textsOf(body)) text.data = text.data.replace(/\u00ad|\u200b|\ufeff/g, "").replace(/\u00a0/g, " ");
  return body;
};

const textsOf = body => {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
};
