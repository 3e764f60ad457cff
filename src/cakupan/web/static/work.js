// A row is saved as soon as it is changed, all rows of a page are picked at once, and a list is printed.
"use strict";
(() => {
  const print = document.getElementById("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  const list = document.getElementById("list");
  if (!list) return;
  const field = (name) => list.elements.namedItem(name);
  let turn = Promise.resolve();

  const save = async (row) => {
    const key = row.querySelector(".pick").value;
    const done = row.querySelector(".done");
    const told = new URLSearchParams({ token: field("token").value, do: "save" });
    for (const name of [`s.${key}`, `m.${key}`, `n.${key}`]) told.set(name, field(name).value);
    try {
      const answer = await fetch(list.action, { method: "POST", body: told, headers: { accept: "application/json" } });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.detail);
      if (said.numbers[key]) field(`n.${key}`).value = said.numbers[key];
      done.textContent = said.saved ? list.dataset.saved : said.overtaken ? list.dataset.overtaken : said.gone ? list.dataset.gone : "";
      row.classList.toggle("trouble", Boolean(said.overtaken || said.gone));
    } catch (error) {
      done.textContent = error instanceof TypeError || !error.message ? list.dataset.failed : error.message;
      row.classList.add("trouble");
    }
  };

  list.addEventListener("change", (event) => {
    const row = event.target.closest("li");
    if (row && !event.target.classList.contains("pick")) turn = turn.then(() => save(row));
  });

  const all = document.getElementById("all");
  all.parentElement.hidden = false;
  all.addEventListener("change", () => {
    for (const pick of list.querySelectorAll(".pick")) pick.checked = all.checked;
  });
})();
