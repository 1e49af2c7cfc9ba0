// Uploading with progress, several files one after the other, by choosing or dropping. Without it the form sends them all at once.
"use strict";

const send = (form, file, line) => new Promise(done => {
  const request = new XMLHttpRequest();
  const body = new FormData();
  // the token first, as the form has it
  body.append("__RequestVerificationToken", form.elements.__RequestVerificationToken.value);
  body.append("file", file);
  const bar = line.querySelector("progress");
  request.upload.addEventListener("progress", event => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
  request.addEventListener("load", () => {
    if (request.responseText.includes("<li")) line.outerHTML = request.responseText;
    else line.textContent = `${file.name}: ${form.dataset.brokeOff}`;
    done();
  });
  request.addEventListener("error", () => { line.textContent = `${file.name}: ${form.dataset.brokeOff}`; done(); });
  request.open("POST", form.action);
  request.setRequestHeader("HX-Request", "true");
  request.send(body);
});

const sendAll = async (form, files) => {
  const results = form.querySelector(".media-results");
  const lines = [...files].map(file => {
    const line = document.createElement("li");
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `${form.dataset.sending} ${file.name}`);
    line.append(`${file.name} `, bar);
    results.append(line);
    return [file, line];
  });
  form.elements.file.value = "";
  for (const [file, line] of lines) await send(form, file, line);
};

document.querySelectorAll("form[data-upload]").forEach(form => {
  const input = form.elements.file;
  // one file into one place goes as a plain form: the page that follows shows it
  if (!input.multiple) return;
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (input.files.length) sendAll(form, input.files);
  });
  form.addEventListener("dragover", event => { event.preventDefault(); form.classList.add("is-over"); });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", event => {
    event.preventDefault();
    form.classList.remove("is-over");
    if (event.dataTransfer.files.length) sendAll(form, event.dataTransfer.files);
  });
});
