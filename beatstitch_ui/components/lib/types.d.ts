// The shapes of data that several modules share; the server's side is named beside each.

/** How a picture fills the frame: core/schemas. */
export type Fit = "cover" | "contain" | "blur";

/** Lengths in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A place on a picture as shares of it, from its upper left corner. */
export interface Point {
  x: number;
  y: number;
}

/** Where a Ken Burns move is at one moment. */
export interface Pose extends Point {
  zoom: number;
}

/** A Ken Burns move from one pose to another. */
export interface KenBurns {
  enabled: boolean;
  start_zoom: number;
  start_x: number;
  start_y: number;
  end_zoom: number;
  end_x: number;
  end_y: number;
}

/** How one segment is reached from the one before. */
export interface Transition {
  type: "cut" | "crossfade" | "fade_black" | "fade_white";
  duration_ms: number;
}

/** How fast a clip plays, and its peak on a beat: core/effects.py. */
export interface Speed {
  percent: number;
  ramp: {
    percent: number;
    beat: number;
    beats: number;
    at_ms: number;
    before_ms: number;
    after_ms: number;
  } | null;
}

/** Why a picture is where it is: core/edit/edl.py. */
export interface Why {
  code: string;
  day_time?: string | null;
  count?: number | null;
}

/** What says how a picture stands in the place that it fills. */
export interface Framed {
  fit?: Fit | null;
  focus?: Point | null;
  effects: { ken_burns?: KenBurns | null };
}

/** A photo beside the segment's own picture: core/schemas/timeline.py. */
export interface Panel {
  media_asset_id: string;
  beat: number;
  at_ms: number;
  fit?: Fit | null;
  focus?: Point | null;
  ken_burns?: KenBurns | null;
}

/** A segment of an edit as /data/timeline sends it: beatstitch_ui/pages/edit. */
export interface Segment {
  media_asset_id: string;
  media_type: "image" | "video";
  timeline_in_ms: number;
  timeline_out_ms: number;
  source_in_ms: number;
  source_out_ms: number | null;
  effects: {
    ken_burns?: KenBurns | null;
    speed?: Speed | null;
    panels?: { layout: "columns" | "rows" | "grid"; beside: Panel[] } | null;
    why?: Why[];
  };
  transition_in: Transition | null;
  fit?: Fit | null;
  focus?: Point | null;
  volume?: number;
  loop?: boolean;
  locked: boolean;
}

/** What a segment shows. */
export interface Asset extends Size {
  name: string;
  kind: "image" | "video";
  url: string;
  thumb: string;
  sound?: string | null;
  duration_ms?: number | null;
  offered?: boolean;
  fps?: number | null;
  /** The name of the next best picture for its place. */
  another?: string;
  /** What a title of it would say by itself. */
  caption?: string;
}

/** A part of a song. */
export interface Section {
  start_ms: number;
  end_ms: number;
  label: string;
  intensity: "calm" | "medium" | "high" | "drop";
  beats_per_cut: number | null;
}

/** The theme's colours by name. */
export type Palette = Record<string, string>;

/** What a page knows of a song: core/projects/song/song_state.py. */
export interface SongData {
  beats_ms: number[];
  downbeats: number[];
  confidences: number[];
  duration_ms: number;
  part_start_ms: number;
  part_end_ms: number;
  fade_in_ms: number;
  fade_out_ms: number;
  sections: Section[] | null;
}

/** A photo or clip of the Media page: beatstitch_ui/api. */
/** A rectangle that must stay in view, in shares of the picture; drawn by hand, or a face that was found. */
export interface Region {
  left: number;
  top: number;
  right: number;
  bottom: number;
  drawn: boolean;
}

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
}

/** A field of a form that asks the API: beatstitch_ui/components/api_form.py. */
export interface FormField {
  name: string;
  label: string;
  type: string;
  autocomplete?: string;
  hint?: string;
  new?: boolean;
  off?: boolean;
  errors?: string[];
}

/** What is chosen of a song: nothing, a beat, the beats of a stretch or a part, each by its number. */
export interface Choice {
  kind: "none" | "beat" | "stretch" | "part";
  beat?: number;
  first?: number;
  last?: number;
  /** Where a stretch was begun. */
  anchor?: number;
  part?: number;
}
