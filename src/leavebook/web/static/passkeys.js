// Hands what the server asks for to an authenticator, and what that has signed to the server.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const described = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));

const ask = async (how, form) => {
  const answer = await fetch(form.dataset.ask, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  // What speaks against it, such as another password, is said in the page.
  if (!answer.ok) return "{}";
  const wanted = await answer.json();
  wanted.challenge = bytes(wanted.challenge);
  wanted.allowCredentials = described(wanted.allowCredentials);
  wanted.excludeCredentials = described(wanted.excludeCredentials);
  if (wanted.user) wanted.user.id = bytes(wanted.user.id);
  const key = await navigator.credentials[how]({ publicKey: wanted });
  const { response } = key;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[name]) said[name] = text(response[name]);
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response: said });
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  document.querySelector("[data-no-passkeys]")?.remove();
  form.addEventListener("submit", async (event) => {
    if (form.elements.signed.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const said = form.querySelector("[data-failed]");
    if (said) said.hidden = true;
    try {
      form.elements.signed.value = await ask(form.dataset.passkey, form);
      form.requestSubmit();
    } catch {
      // Whoever changes their mind, or has no key, may try again.
      if (said) said.hidden = false;
    }
  });
}
addEventListener("pageshow", () => document.querySelectorAll("form[data-passkey]").forEach((form) => { form.elements.signed.value = ""; }));
