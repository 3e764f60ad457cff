// Sentences are copied by a button, also where the browser gives no clipboard to a page without HTTPS.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy), usual = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = source.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const range = document.createRange(), chosen = getSelection();
      range.selectNodeContents(source);
      chosen.removeAllRanges();
      chosen.addRange(range);
      document.execCommand("copy");
    }
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = usual; }, 2000);
  });
}
const found = document.getElementById("h-found");
if (found) found.focus({ preventScroll: true });
