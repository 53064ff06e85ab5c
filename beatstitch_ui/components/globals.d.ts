// What NiceGUI's page gives every component, and what the templates' `ref`s name.
import "vue";
import type { Marker, Point } from "beatstitch/types.d.ts";

declare global {
  /** Switches NiceGUI between light, dark and, for null, what the system says. */
  function setDark(dark: boolean | null): void;
  interface WindowEventMap {
    /** How many operations the server has yet to answer. */
    "bs-unsaved": CustomEvent<number>;
  }
  interface Window {
    /** The connection to the server, once the page has opened it. */
    socket?: {
      connected: boolean;
      on(event: "connect" | "disconnect", handler: () => void): void;
      off(event: "connect" | "disconnect", handler: () => void): void;
    };
    /** Whether the server knows that connection, so that it hears events. */
    did_handshake?: boolean;
  }
}

/** Each name of a `ref` in a template means one kind of element in all of them. */
interface TemplateRefs {
  aim: HTMLButtonElement;
  area: HTMLElement;
  audio: HTMLAudioElement;
  bar: { showTime(text: string): void };
  base: HTMLCanvasElement;
  button: HTMLButtonElement;
  canvas: HTMLCanvasElement;
  cells: HTMLElement;
  curtain: HTMLElement;
  dialog: HTMLDialogElement;
  film: HTMLCanvasElement;
  form: HTMLFormElement;
  grip: HTMLElement;
  hit: HTMLElement;
  keys: HTMLDetailsElement;
  layers: HTMLElement;
  screen: HTMLElement;
  lightbox: { open(at: number): void };
  list: HTMLElement;
  map: HTMLCanvasElement;
  menu: HTMLElement;
  note: { open(marker: Marker, point: Point): void };
  over: HTMLCanvasElement;
  picture: HTMLImageElement;
  range?: { place(): void };
  search: HTMLInputElement;
  stage: HTMLElement;
  strip: HTMLElement;
  text: HTMLTextAreaElement;
  time: HTMLElement;
  title?: { ask(): void };
  titles: HTMLElement;
  veil: HTMLElement;
  video: HTMLVideoElement;
  voices: HTMLElement;
}

declare module "vue" {
  interface ComponentCustomProperties {
    $refs: TemplateRefs;
  }
}
