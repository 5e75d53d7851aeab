// Everything here makes a page quicker; without it every page works all the same.
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

// Without a network there is at least a page that says so.
if (location.protocol === "https:") navigator.serviceWorker?.register("/service-worker.js");

// What is on the screen is of before the network went. A page that was kept stays one.
const offline = $("[data-offline]");
addEventListener("offline", () => { if (offline) offline.hidden = false; });
addEventListener("online", () => { if (offline) offline.hidden = !offline.dataset.offline; });

// A part of a page is asked for anew; whoever has been signed out sees the login.
const part = async (address, name, into, options) => {
  try {
    const answer = await fetch(address, { ...options, headers: { "X-Fragment": name } });
    if (answer.redirected) return location.reload();
    into.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
  } catch {
    if (options?.signal.aborted === false) into.textContent = "";
  }
};
// What is asked for while somebody types waits a moment, and only the latest counts.
const latest = (look) => {
  let timer, running;
  return (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => { running?.abort(); running = new AbortController(); look(running.signal); }, wait);
  };
};

// The request form shows what it would cost while it is being filled in.
for (const form of $$("form[data-preview]")) {
  const target = $("#preview");
  const hours = $("[data-only=hours]", form);
  // A kind of leave says whether it may be asked for by halves of a day or by the hour.
  const showParts = () => {
    const offered = $("[data-parts]:checked", form)?.dataset.parts.split(" ");
    for (const part of $$("input[name=part]", form)) {
      part.parentElement.hidden = offered ? !offered.includes(part.value) : false;
      if (part.checked && part.parentElement.hidden) $("input[name=part]", form).checked = true;
    }
    if (hours) hours.hidden = $("input[name=part]:checked", form)?.value !== "hours";
  };
  const look = latest((signal) => part(form.dataset.preview, "preview", target, { method: "POST", body: new URLSearchParams(new FormData(form)), signal }));
  form.addEventListener("input", (event) => {
    const first = form.elements.first_day, last = form.elements.last_day;
    if (event.target === first && (!last.value || last.value < first.value)) last.value = first.value;
    last.min = first.value;
    showParts();
    if (first.value) look(event.target.name === "reason" ? 800 : 180);
  });
  $("button[formaction]", form)?.setAttribute("hidden", "");
  showParts();
}

// The month beside the dates: one click chooses a day, a click on a later one makes it a span.
const month = $("[data-month]");
const dates = month?.closest("form").elements;
const mark = () => {
  const first = dates.first_day.value, last = dates.last_day.value || first;
  for (const link of $$("[data-day]", month)) link.parentElement.classList.toggle("in", first !== "" && first <= link.dataset.day && link.dataset.day <= last);
};
month?.addEventListener("click", async (event) => {
  const link = event.target.closest("a"), day = link?.dataset.day;
  if (!link) return;
  event.preventDefault();
  if (day) {
    const first = dates.first_day, last = dates.last_day;
    if (!first.value || (last.value && last.value !== first.value) || day < first.value) first.value = day;
    last.value = day;
    last.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    await part(`/ask/month?month=${link.dataset.to}&person=${month.dataset.person}`, "month", month);
    mark();
    $(`[rel=${link.rel}]`, month)?.focus();
  }
});
month?.closest("form").addEventListener("input", mark);

// Filters act as soon as they are changed.
for (const form of $$("form[data-auto]")) {
  $("[data-auto-button]", form)?.setAttribute("hidden", "");
  form.addEventListener("change", () => form.requestSubmit());
}

// Dialogs open where a link would lead to the same form.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-reject]");
  if (opener) { event.preventDefault(); $("#" + opener.dataset.reject).showModal(); }
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  const copied = event.target.closest("[data-copy]");
  if (copied) {
    const secret = $(copied.dataset.copy);
    getSelection().selectAllChildren(secret);
    navigator.clipboard?.writeText(secret.textContent.trim()).then(() => {
      copied.lastChild.textContent = copied.dataset.copied;
      $("#said").textContent = copied.dataset.copied;
    });
  }
  if (event.target.closest("[data-print]")) print();
});
for (const button of $$("[data-print]")) button.hidden = false;

// What was just done is read aloud as well: a live region is heard only when it changes.
const done = $("#news .toast")?.lastChild;
if (done) { const text = done.data; done.data = "\u00a0"; setTimeout(() => { done.data = text; }, 100); }

// Whoever still types when their session ends would lose it: they are told ten minutes before.
const ending = $("[data-ends-in]");
if (ending?.hidden) setTimeout(() => { ending.hidden = false; }, (ending.dataset.endsIn - 600) * 1000);

// A file that is too large is refused before it travels.
document.addEventListener("change", (event) => {
  const { files, dataset } = event.target;
  if (!dataset.most) return;
  event.target.setCustomValidity([...files].some((file) => file.size > dataset.most) ? dataset.says : "");
  event.target.reportValidity();
});

// Long work is looked at again until it is over; what came of it is read aloud.
const follow = async () => {
  const shown = $("[data-follow]");
  if (!shown) return;
  try {
    const answer = await fetch(location.href);
    if (answer.redirected) return location.reload();
    const now = $("#work", new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (now) shown.replaceWith(now);
    if (now && !now.matches("[data-follow]")) $("#said").textContent = $("h2", now).textContent.trim();
  } catch { /* the next look may succeed */ }
  setTimeout(follow, 1000);
};
setTimeout(follow, 1000);

// Nothing is sent twice.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "dialog" || event.target.method === "get") return;
  const button = event.submitter;
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "1";
  button?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => $$("form[data-sent]").forEach((form) => delete form.dataset.sent));

// The inbox from the keyboard: J and K move, A approves, R rejects with a reason.
const items = $$("[data-inbox] > li");
let place = -1;
const stand = (to) => {
  if (!items.length) return;
  items[place]?.removeAttribute("aria-current");
  place = Math.max(0, Math.min(items.length - 1, to));
  items[place].setAttribute("aria-current", "true");
  items[place].focus();
  items[place].scrollIntoView({ block: "nearest" });
};
const inbox = {
  j: () => stand(place + 1),
  k: () => stand(place - 1),
  a: () => $("[data-key=a]", items[Math.max(place, 0)])?.click(),
  r: () => $("[data-reject]", items[Math.max(place, 0)])?.click(),
};
const places = { m: "/", c: "/calendar", i: "/inbox", p: "/people" };
let going = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  if (going && places[key]) { location.href = places[key]; return; }
  going = key === "g";
  if (event.key === "?") $("#keys")?.showModal();
  else if (key === "n" && $("#keys")) location.href = "/ask";
  else if (items.length && inbox[key]) { event.preventDefault(); inbox[key](); }
});

// Ctrl+K finds people, leave and pages while it is typed; arrows go through what was found.
const finder = $("#find");
if (finder) {
  const typed = $("input", finder), found = $("#found");
  const look = latest((signal) => part("/find?q=" + encodeURIComponent(typed.value), "found", found, { signal }));
  const open = (event) => { event.preventDefault(); if (!finder.open) { finder.showModal(); typed.select(); look(0); } };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") open(event);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-find]")) open(event);
    if (event.target === finder) finder.close();
  });
  typed.addEventListener("input", () => look(150));
  finder.addEventListener("keydown", (event) => {
    const links = [typed, ...$$("a", found)], at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); links[(at + step + links.length) % links.length].focus(); }
    if (event.key === "Enter" && at === 0 && links[1]) { event.preventDefault(); links[1].click(); }
  });
}
