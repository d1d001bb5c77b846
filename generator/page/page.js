
"use strict";
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const rows = Array.from(document.querySelectorAll("li.route"));
  const groups = Array.from(document.querySelectorAll("section.group"));
  const answers = []; // by row, of those that are built
  const found = data.routes.map((r) => {
    const codes = new Set(r.a.flat());
    return r.f + " " + Array.from(codes, (code) => data.texts[code]).join(" ");
  });
  const form = byId("filters");
  form.hidden = false;
  document.documentElement.classList.add("script");

  // Puts what stands in the noscript element of an element in its place. It is HTML of this page, in which texts of the
  // table are escaped as everywhere.
  const build = (element) => {
    const later = element.querySelector("noscript");
    if (!later) return;
    const template = document.createElement("template");
    template.innerHTML = later.textContent;
    later.replaceWith(template.content);
  };

  // What a caller lacks of the alternative that needs the fewest further permissions; null where nobody may call.
  const missing = (held, r) => {
    let fewest = null;
    for (const all of r.a) {
      const lacks = all.filter((code) => !held.has(code));
      if (fewest === null || lacks.length < fewest.length) fewest = lacks;
    }
    return r.p ? [] : fewest;
  };

  const ticked = () => {
    const held = new Set();
    for (const box of form.querySelectorAll(".tick:checked")) data.implies[box.value].forEach((code) => held.add(code));
    for (const box of form.querySelectorAll(".tick-role:checked")) data.roles[box.value].forEach((code) => held.add(code));
    return held;
  };

  let held = null; // what the caller has of whom the page speaks, if of one
  const judge = (i) => {
    const lacks = held && missing(held, data.routes[i]);
    const yes = held !== null && lacks !== null && lacks.length === 0;
    answers[i].hidden = held === null;
    rows[i].classList.toggle("yes", yes);
    rows[i].classList.toggle("no", held !== null && !yes);
    if (held === null) return;
    if (lacks === null) answers[i].textContent = data.nobody;
    else if (yes) answers[i].textContent = data.allowed;
    else answers[i].textContent = data.missing.replace("{codes}", () => lacks.map((code) => data.names[code]).join(", "));
  };
  const judgeAll = () => {
    held = byId("caller").checked ? ticked() : null;
    answers.forEach((_, i) => judge(i));
  };
  const buildRow = (i) => {
    if (answers[i]) return;
    build(rows[i]);
    answers[i] = rows[i].querySelector(".answer");
    judge(i);
  };

  // Rows that are not shown have the class out. At most limit rows are shown, so that large tables stay fast.
  let limit = data.step;
  let matches = [];
  let linked = null; // the row that a link has led to
  let shown = new Set();
  const left = groups.map(() => 0);
  rows.forEach((row, i) => {
    if (row.classList.contains("out")) return;
    shown.add(i);
    left[data.routes[i].g]++;
    buildRow(i);
  });
  groups.forEach((section, group) => section.classList.toggle("out", left[group] === 0));
  const show = () => {
    const next = new Set(matches.slice(0, limit));
    if (linked !== null) next.add(linked);
    const touched = new Set();
    const turn = (i, on) => {
      const group = data.routes[i].g;
      if (on) buildRow(i);
      rows[i].classList.toggle("out", !on);
      left[group] += on ? 1 : -1;
      touched.add(group);
    };
    for (const i of shown) if (!next.has(i)) turn(i, false);
    for (const i of next) if (!shown.has(i)) turn(i, true);
    for (const group of touched) groups[group].classList.toggle("out", left[group] === 0);
    shown = next;
    byId("more").hidden = matches.length <= limit;
    byId("count").textContent = data.counted.replace("{n}", String(matches.length)).replace("{m}", String(rows.length));
  };

  const value = (id) => (byId(id) ? byId(id).value : "");
  const filter = () => {
    const words = value("search").toLowerCase().split(/\s+/).filter((word) => word !== "");
    const [method, group, permission, role] = ["method", "group", "permission", "role"].map(value);
    const holds = role === "" ? null : new Set(data.roles[role]);
    matches = [];
    data.routes.forEach((r, i) => {
      const lacks = holds === null ? [] : missing(holds, r);
      if ((method === "" || r.m === method) && (group === "" || r.g === Number(group)) &&
        (permission === "" || r.a.some((all) => all.includes(Number(permission)))) && lacks !== null && lacks.length === 0 &&
        words.every((word) => found[i].includes(word))) matches.push(i);
    });
    limit = data.step;
    linked = null;
    show();
  };

  // A link to a row shows it, whatever the filters are.
  const follow = () => {
    const row = location.hash === "" ? null : byId(decodeURIComponent(location.hash.slice(1)));
    const i = rows.indexOf(row);
    if (i < 0 || shown.has(i)) return;
    for (const id of ["search", "method", "group", "permission", "role"]) if (byId(id)) byId(id).value = "";
    filter();
    linked = i;
    show();
    row.scrollIntoView();
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "checkbox") {
      if (event.target.id !== "caller") byId("caller").checked = true;
      judgeAll();
    } else {
      filter();
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { judgeAll(); filter(); }));
  byId("more").addEventListener("click", () => { limit += data.step; show(); });
  addEventListener("hashchange", follow);
  const lists = Array.from(document.querySelectorAll("details.later"));
  for (const list of lists) list.addEventListener("toggle", () => build(list));
  addEventListener("beforeprint", () => { rows.forEach((_, i) => buildRow(i)); lists.forEach(build); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      byId("search").focus();
    }
  });
  filter();
  follow();

  const ask = byId("ask");
  if (ask) {
    ask.addEventListener("submit", async (event) => {
      event.preventDefault();
      const query = new URLSearchParams({ method: value("ask-method"), target: value("ask-target"), have: value("ask-have") });
      try {
        const response = await fetch("explain?" + query);
        byId("answer").textContent = await response.text();
      } catch (error) {
        byId("answer").textContent = String(error);
      }
    });
  }
}
