// What NiceGUI's page gives every component, and what the templates' `ref`s name.
import * as VueModule from "vue";

declare global {
  const Vue: typeof VueModule;
  /** Switches NiceGUI between light, dark and, for null, what the system says. */
  function setDark(dark: boolean | null): void;
  interface Window {
    /** The connection to the server, once the page has opened it. */
    socket?: {
      on(event: "connect" | "disconnect", handler: () => void): void;
      off(event: "connect" | "disconnect", handler: () => void): void;
    };
  }
}

/** Each name of a `ref` in a template means one kind of element in all of them. */
interface TemplateRefs {
  aim: HTMLButtonElement;
  area: HTMLElement;
  audio: HTMLAudioElement;
  canvas: HTMLCanvasElement;
  cells: HTMLElement;
  dialog: HTMLDialogElement;
  film: HTMLCanvasElement;
  hit: HTMLElement;
  layers: HTMLElement;
  map: HTMLCanvasElement;
  picture: HTMLImageElement;
  shows: HTMLSelectElement;
  stage: HTMLElement;
  strip: HTMLElement;
  time: HTMLElement;
  video: HTMLVideoElement;
  voices: HTMLElement;
}

declare module "vue" {
  interface ComponentCustomProperties {
    $refs: TemplateRefs;
  }
}
