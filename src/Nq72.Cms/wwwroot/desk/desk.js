// What the desk does on top of plain pages. Everything works without it.
"use strict";

// Text that was typed and not saved: ask before leaving, and nothing else.
const changed = new Set();
document.addEventListener("input", event => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", event => changed.delete(event.target));
document.addEventListener("kept", event => changed.delete(event.target));
window.addEventListener("beforeunload", event => {
  if ([...changed].some(form => form.isConnected)) event.preventDefault();
});

// What was typed before the page's scripts listened, or what the browser put back into its fields, is as good as typed now: previews, counts and lists follow it.
window.addEventListener("load", () => document.querySelectorAll("textarea, input[type=text], input[type=search]").forEach(field => {
  if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
}));

// A menu that is open on a phone closes with Escape, and its button has the focus again.
document.addEventListener("keydown", event => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// What was done is said above: what this computer kept of the text meanwhile is not needed any more (keep.js).
if (document.querySelector(".notice-ok")) {
  try {
    Object.keys(localStorage).filter(key => key.startsWith("nq72.unsaved.") && location.pathname.includes(key.split(".").pop())).forEach(key => localStorage.removeItem(key));
  } catch { /* a computer that keeps nothing */ }
}

// After a failed save the summary of errors is where reading starts.
document.querySelector(".notice-bad[role=alert]")?.scrollIntoView({ block: "center" });

// Whoever pressed a button that is gone when htmx has put in what came of it stands at that.
document.addEventListener("htmx:after:swap", event => {
  if (document.activeElement === document.body && event.detail?.ctx?.sourceElement?.getAttribute("hx-target") === "#chosen") document.getElementById("chosen-count")?.focus();
});

// On a phone the row of tabs is wider than the window: the one that is open is in sight.
const tab = document.querySelector(".tabs [aria-current]");
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft;

// A link to give away: one press copies it, where the browser lets a page do so.
if (navigator.clipboard) document.querySelectorAll("button[data-copy]").forEach(button => { button.hidden = false; });
document.addEventListener("click", async event => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
  button.textContent = button.dataset.copied;
});

// How many boxes of a form are ticked stands beside its button.
const ticks = () => document.querySelectorAll("form[data-ticks]").forEach(form => {
  const shown = document.querySelector(`[data-ticked="${form.id}"]`);
  const all = form.elements.all?.checked ? form.querySelectorAll("[name=shown]") : [];
  const count = new Set([...document.querySelectorAll(`[form="${form.id}"][name="${form.dataset.ticks}"]:checked`), ...all].map(box => box.value)).size;
  if (shown) Object.assign(shown, { textContent: count, hidden: count === 0 });
});
document.addEventListener("change", ticks);
