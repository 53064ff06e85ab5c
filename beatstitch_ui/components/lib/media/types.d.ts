// The shapes of what the Media page shows.

/** A rectangle that must stay in view, in shares of the picture; drawn by hand, or a face that was found. */
export interface Region {
  left: number;
  top: number;
  right: number;
  bottom: number;
  drawn: boolean;
}

/** A photo or clip of the Media page: core/projects/media/media_state.py. */
export interface MediaItem {
  id: string;
  name: string;
  kind: "image" | "video";
  status: "pending" | "processing" | "ready" | "failed";
  url: string;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  in_ms: number | null;
  out_ms: number | null;
  taken: string | null;
  focus: [number, number] | null;
  error: string | null;
  hidden: boolean;
  starred: boolean;
  unstacked: boolean;
  stack: number;
  under: string | null;
  marked: boolean;
  regions: Region[];
  subject: Region | null;
  thumb: string | null;
  /** What the eye found wrong with it, and whether it is a photo, a document or a screenshot. */
  flaws: string[];
  shows: string;
  /** Why the planner leaves it out, and the name of what it takes instead. */
  passed_over: string | null;
  instead: string | null;
  /** Which half stands for a Live Photo. */
  live: "photo" | "clip" | "both" | null;
}

/** What a person does to photos and clips: beatstitch_ui/pages/project/media_changes.py. */
export interface MediaChange {
  /** Of this one change, so that the server makes it once, however often it is told. */
  id: string;
  kind: string;
  ids: string[];
  [fact: string]: any;
}
