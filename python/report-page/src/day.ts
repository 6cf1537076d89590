// One option's day: where each shuttle is, and what each request is doing, at any second.

import { degrees, places, type Data, type Place, type RawOption, type RawShuttle, type Request, type Trip } from "./data";

/** Rank of the last value that is at most `wanted`, or -1; `values` ascend. */
export function lastAtMost(values: ArrayLike<number>, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export class Shuttle {
  readonly id: string;
  readonly seats: number;
  readonly times: Float64Array;
  readonly way: Place[];
  private readonly depot: Place;
  private readonly loadTimes: number[];
  private readonly loads: number[];

  constructor(data: Data, raw: RawShuttle) {
    this.id = raw.id;
    this.seats = raw.seats;
    this.times = new Float64Array(raw.t.length);
    let time = 0;
    raw.t.forEach((step, rank) => (this.times[rank] = time += step));
    this.way = places(data, raw.p);
    this.depot = degrees(data, ...raw.depot);
    this.loadTimes = raw.load.map(([at]) => at);
    this.loads = raw.load.map(([, count]) => count);
  }

  at(time: number): Place {
    const rank = lastAtMost(this.times, time);
    if (rank < 0) return this.way[0] ?? this.depot;
    if (rank + 1 >= this.way.length) return this.way[rank];
    const span = this.times[rank + 1] - this.times[rank];
    const share = span > 0 ? (time - this.times[rank]) / span : 0;
    const [a, b] = [this.way[rank], this.way[rank + 1]];
    return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
  }

  load(time: number): number {
    const rank = lastAtMost(this.loadTimes, time);
    return rank < 0 ? 0 : this.loads[rank];
  }

  /** The way driven in the seconds before. */
  trail(time: number, seconds: number): Place[] {
    const first = lastAtMost(this.times, time - seconds) + 1;
    const last = lastAtMost(this.times, time);
    return [this.at(time - seconds), ...this.way.slice(first, last + 1), this.at(time)];
  }
}

export type State = "asked" | "booked" | "waiting" | "riding" | "arrived" | "refused";

const LINGERS = 900; // [s] a refusal stays on the map, and a third of it an arrival
const BUCKET = 300; // [s]

export interface Ask {
  request: Request;
  from: Place;
  to: Place;
  begin: number;
  until: number;
}

/** What a request is doing; null: nothing that the map shows. */
export function stateOf(request: Request, time: number): State | null {
  const [, heard, decided, wanted, pickup, boarded, dropoff, end] = request;
  if (heard === null || time < heard) return null;
  if (decided === null || time < decided) return "asked";
  if (end === "refused") return "refused";
  if (pickup === null || dropoff === null) return time < (wanted ?? decided) ? "booked" : null;
  if (time < Math.min(wanted ?? pickup, pickup)) return "booked";
  if (time < (boarded ?? pickup)) return "waiting";
  return time < dropoff ? "riding" : "arrived";
}

export class Day {
  readonly name: string;
  readonly shuttles: Shuttle[];
  readonly trips: Trip[];
  private readonly buckets = new Map<number, Ask[]>();
  private readonly servedAt: number[];
  private readonly refusedAt: number[];

  constructor(data: Data, raw: RawOption) {
    this.name = raw.name;
    this.shuttles = (raw.shuttles ?? []).map((shuttle) => new Shuttle(data, shuttle));
    this.trips = raw.trips ?? [];
    const requests = raw.requests ?? [];
    for (const request of requests) this.keep(data, request);
    const times = (found: (number | null)[]) => found.filter((t): t is number => t !== null).sort((a, b) => a - b);
    this.servedAt = raw.trips
      ? times(raw.trips.map(([, end]) => end))
      : times(requests.filter((r) => r[7] === "served").map((r) => r[6]));
    this.refusedAt = times(requests.filter((r) => r[7] === "refused").map((r) => r[2]));
  }

  private keep(data: Data, request: Request): void {
    const [, heard, decided, wanted, , , dropoff, end] = request;
    if (heard === null) return;
    // A refusal given the day before is shown when the trip would have begun.
    const told = end === "refused" ? Math.max(decided ?? heard, Math.min(wanted ?? heard, data.span[0])) : heard;
    const begin = Math.max(told, data.span[0]);
    const until =
      end === "refused"
        ? (decided ?? begin) < data.span[0] ? begin + LINGERS : (decided ?? begin) + LINGERS
        : dropoff !== null ? dropoff + LINGERS / 3 : (wanted ?? begin) + LINGERS / 3;
    const ask: Ask = {
      request,
      from: degrees(data, request[9], request[10]),
      to: degrees(data, request[12], request[13]),
      begin,
      until,
    };
    for (let bucket = Math.floor(begin / BUCKET); bucket <= Math.floor(until / BUCKET); bucket++) {
      const there = this.buckets.get(bucket);
      if (there) there.push(ask);
      else this.buckets.set(bucket, [ask]);
    }
  }

  /** Requests that the map shows now: few, however many the day has. */
  asks(time: number): Ask[] {
    return (this.buckets.get(Math.floor(time / BUCKET)) ?? []).filter((ask) => ask.begin <= time && time < ask.until);
  }

  served(time: number): number {
    return lastAtMost(this.servedAt, time) + 1;
  }

  refused(time: number): number {
    return lastAtMost(this.refusedAt, time) + 1;
  }
}
