// A box above a long list of things to tick: as one types, only what holds the words stays. Without it, the list is whole.
// And where something folded away says how many in it are ticked, it goes on saying so.
(() => {
  const tally = (box) => {
    for (let fold = box.closest("[data-tally]"); fold; fold = fold.parentElement.closest("[data-tally]")) {
      const said = fold.querySelector("summary [data-say]");
      const [all, ticked] = ["", ":checked"].map((state) => fold.querySelectorAll(`[type="checkbox"]${state}`).length);
      said.textContent = said.dataset.say.replace("%(n)s", ticked).replace("%(m)s", all);
    }
  };
  // Only for a tick: the box above the list is left, and so changed, by pressing on a tick, which must not move meanwhile.
  document.addEventListener("change", (event) => { if (event.target.type === "checkbox") tally(event.target); });
  for (const list of document.querySelectorAll("[data-find-in-list]")) {
    const rows = [...list.querySelectorAll("li")];
    if (rows.length < 12) continue;
    const label = document.createElement("label");
    const box = document.createElement("input");
    const said = document.createElement("span");
    box.type = "search";
    box.autocomplete = "off";
    label.className = "find";
    label.append(list.dataset.findInList, box);
    said.className = "soft small";
    said.setAttribute("role", "status");
    const groups = [...list.querySelectorAll("[data-group]")];
    const wereOpen = new Map(groups.filter((group) => group.tagName === "DETAILS").map((group) => [group, group.open]));
    const narrow = () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const group = row.closest("[data-group]");
        const text = `${row.textContent} ${group ? group.dataset.group : ""}`.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      for (const group of groups) {
        group.hidden = ![...group.querySelectorAll("li")].some((row) => !row.hidden);
        if (wereOpen.has(group)) group.open = words.length ? !group.hidden : wereOpen.get(group);
      }
      said.textContent = words.length ? `${shown} / ${rows.length}` : "";
    };
    box.addEventListener("input", narrow);
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    list.prepend(label, said);
  }
})();
