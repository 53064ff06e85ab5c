// The shapes that the parts of the timeline share.
import type { EditModel } from "beatstitch/edit/model.js";
import type { Told } from "beatstitch/edit/told.js";
import type { editStore } from "beatstitch/edit/store.js";
import type { clockFor } from "beatstitch/shared/clock.js";
import type { Viewport } from "beatstitch/shared/viewport.js";
import type { Waveform } from "beatstitch/shared/waveform.js";
import type { Drag } from "beatstitch/timeline/drags.js";
import type { Thumbs } from "beatstitch/timeline/thumbs.js";
import type { Asset, Marker, Operation, Point, Section, Words } from "beatstitch/types.d.ts";

/** The segments from one to another. */
export type Run = [from: number, to: number];

/** What is chosen: segments from the first to the last, which of them is active, and where the choice began. */
export interface Selection {
  from: number;
  to: number;
  active: number;
  anchor: number;
  /** One more, apart from them, with which they can change places; -1 for none. */
  also: number;
}

/** What is painted of an edit at a moment. */
export interface TimelineScene {
  view: Viewport;
  model: EditModel | null;
  assets: Record<string, Asset>;
  waveform: Waveform | null;
  thumbs: Thumbs | null;
  selection: Selection;
  drag: Drag | null;
  playheadS: number;
  /** Where the edit begins in the song. */
  offsetS: number;
  /** Pixels of the screen in a css pixel. */
  ratio: number;
  sections: Section[];
  words: Words;
  /** Whether the timeline has the keyboard. */
  focused: boolean;
  /** Whether the ruler counts bars instead of seconds. */
  inBars: boolean;
}

/** A scene whose edit has come. */
export type LoadedScene = TimelineScene & { model: EditModel };

/** What pointers, keys and buttons do with the timeline. */
export interface Timeline {
  player: ReturnType<typeof clockFor>;
  store: ReturnType<typeof editStore>;
  scene: TimelineScene;
  can: Record<string, boolean>;
  locked: boolean;
  /** What assistive technology is told. */
  said: string;
  /** Whether that is a refusal, which is shown too. */
  refused: boolean;
  /** What is told of the last operation, with what can be done about it. */
  told: Told | null;
  /** The run to choose once the server has made its segments. */
  expected: Run | null;
  words: Words;
  $el: HTMLElement;
  $refs: { hit: HTMLElement; note: { open(marker: Marker, point: Point): void } };
  act(name: string): void;
  ask(what: string): void;
  choose(at: number, how?: { extend?: boolean }): void;
  chooseRun(from: number, to: number): void;
  fit(): void;
  invalidate(how?: { overOnly?: boolean }): void;
  roll(index: number, beats: number): void;
  rollToPlayhead(index: number): void;
  seek(timeS: number): void;
  send(operation: Operation, run?: Run | null, told?: Told | null): void;
  slip(byMs: number): void;
  tell(): void;
  unchoose(): void;
  zoom(factor: number, xPx?: number): void;
}
