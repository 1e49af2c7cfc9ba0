// What is typed is kept while it is typed: on the server, and on this computer while the server cannot be reached or does not know who
// types. Nothing is lost when the line drops, the session ends or the browser crashes; without a script the page asks before it is left.
"use strict";

const form = document.querySelector("form[data-keep]");
const told = document.querySelector("#kept");
const afterTyping = 1500;
const tryAgainAfter = 5000;
const tellEvery = 20_000;
const place = form && `nq72.unsaved.${form.dataset.keep}`;
let isChanged = false;
let isSending = false;
let timer = 0;

const tell = text => { if (told.textContent !== text) told.textContent = text; };
const later = wait => { clearTimeout(timer); timer = setTimeout(send, wait); };

// a computer may refuse to keep anything (private windows, a full disk): the page still asks before it is left
const keepHere = () => {
  try {
    localStorage.setItem(place, JSON.stringify([...new FormData(form)].filter(([name, value]) => name !== "__RequestVerificationToken" && typeof value === "string")));
  } catch { /* said by what is told anyway */ }
};
const takeFromHere = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(place));
    localStorage.removeItem(place);
    return Array.isArray(kept) ? kept : null;
  } catch { return null; }
};

// a file that was chosen and not read yet is no text
const typed = () => {
  const data = new FormData(form);
  form.querySelectorAll("input[type=file]").forEach(input => data.delete(input.name));
  return data;
};

const post = async data => {
  try {
    const answer = await fetch("?handler=Keep", { method: "POST", body: data, redirect: "manual", headers: { "HX-Request": "true" } });
    if (answer.ok) return { words: await answer.text() };
    // the sign-in page, or a sign-in that is not the one this page was made for
    return { problem: answer.type === "opaqueredirect" || answer.status === 400 || answer.status === 401 ? form.dataset.out : form.dataset.failed };
  } catch {
    return { problem: form.dataset.line };
  }
};

const send = async () => {
  if (!isChanged || isSending) return;
  isSending = true;
  isChanged = false;
  const { words, problem } = await post(typed());
  isSending = false;
  if (problem) {
    isChanged = true;
    keepHere();
    tell(problem);
    return later(tryAgainAfter);
  }
  try { localStorage.removeItem(place); } catch { /* nothing was kept */ }
  tell(words);
  if (isChanged) later(afterTyping);
  // nothing would be lost by leaving: no need to ask
  else form.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
};

// what this computer kept goes to the server, and is shown as unsaved text is
const bringBack = async () => {
  const kept = takeFromHere();
  // what was sent and not saved stands in the form
  if (form.dataset.sent || document.querySelector(".notice-bad, .conflict")) {
    isChanged = true;
    return later(0);
  }
  if (!kept || document.querySelector(".notice-ok")) return;
  const data = new FormData();
  kept.forEach(([name, value]) => data.append(name, value));
  data.append("__RequestVerificationToken", form.elements.__RequestVerificationToken.value);
  const { problem } = await post(data);
  if (!problem) return location.reload();
  try { localStorage.setItem(place, JSON.stringify(kept)); } catch { /* it was there a moment ago */ }
  tell(problem);
};

// who else has it open. Not asked by htmx, for which the end of a session is the end of the page
const others = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(`?handler=Others&version=${form.elements.version.value}`, { headers: { "HX-Request": "true" } });
    const shown = document.querySelector("#others");
    const words = answer.ok ? (await answer.text()).trim() : shown.innerHTML;
    if (words !== shown.innerHTML) shown.innerHTML = words;
  } catch { /* the line is gone: what was known stands */ }
};

if (form) {
  form.addEventListener("input", () => { isChanged = true; later(afterTyping); });
  // a session that ended takes what is sent to the sign-in page: what was typed is here when the person is back
  form.addEventListener("submit", () => { clearTimeout(timer); isChanged = false; keepHere(); });
  addEventListener("pagehide", () => { if (isChanged) keepHere(); });
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) later(0); });
  bringBack();
  others();
  setInterval(others, tellEvery);
}
