// Hours as the reader's language writes them.

export function clock(seconds: number, lang: string): string {
  const minutes = Math.floor(seconds / 60);
  const hour = ((Math.floor(minutes / 60) % 24) + 24) % 24;
  const minute = ((minutes % 60) + 60) % 60;
  const two = String(minute).padStart(2, "0");
  return lang === "fr" ? `${hour}\u00a0h\u00a0${two}` : `${hour}:${two}`;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = "",
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text; // never HTML: names are others'
  return made;
}
