/* Signs in without leaving the page, in the dialog that the layout holds for it: with a password and
   then a code, or with a passkey alone. */
import { ask, isAble, optionsFrom } from "../web/passkey.js";

export class SignIn {
  static asking = null; /* one dialog, however many forms ask */

  constructor(page) {
    this.dialog = page.getElementById("sign-in-again");
    this.form = this.dialog.querySelector("form");
    this.password = this.form.elements.password;
    this.code = this.form.elements.code;
    this.problem = this.dialog.querySelector("[data-problem]");
    this.dialog.querySelector("[data-passkey-button]").hidden = !isAble;
  }

  /* Resolves to whether somebody signed in. */
  ask() {
    SignIn.asking ??= this.open().finally(() => (SignIn.asking = null));
    return SignIn.asking;
  }

  open() {
    this.say("");
    this.step("password");
    this.dialog.showModal();
    this.password.focus();
    return new Promise((resolve) => {
      const heard = new AbortController();
      const end = (signedIn) => {
        heard.abort();
        this.password.value = this.code.value = "";
        if (this.dialog.open) this.dialog.close();
        resolve(signedIn);
      };
      const options = { signal: heard.signal };
      this.dialog.addEventListener("close", () => end(false), options);
      this.form.addEventListener("submit", (event) => this.send(event, end), options);
    });
  }

  async send(event, end) {
    const pressed = event.submitter?.value;
    if (pressed === "later") return;
    event.preventDefault();
    try {
      const told = pressed === "passkey" ? await this.sendPasskey() : await this.sendStep();
      if (told.signed_in) return end(true);
      if (told.second_step && !this.isCode) return this.askCode(told.known);
      this.say(told.sentences?.join(". ") || "Too many tries. Wait five minutes, then try again");
    } catch (fault) {
      const closed = fault.name === "NotAllowedError";
      this.say(closed ? "No passkey came. Try again" : "There is no connection. Try again");
    }
    (this.isCode ? this.code : this.password).select();
  }

  sendStep() {
    const { signIn, secondStep } = this.form.dataset;
    if (this.isCode) return post(secondStep, { code: this.code.value });
    return post(signIn, { login: this.form.elements.login.value, password: this.password.value });
  }

  async sendPasskey() {
    const address = this.form.dataset.passkeyFrom;
    const credential = await ask(await optionsFrom(address));
    return post(address, { credential });
  }

  askCode(known) {
    this.say("");
    this.step("code");
    this.code.value = known ?? "";
    this.code.focus();
  }

  /* Shows the box of one step and hides that of the other. */
  step(name) {
    this.isCode = name === "code";
    for (const box of this.form.querySelectorAll("[data-step]")) box.hidden = box.dataset.step !== name;
  }

  say(words) {
    this.problem.textContent = words;
    this.problem.hidden = !words;
  }
}

async function post(address, fields) {
  const answer = await fetch(address, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": csrfToken() },
  });
  return answer.json().catch(() => ({}));
}

/* Signing in changes it, so it is read when it is needed. */
export function csrfToken() {
  return document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1] ?? "";
}
