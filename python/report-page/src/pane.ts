// One map: roads, villages, and the day that moves on them.

import { Deck, WebMercatorViewport, type PickingInfo } from "@deck.gl/core";
import { LineLayer, PathLayer, ScatterplotLayer, TextLayer } from "@deck.gl/layers";
import { degrees, places, type Data, type Place } from "./data";
import { stateOf, type Ask, type Day, type Shuttle, type State } from "./day";

type Colour = [number, number, number, number];

const TEAL: Colour = [11, 92, 107, 255];
const WHITE: Colour = [255, 255, 255, 255];
const COLOURS: Record<State, Colour> = {
  asked: [120, 128, 138, 255],
  booked: [224, 155, 26, 255],
  waiting: [224, 155, 26, 255],
  riding: TEAL,
  arrived: [76, 154, 106, 220],
  refused: [194, 59, 59, 255],
};
const TRAIL = 240; // [s]

export type Chosen =
  | { kind: "shuttle"; shuttle: Shuttle; rank: number }
  | { kind: "request"; ask: Ask }
  | { kind: "village"; name: string; inhabitants: number };

interface Village {
  name: string;
  at: Place;
  inhabitants: number;
}

export class Pane {
  readonly view: HTMLElement;
  private readonly deck: Deck;
  private readonly still: (PathLayer<Place[]> | ScatterplotLayer<Village> | TextLayer<Village>)[];
  private readonly centres: Place[];

  constructor(
    private readonly data: Data,
    parent: HTMLElement,
    label: string,
    private day: Day,
    choose: (chosen: Chosen) => void,
    failed: () => void,
  ) {
    this.view = document.createElement("div");
    this.view.className = "view";
    this.view.setAttribute("role", "img");
    this.view.setAttribute("aria-label", label);
    parent.append(this.view);
    const villages = data.villages.map(([name, x, y, inhabitants]) => ({ name, at: degrees(data, x, y), inhabitants }));
    this.centres = villages.map((village) => village.at);
    this.still = this.stillLayers(villages);
    const [west, south, east, north] = data.frame;
    const size = { width: this.view.clientWidth || 600, height: this.view.clientHeight || 400 };
    const fitted = new WebMercatorViewport(size).fitBounds([[west, south], [east, north]], { padding: 4 });
    this.deck = new Deck({
      parent: this.view as HTMLDivElement,
      initialViewState: { longitude: fitted.longitude, latitude: fitted.latitude, zoom: fitted.zoom, maxZoom: 17 },
      // The wheel scrolls the page; the map is moved by dragging and zoomed by a double click or two fingers.
      controller: { scrollZoom: false, keyboard: false, dragRotate: false, touchRotate: false },
      pickingRadius: 8,
      useDevicePixels: Math.min(window.devicePixelRatio || 1, 2),
      layers: [],
      onError: failed,
      onClick: (info: PickingInfo) => {
        const object = info.object as { chosen?: Chosen } | undefined;
        if (object?.chosen) choose(object.chosen);
      },
    });
  }

  show(day: Day): void {
    this.day = day;
  }

  private stillLayers(villages: Village[]) {
    const named = villages.map((village) => ({
      ...village,
      chosen: { kind: "village", name: village.name, inhabitants: village.inhabitants } as Chosen,
    }));
    const letters = [...new Set(villages.flatMap((village) => [...village.name]))];
    return [
      new PathLayer<Place[]>({
        id: "roads",
        data: this.data.roads.map((road) => places(this.data, road)),
        getPath: (road) => road,
        getColor: [190, 195, 192, 255],
        getWidth: 1.2,
        widthUnits: "pixels",
      }),
      new ScatterplotLayer<Village>({
        id: "villages",
        data: named,
        getPosition: (village) => village.at,
        getFillColor: WHITE,
        getLineColor: [60, 70, 80, 255],
        getRadius: 5,
        radiusUnits: "pixels",
        lineWidthUnits: "pixels",
        getLineWidth: 1.5,
        stroked: true,
        pickable: true,
      }),
      new TextLayer<Village>({
        id: "names",
        data: named,
        getPosition: (village) => village.at,
        getText: (village) => village.name,
        getSize: 13,
        getColor: [29, 35, 43, 255],
        getPixelOffset: [0, -14],
        characterSet: letters,
        fontFamily: "Segoe UI, Helvetica Neue, Arial, sans-serif",
        fontWeight: 600,
        fontSettings: { sdf: true, radius: 10 },
        outlineWidth: 3,
        outlineColor: [247, 246, 241, 255],
      }),
    ];
  }

  draw(time: number): void {
    this.deck.setProps({ layers: this.data.public ? this.publicLayers(time) : this.fullLayers(time) });
  }

  private fullLayers(time: number) {
    const asks = this.day.asks(time).map((ask) => ({
      ask,
      state: stateOf(ask.request, time),
      chosen: { kind: "request", ask } as Chosen,
    }));
    const standing = asks.filter((ask) => ask.state !== null && ask.state !== "riding");
    const shuttles = this.day.shuttles.map((shuttle, rank) => ({
      at: shuttle.at(time),
      load: shuttle.load(time),
      trail: shuttle.trail(time, TRAIL),
      chosen: { kind: "shuttle", shuttle, rank } as Chosen,
    }));
    const [roads, villages, names] = this.still;
    return [
      roads,
      new PathLayer<(typeof shuttles)[number]>({
        id: "trails",
        data: shuttles,
        getPath: (shuttle) => shuttle.trail,
        getColor: [11, 92, 107, 130],
        getWidth: 4,
        widthUnits: "pixels",
        capRounded: true,
        jointRounded: true,
      }),
      villages,
      new ScatterplotLayer<(typeof standing)[number]>({
        id: "requests",
        data: standing,
        getPosition: ({ ask, state }) => (state === "arrived" ? ask.to : ask.from),
        getFillColor: ({ state }) => (state === "booked" ? WHITE : COLOURS[state as State]),
        getLineColor: ({ state }) => (state === "booked" ? COLOURS.booked : WHITE),
        getRadius: ({ state }) => (state === "refused" || state === "waiting" ? 6 : 4.5),
        radiusUnits: "pixels",
        lineWidthUnits: "pixels",
        getLineWidth: 1.5,
        stroked: true,
        pickable: true,
      }),
      names,
      new ScatterplotLayer<(typeof shuttles)[number]>({
        id: "shuttles",
        data: shuttles,
        getPosition: (shuttle) => shuttle.at,
        getFillColor: (shuttle) => (shuttle.load > 0 ? TEAL : WHITE),
        getLineColor: (shuttle) => (shuttle.load > 0 ? WHITE : TEAL),
        getRadius: 10,
        radiusUnits: "pixels",
        lineWidthUnits: "pixels",
        getLineWidth: 2.5,
        stroked: true,
        pickable: true,
      }),
      new TextLayer<(typeof shuttles)[number]>({
        id: "loads",
        data: shuttles,
        getPosition: (shuttle) => shuttle.at,
        getText: (shuttle) => String(shuttle.load),
        getSize: 12,
        getColor: (shuttle) => (shuttle.load > 0 ? WHITE : TEAL),
        fontWeight: 700,
        fontFamily: "Segoe UI, Helvetica Neue, Arial, sans-serif",
        characterSet: "0123456789",
      }),
    ];
  }

  private publicLayers(time: number) {
    const moving = this.day.trips
      .filter(([begin, end]) => begin <= time && time < end)
      .map(([begin, end, from, to]) => {
        const share = (time - begin) / (end - begin);
        const [a, b] = [this.centres[from], this.centres[to]];
        return { a, b, at: [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])] as Place };
      });
    const [roads, villages, names] = this.still;
    return [
      roads,
      new LineLayer<(typeof moving)[number]>({
        id: "ways",
        data: moving,
        getSourcePosition: (trip) => trip.a,
        getTargetPosition: (trip) => trip.b,
        getColor: [11, 92, 107, 70],
        getWidth: 2,
      }),
      villages,
      names,
      new ScatterplotLayer<(typeof moving)[number]>({
        id: "trips",
        data: moving,
        getPosition: (trip) => trip.at,
        getFillColor: TEAL,
        getLineColor: WHITE,
        getRadius: 6,
        radiusUnits: "pixels",
        lineWidthUnits: "pixels",
        getLineWidth: 1.5,
        stroked: true,
      }),
    ];
  }
}
