// What the panel says of a shuttle, a request or a village.

import type { Data } from "./data";
import { stateOf, type Day } from "./day";
import type { Chosen } from "./pane";
import { clock } from "./words";

export function about(data: Data, day: Day, chosen: Chosen, time: number): string[] {
  const words = data.words;
  const colon = data.lang === "fr" ? "\u00a0: " : ": ";
  if (chosen.kind === "village") {
    return [chosen.name, `${new Intl.NumberFormat(data.lang).format(chosen.inhabitants)} ${words.inhabitants}`];
  }
  if (chosen.kind === "shuttle") {
    const riding = day
      .asks(time)
      .filter((ask) => ask.request[16] === chosen.rank && stateOf(ask.request, time) === "riding")
      .map(({ request }) => `${request[0]}, ${words.from} ${request[11]} ${words.to} ${request[14]}`);
    const load = chosen.shuttle.load(time);
    const told = load > 0 ? `${load} / ${chosen.shuttle.seats} ${words.on_board}` : words.empty;
    return [`${words.shuttle} ${chosen.shuttle.id}`, `${clock(time, data.lang)}${colon}${told}`, ...riding];
  }
  const request = chosen.ask.request;
  const [id, , decided, wanted, pickup, , dropoff, end, reason] = request;
  const state = stateOf(request, time);
  const lines = [
    `${words.request} ${id}${state ? ` (${words[state]})` : ""}`,
    `${words.from} ${request[11]} ${words.to} ${request[14]}, ${request[15]} ${words.people}`,
  ];
  if (wanted !== null) lines.push(`${words.wanted}${colon}${clock(wanted, data.lang)}`);
  if (end === "refused" && decided !== null && time >= decided) {
    lines.push(`${words.refused}, ${words.reason}${colon}${data.reasons[reason] ?? reason}`);
  }
  if (pickup !== null && time >= pickup) {
    const waited = wanted !== null ? ` (${words.waited} ${Math.round(Math.max(0, pickup - wanted) / 60)}\u00a0min)` : "";
    lines.push(`${words.picked}${colon}${clock(pickup, data.lang)}${waited}`);
  }
  if (dropoff !== null && time >= dropoff) lines.push(`${words.dropped}${colon}${clock(dropoff, data.lang)}`);
  return lines;
}
