// Pairs by keyboard; the reason given last is offered again.
"use strict";
(() => {
  const form = document.getElementById("verdict");
  if (!form) return;
  const why = form.elements.namedItem("why");
  const KEPT = "cakupan-reason";
  why.value = sessionStorage.getItem(KEPT) || "";
  form.addEventListener("submit", () => sessionStorage.setItem(KEPT, why.value));
  document.querySelector(".keys").hidden = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = form.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
  });
})();
