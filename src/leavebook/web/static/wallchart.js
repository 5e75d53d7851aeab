// The wallchart is one stop in the tab order; arrows move inside it, and a day tells what is on it.
const $ = (selector, within = document) => within.querySelector(selector);
const wall = $("[data-wall]");
if (wall) {
  const rows = [...wall.rows].map((row) => [...row.cells]);
  const days = rows[0].map((head) => head.dataset.day);
  const own = rows.findIndex(([name]) => name.parentElement.matches("[data-own]"));
  const told = $("#told"), ask = $(".main", told), said = $("#said");
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  const written = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" });
  let [y, x] = [1, 1], from = 1, drags = false;
  const cell = () => rows[y][x];
  const span = () => [Math.min(from, x), Math.max(from, x)];
  const inWords = (...ends) => written.formatRange(...ends.map((at) => new Date(days[at])));

  const mark = () => {
    const [first, last] = span();
    rows[own]?.forEach((each, at) => { each.ariaSelected = y === own && first < last && first <= at && at <= last ? "true" : null; });
  };
  const stand = (toY, toX, keeps) => {
    cell().tabIndex = -1;
    y = Math.max(1, Math.min(rows.length - 1, toY));
    x = Math.max(keeps ? 1 : 0, Math.min(rows[y].length - 1, toX));
    if (!keeps) from = x;
    cell().tabIndex = 0;
    cell().focus();
    mark();
    if (keeps) said.textContent = inWords(...span());
  };

  const line = (about) => {
    const item = document.createElement("li");
    item.append(about.href ? Object.assign(document.createElement("a"), { href: about.href, textContent: about.title }) : about);
    return item;
  };
  const show = () => {
    const [first, last] = span(), leave = first === last ? [...cell().querySelectorAll("a")] : [];
    const about = first === last && cell().title ? [...cell().title.split("; "), ...leave] : leave;
    if (!about.length && y !== own) return;
    $("h2", told).textContent = rows[y][0].textContent;
    $("p", told).textContent = inWords(first, last);
    $("ul", told).replaceChildren(...about.map(line));
    if (ask) {
      ask.hidden = y !== own || leave.length > 0;
      ask.href = `/ask?first_day=${days[first]}&last_day=${days[last]}`;
    }
    told.showPopover();
    const box = cell().getBoundingClientRect(), below = box.bottom + 4;
    told.style.left = Math.max(8, Math.min(box.left, innerWidth - told.offsetWidth - 8)) + "px";
    told.style.top = Math.max(8, below + told.offsetHeight > innerHeight ? box.top - told.offsetHeight - 4 : below) + "px";
    ($("a:not([hidden])", told) ?? told).focus();
  };
  told.addEventListener("toggle", ({ newState }) => { if (newState === "closed") { from = x; mark(); } });

  // A small screen begins with today.
  const box = wall.parentElement, today = $("th.today", wall);
  if (today) box.scrollLeft = today.offsetLeft - box.clientWidth / 2;
  if (rows.length > 1) cell().tabIndex = 0;
  wall.addEventListener("keydown", (event) => {
    const steps = {
      ArrowUp: [y - 1, x], ArrowDown: [y + 1, x], ArrowLeft: [y, x - 1], ArrowRight: [y, x + 1],
      Home: [event.ctrlKey ? 1 : y, 0], End: [event.ctrlKey ? rows.length - 1 : y, rows[y].length - 1],
    };
    const [toY, toX] = steps[event.key] ?? [];
    if (steps[event.key]) { event.preventDefault(); stand(toY, toX, event.shiftKey && y === own && toY === y && x > 0); }
    if (event.key === "PageUp") { event.preventDefault(); $("a[rel=prev]")?.click(); }
    if (event.key === "PageDown") { event.preventDefault(); $("a[rel=next]")?.click(); }
    if (event.key === "Enter" && event.target === cell()) { event.preventDefault(); x ? show() : $("a", cell()).click(); }
  });

  // A mouse draws across one's own days; a finger scrolls, and taps them one by one.
  const place = (event) => {
    const at = event.target.closest("td");
    return at && [at.parentElement.rowIndex, at.cellIndex];
  };
  wall.addEventListener("pointerdown", (event) => {
    const [row, day] = place(event) ?? [];
    drags = row === own && event.pointerType === "mouse" && event.button === 0;
    if (drags) stand(row, day);
  });
  wall.addEventListener("pointerover", (event) => {
    const [row, day] = place(event) ?? [];
    if (drags && row === own) stand(row, day, true);
  });
  addEventListener("pointerup", () => {
    const began = from;  // what was open before closes in between
    if (drags && began !== x) setTimeout(() => { from = began; mark(); show(); });
    drags = false;
  });
  wall.addEventListener("dragstart", (event) => event.preventDefault());
  wall.addEventListener("click", (event) => {
    const at = place(event);
    if (!at || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stand(...at);
    show();
  });
}
