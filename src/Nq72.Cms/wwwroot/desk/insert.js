// Puts text into a textarea the way typing does, so that the browser's undo takes it back and everything that listens for "input" hears it.
export const insert = (area, start, end, text, selectFrom = start + text.length, selectTo = selectFrom) => {
  area.focus();
  area.setSelectionRange(start, end);
  if (start !== end || text) {
    const done = document.execCommand(text ? "insertText" : "delete", false, text);
    // a browser that cannot: the text comes first, undoing it second
    if (!done) {
      area.setRangeText(text, start, end, "end");
      area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
    }
  }
  area.setSelectionRange(selectFrom, selectTo);
};

// Puts whole paragraphs where the cursor is, with the empty lines that they need around them; replaces what is selected.
export const insertBlock = (area, block, selectFrom = null, selectTo = selectFrom) => {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const before = value.slice(0, start), after = value.slice(end);
  const above = before.trim() === "" ? "" : "\n".repeat(Math.max(0, 2 - before.match(/\n*$/)[0].length));
  const below = after.trim() === "" ? "" : "\n".repeat(Math.max(0, 2 - after.match(/^\n*/)[0].length));
  const at = start + above.length;
  insert(area, start, end, above + block + below, at + (selectFrom ?? block.length), at + (selectTo ?? block.length));
};

// Says what happened under the field, to those who see it and those who hear it.
export const tell = (area, words) => {
  const place = document.querySelector(`[data-told-of="${CSS.escape(area.id)}"]`);
  if (place) place.textContent = words;
};
