// Brings the page to life. Without it, the still map and the tables remain.

import { readData } from "./data";
import { Replay } from "./replay";
import { chooseVillages } from "./villages";

declare global {
  interface Window {
    navetteReplay?: Replay;
  }
}

function hasWebGL(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

function withoutWebGL(stage: HTMLElement): void {
  stage.hidden = true;
  const note = document.getElementById("no-webgl");
  if (note) note.hidden = false;
}

chooseVillages();
const stage = document.getElementById("stage");
const data = readData();
if (stage && data) {
  if (hasWebGL()) window.navetteReplay = new Replay(data, stage, () => withoutWebGL(stage));
  else withoutWebGL(stage);
}
