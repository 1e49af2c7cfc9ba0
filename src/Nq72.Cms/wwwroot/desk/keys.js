// Single keys while no field has the focus, and the dialog that lists those that do something on this page. Turned off, no single key does anything.
"use strict";

const keys = document.getElementById("keys");
if (keys) {
  const rows = [...keys.querySelectorAll("[data-keys]")];
  // what a key needs may come later: an editor builds its buttons when it is there
  const open = () => {
    rows.forEach(row => { row.hidden = Boolean(row.dataset.target) && !document.querySelector(row.dataset.target); });
    keys.showModal();
  };
  document.querySelectorAll("[data-open-keys]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", open);
  });

  const acts = { "?": open, "/": row => document.querySelector(row.dataset.target)?.focus() };
  const isField = target => target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=textbox]");
  let before = "", since = 0;
  if (!keys.classList.contains("is-off")) document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || keys.open || isField(event.target)) return;
    const typed = event.timeStamp - since < 1500 && before ? `${before} ${event.key}` : event.key;
    const row = rows.find(one => one.dataset.keys === typed) ?? rows.find(one => one.dataset.keys === event.key);
    [before, since] = row ? ["", 0] : [event.key, event.timeStamp];
    if (!row || (row.dataset.target && !document.querySelector(row.dataset.target))) return;
    event.preventDefault();
    if (row.dataset.path) location.assign(row.dataset.path);
    else acts[row.dataset.keys]?.(row);
  });
}
