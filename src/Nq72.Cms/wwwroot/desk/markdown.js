// A bar of buttons over the plain textarea: whoever never saw Markdown writes with it alone. The textarea stays the browser's own, so that
// Vietnamese input methods compose as everywhere else. Without this script the field is a plain field with a preview.
import { insert, insertBlock } from "./insert.js";

const heading = /^#{1,6}[ \t]+/;
const quote = /^>[ \t]?/;
const listMark = /^([ \t]*)(?:[-*+]|(\d{1,9})[.)])[ \t]+/;

// the lines that the selection touches
const lines = area => {
  const { value, selectionStart } = area;
  // a selection that ends before a line's first letter does not touch that line
  const last = area.selectionEnd > selectionStart && value[area.selectionEnd - 1] === "\n" ? area.selectionEnd - 1 : area.selectionEnd;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const stop = value.indexOf("\n", last);
  const end = stop < 0 ? value.length : stop;
  return { start, end, all: value.slice(start, end).split("\n") };
};

// Puts other lines in place of those; a block stands apart from the paragraphs around it, so that it is one for every reader of Markdown.
const replaceLines = (area, { start, end }, made, apart) => {
  const { value } = area;
  const above = apart && start > 0 && !/\n[ \t]*\n$/.test(value.slice(0, start)) && !apart.test(value.slice(value.lastIndexOf("\n", start - 2) + 1, start - 1)) ? "\n" : "";
  const rest = value.slice(end);
  const below = apart && rest.trim() !== "" && !/^\n[ \t]*\n/.test(rest) && !apart.test(rest.slice(1).split("\n", 1)[0]) ? "\n" : "";
  const text = made.join("\n");
  const from = start + above.length;
  insert(area, start, end, above + text + below, made.length > 1 ? from : from + text.length, from + text.length);
};

// Marks whole lines, or takes the mark off when all of them have it.
const mark = (area, known, markOf, apart) => {
  const found = lines(area);
  const marked = found.all.filter(line => line.trim() !== "");
  let number = 0;
  const isOn = marked.length > 0 && marked.every(line => known.test(line) && line.match(known)[0].trim() === markOf(++number, line).trim());
  number = 0;
  const made = found.all.map(line => {
    if (line.trim() === "" && found.all.length > 1) return line;
    const bare = line.replace(heading, "").replace(known, "");
    return isOn ? bare : markOf(++number, line) + bare;
  });
  replaceLines(area, found, made, isOn ? null : apart);
};

// Puts marks around words, line by line (they do not reach over paragraphs), or takes them off. Nothing selected: the written word around the cursor.
const wrap = (area, sign, sample) => {
  const { value } = area;
  let { selectionStart: start, selectionEnd: end } = area;
  if (start === end) {
    while (start > 0 && /[\p{L}\p{M}\p{N}]/u.test(value[start - 1])) start--;
    while (end < value.length && /[\p{L}\p{M}\p{N}]/u.test(value[end])) end++;
  }
  while (start < end && /\s/.test(value[start])) start++;
  while (end > start && /\s/.test(value[end - 1])) end--;
  if (start === end) return insert(area, start, end, sign + sample + sign, start + sign.length, start + sign.length + sample.length);
  const text = value.slice(start, end);
  const stars = (string, atEnd) => string.match(atEnd ? /\**$/ : /^\**/)[0].length;
  const has = count => sign.length === 2 ? count >= 2 : count % 2 === 1;
  if (has(stars(value.slice(0, start), true)) && has(stars(value.slice(end), false)))
    return insert(area, start - sign.length, end + sign.length, text, start - sign.length, end - sign.length);
  if (text.length > 2 * sign.length && has(stars(text, false)) && has(stars(text, true))) {
    const bare = text.slice(sign.length, -sign.length);
    return insert(area, start, end, bare, start, start + bare.length);
  }
  const made = text.split("\n").map(line => {
    const [, begin, words, rest] = line.match(/^((?:#{1,6}[ \t]+|>[ \t]?|[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+|[ \t]+)*)(.*?)([ \t]*)$/);
    return words === "" ? line : begin + sign + words + sign + rest;
  }).join("\n");
  const isOne = !text.includes("\n");
  insert(area, start, end, made, isOne ? start + made.indexOf(sign) + sign.length : start, isOne ? start + made.lastIndexOf(sign) : start + made.length);
};

const acts = {
  h2: area => mark(area, /^##[ \t]+/, () => "## ", /^$/),
  h3: area => mark(area, /^###[ \t]+/, () => "### ", /^$/),
  bold: (area, button) => wrap(area, "**", button.dataset.sample),
  italic: (area, button) => wrap(area, "*", button.dataset.sample),
  list: area => mark(area, listMark, (_, line) => `${line.match(/^[ \t]*/)[0]}- `, listMark),
  numbers: area => mark(area, listMark, (number, line) => `${line.match(/^[ \t]*/)[0]}${number}. `, listMark),
  quote: area => mark(area, quote, () => "> ", quote),
  undo: area => { area.focus(); document.execCommand("undo"); },
  link: area => openLink(area),
  picture: area => openMedia({ area }),
  table: area => openTable(area),
};

// ---- dialogs: one of each on the page, outside of the form

const dialogOf = name => document.getElementById(`write-${name}`);
const control = (dialog, name) => dialog.querySelector(`[name="${name}"]`);
const wrong = (dialog, words) => {
  const place = dialog.querySelector(".field-error");
  place.textContent = words;
  place.hidden = !words;
};

const openLink = area => {
  const dialog = dialogOf("link");
  const { selectionStart: start, selectionEnd: end, value } = area;
  const words = value.slice(start, end).replace(/\s+/g, " ").trim();
  wrong(dialog, "");
  control(dialog, "words").value = isAddress(words) ? "" : words;
  control(dialog, "address").value = isAddress(words) ? words : "";
  // what to do once the dialog is closed; false while something is wrong
  dialog.take = () => {
    const address = addressOf(control(dialog, "address").value.trim());
    if (!address) return wrong(dialog, dialog.dataset.wrong), control(dialog, "address").focus(), false;
    const shown = control(dialog, "words").value.trim() || control(dialog, "address").value.trim();
    return () => insert(area, start, end, `[${shown.replace(/[[\]\\]/g, "\\$&")}](${address})`);
  };
  dialog.showModal();
};

const isAddress = text => /^(https?:\/\/|www\.)\S+$/i.test(text);

// Where a link may lead; null for what the page would not show as a link.
const addressOf = text => {
  const address = /^www\./i.test(text) ? `https://${text}` : /^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(text) ? `mailto:${text}` : text;
  if (!/^(https?:\/\/[^\s/]+|mailto:\S+@|tel:[+\d]|\/(?![/\\]))\S*$/i.test(address)) return null;
  // what would end the link in the middle
  return address.replace(/[()<>\\]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
};

const openTable = area => {
  const dialog = dialogOf("table");
  dialog.take = () => {
    const columns = Math.min(8, Math.max(1, control(dialog, "columns").valueAsNumber || 2));
    const rows = Math.min(30, Math.max(1, control(dialog, "rows").valueAsNumber || 2));
    const row = cell => `| ${Array.from({ length: columns }, (_, at) => cell(at + 1)).join(" | ")} |`;
    const head = `${dialog.dataset.head} `;
    const table = [row(at => head + at), row(() => "---"), ...Array.from({ length: rows }, () => row(() => " "))].join("\n");
    // the first heading is selected: typing puts words in its place
    return () => insertBlock(area, table, 2, 2 + head.length + 1);
  };
  dialog.showModal();
};

// ---- the library: a picture for the text, or a file for a field

let picked = null;

const openMedia = ({ area, field }) => {
  const dialog = dialogOf("media");
  const alt = control(dialog, "alt");
  dialog.kind = area ? "image" : "";
  dialog.lang = area?.lang ?? "";
  alt.closest(".field").hidden = !area;
  alt.value = "";
  wrong(dialog, "");
  control(dialog, "find").value = "";
  const { selectionStart: start, selectionEnd: end } = area ?? {};
  pick(dialog, null);
  dialog.take = () => {
    if (!picked) return wrong(dialog, dialog.dataset.none), false;
    const one = picked;
    if (!area) return () => attach(field, one);
    const words = alt.value.replace(/\s+/g, " ").trim();
    if (!words) return wrong(dialog, dialog.dataset.alt), alt.focus(), false;
    return () => {
      area.setSelectionRange(start, end);
      insertBlock(area, `![${words.replace(/[[\]\\]/g, "\\$&")}](/media/${one.id})`);
    };
  };
  dialog.showModal();
  find(dialog);
};

// what was chosen stays chosen while the list is searched anew
const show = dialog => {
  dialog.querySelectorAll("[data-id]").forEach(one => one.setAttribute("aria-pressed", String(one.dataset.id === picked?.id)));
  dialog.querySelector("[data-chosen]").textContent = picked?.name ?? "";
};
const pick = (dialog, one) => {
  picked = one && { ...one.dataset };
  show(dialog);
  if (picked) control(dialog, "alt").value = picked.alt;
};

let asked = 0;
const find = async (dialog, cursor = "") => {
  const mine = ++asked;
  const query = new URLSearchParams({ q: control(dialog, "find").value, kind: dialog.kind, lang: dialog.lang, cursor });
  const list = dialog.querySelector("[data-found]");
  try {
    const answer = await fetch(`/admin/media/pick?${query}`, { headers: { "HX-Request": "true" } });
    if (mine !== asked) return;
    const words = answer.ok ? await answer.text() : "";
    list.querySelector("[data-more]")?.remove();
    if (cursor) list.insertAdjacentHTML("beforeend", words);
    else list.innerHTML = words;
    show(dialog);
    wrong(dialog, answer.ok ? "" : dialog.dataset.failed);
  } catch {
    if (mine === asked) wrong(dialog, dialog.dataset.failed);
  }
};

const attach = (field, one) => {
  const typed = field.querySelector("input.links");
  // a place for one file takes the other one's
  if (field.dataset.many !== "true") field.querySelectorAll("label.check").forEach(label => label.remove());
  if (!field.querySelector(`input[value="${one.id}"]`)) {
    const label = Object.assign(document.createElement("label"), { className: "check" });
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: field.dataset.name, value: one.id, checked: true });
    const words = document.createElement("span");
    words.textContent = one.name;
    label.append(box, words);
    field.querySelector("[data-files]").append(label);
  }
  if (typed) typed.value = "";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  field.querySelector("[data-pick]").focus();
};

let typing = 0;
document.querySelectorAll("dialog.dialog").forEach(dialog => {
  dialog.addEventListener("submit", event => {
    event.preventDefault();
    if (document.activeElement === control(dialog, "find")) return find(dialog);
    const act = dialog.take();
    if (!act) return;
    // nothing outside of it can take the focus, or text, while it is open
    dialog.close();
    act();
  });
  dialog.addEventListener("click", event => {
    const one = event.target.closest("[data-id]"), more = event.target.closest("[data-more]");
    if (event.target.closest("[data-close]")) dialog.close();
    else if (one) pick(dialog, one);
    else if (more) find(dialog, more.dataset.more);
  });
  control(dialog, "find")?.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => find(dialog), 300); });
});

// ---- the bars

document.querySelectorAll("[data-bar-of]").forEach(bar => {
  const area = document.getElementById(bar.dataset.barOf);
  const buttons = [...bar.querySelectorAll("button")];
  area.before(bar);
  bar.hidden = false;
  // one stop for Tab, arrows within (ARIA Authoring Practices, toolbar)
  const stop = button => buttons.forEach(one => { one.tabIndex = one === button ? 0 : -1; });
  stop(buttons[0]);
  bar.addEventListener("focusin", event => stop(event.target));
  bar.addEventListener("keydown", event => {
    const at = buttons.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length].focus();
  });
  // pressing with a pointer leaves the cursor where it is
  bar.addEventListener("pointerdown", event => { if (event.target.closest("button")) event.preventDefault(); });
  bar.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (button) acts[button.dataset.md](area, button);
  });
  area.addEventListener("keydown", event => {
    // what an input method is composing is its own
    if (event.isComposing || event.keyCode === 229) return;
    const key = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
    if (key) {
      event.preventDefault();
      acts[key](area, bar.querySelector(`[data-md="${key}"]`));
    } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey && goOnWithList(area)) event.preventDefault();
  });
});

// Enter at the end of a list's line begins the next one; on an empty one it ends the list.
const goOnWithList = area => {
  const { value, selectionStart: at } = area;
  if (at !== area.selectionEnd || (at < value.length && value[at] !== "\n")) return false;
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const line = value.slice(start, at);
  const found = line.match(listMark);
  if (!found) return false;
  if (found[0].length === line.length) insert(area, start, at, "");
  else insert(area, at, at, `\n${found[1]}${found[2] ? `${Number(found[2]) + 1}. ` : "- "}`);
  return true;
};

document.querySelectorAll("[data-pick]").forEach(button => {
  button.hidden = false;
  button.addEventListener("click", () => openMedia({ field: button.closest("fieldset") }));
});
