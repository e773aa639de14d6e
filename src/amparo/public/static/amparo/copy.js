/* Copies the words of a field with one press. Without it, the field can be selected and copied as
   any other text. The older way of copying, since pages are not given the clipboard. */

"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = document.getElementById(button.dataset.says);
  button.hidden = false;
  button.addEventListener("click", () => {
    field.focus();
    field.select();
    said.textContent = document.execCommand("copy") ? button.dataset.done : button.dataset.failed;
  });
}
