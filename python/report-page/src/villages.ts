// One village at a time, if the reader wants.

export function chooseVillages(): void {
  const select = document.getElementById("village") as HTMLSelectElement | null;
  const chooser = select?.closest<HTMLElement>(".chooser");
  if (!select || !chooser) return;
  chooser.hidden = false;
  const cards = [...document.querySelectorAll<HTMLElement>("article.village")];
  const show = () => {
    for (const card of cards) {
      const mine = card.dataset.village === select.value;
      card.hidden = select.value !== "" && !mine;
      card.classList.toggle("alone", mine);
    }
  };
  // Thirty villages in a row are nobody's page: the first, which is the one asked for or the largest.
  if (select.value === "" && cards.length > 1) select.value = cards[0].dataset.village ?? "";
  select.addEventListener("change", show);
  show();
}
