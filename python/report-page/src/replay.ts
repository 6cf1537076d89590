// The replay: one clock, one or two maps, and the controls.

import { about } from "./about";
import type { Data } from "./data";
import { Day } from "./day";
import { Pane, type Chosen } from "./pane";
import { clock, element } from "./words";

const SPEEDS = [1, 2, 5, 10, 20]; // [min of the day per second]

interface Side {
  pane: Pane;
  day: Day;
  box: HTMLElement;
  title: HTMLElement;
  counts: HTMLElement;
}

export class Replay {
  private readonly days: Day[];
  private readonly sides: Side[] = [];
  private readonly clockText = element("span", "clock");
  private readonly slider = element("input");
  private readonly button = element("button", "primary");
  private readonly panel = element("div", "about");
  private readonly panes = element("div", "panes");
  private time: number;
  private speed = 5;
  private playing = false;
  private last = 0;
  private chosen: { side: Side; what: Chosen } | null = null;
  private said = "";
  /** Milliseconds of script of the last frames, for measuring. */
  readonly frames: number[] = [];

  constructor(
    private readonly data: Data,
    private readonly stage: HTMLElement,
    private readonly failed: () => void,
  ) {
    this.days = data.options.map((option) => new Day(data, option));
    this.time = Math.min(Math.max(data.span[0], 8 * 3600), data.span[1]);
    stage.hidden = false;
    this.controls();
    stage.append(this.panes, this.legend(), this.panel, element("p", "keys", data.words.keys));
    this.panel.setAttribute("aria-live", "polite");
    // All boxes first, so that each map knows its size.
    this.days.slice(0, 2).map((day) => this.box(day)).forEach(({ day, box, title }) => this.addSide(day, box, title));
    this.choosers();
    stage.addEventListener("keydown", (event) => this.key(event));
    this.draw();
  }

  private controls(): void {
    const { words } = this.data;
    const row = element("div", "controls");
    this.button.type = "button";
    this.button.id = "play";
    this.button.textContent = words.play;
    this.button.addEventListener("click", () => this.toggle());
    this.slider.type = "range";
    this.slider.id = "time";
    [this.slider.min, this.slider.max] = this.data.span.map(String);
    this.slider.step = "60";
    this.slider.setAttribute("aria-label", words.time);
    this.slider.addEventListener("input", () => this.seek(Number(this.slider.value)));
    const speed = element("select");
    speed.id = "speed";
    for (const value of SPEEDS) {
      const option = element("option", "", words.speed_value.replace("{count}", String(value)));
      option.value = String(value);
      option.selected = value === this.speed;
      speed.append(option);
    }
    speed.addEventListener("change", () => (this.speed = Number(speed.value)));
    const label = element("label", "", words.speed);
    label.append(speed);
    row.append(this.button, this.clockText, this.slider, label);
    this.stage.append(row);
  }

  private choosers(): void {
    if (this.days.length < 3) return;
    const row = element("div", "controls");
    this.sides.forEach((side, number) => {
      const label = element("label", "", number === 0 ? this.data.words.left : this.data.words.right);
      const select = element("select");
      this.days.forEach((day, rank) => {
        const option = element("option", "", day.name);
        option.value = String(rank);
        option.selected = day === side.day;
        select.append(option);
      });
      if (number === 1) {
        const none = element("option", "", this.data.words.none);
        none.value = "-1";
        select.append(none);
      }
      select.addEventListener("change", () => {
        const rank = Number(select.value);
        side.box.hidden = rank < 0;
        if (rank >= 0) {
          side.day = this.days[rank];
          side.pane.show(side.day);
          side.title.textContent = side.day.name;
        }
        if (this.chosen?.side === side) this.choose(null);
        this.draw();
      });
      label.append(select);
      row.append(label);
    });
    this.stage.insertBefore(row, this.panes);
  }

  private box(day: Day): { day: Day; box: HTMLElement; title: HTMLElement } {
    const box = element("div", "pane");
    const title = element("p", "pane-title", this.days.length > 1 ? day.name : "");
    box.append(title);
    this.panes.append(box);
    return { day, box, title };
  }

  private addSide(day: Day, box: HTMLElement, title: HTMLElement): void {
    const counts = element("p", "counts");
    const label = `${this.data.words.time} – ${day.name}`;
    const pane = new Pane(this.data, box, label, day, (what) => this.choose({ side, what }), this.failed);
    const side: Side = { pane, day, box, title, counts };
    box.append(counts);
    this.sides.push(side);
  }

  private legend(): HTMLElement {
    const { words } = this.data;
    const list = element("ul", "swatches");
    list.setAttribute("aria-label", words.legend);
    const shown = this.data.public
      ? [["shuttle", words.riding]]
      : [
          ["shuttle", `${words.shuttle}, ${words.on_board}`],
          ["empty", `${words.shuttle}, ${words.empty}`],
          ["waiting", words.waiting],
          ["booked", words.booked],
          ["refused", words.refused],
          ["arrived", words.arrived],
        ];
    for (const [kind, text] of shown) {
      const item = element("li");
      item.append(element("span", `dot ${kind}`), document.createTextNode(text));
      list.append(item);
    }
    return list;
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (target instanceof HTMLSelectElement) return;
    const step = event.shiftKey ? 600 : 60;
    if (event.key === " " && !(target instanceof HTMLButtonElement)) this.toggle();
    else if (event.key === "ArrowRight") this.seek(this.time + step);
    else if (event.key === "ArrowLeft") this.seek(this.time - step);
    else return;
    event.preventDefault();
  }

  toggle(): void {
    this.playing = !this.playing;
    this.button.textContent = this.playing ? this.data.words.pause : this.data.words.play;
    if (!this.playing) return;
    if (this.time >= this.data.span[1]) this.time = this.data.span[0];
    this.last = performance.now();
    requestAnimationFrame((now) => this.frame(now));
  }

  private frame(now: number): void {
    if (!this.playing) return;
    const begin = performance.now();
    // A tab that slept does not leap.
    this.time += Math.min(Math.max(now - this.last, 0), 250) * 0.06 * this.speed;
    this.last = now;
    if (this.time >= this.data.span[1]) {
      this.time = this.data.span[1];
      this.toggle();
    }
    this.draw();
    this.frames.push(performance.now() - begin);
    if (this.frames.length > 600) this.frames.shift();
    requestAnimationFrame((next) => this.frame(next));
  }

  seek(time: number): void {
    this.time = Math.min(Math.max(time, this.data.span[0]), this.data.span[1]);
    this.draw();
  }

  private choose(chosen: { side: Side; what: Chosen } | null): void {
    this.chosen = chosen;
    this.draw();
  }

  private draw(): void {
    const { words, lang } = this.data;
    const text = clock(this.time, lang);
    if (this.clockText.textContent !== text) {
      this.clockText.textContent = text;
      this.slider.value = String(Math.floor(this.time / 60) * 60);
      this.slider.setAttribute("aria-valuetext", text);
    }
    for (const side of this.sides) {
      if (side.box.hidden) continue;
      side.pane.draw(this.time);
      const served = `${side.day.served(this.time)} ${words.served_until}`;
      const counts = this.data.public ? "" : `${served} · ${side.day.refused(this.time)} ${words.refused_until}`;
      if (side.counts.textContent !== counts) side.counts.textContent = counts;
    }
    const lines = this.chosen ? about(this.data, this.chosen.side.day, this.chosen.what, this.time) : [];
    if (lines.join("\n") !== this.said) {
      this.said = lines.join("\n");
      this.panel.replaceChildren(...lines.map((line) => element("p", "", line)));
    }
  }

  /** Where the shuttles of the first map are at a time, as the map draws them: for tests. */
  positions(time: number): { id: string; at: [number, number]; load: number }[] {
    return this.sides[0].day.shuttles.map((s) => ({ id: s.id, at: s.at(time), load: s.load(time) }));
  }
}
