// The shapes that the parts of the song's component share.
import type { SongModel } from "beatstitch/song/model.js";
import type { Viewport } from "beatstitch/shared/viewport.js";
import type { Waveform } from "beatstitch/shared/waveform.js";
import type { Operation } from "beatstitch/types.d.ts";

/** What is chosen of a song: nothing, a beat, the beats of a stretch or a part, each by its number. */
export type Choice = NothingChosen | ChosenBeat | ChosenStretch | ChosenPart;

export interface NothingChosen {
  kind: "none";
}

export interface ChosenBeat {
  kind: "beat";
  beat: number;
}

export interface ChosenStretch {
  kind: "stretch";
  first: number;
  last: number;
  /** Where the stretch was begun. */
  anchor: number;
}

export interface ChosenPart {
  kind: "part";
  part: number;
}

/** Which stretch of the song is used, in ms. */
export interface UsedPart {
  start: number;
  end: number;
}

/** Where a part of the song would begin while its edge is dragged. */
export interface DraggedEdge {
  part: number;
  toMs: number;
}

/** What a pointer drags on the waveform: a beat, the end of a stretch, the length of one, or the playhead. */
export type Drag = (
  | { kind: "beat"; beat: number; toMs: number }
  | { kind: "end"; beat: number; stretch: ChosenStretch; toMs: number }
  | { kind: "stretch" | "scrub" }
) & {
  /** Whether the pointer has moved far enough for a drag. */
  moved?: boolean;
  /** Whether it was dropped and the server has yet to answer. */
  sent?: boolean;
};

/** What is painted of a song at a moment. */
export interface SongScene {
  view: Viewport;
  waveform: Waveform | null;
  model: SongModel | null;
  part: UsedPart;
  choice: Choice;
  drag: Drag | null;
  edge: DraggedEdge | null;
  tapsMs: number[];
  playheadS: number;
  /** Pixels of the screen in a css pixel. */
  ratio: number;
}

/** A scene whose song has come. */
export type LoadedScene = SongScene & { model: SongModel };

/** What pointers and keys do with the song's component. */
export interface SongWave {
  model: SongModel | null;
  scene: SongScene;
  choice: Choice;
  $refs: { hit: HTMLElement; audio: HTMLAudioElement };
  $emit(event: "history", detail: { step: "undo" | "redo" }): void;
  act(name: string): void;
  choose(choice: Choice): void;
  chooseBeat(beat: number): void;
  choosePart(part: number): void;
  extend(by: number): void;
  extendTo(beat: number): void;
  fit(): void;
  invalidate(): void;
  letGo(): void;
  seek(timeMs: number): void;
  send(operation: Operation): void;
  step(by: number): void;
  stepPart(by: number): void;
  tap(event: Event): void;
  toggle(): void;
  useTaps(): void;
  zoom(factor: number, xPx?: number): void;
}
