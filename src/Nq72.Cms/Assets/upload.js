// Uploading with progress, several files one after the other, by choosing or dropping. It goes on by itself after the line broke off, and
// after the page was left where the same file is chosen again. Without it the form sends them all at once.
import { Upload, defaultOptions } from "tus-js-client";

// what a file is shows in its first bytes: refused, no more of it is sent. Later parts are of a size that no proxy needs to hold for long.
const firstPart = 64 * 1024, laterParts = 16 * 1024 * 1024;
const tryAgainAfter = 15_000;
// one that is gone from the server begins anew, but not for ever
const mostBeginnings = 3;

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

const button = (text, label, act) => {
  const made = element("button", "button", text);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
};

// what the server asks of each request besides the protocol
const headersOf = form => ({
  RequestVerificationToken: form.elements.__RequestVerificationToken.value, "HX-Request": "true", "Accept-Language": document.documentElement.lang,
});

const problemOf = error => {
  try { return JSON.parse(error.originalResponse.getBody()); } catch { return null; }
};

// whether sending it again may help
const mayPass = error => {
  const status = error.originalResponse?.getStatus() ?? 0;
  return status < 400 || status >= 500 && status !== 507 || [408, 409, 423, 429].includes(status) && problemOf(error)?.code !== "uploadsTooMany";
};

class Line {
  constructor(form, file) {
    Object.assign(this, { form, file, words: form.dataset, sent: 0, begun: 0 });
    this.item = element("li");
    this.name = file.name;
    this.bar = element("progress");
    this.bar.max = 1;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", `${this.words.sending} ${this.name}`);
    this.state = element("span", "sub");
    this.item.append(`${this.name} `, this.bar, " ", this.state);
  }

  send(told) {
    this.told = told;
    return new Promise(done => {
      this.done = done;
      this.upload = new Upload(this.file, {
        endpoint: this.words.upload, headers: headersOf(this.form), metadata: { filename: this.name }, chunkSize: firstPart, retryDelays: [0, 1000, 3000, 5000], removeFingerprintOnSuccess: true,
        onShouldRetry: error => navigator.onLine && mayPass(error),
        onBeforeRequest: request => {
          if (request.getMethod() === "POST" && ++this.begun > mostBeginnings) throw new Error("begun too often");
        },
        onProgress: sent => this.progress(sent),
        onChunkComplete: () => { this.upload.options.chunkSize = laterParts; },
        onSuccess: () => this.finish(),
        onError: error => this.fail(error),
      });
      this.upload.findPreviousUploads().then(before => {
        if (before.length) this.upload.resumeFromPreviousUpload(before[0]);
        document.querySelectorAll(".media-left").forEach(left => { if (before.some(one => one.uploadUrl === left.dataset.url)) left.remove(); });
        this.upload.start();
      });
    });
  }

  progress(sent) {
    this.sent = sent;
    this.bar.value = this.file.size ? sent / this.file.size : 0;
    this.state.textContent = "";
    this.told();
  }

  async finish() {
    this.sent = this.file.size;
    let view = null;
    try {
      view = await (await fetch(this.upload.url, { headers: { ...headersOf(this.form), Accept: "application/json" } })).json();
    } catch { /* it is in the library all the same */ }
    const badge = element("span", "badge badge-ok", view?.existing ? this.words.existing : this.words.taken);
    const link = element("a", "", view?.media?.name ?? this.name);
    link.href = view?.media ? `/admin/media/${view.media.id}` : "/admin/media";
    this.item.replaceChildren(badge, " ", link);
    this.end();
  }

  fail(error) {
    if (mayPass(error) && this.begun <= mostBeginnings) return this.wait();
    const problem = problemOf(error);
    const said = element("span");
    said.append(element("strong", "", this.name), problem?.title ? ` ${problem.title}. ${problem.detail ?? ""}` : ` ${this.words.brokeOff}`);
    this.item.replaceChildren(element("span", "badge badge-bad", this.words.refused), " ", said);
    this.sent = this.file.size;
    this.end();
  }

  // the line is gone: tried again when the browser says that it is back, now and then anyway, and when somebody asks
  wait() {
    this.state.textContent = this.words.waits;
    const again = button(this.words.again, `${this.words.again}: ${this.name}`, () => goOn());
    const goOn = () => {
      clearTimeout(timer);
      removeEventListener("online", goOn);
      again.remove();
      this.state.textContent = "";
      this.upload.start();
    };
    const timer = setTimeout(goOn, tryAgainAfter);
    addEventListener("online", goOn);
    this.item.append(" ", again);
  }

  end() {
    this.told();
    this.done();
  }
}

// all files of a form, one after the other: a bad line is not shared out
class Queue {
  constructor(form) {
    Object.assign(this, { form, lines: [], running: false });
    this.results = form.querySelector(".media-results");
    this.total = element("div", "media-total");
    this.bar = element("progress");
    this.bar.max = 1;
    this.bar.setAttribute("aria-label", form.dataset.all);
    this.count = element("span", "sub");
    this.total.append(this.bar, " ", this.count);
    this.total.hidden = true;
    this.results.before(this.total);
  }

  async add(files) {
    const added = [...files].map(file => new Line(this.form, file));
    this.lines.push(...added);
    added.forEach(line => this.results.append(line.item));
    this.form.elements.file.value = "";
    this.show();
    if (this.running) return;
    this.running = true;
    for (let next; (next = this.lines.find(line => !line.begunAt)); ) {
      next.begunAt = Date.now();
      await next.send(() => this.show());
      next.ended = true;
      this.show();
    }
    this.running = false;
  }

  show() {
    const all = this.lines.reduce((sum, line) => sum + line.file.size, 0);
    this.total.hidden = this.lines.length < 2;
    this.bar.value = all ? this.lines.reduce((sum, line) => sum + line.sent, 0) / all : 0;
    this.count.textContent = `${this.lines.filter(line => line.ended).length}/${this.lines.length}`;
  }
}

// what was begun before the page was left: the browser has the address but not the file any more
const showLeft = async form => {
  const results = form.querySelector(".media-results");
  for (const left of await defaultOptions.urlStorage.findAllUploads()) {
    if (!left.uploadUrl || !new URL(left.uploadUrl, location.href).pathname.startsWith(form.dataset.upload)) continue;
    const answer = await fetch(left.uploadUrl, { headers: headersOf(form) }).catch(() => null);
    if (!answer) continue;
    const view = answer.ok ? await answer.json() : null;
    if (!view || view.offset >= view.length) {
      if (view || [404, 410].includes(answer.status)) defaultOptions.urlStorage.removeUpload(left.urlStorageKey);
      continue;
    }
    const item = element("li", "media-left");
    item.dataset.url = left.uploadUrl;
    const bar = element("progress");
    bar.max = view.length;
    bar.value = view.offset;
    bar.setAttribute("aria-label", view.name);
    item.append(`${view.name} `, bar, " ", element("span", "sub", form.dataset.chooseAgain), " ", button(form.dataset.drop, `${form.dataset.drop}: ${view.name}`, async () => {
      const dropped = await fetch(left.uploadUrl, { method: "DELETE", headers: { ...headersOf(form), "Tus-Resumable": "1.0.0" } }).catch(() => null);
      if (!dropped?.ok && dropped?.status !== 404) return;
      defaultOptions.urlStorage.removeUpload(left.urlStorageKey);
      item.remove();
    }));
    results.append(item);
  }
};

document.querySelectorAll("form[data-upload]").forEach(form => {
  const input = form.elements.file;
  // one file into one place goes as a plain form: the page that follows shows it
  if (!input.multiple) return;
  const queue = new Queue(form);
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (input.files.length) queue.add(input.files);
  });
  form.addEventListener("dragover", event => { event.preventDefault(); form.classList.add("is-over"); });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", event => {
    event.preventDefault();
    form.classList.remove("is-over");
    if (event.dataTransfer.files.length) queue.add(event.dataTransfer.files);
  });
  showLeft(form);
});
