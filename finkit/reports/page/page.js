"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("script");
  const all = (what, where = document) => Array.from(where.querySelectorAll(what));
  const byId = (id) => document.getElementById(id);

  const theme = byId("theme");
  theme.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  const aside = byId("evidence");
  if (!aside) return;
  const figures = all("#report .fig");
  const links = all("[data-entry]");
  const hint = byId("hint");
  let open = "";
  let opener = null;

  const mark = (id, on) => links.forEach((link) => {
    if (link.dataset.entry !== id) return;
    link.classList.toggle("open", on);
    link.setAttribute("aria-expanded", String(on));
  });

  const show = (id, from, focus) => {
    const entry = byId("f-" + id);
    if (!entry) return;
    hide();
    open = id;
    opener = from;
    mark(id, true);
    hint.hidden = true;
    aside.classList.remove("shut");
    entry.classList.add("open");
    aside.scrollTop = 0;
    if (focus) entry.focus({ preventScroll: true });
    const hidden = from ? from.getBoundingClientRect().bottom - aside.getBoundingClientRect().top + 12 : 0;
    if (hidden > 0 && aside.getBoundingClientRect().left === 0) scrollBy(0, hidden); // a sheet from below must not cover it
  };

  const hide = () => {
    if (!open) return;
    mark(open, false);
    byId("f-" + open).classList.remove("open");
    open = "";
    hint.hidden = false;
  };

  const close = () => {
    const back = opener;
    hide();
    aside.classList.add("shut");
    if (back) back.focus();
  };

  links.forEach((link) => {
    link.setAttribute("aria-controls", "f-" + link.dataset.entry);
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(link.dataset.entry, link, event.detail === 0);
    });
  });
  byId("close").addEventListener("click", close);

  const step = (way) => {
    const seen = figures.filter((one) => !one.classList.contains("off") && one.tabIndex >= 0);
    if (!seen.length) return;
    const at = seen.findIndex((one) => one.dataset.entry === open);
    const next = seen[at < 0 ? (way > 0 ? 0 : seen.length - 1) : (at + way + seen.length) % seen.length];
    next.scrollIntoView({ block: "center" });
    next.focus({ preventScroll: true });
    show(next.dataset.entry, next, false);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") close();
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
  });

  const filters = all(".filter");
  const rows = all("#figures tbody tr");
  const shown = byId("shown");
  const refresh = () => {
    const on = new Set(filters.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.verdict));
    figures.forEach((one) => {
      const off = !Array.from(one.classList).some((name) => on.has(name));
      one.classList.toggle("off", off);
      if (one.dataset.tab === undefined) one.dataset.tab = String(one.tabIndex);
      one.tabIndex = off ? -1 : Number(one.dataset.tab);
    });
    let count = 0;
    rows.forEach((row) => {
      row.hidden = !on.has(row.dataset.verdict);
      count += row.hidden ? 0 : 1;
    });
    shown.textContent = count + " of " + rows.length + " figures shown";
  };
  filters.forEach((one) => one.addEventListener("click", () => {
    one.setAttribute("aria-pressed", String(one.getAttribute("aria-pressed") !== "true"));
    refresh();
  }));
  byId("all").addEventListener("click", () => {
    filters.forEach((one) => one.setAttribute("aria-pressed", "true"));
    refresh();
  });
  refresh();
  aside.classList.add("shut");
  const asked = decodeURIComponent(location.hash.replace(/^#f-/, ""));
  if (location.hash.startsWith("#f-") && byId("f-" + asked)) show(asked, null, true);
})();
