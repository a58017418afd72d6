/* Fills the list of a field with what its words may mean: <input data-suggest="agent">. Without it the field is plain. */
"use strict";
(() => {
  const place = document.currentScript.src;
  const wait = 150;

  const listOf = (field) => {
    if (field.list) return field.list;
    const list = document.createElement("datalist");
    list.id = `${field.id || field.name}-suggestions`;
    field.after(list);
    field.setAttribute("list", list.id);
    return list;
  };

  const option = (each) => {
    const made = document.createElement("option");
    made.value = each.id;
    made.label = `${each.name} (${each.description})`;
    return made;
  };

  const fill = async (field) => {
    const typed = field.value.trim();
    const address = new URL(`../suggest/${encodeURIComponent(field.dataset.suggest)}`, place);
    address.searchParams.set("prefix", typed);
    const answer = await fetch(address);
    if (!answer.ok || field.value.trim() !== typed) return;
    const found = (await answer.json()).result;
    if (found.length) listOf(field).replaceChildren(...found.map(option));
  };

  for (const field of document.querySelectorAll("input[data-suggest]")) {
    let timer;
    field.autocomplete = "off";
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => fill(field).catch(() => undefined), wait);
    });
  }
})();
