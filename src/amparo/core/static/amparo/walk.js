/* Lists that can be walked by keyboard: j goes to the next matter, k to the one before, / to the
   search. Only while the focus is in such a list, so that no key means anything unexpected to those
   who speak to their computer or have the page read to them. Without it, Tab does the same. */

"use strict";

document.addEventListener("keydown", (event) => {
  const here = document.activeElement;
  const list = here && here.closest("[data-walk]");
  if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
  const lists = [...document.querySelectorAll("[data-walk]")];
  const links = lists.flatMap((one) => [...one.querySelectorAll(":scope > li .which a")]);
  const place = links.indexOf(here.closest("li").querySelector(".which a"));
  const search = document.querySelector("[role=search] input:not([type=hidden])");
  const next = { j: links[place + 1], k: links[place - 1], "/": search }[event.key];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
