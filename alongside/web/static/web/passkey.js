/* Asks the browser for a passkey: to make one, or to show one. Forms say with what:
   data-passkey holds what is asked for, data-passkey-from the address that tells it. */

export const isAble = Boolean(window.PublicKeyCredential);

/* Returns what the browser gave, as text, or throws when somebody closed its window. */
export async function ask(options) {
  const given = options.publicKey;
  const wanted = { ...given, challenge: bytes(given.challenge) };
  if (given.user) {
    wanted.user = { ...given.user, id: bytes(given.user.id) };
    wanted.excludeCredentials = given.excludeCredentials?.map(known);
    return text(await navigator.credentials.create({ publicKey: wanted }));
  }
  wanted.allowCredentials = given.allowCredentials?.map(known);
  return text(await navigator.credentials.get({ publicKey: wanted }));
}

export async function optionsFrom(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options;
}

function known(credential) {
  return { ...credential, id: bytes(credential.id) };
}

function text(credential) {
  const told = {
    id: credential.id,
    rawId: letters(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: letters(credential.response.clientDataJSON) },
  };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const found = credential.response[part];
    if (found) told.response[part] = letters(found);
  }
  return JSON.stringify(told);
}

function bytes(letters) {
  const plain = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function letters(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const NONE = "Your browser cannot use passkeys here. Use another way";
const CLOSED = "No passkey came. Try again, or use another way";

/* The forms are hidden until this script can answer them. */
for (const form of document.querySelectorAll("form[data-passkey], form[data-passkey-from]")) {
  if (form.method === "dialog" || !(isAble || form.dataset.passkey)) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = form.querySelector("[data-problem]");
    try {
      if (!isAble) throw new Error(NONE);
      const { passkey, passkeyFrom } = form.dataset;
      const options = passkey ? JSON.parse(passkey) : await optionsFrom(passkeyFrom);
      form.elements.credential.value = await ask(options);
      form.submit(); /* past this listener */
    } catch (fault) {
      problem.textContent = fault.message === NONE ? NONE : CLOSED;
      problem.hidden = false;
    }
  });
}
