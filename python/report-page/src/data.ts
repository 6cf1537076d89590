// What Python wrote into the page: times in seconds of day 0, places in steps of 1e-5 degree from the south-west.

export type Request = [
  id: string,
  heard: number | null,
  decided: number | null,
  wanted: number | null,
  pickup: number | null,
  boarded: number | null,
  dropoff: number | null,
  end: string,
  reason: string,
  fromX: number,
  fromY: number,
  fromVillage: string,
  toX: number,
  toY: number,
  toVillage: string,
  people: number,
  shuttle: number,
];

export interface RawShuttle {
  id: string;
  seats: number;
  depot: [number, number];
  t: number[]; // differences
  p: number[]; // x, y, then differences
  load: [number, number][];
}

export type Trip = [begin: number, end: number, from: number, to: number];

export interface RawOption {
  name: string;
  shuttles?: RawShuttle[];
  requests?: Request[];
  trips?: Trip[];
}

export interface Data {
  lang: string;
  public: boolean;
  frame: [west: number, south: number, east: number, north: number];
  span: [number, number];
  roads: number[][];
  villages: [name: string, x: number, y: number, inhabitants: number][];
  options: RawOption[];
  reasons: Record<string, string>;
  words: Record<string, string>;
}

const FINE = 100_000;

export type Place = [lon: number, lat: number];

/** Degrees of a place in steps. */
export function degrees(data: Data, x: number, y: number): Place {
  return [data.frame[0] + x / FINE, data.frame[1] + y / FINE];
}

/** Places from a list of x, y and differences. */
export function places(data: Data, steps: number[]): Place[] {
  const found: Place[] = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    found.push(degrees(data, x, y));
  }
  return found;
}

export function readData(): Data | null {
  const text = document.getElementById("data")?.textContent;
  return text ? (JSON.parse(text) as Data) : null;
}
