// Passkeys: the browser makes and uses them only when a script asks. The forms go to the server as any form does, so that it says what is wrong on the page.
const ask = async (form, address) => {
  const answer = await fetch(address, { method: "POST", body: new FormData(form), redirect: "error" });
  return answer.ok ? answer.json() : null;
};

const say = (form, text) => {
  const place = form.querySelector("[data-passkey-says]");
  place.textContent = text;
  place.hidden = !text;
};

const send = (form, credential) => {
  form.elements.credential.value = JSON.stringify(credential.toJSON());
  form.submit();
};

const works = window.isSecureContext && typeof window.PublicKeyCredential?.parseCreationOptionsFromJSON === "function";

for (const form of document.querySelectorAll("[data-passkey-add]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say(form, "");
    if (!works) return say(form, form.dataset.refused);
    const options = await ask(form, form.dataset.passkeyAdd);
    if (!options) return say(form, form.dataset.wrong);
    try {
      send(form, await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }));
    } catch {
      say(form, form.dataset.refused);
    }
  });
}

for (const form of document.querySelectorAll("[data-passkey-sign-in]")) {
  if (!works) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say(form, "");
    try {
      const options = await ask(form, form.dataset.passkeySignIn);
      send(form, await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
    } catch {
      say(form, form.dataset.refused);
    }
  });
}
