// Where files come in: dropping them, saying too large before they are sent, sending once, and asking how far the work is.
"use strict";
const form = document.querySelector("form.incoming");
if (form) {
  const drop = form.querySelector(".drop"), input = drop.querySelector("input"), chosen = form.querySelector("[data-chosen]");
  const most = Number(form.dataset.most) * 1048576;
  const show = () => {
    const files = [...input.files], large = files.filter((file) => file.size > most);
    input.setCustomValidity(large.length ? form.dataset.large : "");
    chosen.textContent = large.length ? `${form.dataset.large} ${large.map((file) => file.name).join(", ")}` : files.map((file) => file.name).join(", ");
  };
  input.addEventListener("change", show);
  for (const kind of ["dragenter", "dragover"])
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); }
  });
}
for (const one of document.querySelectorAll("form[method=post]"))
  one.addEventListener("submit", (event) => {
    if (one.dataset.sent) event.preventDefault();
    else if (!one.action.endsWith("/mend")) { one.dataset.sent = "yes"; setTimeout(() => delete one.dataset.sent, 8000); }
  });
const job = document.querySelector("[data-job]");
if (job) {
  const says = job.querySelector("[data-says]");
  let busy = "busy" in job.dataset;
  const ask = async () => {
    if ("again" in job.dataset) { location.reload(); return; }
    try {
      const told = await (await fetch("/jobs.json", { headers: { accept: "application/json" } })).json();
      says.textContent = told.sentence;
      job.hidden = told.state === "idle";
      job.dataset.job = told.state;
      if (busy && !told.busy && !document.querySelector("form.incoming")) { location.reload(); return; }
      busy = told.busy;
      if (busy) setTimeout(ask, 1000);
    } catch { setTimeout(ask, 3000); }
  };
  if (busy || "again" in job.dataset) setTimeout(ask, 1000);
}
