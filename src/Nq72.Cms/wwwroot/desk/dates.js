// Days and times are typed day first in every browser (Admin/TypedTime.cs reads the same forms): what was typed stands whole once the field is left, the day of the week stands below it, and a
// button opens the browser's own picker.
"use strict";

const locale = document.documentElement.lang === "en" ? "en-GB" : "vi-VN";
const day = { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" };
const inWords = {
  "date": new Intl.DateTimeFormat(locale, day),
  "datetime-local": new Intl.DateTimeFormat(locale, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
};
const fields = "input[data-typed]";
// of each field the browser's own, that nobody sees: it knows which days there are
const natives = new WeakMap();

const two = digits => digits.padStart(2, "0");
const hour = typed => {
  const [, hours, minutes] = /^(\d\d?)\s*:\s*(\d\d)(?::\d\d)?$/.exec(typed) ?? /^(\d\d?)\s*[hg]\s*(\d\d)?$/i.exec(typed) ?? /^(\d\d)(\d\d)$/.exec(typed) ?? [];
  return hours ? `${two(hours)}:${minutes ?? "00"}` : "";
};
// the form that a browser's own field takes, whether or not there is such a day
const iso = (type, typed) => {
  const text = typed.trim();
  if (type === "time") return hour(text);
  const [, days, , months, year, time] = /^(\d\d?)\s*([/.-])\s*(\d\d?)\s*\2\s*([1-9]\d{3})(?:[\s,]+(.+))?$/.exec(text) ?? /^(\d\d)()(\d\d)([1-9]\d{3})(?:[\s,]+(.+))?$/.exec(text) ?? [];
  if (!days) return text;
  return `${year}-${two(months)}-${two(days)}${type === "date" ? time ?? "" : `T${hour(time ?? "")}`}`;
};
const shown = value => {
  const [date, time] = value.includes("-") ? value.split("T") : [null, value];
  return [date?.split("-").reverse().join("/"), time].filter(Boolean).join(" ");
};

const nativeOf = input => {
  if (!natives.has(input)) {
    const native = Object.assign(document.createElement("input"), { type: input.dataset.typed, className: "typed-native", tabIndex: -1 });
    native.setAttribute("aria-hidden", "true");
    for (const kind of ["input", "change"]) native.addEventListener(kind, event => event.stopPropagation());
    native.addEventListener("change", () => {
      input.value = shown(native.value);
      for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
    });
    natives.set(input, native);
  }
  return natives.get(input);
};
const read = input => {
  const native = nativeOf(input);
  native.value = iso(native.type, input.value);
  return native;
};

const tell = input => {
  const format = inWords[input.dataset.typed];
  if (!format) return;
  const place = input.closest(".typed");
  let words = place.nextElementSibling;
  if (!words?.matches(".in-words")) {
    words = Object.assign(document.createElement("output"), { className: "in-words" });
    if (input.id) words.htmlFor = input.id;
    place.after(words);
  }
  const native = read(input);
  words.textContent = native.value ? format.format(native.valueAsNumber) : "";
};
const dress = () => document.querySelectorAll(fields).forEach(input => {
  tell(input);
  input.parentElement.querySelector(".typed-pick").hidden = !("showPicker" in input) || input.readOnly;
});

document.addEventListener("input", event => event.target.matches?.(fields) && tell(event.target));
// before htmx and whoever else listens
document.addEventListener("change", event => {
  if (!event.target.matches?.(fields)) return;
  const { value } = read(event.target);
  if (value) event.target.value = shown(value);
}, { capture: true });
document.addEventListener("click", event => {
  const input = event.target.closest?.(".typed-pick")?.parentElement.querySelector(fields);
  if (!input) return;
  const native = read(input);
  if (!native.isConnected) input.parentElement.append(native);
  native.showPicker();
});
document.addEventListener("htmx:after:swap", dress);
dress();
